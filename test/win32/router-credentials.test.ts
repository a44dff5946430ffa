/** Credentials of interfaces by the router administration API, on a virtual modem and a virtual clock. */
import { expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import { RouterStage } from './router-stage.ts'

const { out, NO_ERROR } = win32

test('credentials of an interface have a password that goes in and does not come out', async () => {
  await using stage = await RouterStage.begin()
  const { win32: api } = stage
  await stage.call(api.MprAdminInterfaceSetCredentials(null, 'branch', 'ana', 'HQ', 'secret'))
  // What is null stays as it is.
  await stage.call(api.MprAdminInterfaceSetCredentials(null, 'branch', 'eva', null, null))
  const [user, password, domain] = [out<string>(), out<string>(), out<string>()]
  expect(await stage.call(api.MprAdminInterfaceGetCredentials(null, 'branch', user, password, domain))).toBe(
    NO_ERROR,
  )
  expect([user.value, password.value, domain.value]).toEqual(['eva', '', 'HQ'])
  expect((await stage.story.dial()).settings.credentials?.hasPassword).toBe(true)
  await stage.call(api.MprAdminInterfaceSetCredentials(null, 'branch', null, null, null))
  expect(await stage.call(api.MprAdminInterfaceGetCredentials(null, 'branch', user, password, domain))).toBe(
    win32.ERROR_CANNOT_FIND_PHONEBOOK_ENTRY,
  )
})

test('an interface is made to last, with its credentials, by the second of two calls', async () => {
  await using stage = await RouterStage.begin()
  const { win32: api, story } = stage
  const common = { wszInterfaceName: 'depot', fEnabled: true, dwIfType: win32.ROUTER_IF_TYPE_FULL_ROUTER }
  const running = win32.MPR_INTERFACE_2({ ...common, szLocalPhoneNumber: 'v4only' })
  await stage.value<number>((handle) => api.MprAdminInterfaceCreate(stage.server, 2, running, handle))
  expect(await stage.call(api.MprAdminInterfaceSetCredentials(null, 'depot', 'ana', 'HQ', 'secret'))).toBe(
    NO_ERROR,
  )
  expect((await story.service.storedDialInterfaces()).map(({ name }) => name)).toEqual(['branch'])
  const configuration = await stage.value<number>((handle) => api.MprConfigServerConnect(null, handle))
  await stage.value<number>((handle) =>
    api.MprConfigInterfaceCreate(configuration, 0, win32.MPR_INTERFACE_0(common), handle),
  )
  await story.restart()
  expect((await story.dial('depot')).settings).toMatchObject({
    dialer: { profile: 'v4only' },
    credentials: { userName: 'ana', domain: 'HQ', hasPassword: true },
  })
})
