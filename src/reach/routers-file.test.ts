import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { scratch } from '../../test/support/scratch.ts'
import { addRouter, removeRouter } from './edit-routers.ts'
import { parseFingerprint } from './fingerprint.ts'
import { reachRouter } from './router-address.ts'
import { findRouter, listRouters, parseRouters, routersFile } from './routers-file.ts'

const FINGERPRINT = `sha256:${'0a'.repeat(32)}`

let folder: ReturnType<typeof scratch>
let file: string
beforeEach(() => {
  folder = scratch()
  file = join(folder.path, 'new/routers.toml')
})
afterEach(() => folder[Symbol.dispose]())

function has(text: string, mode = 0o600): string {
  const path = join(folder.path, 'there.toml')
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

test.each([
  [{ DIALTONE_ROUTERS: '/x/r.toml' }, '/x/r.toml'],
  [{ XDG_CONFIG_HOME: '/c' }, '/c/dialtone/routers.toml'],
  [{ XDG_CONFIG_HOME: '', DIALTONE_ROUTERS: '' }, '/home/me/.config/dialtone/routers.toml'],
])('with %j it is %s', (env, expected) => {
  expect(routersFile({ env, root: false, home: '/home/me' })).toBe(expected)
})

describe('the list', () => {
  test('is empty before there is one, and made for its owner alone', () => {
    expect(listRouters(file)).toEqual([])
    addRouter({ name: 'branch-7', address: 'https://192.0.2.1:8443', token: 'dialtone_x' }, { file })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(listRouters(file)).toEqual([
      { name: 'branch-7', address: 'https://192.0.2.1:8443', token: 'dialtone_x' },
    ])
    expect(findRouter('branch-7', file)).toEqual({ address: 'https://192.0.2.1:8443', token: 'dialtone_x' })
  })

  test('keeps what its user has written when routers come and go', () => {
    const path = has('# mine\n[a]\naddress = "/run/a.sock" # there\n\n[b]\naddress = "/run/b.sock"\n# end\n')
    addRouter({ name: 'c.1', address: '/run/"c"\n.sock' }, { file: path })
    expect(listRouters(path).map(({ name }) => name)).toEqual(['a', 'b', 'c.1'])
    expect(listRouters(path)[2]?.address).toBe('/run/"c"\n.sock')
    removeRouter('b', path)
    expect(readFileSync(path, 'utf8')).toMatch(
      /^# mine\n\[a\]\naddress = "\/run\/a.sock" # there\n\n\["c.1"\]\n/,
    )
    removeRouter('c.1', path)
    removeRouter('a', path)
    expect(listRouters(path)).toEqual([])
    expect(readFileSync(path, 'utf8')).toContain('# mine')
  })

  test('takes a name once, unless it is to be replaced', () => {
    addRouter({ name: 'a', address: '/run/a.sock' }, { file })
    expect(() => addRouter({ name: 'a', address: '/b' }, { file })).toThrow('there is a router a already')
    addRouter({ name: 'a', address: '/b' }, { file, replace: true })
    expect(listRouters(file)).toEqual([{ name: 'a', address: '/b' }])
    expect(() => removeRouter('z', file)).toThrow('there is no router "z"')
    expect(() => addRouter({ name: 'a b', address: '/b' }, { file })).toThrow('is no name of a router')
  })

  test('leaves alone what it cannot change', () => {
    const path = has('a.address = "/run/a.sock"\n')
    expect(() => removeRouter('a', path)).toThrow(`change ${path} by hand`)
    expect(listRouters(path)).toHaveLength(1)
    // What looks like a heading stands in a text.
    const text = '[b]\naddress = """\n[a]\n"""\n[a]\naddress = "/run/a.sock"\n[c]\naddress = "/run/c.sock"\n'
    const other = has(text)
    expect(() => removeRouter('a', other)).toThrow('by hand')
    expect(() => removeRouter('b', other)).toThrow('by hand')
    expect(readFileSync(other, 'utf8')).toBe(text)
    removeRouter('c', other)
    expect(listRouters(other).map(({ name }) => name)).toEqual(['b', 'a'])
  })

  test('stays where its user keeps it', () => {
    const kept = has('[a]\naddress = "/run/a.sock"\n')
    const link = join(folder.path, 'routers.toml')
    symlinkSync(kept, link)
    addRouter({ name: 'b', address: '/run/b.sock' }, { file: link })
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(listRouters(kept).map(({ name }) => name)).toEqual(['a', 'b'])
  })

  test('is refused where others can read it, and so is a token in a file of its own', () => {
    const path = has('[a]\naddress = "https://x"\ntoken-file = "t"\n', 0o640)
    expect(() => listRouters(path)).toThrow(`run "chmod 600 ${path}"`)
    chmodSync(path, 0o600)
    expect(() => findRouter('a', path)).toThrow('there is no file')
    const token = join(folder.path, 't')
    writeFileSync(token, 'dialtone_y\n')
    chmodSync(token, 0o644)
    expect(() => findRouter('a', path)).toThrow(`run "chmod 600 ${token}"`)
    chmodSync(token, 0o600)
    expect(findRouter('a', path)).toEqual({ address: 'https://x', token: 'dialtone_y' })
    writeFileSync(token, 'two\nlines')
    expect(() => findRouter('a', path)).toThrow('what is given as its token is none')
  })
})

test('what is no name is an address; a name that there is not is told with those that there are', () => {
  const path = has('[a]\naddress = "/run/a.sock"\n')
  expect(findRouter('https://192.0.2.1', path)).toEqual({ address: 'https://192.0.2.1' })
  expect(findRouter('/run/x.sock', path)).toEqual({ address: '/run/x.sock' })
  expect(() => findRouter('b', path)).toThrow('there is no router b in')
  expect(() => findRouter('b', path)).toThrow('there is a')
  expect(existsSync(file)).toBe(false)
})

test.each([
  ['a = 1', 'a has to be a table'],
  ['[a]', 'a.address is missing'],
  ['[a]\naddress = 5', 'a.address has to be a text'],
  ['[a]\naddress = "/x"\ntokens = "x"', 'a.tokens is no key here'],
  ['[a]\naddress = "/x"\ntoken = "x"\ntoken-file = "y"', 'one of them'],
  ['[a]\naddress = "/x"\nca = "x"\nfingerprint = "y"', 'one of them'],
  ['[a]\naddress = "/x"\nkey = "x"', 'certificate and key go together'],
  ['[a]\naddress = "/x"\nfingerprint = "x"', 'is no fingerprint of a certificate'],
  ['[a]\naddress = "/x"\nplain-http = "yes"', 'has to be true or false'],
  ['["a b"]\naddress = "/x"', 'is no name of a router'],
])('%j is refused', (text, why) => {
  expect(() => parseRouters(text, 'routers.toml')).toThrow(why)
})

test('a mistake is told with its place, and without what stands there', () => {
  const text = '[a]\naddress = "/x"\ntoken = "dialtone_secret\n'
  expect(() => parseRouters(text, 'routers.toml')).toThrow(/^routers.toml, line 3, column \d+: /)
  expect(() => parseRouters(text, 'routers.toml')).not.toThrow('dialtone_secret')
})

test.each([
  FINGERPRINT,
  '0A:'.repeat(32).slice(0, -1),
  `sha256 Fingerprint=${'0A:'.repeat(32).slice(0, -1)}\n`,
  `SHA256:${'0a'.repeat(32)}`,
])('%j is a fingerprint', (text) => {
  expect(parseFingerprint(text)).toBe(FINGERPRINT)
})

test.each(['', 'sha256:', 'sha1:0a0a', '0a'.repeat(31), `${FINGERPRINT}0`])('%j is none', (text) => {
  expect(() => parseFingerprint(text)).toThrow('is no fingerprint')
})

test.each([
  ['https://192.0.2.1', {}, true],
  ['https://[2001:db8::1]:8443', {}, true],
  ['http://127.0.0.1:3425', {}, true],
  ['http://192.0.2.1', {}, false],
  ['http://192.0.2.1', { plain: true }, true],
  ['http://127.0.0.1.evil.example', {}, false],
  ['https://user:pass@192.0.2.1', {}, false],
  ['https://192.0.2.1/v1', {}, false],
  ['ftp://192.0.2.1', {}, false],
  ['192.0.2.1:8443', {}, false],
])('%s with %j: %s', (address, change, good) => {
  const reach = (): void => reachRouter({ address, ...change })[Symbol.dispose]()
  if (good) expect(reach).not.toThrow()
  else expect(reach).toThrow('is no address of a router')
})
