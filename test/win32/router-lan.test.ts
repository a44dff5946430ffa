/** LAN and loopback interfaces of a router, on a virtual clock: listed, and never dialled. */
import { expect, test } from 'vitest'
import * as win32 from '../../src/face/win32/index.ts'
import { RouterStage } from './router-stage.ts'

const { inout, out, NO_ERROR } = win32

const LO = { name: 'lo', index: 1, kind: 'loopback', up: true } as const
const ETH0 = { name: 'eth0', index: 2, kind: 'lan', up: true } as const

async function listed(stage: RouterStage): Promise<readonly win32.MPR_INTERFACE_0[]> {
  return stage.value<readonly win32.MPR_INTERFACE_0[]>((buffer) =>
    stage.win32.MprAdminInterfaceEnum(stage.server, 0, buffer, 0xffffffff, out(), out(), inout(0)),
  )
}

test('LAN and loopback interfaces are listed beside the dial interfaces, with handles of their own', async () => {
  await using stage = await RouterStage.begin()
  stage.story.network.lans = [LO, ETH0]
  const all = await listed(stage)
  expect(all).toMatchObject([
    { wszInterfaceName: 'branch', hInterface: stage.branch, dwIfType: win32.ROUTER_IF_TYPE_FULL_ROUTER },
    { wszInterfaceName: 'lo', dwIfType: win32.ROUTER_IF_TYPE_LOOPBACK },
    { wszInterfaceName: 'eth0', dwIfType: win32.ROUTER_IF_TYPE_DEDICATED, fEnabled: true },
  ])
  expect(new Set(all.map(({ hInterface }) => hInterface)).size).toBe(3)
  const handle = await stage.handleOf('ETH0')
  expect(handle).toBe(all[2]?.hInterface)
  expect(await stage.info(handle)).toMatchObject({
    dwConnectionState: win32.ROUTER_IF_STATE_CONNECTED,
    fUnReachabilityReasons: 0,
  })
  // A later dial interface takes the handle of none of them, and no page loses any.
  const { server, win32: api } = stage
  const depot = win32.MPR_INTERFACE_0({
    wszInterfaceName: 'depot',
    fEnabled: true,
    dwIfType: win32.ROUTER_IF_TYPE_FULL_ROUTER,
  })
  await stage.value<number>((made) => api.MprAdminInterfaceCreate(server, 0, depot, made))
  const resume = inout(0)
  const names: string[] = []
  let code: number
  do {
    const page = out<readonly win32.MPR_INTERFACE_0[]>()
    code = await stage.call(api.MprAdminInterfaceEnum(server, 0, page, 1, out(), out(), resume))
    names.push(...page.value.map(({ wszInterfaceName }) => wszInterfaceName))
  } while (code === win32.ERROR_MORE_DATA)
  expect(names).toEqual(['branch', 'lo', 'eth0', 'depot'])
  const taken = api.MprAdminInterfaceCreate(server, 0, { ...depot, wszInterfaceName: 'Eth0' }, out())
  expect(await stage.call(taken)).toBe(win32.ERROR_INTERFACE_ALREADY_EXISTS)
})

test('LAN and loopback interfaces are unreachable without a carrier, which signals nobody, and gone with their device', async () => {
  await using stage = await RouterStage.begin()
  stage.story.network.lans = [ETH0]
  const event = await stage.registered()
  const handle = await stage.handleOf('eth0')
  stage.story.network.lans = [{ ...ETH0, up: false }]
  expect(await stage.info(handle)).toMatchObject({
    dwConnectionState: win32.ROUTER_IF_STATE_UNREACHABLE,
    fUnReachabilityReasons: win32.MPR_INTERFACE_NO_MEDIA_SENSE,
    dwLastError: 0,
  })
  await stage.story.settle()
  expect(await win32.WaitForSingleObject(event, 0)).toBe(win32.WAIT_TIMEOUT)
  stage.story.network.lans = []
  const gone = stage.win32.MprAdminInterfaceGetInfo(stage.server, handle, 0, out())
  expect(await stage.call(gone)).toBe(win32.ERROR_INVALID_HANDLE)
})

test('LAN and loopback interfaces are not dialled, deleted, disabled or looked up in a phone book', async () => {
  await using stage = await RouterStage.begin()
  stage.story.network.lans = [ETH0]
  const { server, win32: api } = stage
  const handle = await stage.handleOf('eth0')
  const as = await stage.info(handle)
  const codes = [
    api.MprAdminInterfaceConnect(server, handle, null, true),
    api.MprAdminInterfaceDisconnect(server, handle),
    api.MprAdminInterfaceDelete(server, handle),
    api.MprAdminInterfaceGetInfo(server, handle, 2, out()),
    api.MprAdminInterfaceGetInfo(server, handle, 4, out()),
    api.MprAdminInterfaceSetInfo(server, handle, 0, { ...as, fEnabled: false }),
    api.MprAdminInterfaceSetInfo(server, handle, 0, as),
  ]
  expect(await stage.call(Promise.all(codes))).toEqual([
    win32.ERROR_INVALID_HANDLE,
    win32.ERROR_INVALID_HANDLE,
    win32.ERROR_INVALID_HANDLE,
    win32.ERROR_INVALID_LEVEL,
    win32.ERROR_NOT_SUPPORTED,
    win32.ERROR_INVALID_PARAMETER,
    NO_ERROR,
  ])
  expect((await listed(stage)).map(({ wszInterfaceName }) => wszInterfaceName)).toContain('eth0')
})

test('LAN and loopback interfaces are listed by a router that does no demand dialling', async () => {
  await using stage = await RouterStage.beginLanOnly()
  stage.story.network.lans = [LO]
  expect(await listed(stage)).toMatchObject([{ wszInterfaceName: 'lo' }])
})
