import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findSocket, fitting, socketPath, surroundingsOf } from './socket-path.ts'

const folder = mkdtempSync(join(tmpdir(), 'dialtone-reach-'))
afterAll(() => rmSync(folder, { recursive: true }))

const user = { env: {}, root: false, home: '/home/me' }
const runtime = { XDG_RUNTIME_DIR: '/run/user/1000' }

test.each([
  ['what is told', { ...user, env: { ...runtime, DIALTONE_SOCKET: '/x/y' } }, '/x/y', '/x/y.virtual'],
  [
    'the runtime folder',
    { ...user, env: runtime },
    '/run/user/1000/dialtone/dialtone.sock',
    '/run/user/1000/dialtone/virtual.sock',
  ],
  [
    'the system for root',
    { ...user, root: true },
    '/run/dialtone/dialtone.sock',
    '/run/dialtone/virtual.sock',
  ],
  [
    'a private folder',
    user,
    '/home/me/.local/state/dialtone/dialtone.sock',
    '/home/me/.local/state/dialtone/virtual.sock',
  ],
  [
    'nothing told by empty variables',
    { ...user, env: { DIALTONE_SOCKET: '', XDG_RUNTIME_DIR: '' } },
    '/home/me/.local/state/dialtone/dialtone.sock',
    '/home/me/.local/state/dialtone/virtual.sock',
  ],
])('%s', (_, surroundings, service, virtual) => {
  expect(socketPath(surroundings)).toBe(service)
  expect(socketPath(surroundings, 'virtual')).toBe(virtual)
})

test('a client takes the first place that holds a socket, else the one where one would be', () => {
  const system = join(folder, 'system')
  const surroundings = { env: { XDG_RUNTIME_DIR: join(folder, 'run') }, root: false, home: folder, system }
  expect(findSocket(surroundings)).toBe(join(folder, 'run/dialtone/dialtone.sock'))
  mkdirSync(system)
  writeFileSync(join(system, 'dialtone.sock'), '')
  expect(findSocket(surroundings)).toBe(join(system, 'dialtone.sock'))
  mkdirSync(join(folder, '.local/state/dialtone'), { recursive: true })
  writeFileSync(join(folder, '.local/state/dialtone/dialtone.sock'), '')
  expect(findSocket(surroundings)).toBe(join(folder, '.local/state/dialtone/dialtone.sock'))
  mkdirSync(join(folder, 'run/dialtone'), { recursive: true })
  writeFileSync(join(folder, 'run/dialtone/dialtone.sock'), '')
  expect(findSocket(surroundings)).toBe(join(folder, 'run/dialtone/dialtone.sock'))
})

test('a path that the kernel would cut off is refused', () => {
  expect(fitting('/'.padEnd(107, 'x'))).toHaveLength(107)
  expect(() => fitting('/'.padEnd(108, 'x'))).toThrow('takes 107 bytes at most')
  expect(() => fitting('/'.padEnd(60, 'ü'))).toThrow('set DIALTONE_SOCKET')
})

test('the home of the environment counts', () => {
  expect(surroundingsOf({ HOME: '/elsewhere' }).home).toBe('/elsewhere')
  expect(surroundingsOf({}).home).not.toBe('')
})
