/** What a sink has to be, and what its registration promises. */
import { describe, expect, test } from 'vitest'
import {
  CLSID_MbnConnectionManager,
  COINIT_MULTITHREADED,
  CONNECT_E_CANNOTCONNECT,
  CONNECT_E_NOCONNECTION,
  createWin32,
  E_NOINTERFACE,
  E_POINTER,
  E_UNEXPECTED,
  ERROR_SERVICE_NOT_ACTIVE,
  HRESULT_FROM_WIN32,
  IID_IMbnConnectionEvents,
  IID_IMbnConnectionManager,
  IID_IMbnConnectionManagerEvents,
  inout,
  out,
  S_FALSE,
  S_OK,
  type IConnectionPoint,
  type IUnknown,
  type SinkUnknown,
  type Win32,
} from '../../src/face/win32/index.ts'
import { CONNECTION, JournalService } from './journal-service.ts'
import { advised, created, got, pointOf, Recorder, settled, until } from './program.ts'

interface Bench {
  readonly service: JournalService
  readonly facade: Win32
  readonly manager: IUnknown
  readonly point: IConnectionPoint
}

/** A connection manager and its point for connection events. */
async function bench(): Promise<Bench> {
  const service = new JournalService()
  const facade = createWin32(service)
  const manager = await created(facade, CLSID_MbnConnectionManager, IID_IMbnConnectionManager)
  const point = await pointOf<object>(manager, IID_IMbnConnectionEvents)
  return { service, facade, manager, point }
}

const sink = (): object => new Recorder('IMbnConnectionEvents').sink

