/** How the router administration API behaves, on a virtual modem and a virtual clock. */
import { describe, expect, test } from 'vitest'
import { Hours, Milliseconds, Seconds } from '../../src/base/index.ts'
import { parseDialOutHours } from '../../src/core/index.ts'
import * as win32 from '../../src/face/win32/index.ts'
import { newEvent, RouterStage } from './router-stage.ts'

const { inout, out, NO_ERROR, PENDING } = win32
const SIGNALLED = win32.WAIT_OBJECT_0
const SILENT = win32.WAIT_TIMEOUT

const heard = (event: win32.EVENT_HANDLE): Promise<number> => win32.WaitForSingleObject(event, 0)

async function connections(stage: RouterStage): Promise<readonly win32.RAS_CONNECTION_0[]> {
  return stage.value<readonly win32.RAS_CONNECTION_0[]>((buffer) =>
    stage.win32.MprAdminConnectionEnum(stage.server, 0, buffer, 0xffffffff, out(), out(), inout(0)),
  )
}

describe('a registered event', () => {
  test('is signalled when an interface connects, after its new state can be read, and when it disconnects', async () => {
    await using stage = await RouterStage.begin()
    const event = await stage.registered()
    expect(await heard(event)).toBe(SILENT)
    const waiting = win32.WaitForSingleObject(event, win32.INFINITE)
    await stage.call(stage.win32.MprAdminInterfaceConnect(stage.server, stage.branch, null, false))
    expect(await stage.call(waiting)).toBe(SIGNALLED)
    expect((await stage.info()).dwConnectionState).toBe(win32.ROUTER_IF_STATE_CONNECTED)
    expect(await connections(stage)).toMatchObject([{ wszInterfaceName: 'branch', hInterface: stage.branch }])
    expect(await heard(event)).toBe(SILENT)
    await stage.call(stage.win32.MprAdminInterfaceDisconnect(stage.server, stage.branch))
    expect(await heard(event)).toBe(SIGNALLED)
    expect(await connections(stage)).toEqual([])
  })

  test('is signalled by a connection that the other API makes, and by the network that ends it', async () => {
    await using stage = await RouterStage.begin()
    const event = await stage.registered()
    await stage.story.connect('internet')
    await stage.story.settle()
    expect(await heard(event)).toBe(SIGNALLED)
    stage.story.virtual.networkDisconnect()
    await stage.story.settle()
    expect(await heard(event)).toBe(SIGNALLED)
    expect((await stage.info()).dwLastError).toBe(win32.ERROR_REMOTE_DISCONNECTION)
  })

  test('is not signalled by an attempt that fails, nor after it was withdrawn', async () => {
    await using stage = await RouterStage.begin({ settings: { dialer: dialer('unsubscribed') } })
    const event = await stage.registered()
    expect(await stage.connect()).toBe(win32.ERROR_REMOTE_NO_DIALIN_PERMISSION)
    expect(await heard(event)).toBe(SILENT)
    await stage.story.set({ dialer: dialer('internet') })
    await stage.call(stage.win32.MprAdminDeregisterConnectionNotification(stage.server, event))
    expect(await stage.connect()).toBe(NO_ERROR)
    expect(await heard(event)).toBe(SILENT)
  })

  test('hears of an interface that was made after it was registered', async () => {
    await using stage = await RouterStage.begin()
    const event = await stage.registered()
    await stage.value<number>((handle) =>
      stage.win32.MprAdminInterfaceCreate(
        stage.server,
        2,
        win32.MPR_INTERFACE_2({
          wszInterfaceName: 'depot',
          fEnabled: true,
          dwIfType: win32.ROUTER_IF_TYPE_FULL_ROUTER,
          szLocalPhoneNumber: 'v4only',
        }),
        handle,
      ),
    )
    expect(await heard(event)).toBe(SILENT)
    const depot = await stage.handleOf('depot')
    expect(await stage.call(stage.win32.MprAdminInterfaceConnect(stage.server, depot, null, true))).toBe(
      NO_ERROR,
    )
    expect(await heard(event)).toBe(SIGNALLED)
  })

  test('is one registration however often it is made, and one of several', async () => {
    await using stage = await RouterStage.begin()
    const event = await stage.registered()
    const other = await stage.registered()
    const again = stage.win32.MprAdminRegisterConnectionNotification(stage.server, event)
    expect(await stage.call(again)).toBe(NO_ERROR)
    await stage.connect()
    expect([await heard(event), await heard(event), await heard(other)]).toEqual([
      SIGNALLED,
      SILENT,
      SIGNALLED,
    ])
    const withdraw = () =>
      stage.call(stage.win32.MprAdminDeregisterConnectionNotification(stage.server, event))
    expect(await withdraw()).toBe(NO_ERROR)
    expect(await withdraw()).toBe(win32.ERROR_INVALID_PARAMETER)
  })

  test('is registered no longer once the session is closed, or it is closed itself', async () => {
    await using stage = await RouterStage.begin()
    const session = await stage.value<number>((handle) => stage.win32.MprAdminServerConnect(null, handle))
    const event = newEvent()
    const closed = newEvent()
    for (const one of [event, closed]) {
      await stage.call(stage.win32.MprAdminRegisterConnectionNotification(session, one))
    }
    win32.CloseHandle(closed)
    await stage.win32.MprAdminServerDisconnect(session)
    await stage.connect()
    expect(await heard(event)).toBe(SILENT)
    win32.CloseHandle(event)
    const stale = stage.win32.MprAdminRegisterConnectionNotification(stage.server, closed)
    expect(await stage.call(stale)).toBe(win32.ERROR_INVALID_PARAMETER)
  })

  test('is checked in order: right, null, router without demand dial, whether it is an event', async () => {
    await using stage = await RouterStage.beginLanOnly()
    const register = (event: unknown): Promise<number> =>
      stage.call(
        stage.win32.MprAdminRegisterConnectionNotification(stage.server, event as win32.EVENT_HANDLE),
      )
    expect(await register(null)).toBe(win32.ERROR_INVALID_PARAMETER)
    expect(await register({})).toBe(win32.ERROR_DDM_NOT_RUNNING)
    stage.scopes = ['read']
    expect(await register(null)).toBe(win32.ERROR_ACCESS_DENIED)
    await using whole = await RouterStage.begin()
    const bad = {} as win32.EVENT_HANDLE
    const code = whole.win32.MprAdminRegisterConnectionNotification(whole.server, bad)
    expect(await whole.call(code)).toBe(win32.ERROR_INVALID_PARAMETER)
  })
})

