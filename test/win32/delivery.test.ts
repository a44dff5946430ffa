/** When and in which order sinks are called, whatever sinks and service do meanwhile. */
import { describe, expect, test } from 'vitest'
import { Seconds, VirtualClock } from '../../src/base/index.ts'
import {
  CLSID_MbnConnectionManager,
  CLSID_MbnInterfaceManager,
  createWin32,
  E_HANDLE,
  ERROR_OPERATION_ABORTED,
  HRESULT_FROM_WIN32,
  IID_IMbnConnectionEvents,
  IID_IMbnConnectionManager,
  IID_IMbnInterfaceManager,
  MBN_ACTIVATION_STATE_ACTIVATED,
  MBN_ACTIVATION_STATE_ACTIVATING,
  MBN_ACTIVATION_STATE_DEACTIVATED,
  MBN_ACTIVATION_STATE_DEACTIVATING,
  MBN_CONNECTION_MODE_PROFILE,
  out,
  S_OK,
  type BSTR,
  type IMbnConnection,
  type IMbnConnectionManager,
  type MBN_ACTIVATION_STATE,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { SINKS_PER_POINT } from '../../src/face/win32/com/connection-point.ts'
import { LONGEST_QUEUE } from '../../src/face/win32/mbnapi/notice/sink-queue.ts'
import { CONNECTION, JournalService, MODEM } from './journal-service.ts'
import {
  advised,
  created,
  got,
  pointOf,
  settled,
  turned,
  until,
  type Heard,
  type Recorder,
} from './program.ts'

interface Bench {
  readonly service: JournalService
  readonly clock: VirtualClock
  readonly manager: IMbnConnectionManager
  readonly connection: IMbnConnection
}

async function bench(service = new JournalService()): Promise<Bench> {
  const clock = new VirtualClock()
  const facade = createWin32(service, { clock })
  const manager = await created(facade, CLSID_MbnConnectionManager, IID_IMbnConnectionManager)
  const [connection] = await got<SAFEARRAY<IMbnConnection>>((all) => manager.GetConnections(all))
  if (connection === undefined) throw new Error('the service has a connection')
  return { service, clock, manager, connection }
}

function connect(connection: IMbnConnection): Promise<number> {
  return got((requestID) => connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', requestID))
}

async function stateOf(connection: unknown): Promise<MBN_ACTIVATION_STATE> {
  const state = out<MBN_ACTIVATION_STATE>()
  // A sink's first argument, in these tests.
  await (connection as IMbnConnection).GetConnectionState(state, out<BSTR | null>())
  return state.value
}

describe('a completion', () => {
  test('comes after its state change, with objects of their moments', async () => {
    const { service, manager, connection } = await bench()
    const sink = await advised(manager, 'IMbnConnectionEvents')
    service.succeed(await connect(connection))
    await until(() => sink.methods.includes('OnConnectComplete'))
    expect(sink.methods).toEqual(['OnConnectStateChange', 'OnConnectStateChange', 'OnConnectComplete'])
    expect(await Promise.all(sink.heard.map(({ arguments: [object] }) => stateOf(object)))).toEqual([
      MBN_ACTIVATION_STATE_ACTIVATING,
      MBN_ACTIVATION_STATE_ACTIVATED,
      MBN_ACTIVATION_STATE_ACTIVATED,
    ])
    expect(sink.heard[2]?.arguments.slice(1)).toEqual([1, S_OK])
    // The object that was held is a snapshot of before.
    expect(await stateOf(connection)).toBe(MBN_ACTIVATION_STATE_DEACTIVATED)
  })

  test('does not overtake the return of the method, even if the service tells it first', async () => {
    const { service, manager, connection } = await bench()
    const sink = await advised(manager, 'IMbnConnectionEvents')
    const answer = Promise.withResolvers<undefined>()
    service.answering = answer.promise.then(() => undefined)
    const order: string[] = []
    const requestID = out<number>()
    sink.during = ({ method }) => order.push(`${method} ${requestID.value}`)
    const returned = connection
      .Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', requestID)
      .then((hr) => order.push(`Connect ${hr}`))
    await turned()
    service.succeed(1)
    await settled()
    expect(order).toEqual([])
    answer.resolve(undefined)
    await returned
    await until(() => order.length === 4)
    expect(order).toEqual([
      'Connect 0',
      'OnConnectStateChange 1',
      'OnConnectStateChange 1',
      'OnConnectComplete 1',
    ])
  })

  test('comes in a later macrotask than the one in which the method returned', async () => {
    const { service, manager, connection } = await bench()
    const sink = await advised(manager, 'IMbnConnectionEvents')
    const pending = connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())
    await pending
    let sameMacrotask = true
    sink.during = () => expect(sameMacrotask).toBe(false)
    setImmediate(() => (sameMacrotask = false))
    service.succeed(1)
    for (let microtask = 0; microtask < 100; microtask++) await Promise.resolve()
    expect(sink.heard).toEqual([])
    await until(() => sink.heard.length === 3)
  })

  test('reaches every sink, also those of programs that did not ask', async () => {
    const { service, manager, connection } = await bench()
    const mine = await advised(manager, 'IMbnConnectionEvents')
    const other = await bench(service)
    const theirs = await advised(other.manager, 'IMbnConnectionEvents')
    const id = await connect(connection)
    service.fail(id, { code: 'radio_off', message: 'the radio is off' })
    for (const sink of [mine, theirs]) {
      await until(() => sink.methods.includes('OnConnectComplete'))
      expect(sink.heard.at(-1)?.arguments[1]).toBe(id)
    }
  })

  test('comes although the device is gone, with the connection as it last was', async () => {
    const { service, manager, connection } = await bench()
    const sink = await advised(manager, 'IMbnConnectionEvents', 'IMbnConnectionManagerEvents')
    const id = await connect(connection)
    service.unplug()
    service.end(id, { state: 'failed', cause: { code: 'unplugged', message: 'the modem is gone' } })
    await until(() => sink.methods.includes('OnConnectComplete'))
    expect(sink.methods).toEqual(['OnConnectStateChange', 'OnConnectionRemoval', 'OnConnectComplete'])
    expect(sink.heard[2]?.arguments.slice(1)).toEqual([id, E_HANDLE])
    expect(await stateOf(sink.heard[2]?.arguments[0])).toBe(MBN_ACTIVATION_STATE_ACTIVATING)
  })
})

describe('a sink', () => {
  test('is called once at a time', async () => {
    const { service, manager } = await bench()
    const sink = await advised(manager, 'IMbnConnectionEvents')
    const begun: string[] = []
    sink.during = async ({ arguments: [object] }: Heard) => {
      begun.push(`begin ${await stateOf(object)}`)
      await settled()
      begun.push('end')
    }
    service.connectionBecomes({ state: 'activating' })
    service.connectionBecomes({ state: 'activated' })
    await until(() => begun.length === 4)
    expect(begun).toEqual(['begin 2', 'end', 'begin 1', 'end'])
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('as the test wants it')
      },
    ],
    ['rejects', () => Promise.reject(new Error('as the test wants it'))],
    ['returns an error', () => E_HANDLE],
    ['returns nothing', () => undefined],
  ])('that %s is called again the next time, and harms no other', async (_what, during) => {
    const { service, manager } = await bench()
    const bad = await advised(manager, 'IMbnConnectionEvents')
    const good = await advised(manager, 'IMbnConnectionEvents')
    bad.during = during
    service.connectionBecomes({ state: 'activating' })
    service.connectionBecomes({ state: 'activated' })
    await until(() => good.heard.length === 2 && bad.heard.length === 2)
  })

  test('that never returns is waited for by nobody', async () => {
    const { service, manager, connection } = await bench()
    const hanging = await advised(manager, 'IMbnConnectionEvents')
    const good = await advised(manager, 'IMbnConnectionEvents')
    hanging.during = () => new Promise(() => undefined)
    service.succeed(await connect(connection))
    await until(() => good.heard.length === 3)
    expect(hanging.heard.length).toBe(1)
    await hanging.unadvise()
    await good.unadvise()
    await until(() => service.watching === 0)
  })

  test('that falls behind misses nothing: it reads on from the journal at its own pace', async () => {
    const { service, manager } = await bench()
    const slow = await advised(manager, 'IMbnConnectionEvents')
    const quick = await advised(manager, 'IMbnConnectionEvents')
    const release = Promise.withResolvers<undefined>()
    slow.during = () => release.promise
    const changes = 3 * LONGEST_QUEUE
    for (let change = 0; change < changes; change++) {
      service.connectionBecomes({ state: change % 2 === 0 ? 'activated' : 'deactivated' })
    }
    await until(() => quick.heard.length === changes)
    expect(slow.heard.length).toBe(1)
    release.resolve(undefined)
    await until(() => slow.heard.length === changes)
    // Having caught up, it is told with the others again.
    await until(() => service.watching === 1)
    const states = await Promise.all(slow.heard.map(({ arguments: [object] }) => stateOf(object)))
    const expected = Array.from({ length: changes }, (_, change) =>
      change % 2 === 0 ? MBN_ACTIVATION_STATE_ACTIVATED : MBN_ACTIVATION_STATE_DEACTIVATED,
    )
    expect(states).toEqual(expected)
    // It goes on to be told what happens.
    service.connectionBecomes({ state: 'deactivating' })
    await until(() => slow.heard.length === changes + 1)
    expect(await stateOf(slow.heard.at(-1)?.arguments[0])).toBe(MBN_ACTIVATION_STATE_DEACTIVATING)
    await slow.unadvise()
    await quick.unadvise()
    await until(() => service.watching === 0)
  })

  test('that has fallen behind and is registered once more hears by that registration only what is new', async () => {
    const { service, manager } = await bench()
    const slow = await advised(manager, 'IMbnConnectionEvents')
    const release = Promise.withResolvers<undefined>()
    slow.during = () => release.promise
    const changes = 2 * LONGEST_QUEUE
    for (let change = 0; change < changes; change++) {
      service.connectionBecomes({ state: change % 2 === 0 ? 'activated' : 'deactivated' })
    }
    await until(() => service.watching === 1 && slow.heard.length === 1)
    await settled()
    const again = await advisedWith(manager, slow.sink)
    release.resolve(undefined)
    await until(() => slow.heard.length === changes)
    service.connectionBecomes({ state: 'activating' })
    await until(() => slow.heard.length === changes + 2)
    await again.unadvise()
    await slow.unadvise()
    await until(() => service.watching === 0)
  })

  test('that is registered anew while a call of before still runs is called only when that has returned', async () => {
    const { service, manager } = await bench()
    const sink = await advised(manager, 'IMbnConnectionEvents')
    const release = Promise.withResolvers<undefined>()
    sink.during = () => release.promise
    service.connectionBecomes({ state: 'activating' })
    await until(() => sink.heard.length === 1)
    await sink.unadvise()
    const again = await advisedWith(manager, sink.sink)
    service.connectionBecomes({ state: 'activated' })
    await settled()
    expect(sink.heard.length).toBe(1)
    release.resolve(undefined)
    await until(() => sink.heard.length === 2)
    await again.unadvise()
    await until(() => service.watching === 0)
  })

  test('is one of very many, and each is told', async () => {
    const { service, manager } = await bench()
    const sinks: Recorder[] = []
    for (let count = 0; count < SINKS_PER_POINT; count++) {
      sinks.push(await advised(manager, 'IMbnConnectionEvents'))
    }
    service.connectionBecomes({ state: 'activated' })
    await until(() => sinks.every(({ heard }) => heard.length === 1))
    expect(service.watching).toBe(1)
  })
})