describe('registering a sink', () => {
  test('without a sink, or without a place for the cookie, gives E_POINTER', async () => {
    const { point } = await bench()
    const cookie = inout(7)
    expect(await point.Advise(null as unknown as object, cookie)).toBe(E_POINTER)
    expect(cookie.value).toBe(0)
    expect(await point.Advise(undefined as unknown as object, cookie)).toBe(E_POINTER)
    expect(await point.Advise(sink(), undefined as unknown as null)).toBe(E_POINTER)
  })

  test.each([
    ['lacks a method', { ...sink(), OnVoiceCallStateChange: undefined }],
    ['has the methods of another interface', new Recorder('IMbnInterfaceEvents').sink],
    ['is no object', 'a text'],
    ['answers E_NOINTERFACE', { ...sink(), QueryInterface: () => E_NOINTERFACE }],
    ['answers S_OK and gives nothing', { QueryInterface: () => S_OK }],
    [
      'gives an object without the methods',
      {
        QueryInterface: (_riid: string, ppv: { value: unknown }) => {
          ppv.value = {}
          return S_OK
        },
      },
    ],
    [
      'throws when it is asked',
      {
        QueryInterface: () => {
          throw new Error('no')
        },
      },
    ],
  ])('one that %s cannot be connected, and its cookie is 0', async (_what, wrong) => {
    const { point, service } = await bench()
    const cookie = inout(7)
    expect(await point.Advise(wrong as object, cookie)).toBe(CONNECT_E_CANNOTCONNECT)
    expect(cookie.value).toBe(0)
    await settled()
    expect(service.watching).toBe(0)
  })

  test('a sink that has a QueryInterface is asked for the IID of the point, and what it gives is called', async () => {
    const { point, service } = await bench()
    const inner = new Recorder('IMbnConnectionEvents')
    let references = 0
    const asked: string[] = []
    const outer: SinkUnknown = {
      QueryInterface: async (riid, ppvObject) => {
        asked.push(riid)
        references++
        ppvObject.value = Object.assign(inner.sink, { Release: () => --references })
        return S_OK
      },
    }
    const cookie = await got<number>((pdwCookie) => point.Advise(outer, pdwCookie))
    expect(asked).toEqual([IID_IMbnConnectionEvents])
    service.connectionBecomes({ state: 'activated' })
    await until(() => inner.heard.length > 0)
    expect(references).toBe(1)
    await point.Unadvise(cookie)
    expect(references).toBe(0)
  })

  test('the point keeps a reference to the sink until Unadvise', async () => {
    const { point } = await bench()
    let references = 1
    const counted = { ...sink(), AddRef: () => ++references, Release: () => --references }
    const cookie = await got<number>((pdwCookie) => point.Advise(counted, pdwCookie))
    expect(references).toBe(2)
    await point.Unadvise(cookie)
    expect(references).toBe(1)
  })

  test('whose manager is released before it has answered is let go of, and hears nothing', async () => {
    const { point, service, facade } = await bench()
    const recorder = new Recorder('IMbnConnectionEvents')
    const answer = Promise.withResolvers<number>()
    let references = 0
    const slow: SinkUnknown = {
      QueryInterface: (_iid, ppv) => {
        ppv.value = { ...recorder.sink, Release: () => --references }
        references++
        return answer.promise
      },
    }
    const cookie = inout(7)
    const advising = point.Advise(slow, cookie)
    // One that never answers is waited for by nobody but its own program.
    void point.Advise({ ...recorder.sink, QueryInterface: () => new Promise<number>(() => undefined) }, out())
    await facade[Symbol.asyncDispose]()
    answer.resolve(S_OK)
    expect(await advising).toBe(E_UNEXPECTED)
    expect(cookie.value).toBe(0)
    expect(references).toBe(0)
    expect(service.watching).toBe(0)
    service.connectionBecomes({ state: 'activated' })
    await settled()
    expect(recorder.heard).toEqual([])
  })

  test('which gives an object that throws when it is looked at cannot be connected, and is not kept', async () => {
    const { point } = await bench()
    let references = 0
    const broken = {
      get OnConnectComplete(): never {
        throw new Error('not to be looked at')
      },
      Release: () => --references,
    }
    const sink: SinkUnknown = {
      QueryInterface: (_iid, ppv) => {
        references++
        ppv.value = broken
        return S_OK
      },
    }
    expect(await point.Advise(sink, out())).toBe(CONNECT_E_CANNOTCONNECT)
    expect(references).toBe(0)
  })

  test('the same sink twice has two cookies and is told everything twice, once for each', async () => {
    const { point, service } = await bench()
    const recorder = new Recorder('IMbnConnectionEvents')
    const one = await got<number>((cookie) => point.Advise(recorder.sink, cookie))
    const other = await got<number>((cookie) => point.Advise(recorder.sink, cookie))
    expect(new Set([0, one, other]).size).toBe(3)
    service.connectionBecomes({ state: 'activated' })
    await until(() => recorder.heard.length === 2)
    expect(await point.Unadvise(one)).toBe(S_OK)
    service.connectionBecomes({ state: 'deactivated' })
    await settled()
    expect(recorder.heard.length).toBe(3)
  })

  test('several at once each get a cookie of their own', async () => {
    const { point } = await bench()
    const cookies = [out<number>(), out<number>(), out<number>()]
    await Promise.all(cookies.map((cookie) => point.Advise(sink(), cookie)))
    expect(new Set(cookies.map(({ value }) => value)).size).toBe(3)
    for (const { value } of cookies) expect(await point.Unadvise(value)).toBe(S_OK)
  })

  test('without a service it says so, and nothing is registered', async () => {
    const { point, service } = await bench()
    service.leave()
    const cookie = inout(7)
    expect(await point.Advise(sink(), cookie)).toBe(HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE))
    expect(cookie.value).toBe(0)
    service.comeBack()
    expect(await point.Advise(sink(), cookie)).toBe(S_OK)
  })

  test('a sink hears nothing of what was before it', async () => {
    const { point, service } = await bench()
    await point.Advise(sink(), out())
    service.connectionBecomes({ state: 'activated' })
    await settled()
    const late = new Recorder('IMbnConnectionEvents')
    await point.Advise(late.sink, out())
    await settled()
    expect(late.methods).toEqual([])
    service.connectionBecomes({ state: 'deactivated' })
    await until(() => late.heard.length === 1)
  })
})