describe('connecting', () => {
  test('with an event answers at once, and signals it at the end, good or bad', async () => {
    await using stage = await RouterStage.begin()
    const event = newEvent()
    const start = (): Promise<number> =>
      stage.call(stage.win32.MprAdminInterfaceConnect(stage.server, stage.branch, event, true))
    expect(await start()).toBe(PENDING)
    expect(await stage.call(win32.WaitForSingleObject(event, win32.INFINITE))).toBe(SIGNALLED)
    expect(await stage.info()).toMatchObject({
      dwConnectionState: win32.ROUTER_IF_STATE_CONNECTED,
      dwLastError: 0,
    })
    await stage.call(stage.win32.MprAdminInterfaceDisconnect(stage.server, stage.branch))
    await stage.story.set({ dialer: dialer('crowded') })
    expect(await start()).toBe(PENDING)
    expect(await stage.call(win32.WaitForSingleObject(event, win32.INFINITE))).toBe(SIGNALLED)
    const after = await stage.info()
    expect(after.dwConnectionState).toBe(win32.ROUTER_IF_STATE_UNREACHABLE)
    expect(after.fUnReachabilityReasons).toBe(win32.MPR_INTERFACE_CONNECTION_FAILURE)
    expect(after.dwLastError).toBe(win32.ERROR_CONGESTION)
    win32.CloseHandle(event)
  })

  test('with an event that is closed, or none, is refused and connects nothing', async () => {
    await using stage = await RouterStage.begin()
    const { win32: api, server, branch } = stage
    const closed = newEvent()
    win32.CloseHandle(closed)
    for (const event of [closed, {} as win32.EVENT_HANDLE]) {
      const connect = api.MprAdminInterfaceConnect(server, branch, event, false)
      expect(await stage.call(connect)).toBe(win32.ERROR_INVALID_PARAMETER)
      const update = api.MprAdminInterfaceUpdateRoutes(server, branch, win32.PID_IP, event)
      expect(await stage.call(update)).toBe(win32.ERROR_INVALID_PARAMETER)
    }
    await stage.story.pass(Seconds(5))
    expect((await stage.info()).dwConnectionState).toBe(win32.ROUTER_IF_STATE_DISCONNECTED)
  })

  test('signals the event by any handle of it that is left', async () => {
    await using stage = await RouterStage.begin()
    const [first, second] = [1, 2].map(() => win32.CreateEvent(null, false, false, 'end of an attempt'))
    const connect = stage.win32.MprAdminInterfaceConnect(stage.server, stage.branch, first ?? null, false)
    expect(await stage.call(connect)).toBe(PENDING)
    win32.CloseHandle(first ?? null)
    expect(await stage.call(win32.WaitForSingleObject(second ?? null, win32.INFINITE))).toBe(SIGNALLED)
    win32.CloseHandle(second ?? null)
  })

  test('a second time is ERROR_ALREADY_CONNECTED; to a remote router no event may be given', async () => {
    await using other = await RouterStage.begin()
    await using stage = await RouterStage.begin({ routers: { 'branch-7': other.story.service } })
    await stage.connect()
    expect(await stage.connect()).toBe(win32.ERROR_ALREADY_CONNECTED)
    const remote = await stage.value<number>((handle) =>
      stage.win32.MprAdminServerConnect('branch-7', handle),
    )
    const handle = await stage.value<number>((found) =>
      stage.win32.MprAdminInterfaceGetHandle(remote, 'branch', found, false),
    )
    const event = newEvent()
    const connect = stage.win32.MprAdminInterfaceConnect(remote, handle, event, false)
    expect(await stage.call(connect)).toBe(win32.ERROR_INVALID_PARAMETER)
    // The registration is allowed, beyond Windows: the event is the caller's own.
    expect(await stage.call(stage.win32.MprAdminRegisterConnectionNotification(remote, event))).toBe(NO_ERROR)
    await other.connect()
    expect(await heard(event)).toBe(SIGNALLED)
    win32.CloseHandle(event)
  })

  test('on the signal of a disconnect is taken, and carried out once the interface is down', async () => {
    await using stage = await RouterStage.begin()
    for (const [synchronous, answer] of [
      [true, NO_ERROR],
      [false, PENDING],
    ] as const) {
      await stage.connect()
      const event = await stage.registered()
      const down = stage.win32.MprAdminInterfaceDisconnect(stage.server, stage.branch)
      expect(await stage.call(win32.WaitForSingleObject(event, win32.INFINITE))).toBe(SIGNALLED)
      expect((await stage.info()).dwConnectionState).toBe(win32.ROUTER_IF_STATE_DISCONNECTED)
      const again = stage.win32.MprAdminInterfaceConnect(stage.server, stage.branch, null, synchronous)
      expect(await stage.call(again)).toBe(answer)
      expect(await stage.call(win32.WaitForSingleObject(event, win32.INFINITE))).toBe(SIGNALLED)
      expect((await stage.info()).dwConnectionState).toBe(win32.ROUTER_IF_STATE_CONNECTED)
      expect(await stage.call(down)).toBe(NO_ERROR)
      await stage.call(stage.win32.MprAdminDeregisterConnectionNotification(stage.server, event))
    }
  })

  test('outside the hours is for a hand; what else would dial is refused, with 0x10 and 944', async () => {
    await using stage = await RouterStage.begin({
      settings: {
        dialOutHours: parseDialOutHours(['4 12:00-13:00'], 'UTC'),
        persistent: true,
        idleTimeout: 'never',
      },
    })
    const refused = {
      dwConnectionState: win32.ROUTER_IF_STATE_UNREACHABLE,
      fUnReachabilityReasons: win32.MPR_INTERFACE_DIALOUT_HOURS_RESTRICTION,
      dwLastError: win32.ERROR_DIALOUT_HOURS_RESTRICTION,
    }
    expect(await stage.info()).toMatchObject(refused)
    expect(await stage.connect()).toBe(NO_ERROR)
    await stage.story.pass(Seconds(20))
    stage.story.virtual.networkDisconnect()
    await stage.story.settle()
    expect(await stage.info()).toMatchObject(refused)
  })

  test('that is broken off by a disconnect ends first, with 929', async () => {
    await using stage = await RouterStage.begin({ settings: { dialer: dialer('slow') } })
    const pending = stage.win32.MprAdminInterfaceConnect(stage.server, stage.branch, null, true)
    await stage.story.pass(Seconds(1))
    const broken = stage.win32.MprAdminInterfaceDisconnect(stage.server, stage.branch)
    expect(await stage.call(broken)).toBe(NO_ERROR)
    expect(await stage.call(pending)).toBe(win32.ERROR_INTERFACE_DISCONNECTED)
  })

  test('fails for 10 minutes, then 10 more each time, up to 6 hours', async () => {
    await using stage = await RouterStage.begin({
      settings: {
        dialer: dialer('crowded'),
        persistent: true,
        redial: { attempts: 0, interval: Seconds(1) },
      },
    })
    const waits: number[] = []
    while (waits.length < 40) {
      const { nextAttempt } = await stage.story.dial()
      const wait = nextAttempt === undefined ? 0 : nextAttempt - stage.story.clock.now()
      // While it dials there is no next attempt yet.
      if (wait > 0) waits.push(Math.round(wait / 60_000))
      await stage.story.pass(Milliseconds(wait + 1000))
    }
    expect(waits.slice(0, 4)).toEqual([10, 20, 30, 40])
    expect(Math.max(...waits)).toBe(360)
    expect(waits.filter((wait, index) => wait < (waits[index - 1] ?? 0))).toEqual([])
    // Other settings end the wait, and success the back-off.
    await stage.story.set({ dialer: dialer('internet') })
    await stage.story.pass(Hours(1))
    expect((await stage.info()).dwConnectionState).toBe(win32.ROUTER_IF_STATE_CONNECTED)
  })
})

