/** Functions that take the name of a router and no session: the right is looked at before any argument. */
import { expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import { RouterStage } from './router-stage.ts'

/** Each with arguments that none of them could work with. */
const CALLS: Readonly<Record<string, (api: win32.Win32) => Promise<number>>> = {
  MprAdminServerConnect: (api) => api.MprAdminServerConnect(null, null),
  MprAdminIsServiceInitialized: (api) => api.MprAdminIsServiceInitialized(null, null),
  MprAdminInterfaceGetCredentials: (api) => api.MprAdminInterfaceGetCredentials(null, null, null, null, null),
  MprAdminInterfaceSetCredentials: (api) =>
    api.MprAdminInterfaceSetCredentials(null, null, 'a'.repeat(257), null, null),
  MprAdminGetPDCServer: (api) => api.MprAdminGetPDCServer('HQ', null, null),
  MprAdminUserGetInfo: (api) => api.MprAdminUserGetInfo(null, null, 9, null),
  MprAdminUserSetInfo: (api) => api.MprAdminUserSetInfo(null, null, 9, null),
  MprAdminEstablishDomainRasServer: (api) => api.MprAdminEstablishDomainRasServer(null, null, true),
  MprAdminIsDomainRasServer: (api) => api.MprAdminIsDomainRasServer(null, null, null),
  MprConfigServerConnect: (api) => api.MprConfigServerConnect(null, null),
}

test.each(Object.entries(CALLS))('%s', async (_name, call) => {
  await using stage = await RouterStage.begin()
  expect([win32.NO_ERROR, win32.ERROR_ACCESS_DENIED]).not.toContain(await stage.call(call(stage.win32)))
  stage.scopes = ['read', 'connect', 'configure', 'sim', 'sms']
  expect(await stage.call(call(stage.win32))).toBe(win32.ERROR_ACCESS_DENIED)
})