describe('unregistering a sink', () => {
  test('ends its calls; a second time, or with a cookie that never was, it is not there', async () => {
    const { point, service } = await bench()
    const recorder = new Recorder('IMbnConnectionEvents')
    const cookie = await got<number>((pdwCookie) => point.Advise(recorder.sink, pdwCookie))
    expect(await point.Unadvise(cookie)).toBe(S_OK)
    expect(await point.Unadvise(cookie)).toBe(CONNECT_E_NOCONNECTION)
    expect(await point.Unadvise(0)).toBe(CONNECT_E_NOCONNECTION)
    service.connectionBecomes({ state: 'activated' })
    await settled()
    expect(recorder.heard).toEqual([])
  })

  test('from inside a call ends its own calls at once and harms no other sink', async () => {
    const { point, service } = await bench()
    const [one, other] = [new Recorder('IMbnConnectionEvents'), new Recorder('IMbnConnectionEvents')]
    const cookie = await got<number>((pdwCookie) => point.Advise(one.sink, pdwCookie))
    await point.Advise(other.sink, out())
    one.during = () => point.Unadvise(cookie)
    for (const state of ['activating', 'activated', 'deactivating', 'deactivated'] as const) {
      service.connectionBecomes({ state })
    }
    await until(() => other.heard.length === 4)
    expect(one.heard.length).toBe(1)
  })

  test('the last one closes the stream of events', async () => {
    const { point, service } = await bench()
    const cookies = [
      await got<number>((cookie) => point.Advise(sink(), cookie)),
      await got<number>((cookie) => point.Advise(sink(), cookie)),
    ]
    await until(() => service.watching === 1)
    for (const cookie of cookies) await point.Unadvise(cookie)
    await until(() => service.watching === 0)
  })

  test('disposal of the facade lets go of all sinks', async () => {
    const { point, service, facade } = await bench()
    const recorder = new Recorder('IMbnConnectionEvents')
    await point.Advise(recorder.sink, out())
    await facade[Symbol.asyncDispose]()
    await until(() => service.watching === 0)
    service.connectionBecomes({ state: 'activated' })
    await settled()
    expect(recorder.heard).toEqual([])
  })

  test('so does the last CoUninitialize', async () => {
    const { point, service, facade } = await bench()
    expect(await facade.CoInitializeEx(null, COINIT_MULTITHREADED)).toBe(S_OK)
    expect(await facade.CoInitializeEx(null, COINIT_MULTITHREADED)).toBe(S_FALSE)
    await point.Advise(sink(), out())
    facade.CoUninitialize()
    await settled()
    expect(service.watching).toBe(1)
    facade.CoUninitialize()
    await until(() => service.watching === 0)
  })
})

describe('one sink object', () => {
  test('at two connection points is called one at a time, in the order of the journal', async () => {
    const { service, manager } = await bench()
    const recorder = await advised(manager, 'IMbnConnectionManagerEvents', 'IMbnConnectionEvents')
    let running = 0
    recorder.during = async () => {
      expect(++running).toBe(1)
      await settled()
      running--
    }
    service.connectionBecomes({ state: 'activated' })
    service.deregister()
    service.happen({
      type: 'connection.arrived',
      modem: CONNECTION.modem,
      connection: CONNECTION.id,
      data: CONNECTION,
    })
    service.connectionBecomes({ state: 'activating' })
    await until(() => recorder.heard.length === 4 && running === 0)
    expect(recorder.methods).toEqual([
      'OnConnectStateChange',
      'OnConnectionRemoval',
      'OnConnectionArrival',
      'OnConnectStateChange',
    ])
  })

  test('IMbnConnectionManagerEvents and IMbnConnectionEvents have points of their own', async () => {
    const { manager } = await bench()
    const one = await pointOf<object>(manager, IID_IMbnConnectionEvents)
    expect(await pointOf<object>(manager, IID_IMbnConnectionManagerEvents)).not.toBe(one)
    expect(await pointOf<object>(manager, IID_IMbnConnectionEvents)).toBe(one)
  })
})