describe('interfaces', () => {
  test('are listed in pages, whatever changes between two', async () => {
    await using stage = await RouterStage.begin()
    for (const name of ['a', 'b', 'c']) {
      await stage.value<number>((handle) =>
        stage.win32.MprAdminInterfaceCreate(
          stage.server,
          0,
          win32.MPR_INTERFACE_0({
            wszInterfaceName: name,
            fEnabled: true,
            dwIfType: win32.ROUTER_IF_TYPE_HOME_ROUTER,
          }),
          handle,
        ),
      )
    }
    const resume = inout(0)
    const read = out<number>()
    const total = out<number>()
    const page = async (): Promise<readonly [number, ...string[]]> => {
      const buffer = out<readonly win32.MPR_INTERFACE_0[]>()
      const code = await stage.call(
        stage.win32.MprAdminInterfaceEnum(stage.server, 0, buffer, 1200, read, total, resume),
      )
      return [code, ...buffer.value.map(({ wszInterfaceName }) => wszInterfaceName)]
    }
    expect(await page()).toEqual([win32.ERROR_MORE_DATA, 'branch', 'a'])
    expect([read.value, total.value]).toEqual([2, 4])
    await stage.call(stage.win32.MprAdminInterfaceDelete(stage.server, await stage.handleOf('a')))
    expect(await page()).toEqual([NO_ERROR, 'b', 'c'])
    expect([read.value, total.value, resume.value]).toEqual([2, 2, 0])
  })

  test('are changed in the running router until its restart, and stored for after it', async () => {
    await using stage = await RouterStage.begin()
    const now = await stage.info()
    await stage.call(
      stage.win32.MprAdminInterfaceSetInfo(stage.server, stage.branch, 0, { ...now, fEnabled: false }),
    )
    expect(await stage.info()).toMatchObject({
      fEnabled: false,
      dwConnectionState: win32.ROUTER_IF_STATE_UNREACHABLE,
      fUnReachabilityReasons: win32.MPR_INTERFACE_ADMIN_DISABLED,
    })
    await stage.story.restart()
    expect((await stage.info()).fEnabled).toBe(true)
    const config = await stage.value<number>((handle) => stage.win32.MprConfigServerConnect(null, handle))
    const stored = await stage.value<number>((handle) =>
      stage.win32.MprConfigInterfaceGetHandle(config, 'branch', handle),
    )
    const hours = win32.MPR_INTERFACE_1({
      ...now,
      lpwsDialoutHoursRestriction: '2 09:00-12:00 13:00-17:30\x004 09:00-12:00\0\0',
    })
    expect(await stage.call(stage.win32.MprConfigInterfaceSetInfo(config, stored, 1, hours))).toBe(NO_ERROR)
    const read = async (): Promise<string | null> =>
      (
        await stage.value<win32.MPR_INTERFACE_1>((buffer) =>
          stage.win32.MprAdminInterfaceGetInfo(stage.server, stage.branch, 1, buffer),
        )
      ).lpwsDialoutHoursRestriction
    expect(await read()).toBeNull()
    await stage.story.restart()
    expect(await read()).toBe('2 09:00-12:00 13:00-17:30\x004 09:00-12:00\0\0')
  })

  test('have routes and filters in the information headers of their transports', async () => {
    await using stage = await RouterStage.begin()
    const header = out<Uint8Array>()
    const filters = win32.packFilters(
      win32.FILTER_DESCRIPTOR({
        dwVersion: 1,
        dwNumFilters: 1,
        faDefaultAction: win32.DROP,
        fiFilter: [
          // 10.20.0.0/16, port 80.
          win32.FILTER_INFO({
            dwDstAddr: 0x0000140a,
            dwDstMask: 0x0000ffff,
            dwProtocol: 6,
            wDstPort: 0x5000,
          }),
        ],
      }),
    )
    await stage.win32.MprInfoCreate(1, header)
    await stage.win32.MprInfoBlockAdd(
      header.value,
      win32.IP_DEMAND_DIAL_FILTER_INFO,
      filters.length,
      1,
      filters,
      header,
    )
    const { value } = header
    const set = stage.win32.MprAdminInterfaceTransportSetInfo(
      stage.server,
      stage.branch,
      win32.PID_IP,
      value,
      value.length,
    )
    expect(await stage.call(set)).toBe(NO_ERROR)
    expect((await stage.story.dial()).settings.filter).toEqual({
      action: 'only',
      rules: [
        // Of IPv6, nothing was said.
        { family: 'ipv6' },
        {
          family: 'ipv4',
          destination: '10.20.0.0/16',
          protocol: 'tcp',
          destinationPort: { from: 80, to: 80 },
        },
      ],
    })
    const back = await stage.value<Uint8Array>((bytes) =>
      stage.win32.MprAdminInterfaceTransportGetInfo(stage.server, stage.branch, win32.PID_IP, bytes, out()),
    )
    const read = await stage.value<Uint8Array>((data) =>
      stage.win32.MprInfoBlockFind(back, win32.IP_DEMAND_DIAL_FILTER_INFO, null, null, data),
    )
    expect(read).toEqual(filters)
  })

  test('are what they were when the information of a transport is set as it was got', async () => {
    await using stage = await RouterStage.begin()
    const { win32: api, server, branch, story } = stage
    const filter = {
      action: 'only',
      rules: [{ protocol: 'tcp', destinationPort: { from: 443, to: 443 } }],
    } as const
    await story.service.setDialInterface({ dialInterface: 'branch', change: { filter }, apply: 'running' })
    for (const transport of [win32.PID_IP, win32.PID_IPV6, win32.PID_IP, win32.PID_IPV6]) {
      const info = await stage.value<Uint8Array>((bytes) =>
        api.MprAdminInterfaceTransportGetInfo(server, branch, transport, bytes, out()),
      )
      const set = api.MprAdminInterfaceTransportSetInfo(server, branch, transport, info, info.length)
      expect(await stage.call(set)).toBe(NO_ERROR)
      expect((await story.dial()).settings.filter).toEqual(filter)
    }
  })

  test.each([
    [win32.IF_ADMIN_STATUS_UP, NO_ERROR],
    [win32.IF_ADMIN_STATUS_DOWN, win32.ERROR_INVALID_PARAMETER],
  ])('whose transport is to have the status %i answer %i', async (dwAdminStatus, code) => {
    await using stage = await RouterStage.begin()
    const { win32: api, server, branch } = stage
    const header = out<Uint8Array>()
    await api.MprInfoCreate(1, header)
    const status = win32.packStatus(win32.INTERFACE_STATUS_INFO({ dwAdminStatus }))
    await api.MprInfoBlockAdd(header.value, win32.IP_INTERFACE_STATUS_INFO, status.length, 1, status, header)
    const { value } = header
    const set = api.MprAdminInterfaceTransportSetInfo(server, branch, win32.PID_IP, value, value.length)
    expect(await stage.call(set)).toBe(code)
  })
})

