/** Registrations for connection notifications that overlap with the end of others. */
import { expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import * as win32 from '../../src/face/win32/index.ts'
import { newEvent, RouterStage } from './router-stage.ts'

const { NO_ERROR } = win32
const SIGNALLED = win32.WAIT_OBJECT_0
const SILENT = win32.WAIT_TIMEOUT

const heard = (event: win32.EVENT_HANDLE): Promise<number> => win32.WaitForSingleObject(event, 0)

test('an event is registered also while the last other one is withdrawn, and not once its session is closed', async () => {
  await using stage = await RouterStage.begin()
  const connect = () => stage.value<number>((handle) => stage.win32.MprAdminServerConnect(null, handle))
  const [first, second, third] = [await connect(), await connect(), await connect()]
  const [one, two, three] = [newEvent(), newEvent(), newEvent()]
  await stage.call(stage.win32.MprAdminRegisterConnectionNotification(first, one))
  const registering = [
    stage.win32.MprAdminRegisterConnectionNotification(second, two),
    stage.win32.MprAdminRegisterConnectionNotification(third, three),
  ]
  const closing = [first, third].map((session) => stage.win32.MprAdminServerDisconnect(session))
  expect(await stage.call(Promise.all(registering))).toEqual([NO_ERROR, win32.ERROR_INVALID_HANDLE])
  await Promise.all(closing)
  await stage.connect()
  expect([await heard(one), await heard(two), await heard(three)]).toEqual([SILENT, SIGNALLED, SILENT])
  for (const event of [one, two, three]) win32.CloseHandle(event)
})

test('a registration outlives what ended its watch: it is signalled for what may have been missed, and goes on', async () => {
  await using stage = await RouterStage.begin()
  const event = newEvent()
  await stage.call(stage.win32.MprAdminRegisterConnectionNotification(stage.server, event))
  // The caller has no right for a while, and the service ends: the watch of its life is over.
  stage.scopes = []
  await stage.story.restart()
  await stage.story.pass(Seconds(30))
  expect(await heard(event)).toBe(SILENT)
  stage.scopes = ['admin']
  await stage.story.pass(Seconds(90))
  expect(await heard(event)).toBe(SIGNALLED)
  win32.ResetEvent(event)
  await stage.story.pass(Seconds(90))
  expect(await heard(event)).toBe(SILENT)
  await stage.connect()
  expect(await heard(event)).toBe(SIGNALLED)
  win32.CloseHandle(event)
})
