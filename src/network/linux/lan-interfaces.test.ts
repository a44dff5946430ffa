import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readLanInterfaces } from './lan-interfaces.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-net-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function device(name: string, attributes: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, name))
  const all = { flags: '0x1003', uevent: `INTERFACE=${name}`, ...attributes }
  for (const [attribute, value] of Object.entries(all)) {
    writeFileSync(join(folder, name, attribute), `${value}\n`)
  }
}

test('Ethernet and the loopback are listed by index, up when set up and with a carrier', () => {
  device('eth1', { type: '1', ifindex: '12', carrier: '0' })
  device('lo', { type: '772', ifindex: '1', carrier: '1', flags: '0x9' })
  device('eth0', { type: '1', ifindex: '2', carrier: '1' })
  device('br0', { type: '1', ifindex: '3', flags: '0x1002' })
  expect(readLanInterfaces(folder)).toEqual([
    { name: 'lo', index: 1, kind: 'loopback', up: true },
    { name: 'eth0', index: 2, kind: 'lan', up: true },
    { name: 'br0', index: 3, kind: 'lan', up: false },
    { name: 'eth1', index: 12, kind: 'lan', up: false },
  ])
})

test('what is dialled with, what we made and what cannot be read is not listed', () => {
  device('wwan0', { type: '1', ifindex: '4', carrier: '1', uevent: 'DEVTYPE=wwan\nINTERFACE=wwan0' })
  device('wwan1', { type: '65534', ifindex: '5', carrier: '1' })
  device('ppp0', { type: '512', ifindex: '6', carrier: '1' })
  device('dt-branc-00x8y2', { type: '65534', ifindex: '7', carrier: '1' })
  device('going', { type: '1', ifindex: '', carrier: '1' })
  mkdirSync(join(folder, 'gone'))
  writeFileSync(join(folder, 'bonding_masters'), '')
  expect(readLanInterfaces(folder)).toEqual([])
  expect(readLanInterfaces(join(folder, 'missing'))).toEqual([])
})

test.runIf(process.platform === 'linux')('this machine has its own', () => {
  const names = readLanInterfaces().map(({ name }) => name)
  if ('lo' in networkInterfaces()) expect(names).toContain('lo')
  expect(names).not.toContain('bonding_masters')
})
