/** The rules of connection points: every row of their pages, how they are found, enumerated and held. */
import { describe, expect, test } from 'vitest'
import {
  CLSID_MbnConnectionManager,
  CLSID_MbnConnectionProfileManager,
  CLSID_MbnDeviceServicesManager,
  CLSID_MbnInterfaceManager,
  CONNECT_E_NOCONNECTION,
  createWin32,
  E_NOINTERFACE,
  E_POINTER,
  IID_IConnectionPoint,
  IID_IConnectionPointContainer,
  IID_IMbnConnectionEvents,
  IID_IMbnConnectionManager,
  IID_IMbnInterfaceManager,
  IID_IMbnRadioEvents,
  IID_IUnknown,
  inout,
  out,
  S_FALSE,
  S_OK,
  type CONNECTDATA,
  type HRESULT,
  type IConnectionPoint,
  type IConnectionPointContainer,
  type IEnumConnectionPoints,
  type IEnumConnections,
  type IID,
  type IUnknown,
  type Win32,
} from '../../src/face/win32/index.ts'
import { SINKS_PER_POINT } from '../../src/face/win32/com/connection-point.ts'
import { EVENT_INTERFACES } from '../../src/face/win32/mbnapi/event-interface.ts'
import { JournalService } from './journal-service.ts'
import { created, got, identityOf, pointOf, Recorder, settled, until } from './program.ts'
import { reference } from './reference.ts'

interface Bench {
  readonly service: JournalService
  readonly facade: Win32
  readonly manager: IUnknown
  readonly container: IConnectionPointContainer
  readonly point: IConnectionPoint
}

/** A connection manager and its point for connection events. */
async function bench(): Promise<Bench> {
  const service = new JournalService()
  const facade = createWin32(service)
  const manager = await created(facade, CLSID_MbnConnectionManager, IID_IMbnConnectionManager)
  const container = await got<IConnectionPointContainer>((ppv) =>
    manager.QueryInterface(IID_IConnectionPointContainer, ppv),
  )
  const point = await pointOf<object>(manager, IID_IMbnConnectionEvents)
  return { service, facade, manager, container, point }
}

const sink = (): object => new Recorder('IMbnConnectionEvents').sink

/** Each row of each page: how it is provoked; or why it cannot be. */
const ROWS: Readonly<
  Record<string, Readonly<Record<string, ((bench: Bench) => Promise<HRESULT>) | string>>>
> = {
  'IConnectionPointContainer.EnumConnectionPoints': {
    S_OK: ({ container }) => container.EnumConnectionPoints(out()),
    E_POINTER: ({ container }) => container.EnumConnectionPoints(null),
    E_OUTOFMEMORY: 'memory is not exhausted on purpose',
    E_UNEXPECTED: 'it has nothing that could fail',
  },
  'IConnectionPointContainer.FindConnectionPoint': {
    S_OK: ({ container }) => container.FindConnectionPoint(IID_IMbnConnectionEvents, out()),
    E_POINTER: ({ container }) => container.FindConnectionPoint(IID_IMbnConnectionEvents, null),
    CONNECT_E_NOCONNECTION: ({ container }) => container.FindConnectionPoint(IID_IMbnRadioEvents, out()),
    E_OUTOFMEMORY: 'memory is not exhausted on purpose',
    E_UNEXPECTED: 'it has nothing that could fail',
  },
  'IConnectionPoint.GetConnectionInterface': {
    S_OK: ({ point }) => point.GetConnectionInterface(out()),
    E_POINTER: ({ point }) => point.GetConnectionInterface(null),
  },
  'IConnectionPoint.GetConnectionPointContainer': {
    S_OK: ({ point }) => point.GetConnectionPointContainer(out()),
    E_POINTER: ({ point }) => point.GetConnectionPointContainer(null),
  },
  'IConnectionPoint.Advise': {
    S_OK: ({ point }) => point.Advise(sink(), out()),
    E_POINTER: ({ point }) => point.Advise(sink(), null),
    CONNECT_E_ADVISELIMIT: async ({ point }) => {
      for (let count = 0; count < SINKS_PER_POINT; count++) await point.Advise(sink(), out())
      return point.Advise(sink(), out())
    },
    CONNECT_E_CANNOTCONNECT: ({ point }) => point.Advise({}, out()),
    E_OUTOFMEMORY: 'memory is not exhausted on purpose',
    E_UNEXPECTED: async ({ point, service }) => {
      service.refuse('watch', 'internal')
      return point.Advise(sink(), out())
    },
  },
  'IConnectionPoint.Unadvise': {
    S_OK: async ({ point }) => point.Unadvise(await got((cookie) => point.Advise(sink(), cookie))),
    E_POINTER: 'for a dead cookie, where ATL and we answer CONNECT_E_NOCONNECTION',
    E_UNEXPECTED: 'it has nothing that could fail',
  },
  'IConnectionPoint.EnumConnections': {
    S_OK: ({ point }) => point.EnumConnections(out()),
    E_POINTER: ({ point }) => point.EnumConnections(null),
    E_OUTOFMEMORY: 'memory is not exhausted on purpose',
    E_NOTIMPL: 'it is implemented',
  },
}

