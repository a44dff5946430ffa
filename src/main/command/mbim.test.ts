import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fromHex, toHex } from '../../base/index.ts'
import { Connect, fragment, serializeInfo, serializeMessage } from '../../mbim/index.ts'
import { FakeHost } from '../../../test/support/fake-host.ts'
import { main } from '../cli.ts'

const open = serializeMessage({ type: 'open', transactionId: 1, maxControlTransfer: 4096 })
const connect = serializeInfo(
  { type: 'command', transactionId: 2, service: Connect.service.uuid, cid: Connect.number, operation: 'set' },
  Connect.set,
  {
    sessionId: 0,
    activationCommand: 'activate',
    accessString: 'internet',
    userName: 'somebody',
    password: 'sesame',
    compression: 'none',
    authProtocol: 'chap',
    ipType: 'default',
    contextType: 'internet',
  },
  1,
)

const folder = mkdtempSync(join(tmpdir(), 'dialtone-mbim-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function decode(input: readonly string[], stdin?: string) {
  const host = new FakeHost(stdin === undefined ? {} : { input: stdin })
  const code = await main(['mbim', 'decode', ...input], host)
  return { code, out: host.stdout.text, lines: host.stdout.lines, err: host.stderr.text }
}

const OPEN = 'open, host to function, transaction 1, 16 bytes\n  maxControlTransfer: 4096\n'

test('hexadecimal text, in whatever way it is written', async () => {
  const hex = toHex(open)
  for (const input of [
    [hex],
    [toHex(open, ' ')],
    toHex(open, ' ').split(' '),
    [toHex(open, ':')],
    [`0x${hex}`],
  ]) {
    expect(await decode(input)).toEqual({ code: 0, out: OPEN, lines: OPEN.trimEnd().split('\n'), err: '' })
  }
  expect((await decode(['-'], `${toHex(open, ' ')}\n`)).out).toBe(OPEN)
  expect((await decode([], hex)).out).toBe(OPEN)
})

test('a file of bytes or of hexadecimal text', async () => {
  writeFileSync(join(folder, 'a.bin'), open)
  writeFileSync(join(folder, 'a.txt'), `${toHex(open)}\n`)
  expect((await decode([join(folder, 'a.bin')])).out).toBe(OPEN)
  expect((await decode([join(folder, 'a.txt')])).out).toBe(OPEN)
})

test('frames one after another; secrets on demand only', async () => {
  const both = toHex(open) + toHex(connect)
  const hidden = await decode([both])
  expect(hidden.code).toBe(0)
  expect(hidden.out.startsWith(`${OPEN}\ncommand, host to function, transaction 2`)).toBe(true)
  expect(hidden.out).toContain('accessString: "internet"')
  expect(hidden.out).not.toMatch(/sesame|somebody/)
  expect((await decode([both, '--reveal'])).out).toContain('password: "sesame"')
  const json = (await decode([both, '--json'])).lines.map((line) => JSON.parse(line) as unknown)
  expect(json).toMatchObject([
    { type: 'open', from: 'host', maxControlTransfer: 4096 },
    {
      type: 'command',
      service: 'basic-connect',
      cid: 'connect',
      info: { sessionId: 0, password: { hidden: 'secret' } },
    },
  ])
})

test('fragments are put together', async () => {
  const parts = fragment(connect, 64)
  expect(parts.length).toBeGreaterThan(2)
  const { out, code } = await decode([parts.map((part) => toHex(part)).join('')])
  expect(code).toBe(0)
  expect(out).toContain(`fragment: ${parts.length} of ${parts.length}`)
  expect(out.slice(out.indexOf('Put together'))).toContain('accessString: "internet"')
})

test('a type that only the other end sends is remarked', async () => {
  expect((await decode([toHex(open), '--direction', 'function'])).out).toContain('only a host sends this')
  expect((await decode([toHex(open), '--direction', 'host'])).out).toBe(OPEN)
})

const unknownType = Uint8Array.from(open)
unknownType[0] = 0x99

test.each([
  ['nothing', ['-'], '', 2, '', 'there is nothing to decode'],
  ['no hexadecimal text', ['-'], 'hello', 2, '', 'not hexadecimal: "h" at digit 1'],
  ['half a byte', ['-'], '010', 2, '', 'odd number of hexadecimal digits'],
  ['no such file', ['nothing.bin'], '', 3, '', 'there is no file nothing.bin'],
  ['a folder', [folder], '', 2, '', 'is a folder'],
  [
    'a frame that is cut off',
    [`${toHex(open)}0300`],
    '',
    1,
    OPEN,
    'frame 2, at byte 16: messageType @0: 2 bytes are too short for a message',
  ],
  [
    'the beginning of a frame',
    [toHex(open).slice(0, -2)],
    '',
    1,
    '',
    'frame 1, at byte 0: messageLength @4: 16, but there are 15 bytes',
  ],
  [
    'noise',
    ['deadbeefdeadbeefdeadbeef'],
    '',
    1,
    '',
    'frame 1, at byte 0: messageType @0: 0xefbeadde is no type',
  ],
  [
    'a length that cannot be',
    [`${toHex(open)}0100000001000000aaaaaaaa`],
    '',
    1,
    OPEN,
    'frame 2, at byte 16: messageLength @20: a frame of 1 bytes',
  ],
  [
    'an unknown type',
    [toHex(open) + toHex(unknownType)],
    '',
    1,
    `${OPEN}\n`,
    'frame 2, at byte 16: messageType @0',
  ],
])('%s is an error that says where', async (_, input, stdin, code, out, err) => {
  const result = await decode(input, stdin)
  expect(result).toMatchObject({ code, out })
  expect(result.err).toContain(err)
})

test('no bytes do harm', async () => {
  const noise = fromHex(
    '0700008030000000000000000100000000000000a289cc33bcbb8b4fb6b0133ec2aae6df0c00000004000000ffffffff',
  )
  const { code, out } = await decode([toHex(noise)])
  expect(code).toBe(0)
  expect(out).toContain('invalid:')
})