describe('a service that is away for a while', () => {
  test('has its sinks told what they missed, in order, and nothing twice', async () => {
    const { service, clock, manager } = await bench()
    const sink = await advised(manager, 'IMbnConnectionEvents')
    service.connectionBecomes({ state: 'activating' })
    await until(() => sink.heard.length === 1)
    service.leave()
    await settled()
    service.connectionBecomes({ state: 'activated' })
    service.connectionBecomes({ state: 'deactivating' })
    service.comeBack()
    await clock.advance(Seconds(5))
    await until(() => sink.heard.length === 3)
    expect(await Promise.all(sink.heard.map(({ arguments: [object] }) => stateOf(object)))).toEqual([
      MBN_ACTIVATION_STATE_ACTIVATING,
      MBN_ACTIVATION_STATE_ACTIVATED,
      MBN_ACTIVATION_STATE_DEACTIVATING,
    ])
  })

  test('and has lost that stretch of the journal tells the difference, and how pending requests ended', async () => {
    const { service, clock, manager, connection } = await bench()
    const sink = await advised(manager, 'IMbnConnectionEvents', 'IMbnConnectionManagerEvents')
    const id = await connect(connection)
    await until(() => sink.heard.length === 1)
    service.leave()
    await settled()
    service.fail(id, { code: 'timeout', message: 'no answer' })
    service.deregister()
    service.compacted = service.journal.length
    service.comeBack()
    await clock.advance(Seconds(5))
    await until(() => sink.methods.includes('OnConnectComplete'))
    expect(sink.methods).toEqual(['OnConnectStateChange', 'OnConnectionRemoval', 'OnConnectComplete'])
    expect(sink.heard[2]?.arguments.slice(1)).toEqual([id, 0x800705b4])
  })

  test('and no longer knows of a request ends it as aborted', async () => {
    const { service, clock, manager, connection } = await bench()
    const sink = await advised(manager, 'IMbnConnectionEvents')
    const id = await connect(connection)
    await until(() => sink.heard.length === 1)
    service.leave()
    await settled()
    service.end(id, { state: 'succeeded' })
    service.forgetRequests()
    service.compacted = service.journal.length
    service.comeBack()
    await clock.advance(Seconds(5))
    await until(() => sink.methods.includes('OnConnectComplete'))
    expect(sink.heard.at(-1)?.arguments.slice(1)).toEqual([id, HRESULT_FROM_WIN32(ERROR_OPERATION_ABORTED)])
  })

  test('a service that started again has its devices arrive anew, and completes what it took on before', async () => {
    const { service, manager, connection } = await bench()
    const interfaces = await created(
      createWin32(service),
      CLSID_MbnInterfaceManager,
      IID_IMbnInterfaceManager,
    )
    const sink = await advised(manager, 'IMbnConnectionEvents', 'IMbnConnectionManagerEvents')
    const devices = await advised(interfaces, 'IMbnInterfaceManagerEvents')
    const id = await connect(connection)
    service.happen({ type: 'service.started', data: { version: '0.1.0', restarted: true } })
    service.end(id, { state: 'failed', cause: { code: 'service_restarted', message: 'restarted' } })
    service.happen({ type: 'modem.arrived', modem: MODEM.id, data: MODEM })
    service.happen({
      type: 'connection.arrived',
      modem: MODEM.id,
      connection: CONNECTION.id,
      data: CONNECTION,
    })
    await until(() => sink.methods.includes('OnConnectionArrival'))
    expect(sink.methods).toEqual([
      'OnConnectStateChange',
      'OnConnectionRemoval',
      'OnConnectComplete',
      'OnConnectionArrival',
    ])
    await until(() => devices.heard.length === 2)
    expect(devices.methods).toEqual(['OnInterfaceRemoval', 'OnInterfaceArrival'])
  })
})