describe('return codes', () => {
  test('the table has every method and every code of the pages', () => {
    const pages = Object.entries(reference.connectionPoints.methods)
    expect(Object.keys(ROWS).sort()).toEqual(pages.map(([method]) => method).sort())
    for (const [method, { returns = [] }] of pages) {
      expect(Object.keys(ROWS[method] ?? {}).sort(), method).toEqual([...returns].sort())
    }
  })

  const provoked = Object.entries(ROWS).flatMap(([method, codes]) =>
    Object.entries(codes).flatMap(([code, provoke]) =>
      typeof provoke === 'string' ? [] : [[method, code, provoke] as const],
    ),
  )
  test.each(provoked)('%s answers %s', async (_method, code, provoke) => {
    const hr = await provoke(await bench())
    expect(hr).toBe(Number(reference.hresults[code]))
  })
})

describe('finding a connection point', () => {
  const managers = {
    IMbnInterfaceManager: CLSID_MbnInterfaceManager,
    IMbnConnectionManager: CLSID_MbnConnectionManager,
    IMbnConnectionProfileManager: CLSID_MbnConnectionProfileManager,
    IMbnDeviceServicesManager: CLSID_MbnDeviceServicesManager,
  }
  // No page says where these are; each is where its kind is.
  const placedByUs: Readonly<Record<string, string>> = {
    IMbnInterfaceManager: 'IMbnMultiCarrierEvents',
    IMbnDeviceServicesManager: 'IMbnDeviceServiceStateEvents',
  }

  test.each(Object.entries(managers))('%s serves exactly its event interfaces', async (name, clsid) => {
    const facade = createWin32(new JournalService())
    const manager = await created(facade, clsid, IID_IUnknown)
    const container = await got<IConnectionPointContainer>((ppv) =>
      manager.QueryInterface(IID_IConnectionPointContainer, ppv),
    )
    const expected = [...(reference.connectionPoints.servedBy[name] ?? []), placedByUs[name]]
    for (const [event, { iid }] of Object.entries(EVENT_INTERFACES)) {
      const point = out<IConnectionPoint>()
      const hr = await container.FindConnectionPoint<object>(iid, point)
      expect(hr, event).toBe(expected.includes(event) ? S_OK : CONNECT_E_NOCONNECTION)
      if (hr === S_OK) {
        expect(await got<IID<object>>((pIID) => point.value.GetConnectionInterface(pIID))).toBe(iid)
      } else expect(point.value).toBeNull()
    }
    const all = await got<IEnumConnectionPoints>((ppEnum) => container.EnumConnectionPoints(ppEnum))
    const found = out<readonly IConnectionPoint[]>()
    expect(await all.Next(100, found, out())).toBe(S_FALSE)
    expect(found.value.length).toBe(expected.filter((event) => event !== undefined).length)
  })

  test('an IID is the same in any case and in braces', async () => {
    const { container, point } = await bench()
    for (const spelling of [IID_IMbnConnectionEvents.toLowerCase(), `{${IID_IMbnConnectionEvents}}`]) {
      expect(
        await got<IConnectionPoint>((ppCP) => container.FindConnectionPoint(spelling as IID<object>, ppCP)),
      ).toBe(point)
    }
  })

  test('an IID that is none finds nothing', async () => {
    const { container } = await bench()
    const point = inout<IConnectionPoint>({} as IConnectionPoint)
    expect(await container.FindConnectionPoint(undefined as unknown as IID<object>, point)).toBe(
      CONNECT_E_NOCONNECTION,
    )
    expect(point.value).toBeNull()
  })

  test('a point leads back to its manager', async () => {
    const { point, container, manager } = await bench()
    const back = await got<IConnectionPointContainer>((ppCPC) => point.GetConnectionPointContainer(ppCPC))
    expect(back).toBe(container)
    expect(await identityOf(back)).toBe(await identityOf(manager))
    expect(await got((ppv) => back.QueryInterface(IID_IMbnConnectionManager, ppv))).toBe(manager)
  })
})

