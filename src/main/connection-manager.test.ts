import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { silent, systemClock } from '../base/index.ts'
import { HIDDEN } from '../api/index.ts'
import { ConnectionManager } from './connection-manager.ts'
import { serveService } from './serve-service.ts'

const folder = mkdtempSync(join(tmpdir(), 'dialtone-open-'))
afterAll(() => rmSync(folder, { recursive: true }))

const instant = (count: number) => ({ count, timing: 'instant' as const })

test('a service inside this process: connections are there at once, and a profile to connect with', async () => {
  await using manager = await ConnectionManager.open({ virtual: instant(2) })
  const connections = await manager.connections()
  expect(connections.map(({ name, state }) => [name, state])).toEqual([
    ['modem0', 'deactivated'],
    ['modem1', 'deactivated'],
  ])
  const request = await connections[0]?.connect({ profile: 'internet' })
  expect((await request?.done)?.ip.v4?.addresses).toHaveLength(1)
  expect(connections[0]?.state).toBe('activated')
})

test('a modem that cannot come to a connection does not keep one waiting', async () => {
  const state = join(folder, 'state')
  {
    await using manager = await ConnectionManager.open({ virtual: instant(1), state })
    await manager.virtual.command({ command: 'roam', arguments: { to: 'nowhere' } })
    expect((await manager.modems()).length).toBe(1)
  }
  await using again = await ConnectionManager.open({ virtual: instant(1), state })
  expect((await again.profiles.list()).map(({ name }) => name)).toEqual(['internet'])
})

test('personal data is hidden in either place, unless asked for', async () => {
  const socket = join(folder, 's')
  await using serving = await serveService({ socket, virtual: instant(1), clock: systemClock, log: silent })
  expect(serving.socket).toBe(socket)
  for (const reveal of [false, true]) {
    await using inside = await ConnectionManager.open({ virtual: instant(1), reveal })
    await using outside = await ConnectionManager.connect({ socket, reveal })
    for (const manager of [inside, outside]) {
      const [modem] = await manager.modems()
      expect(modem?.current.equipment?.id === HIDDEN).toBe(!reveal)
      for await (const item of manager.events({ since: 0 })) {
        if (item.type !== 'modem.arrived') continue
        expect(item.data.equipment?.id === HIDDEN).toBe(!reveal)
        break
      }
    }
  }
})

test('where no service runs, connecting says so', async () => {
  await expect(ConnectionManager.connect({ socket: join(folder, 'nobody') })).rejects.toMatchObject({
    code: 'service_unavailable',
  })
})

test('two services cannot have the same state or the same socket', async () => {
  const state = join(folder, 'shared')
  const options = { virtual: instant(1), clock: systemClock, log: silent, state }
  await using _ = await serveService({ ...options, socket: join(folder, 'a') })
  await expect(serveService({ ...options, socket: join(folder, 'a') })).rejects.toMatchObject({
    code: 'service_running',
  })
  await expect(serveService({ ...options, socket: join(folder, 'b') })).rejects.toMatchObject({
    code: 'service_running',
  })
  await using beside = await ConnectionManager.connect({ socket: join(folder, 'a') })
  expect(await beside.modems()).toHaveLength(1)
})

test('a service that stops says goodbye to watchers and answers those who wait', async () => {
  const socket = join(folder, 'stopping')
  const serving = await serveService({ socket, virtual: instant(1), clock: systemClock, log: silent })
  await using manager = await ConnectionManager.connect({ socket })
  await manager.virtual.command({ command: 'apn', arguments: { name: 'internet', answer: 'silent' } })
  const [connection] = await manager.connections()
  const request = await connection?.connect({ profile: 'internet' })
  const waiting = manager.service.request({ request: request?.id ?? 0, wait: 60_000 })
  const seen: string[] = []
  const watching = (async () => {
    for await (const { type } of manager.service.watch({})) seen.push(type)
  })().catch((error: unknown) => error)
  await manager.profiles.list()
  await serving[Symbol.asyncDispose]()
  expect(await watching).toMatchObject({ code: 'service_unavailable' })
  expect(seen.at(-1)).toBe('service.stopping')
  const answer = await waiting.catch((error: unknown) => error)
  expect(answer).toMatchObject({ state: 'pending' })
  expect(manager.interruption?.code).toBe('service_unavailable')
})
