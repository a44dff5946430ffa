import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nothing } from './layout.ts'
import { Records } from './record.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-record-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

interface From {
  readonly boot?: string
  readonly namespace?: string
  readonly isHere?: boolean
}

const open = ({ boot = 'boot', namespace = '7', isHere = false }: From = {}): Records =>
  new Records(
    { run: join(folder, 'run'), state: join(folder, 'state') },
    { bootId: boot, namespace, isHere: () => isHere },
  )
const path = { tun: 'dt-a', layouts: [nothing], before: { up: false, mtu: 1500 } }

test('what was recorded is read by the next process, until it is removed', () => {
  open().setPath('branch', path)
  const next = open()
  expect([...next.paths]).toEqual([['branch', path]])
  next.removePath('branch')
  expect([...open().paths]).toEqual([])
  next[Symbol.dispose]()
  expect(readdirSync(join(folder, 'run'))).toEqual([])
})

test('what is recorded in one network namespace is nothing to another', () => {
  open().setPath('branch', path)
  const other = open({ namespace: '8' })
  expect([...other.paths]).toEqual([])
  other.setPath('branch', { ...path, tun: 'dt-b' })
  other[Symbol.dispose]()
  expect([...open().paths]).toEqual([['branch', path]])
  expect([...open({ namespace: '8' }).paths.values()].map(({ tun }) => tun)).toEqual(['dt-b'])
})

test('a record that does not say where it is from is taken by the namespace where it can be from', () => {
  open().setPath('branch', path)
  renameSync(join(folder, 'run/7/dt-a.json'), join(folder, 'run/dt-a.json'))
  expect([...open().paths]).toEqual([])
  expect([...open({ namespace: '8', isHere: true }).paths]).toEqual([['branch', path]])
  expect(readdirSync(join(folder, 'run')).sort()).toEqual(['7', '8'])
  expect([...open({ namespace: '8' }).paths]).toEqual([['branch', path]])
})

test('what the kernel held before the machine started again is forgotten, what is on the disk is not', () => {
  const first = open()
  const resolver = { path: '/etc/resolv.conf', original: 'a', written: 'b' }
  first.setPath('branch', path)
  first.setTold(['wan0'])
  first.setResolver(resolver)
  const next = open({ boot: 'next boot' })
  expect([...next.paths]).toEqual([])
  expect(next.told).toEqual([])
  expect(next.resolver).toEqual(resolver)
})

test.each(['', '{', 'null', '[]', '{"version":2,"bootId":"boot"}', '"text"'])(
  'a file that holds %j is taken for none',
  (text) => {
    open()
    writeFileSync(join(folder, 'run/7/dt-a.json'), text)
    writeFileSync(join(folder, 'state/resolver.json'), text)
    const records = open()
    expect([records.paths.size, records.told, records.resolver]).toEqual([0, [], undefined])
  },
)

test('a folder that others may write to, or that is somewhere else, is refused', () => {
  open()
  chmodSync(join(folder, 'run'), 0o777)
  expect(() => open()).toThrow('others may write there')
  rmSync(join(folder, 'run'), { recursive: true })
  symlinkSync('/tmp', join(folder, 'run'))
  expect(() => open()).toThrow('others may write there')
})