describe('enumerating', () => {
  test('goes through the points in steps, skips, begins again and is cloned where it is', async () => {
    const facade = createWin32(new JournalService())
    const manager = await created(facade, CLSID_MbnInterfaceManager, IID_IMbnInterfaceManager)
    const container = await got<IConnectionPointContainer>((ppv) =>
      manager.QueryInterface(IID_IConnectionPointContainer, ppv),
    )
    const walk = await got<IEnumConnectionPoints>((ppEnum) => container.EnumConnectionPoints(ppEnum))
    const points = out<readonly IConnectionPoint[]>()
    const fetched = out<number>()
    expect(await walk.Next(2, points, null)).toBe(E_POINTER)
    expect(await walk.Next(1, null, null)).toBe(E_POINTER)
    expect(await walk.Next(1, points, null)).toBe(S_OK)
    const [first] = points.value
    expect(await walk.Next(5, points, fetched)).toBe(S_OK)
    expect(fetched.value).toBe(5)
    const clone = await got<IEnumConnectionPoints>((ppEnum) => walk.Clone(ppEnum))
    expect(await walk.Skip(6)).toBe(S_OK)
    expect(await walk.Skip(1)).toBe(S_FALSE)
    expect(await walk.Next(1, points, fetched)).toBe(S_FALSE)
    expect([fetched.value, points.value]).toEqual([0, []])
    expect(await clone.Next(10, points, fetched)).toBe(S_FALSE)
    expect(fetched.value).toBe(6)
    expect(await walk.Reset()).toBe(S_OK)
    expect(await walk.Next(1, points, fetched)).toBe(S_OK)
    expect(points.value[0]).toBe(first)
    expect(await walk.Clone(null)).toBe(E_POINTER)
  })

  test('gives the sinks with their cookies', async () => {
    const { point } = await bench()
    const [one, other] = [sink(), sink()]
    const cookies = [
      await got<number>((cookie) => point.Advise(one, cookie)),
      await got<number>((cookie) => point.Advise(other, cookie)),
    ]
    const walk = await got<IEnumConnections>((ppEnum) => point.EnumConnections(ppEnum))
    await point.Unadvise(cookies[0] ?? 0)
    const found = out<readonly CONNECTDATA[]>()
    expect(await walk.Next(2, found, out())).toBe(S_OK)
    expect(found.value).toEqual([
      { pUnk: one, dwCookie: cookies[0] },
      { pUnk: other, dwCookie: cookies[1] },
    ])
  })
})

describe('references', () => {
  test('are counted over all interfaces of an object', async () => {
    const { manager, container, point } = await bench()
    const base = manager.AddRef()
    expect(container.AddRef()).toBe(base + 1)
    expect(manager.Release()).toBe(base)
    expect(container.Release()).toBe(base - 1)
    expect(point.AddRef()).toBe(2)
    expect([point.Release(), point.Release(), point.Release()]).toEqual([1, 0, 0])
  })

  test('QueryInterface for what an object does not have gives E_NOINTERFACE and null', async () => {
    const { manager, point } = await bench()
    const other = inout<unknown>({})
    expect(await manager.QueryInterface(IID_IMbnInterfaceManager as IID<unknown>, other)).toBe(E_NOINTERFACE)
    expect(other.value).toBeNull()
    expect(await manager.QueryInterface(IID_IUnknown, null)).toBe(E_POINTER)
    expect(await point.QueryInterface(IID_IConnectionPointContainer, out())).toBe(E_NOINTERFACE)
    expect(await got((ppv) => point.QueryInterface(IID_IConnectionPoint, ppv))).toBe(point)
  })

  test('releasing a point does not unregister; releasing the last reference to the manager does', async () => {
    const { manager, container, point, service } = await bench()
    const recorder = new Recorder('IMbnConnectionEvents')
    await point.Advise(recorder.sink, out())
    point.Release()
    container.Release()
    service.connectionBecomes({ state: 'activated' })
    await until(() => recorder.methods.length === 1)
    expect(manager.Release()).toBe(0)
    await until(() => service.watching === 0)
    service.connectionBecomes({ state: 'deactivated' })
    await settled()
    expect(recorder.methods).toEqual(['OnConnectStateChange'])
  })

  test('a point that is held keeps its manager', async () => {
    const { manager, container, point, service } = await bench()
    const recorder = new Recorder('IMbnConnectionEvents')
    await point.Advise(recorder.sink, out())
    container.Release()
    manager.Release()
    service.connectionBecomes({ state: 'activated' })
    await until(() => recorder.methods.length === 1)
    expect(point.Release()).toBe(0)
    await until(() => service.watching === 0)
  })
})
