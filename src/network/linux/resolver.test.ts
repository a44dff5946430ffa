import { existsSync, lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent } from '../../base/index.ts'
import { Records } from './record.ts'
import { Resolver, type ResolverPaths } from './resolver.ts'

const OPERATORS = '# mine\nnameserver 192.168.1.1\nsearch office.example\noptions edns0\n'
const TUN = { device: 'dt-a', servers: ['192.0.0.5'] }
const LINK = { device: 'wan0', servers: ['10.0.0.53', '2001:db8::53'] }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-resolver-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const at = (name: string): string => join(folder, name)
const text = (name: string): string => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '')
/** What an earlier process wrote is read by each new one. */
const records = (boot = 'boot'): Records =>
  new Records({ run: at('run'), state: at('state') }, { bootId: boot, namespace: '7', isHere: () => false })

/** A program that notes how it was called, and what it was given. */
function program(name: string): string {
  writeFileSync(at(name), `#!/bin/sh\necho "$@" >> ${at('calls')}\ncat >> ${at('calls')}\n`, { mode: 0o755 })
  return at(name)
}

function resolver(record: Records, paths: Partial<ResolverPaths> = {}): Resolver {
  const none = {
    resolved: at('none'),
    resolvconf: at('none'),
    resolvectl: at('none'),
    resolvConf: at('resolv.conf'),
  }
  return new Resolver({ ...none, ...paths }, record, silent)
}

test('resolv.conf has our servers while anybody serves, keeps its other lines, and comes back', async () => {
  writeFileSync(at('resolv.conf'), OPERATORS)
  const told = resolver(records())
  await told.serve('a', TUN)
  const ours = text('resolv.conf')
  expect(ours.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
    'nameserver 192.0.0.5',
    'nameserver 192.0.0.6',
    'nameserver fd64:6961:6c74::53',
    'search office.example',
    'options edns0',
    '',
  ])
  await told.serve('b', TUN)
  await told.serve('a', LINK)
  expect(text('resolv.conf')).toBe(ours)
  await told.serve('a', undefined)
  expect(text('resolv.conf')).toBe(ours)
  await told.serve('b', undefined)
  expect(text('resolv.conf')).toBe(OPERATORS)
  expect(text('state/resolver.json')).toBe('')
})

test('a symbolic link stays one, and a file that was not there goes again', async () => {
  symlinkSync(at('elsewhere'), at('resolv.conf'))
  writeFileSync(at('elsewhere'), OPERATORS)
  const told = resolver(records())
  await told.serve('a', TUN)
  expect(lstatSync(at('resolv.conf')).isSymbolicLink()).toBe(true)
  expect(text('elsewhere')).toContain('nameserver 192.0.0.5')
  await told.serve('a', undefined)
  expect(text('elsewhere')).toBe(OPERATORS)
  const other = resolver(records(), { resolvConf: at('absent') })
  await other.serve('a', TUN)
  expect(text('absent')).toContain('nameserver 192.0.0.5')
  await other.serve('a', undefined)
  expect(existsSync(at('absent'))).toBe(false)
})

test('after a crash, and after a power cut too, it comes back; what somebody has changed since is theirs', async () => {
  writeFileSync(at('resolv.conf'), OPERATORS)
  await resolver(records()).serve('a', TUN)
  await resolver(records('next boot')).repair()
  expect(text('resolv.conf')).toBe(OPERATORS)
  await resolver(records()).serve('a', TUN)
  writeFileSync(at('resolv.conf'), 'nameserver 192.168.1.2\n')
  await resolver(records()).repair()
  expect(text('resolv.conf')).toBe('nameserver 192.168.1.2\n')
})

test('systemd-resolved is told of the device that serves, and of none when it ends or has crashed', async () => {
  writeFileSync(at('io.systemd.Resolve'), '')
  const paths = { resolved: at('io.systemd.Resolve'), resolvectl: program('resolvectl') }
  const told = resolver(records(), paths)
  await told.serve('a', TUN)
  await told.serve('a', LINK)
  expect(text('calls').split('\n').filter(Boolean)).toEqual([
    'dns dt-a 192.0.0.5',
    'domain dt-a ~.',
    'dns wan0 10.0.0.53 2001:db8::53',
    'domain wan0 ~.',
    'revert dt-a',
  ])
  rmSync(at('calls'))
  await resolver(records(), paths).repair()
  expect(text('calls')).toBe('revert wan0\n')
  expect(existsSync(at('resolv.conf'))).toBe(false)
})

test('resolvconf is told once, whatever serves', async () => {
  const told = resolver(records(), { resolvconf: program('resolvconf') })
  await told.serve('a', TUN)
  await told.serve('a', LINK)
  await told.serve('a', undefined)
  const servers = 'nameserver 192.0.0.5\nnameserver 192.0.0.6\nnameserver fd64:6961:6c74::53\n'
  expect(text('calls')).toBe(`-a dialtone\n${servers}-d dialtone\n`)
})

test('one that refuses is no reason to stop', async () => {
  writeFileSync(at('io.systemd.Resolve'), '')
  const told = resolver(records(), { resolved: at('io.systemd.Resolve') })
  await expect(told.serve('a', TUN)).resolves.toBeUndefined()
})
