/** A router that is another service, reached by its address on the loopback. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { createClient } from '../../src/api/index.ts'
import { Milliseconds, silent, systemClock } from '../../src/base/index.ts'
import { inProcess } from '../../src/core/index.ts'
import { buildApp } from '../../src/face/http/index.ts'
import * as win32 from '../../src/face/win32/index.ts'
import { routerFetch } from '../../src/reach/index.ts'
import { DialStory } from '../support/dial-story.ts'
import { FakeService } from '../support/fake-service.ts'
import { newEvent } from './router-stage.ts'

/** The address of a service that listens on the loopback. */
async function listening(story: DialStory): Promise<string> {
  const app = await buildApp({
    service: (caller) => story.as(caller),
    caller: () => inProcess,
    clock: systemClock,
    log: silent,
  })
  const server = createServer(app.handler)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await app[Symbol.asyncDispose]()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

/** Moves the router's clock while it is asked over the network, which has none of its own. */
async function answered<T>(story: DialStory, asked: Promise<T>): Promise<T> {
  const state = { pending: true }
  const done = asked.finally(() => (state.pending = false))
  while (state.pending) await Promise.race([done, story.pass(Milliseconds(100))])
  return done
}

test('is administered by its address: its interfaces, its connections, its notifications', async () => {
  await using story = await DialStory.begin()
  const address = await listening(story)
  await using api = win32.createWin32(new FakeService(), {
    findRouter: async (name) => createClient(routerFetch(name)),
  })
  const server = win32.out<number>()
  expect(await answered(story, api.MprAdminServerConnect(address, server))).toBe(win32.NO_ERROR)
  const branch = win32.out<number>()
  expect(await answered(story, api.MprAdminInterfaceGetHandle(server.value, 'branch', branch, false))).toBe(
    win32.NO_ERROR,
  )
  const event = newEvent()
  expect(await answered(story, api.MprAdminRegisterConnectionNotification(server.value, event))).toBe(
    win32.NO_ERROR,
  )
  // What needs memory of the router's own machine is refused.
  expect(await answered(story, api.MprAdminInterfaceConnect(server.value, branch.value, event, false))).toBe(
    win32.ERROR_INVALID_PARAMETER,
  )
  expect(await answered(story, api.MprAdminInterfaceConnect(server.value, branch.value, null, false))).toBe(
    win32.PENDING,
  )
  const signalled = win32.WaitForSingleObject(event, win32.INFINITE)
  expect(await answered(story, signalled)).toBe(win32.WAIT_OBJECT_0)
  const info = win32.out<win32.MPR_INTERFACE_0>()
  expect(await answered(story, api.MprAdminInterfaceGetInfo(server.value, branch.value, 0, info))).toBe(
    win32.NO_ERROR,
  )
  expect(info.value.dwConnectionState).toBe(win32.ROUTER_IF_STATE_CONNECTED)
  await api.MprAdminServerDisconnect(server.value)
  expect(await answered(story, api.MprAdminInterfaceDisconnect(server.value, branch.value))).toBe(
    win32.ERROR_INVALID_HANDLE,
  )
  win32.CloseHandle(event)
})

test.each([
  'http://192.0.2.1',
  'https://x@127.0.0.1',
  'https://127.0.0.1/path',
  'branch-7',
  'ftp://localhost',
  '',
])('%j is no address of a router', (address) => {
  expect(() => routerFetch(address)).toThrow(/is no address of a router/)
})

test('a session with a router that is not there is refused', async () => {
  await using api = win32.createWin32(new FakeService(), {
    findRouter: async (name) => createClient(routerFetch(name)),
  })
  const server = win32.out<number>()
  const nobody = '/nonexistent/dialtone.sock'
  expect(await api.MprAdminServerConnect(nobody, server)).toBe(win32.RPC_S_UNKNOWN_IF)
  expect(await api.MprAdminIsServiceRunning(nobody)).toBe(false)
  expect(await api.MprAdminIsServiceRunning(null)).toBe(true)
})