test('ports are the modems: their state, their connection, disconnecting by port', async () => {
  await using stage = await RouterStage.begin()
  await stage.connect()
  const ports = await stage.value<readonly win32.RAS_PORT_0[]>((buffer) =>
    stage.win32.MprAdminPortEnum(stage.server, 0, -1, buffer, 0xffffffff, out(), out(), inout(0)),
  )
  const [connection] = await connections(stage)
  expect(ports).toMatchObject([
    {
      wszPortName: 'modem0',
      hConnection: connection?.hConnection,
      dwPortCondition: win32.RAS_PORT_AUTHENTICATED,
      dwTotalNumberOfCalls: 1,
    },
  ])
  const statistics = await stage.value<win32.RAS_CONNECTION_1>((buffer) =>
    stage.win32.MprAdminConnectionGetInfo(stage.server, 1, connection?.hConnection ?? 0, buffer),
  )
  expect(statistics).toMatchObject({ dwBytesXmited: 7, dwBytesRcved: 8, PppInfo: { ip: { dwError: 0 } } })
  const disconnect = stage.win32.MprAdminPortDisconnect(stage.server, ports[0]?.hPort ?? 0)
  expect(await stage.call(disconnect)).toBe(NO_ERROR)
  await stage.story.settle()
  expect(await connections(stage)).toEqual([])
})

function dialer(profile: string): { kind: 'modem'; modems: readonly string[]; profile: string } {
  return { kind: 'modem', modems: [], profile }
}
