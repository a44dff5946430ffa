/** A call that comes in, as the router administration API shows it. */
import { expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import { newEvent, RouterStage } from './router-stage.ts'

const { inout, out } = win32

test('a call that comes in signals the event once its connection can be read, and so does its end', async () => {
  const settings = { dialer: { kind: 'modem', modems: ['modem0'], profile: 'internet' } } as const
  await using stage = await RouterStage.begin({ settings })
  const { win32: api, server, branch, story } = stage
  const event = newEvent()
  const heard = (): Promise<number> => win32.WaitForSingleObject(event, 0)
  const connections = (): Promise<readonly win32.RAS_CONNECTION_0[]> =>
    stage.value((buffer) => api.MprAdminConnectionEnum(server, 0, buffer, 0xffffffff, out(), out(), inout(0)))
  expect(await stage.call(api.MprAdminRegisterConnectionNotification(server, event))).toBe(win32.NO_ERROR)

  story.virtual.networkConnect()
  await story.settle()
  expect(await heard()).toBe(win32.WAIT_OBJECT_0)
  const now = await stage.value<win32.MPR_INTERFACE_0>((buffer) =>
    api.MprAdminInterfaceGetInfo(server, branch, 0, buffer),
  )
  expect(now.dwConnectionState).toBe(win32.ROUTER_IF_STATE_CONNECTED)
  expect(await connections()).toMatchObject([{ wszInterfaceName: 'branch', hInterface: branch }])
  expect(await heard()).toBe(win32.WAIT_TIMEOUT)

  story.virtual.networkDisconnect()
  await story.settle()
  expect(await heard()).toBe(win32.WAIT_OBJECT_0)
  expect(await connections()).toEqual([])
  win32.CloseHandle(event)
})