test('only the default connection of a modem is shown', async () => {
  const second = { ...CONNECTION, id: '6f1b9c1e-0000-5000-8000-00000000000c', name: 'modem0/1', sessionId: 1 }
  const { service, manager } = await bench(new JournalService([MODEM], [second, CONNECTION]))
  const sink = await advised(manager, 'IMbnConnectionEvents', 'IMbnConnectionManagerEvents')
  const shown = await got<SAFEARRAY<IMbnConnection>>((all) => manager.GetConnections(all))
  expect(shown.length).toBe(1)
  service.connectionBecomes({ state: 'activated' }, second.id)
  const { requestId } = await service.disconnect({ connection: second.id })
  service.end(requestId, { state: 'succeeded' })
  service.connectionBecomes({ state: 'activated' })
  await until(() => sink.heard.length === 1)
  await settled()
  expect(sink.methods).toEqual(['OnConnectStateChange'])
  const [object] = sink.heard[0]?.arguments ?? []
  const ConnectionID = await got<BSTR>((id) => (object as IMbnConnection).get_ConnectionID(id)) // what the sink is given
  expect(ConnectionID).toBe(`{${CONNECTION.id.toUpperCase()}}`)
})

/** A sink that is there already, registered once more. */
async function advisedWith(
  manager: IMbnConnectionManager,
  sink: object,
): Promise<{ unadvise(): Promise<void> }> {
  const point = await pointOf<object>(manager, IID_IMbnConnectionEvents)
  const cookie = await got<number>((pdwCookie) => point.Advise(sink, pdwCookie))
  return {
    unadvise: async () => {
      await point.Unadvise(cookie)
    },
  }
}
