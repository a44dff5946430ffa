/** The behaviours of the Mobile Broadband API, each as a story on the virtual modem: through manager, driver and real bytes. */
import { describe, expect, test } from 'vitest'
import {
  CLSID_MbnConnectionManager,
  E_FAIL,
  E_HANDLE,
  E_INVALIDARG,
  E_MBN_INVALID_ACCESS_STRING,
  E_MBN_MAX_ACTIVATED_CONTEXTS,
  E_MBN_PACKET_SVC_DETACHED,
  E_MBN_PIN_REQUIRED,
  E_MBN_RADIO_POWER_OFF,
  E_MBN_SERVICE_NOT_ACTIVATED,
  E_MBN_SIM_NOT_INSERTED,
  E_MBN_VOICE_CALL_IN_PROGRESS,
  ERROR_CANCELLED,
  ERROR_INVALID_PASSWORD,
  ERROR_NOT_FOUND,
  ERROR_SERVICE_NOT_ACTIVE,
  HRESULT_FROM_WIN32,
  IID_IMbnConnectionManager,
  IID_IMbnRegistration,
  IID_IMbnSignal,
  MBN_ACTIVATION_STATE_ACTIVATED,
  MBN_ACTIVATION_STATE_DEACTIVATED,
  MBN_CONNECTION_MODE_PROFILE,
  MBN_CONNECTION_MODE_TMP_PROFILE,
  MBN_VOICE_CALL_STATE_HANGUP,
  MBN_VOICE_CALL_STATE_IN_PROGRESS,
  out,
  S_OK,
  type BSTR,
  type HRESULT,
  type IMbnConnection,
  type IMbnInterface,
  type IMbnRegistration,
  type IMbnSignal,
  type MBN_ACTIVATION_STATE,
  type MBN_VOICE_CALL_STATE,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { Seconds } from '../../src/base/index.ts'
import { advised, created, got, settled, type Recorder } from './program.ts'
import { profileXml, world, type World } from './world.ts'

function connect(connection: IMbnConnection, profile = 'internet'): Promise<number> {
  return got((requestID) => connection.Connect(MBN_CONNECTION_MODE_PROFILE, profile, requestID))
}

function connectWith(connection: IMbnConnection, xml: string): Promise<number> {
  return got((requestID) => connection.Connect(MBN_CONNECTION_MODE_TMP_PROFILE, xml, requestID))
}

async function stateOf(connection: IMbnConnection): Promise<readonly [MBN_ACTIVATION_STATE, BSTR | null]> {
  const state = out<MBN_ACTIVATION_STATE>()
  const profile = out<BSTR | null>()
  expect(await connection.GetConnectionState(state, profile)).toBe(S_OK)
  return [state.value, profile.value]
}

/** Waits for the completion of a connect, and gives its status. */
async function completed(one: World, sink: Recorder, id: number): Promise<HRESULT> {
  const find = (): readonly unknown[] | undefined =>
    sink.heard.find(({ method, arguments: [, request] }) => method === 'OnConnectComplete' && request === id)
      ?.arguments
  await one.until(() => find() !== undefined)
  return find()?.[2] as HRESULT // OnConnectComplete
}

describe('connecting', () => {
  test('by the name of a profile: a request id at once, then the state, then the completion', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const connection = await one.connection()
    const id = await connect(connection)
    expect(id).toBeGreaterThan(0)
    expect(await completed(one, sink, id)).toBe(S_OK)
    expect(sink.methods).toEqual(['OnConnectStateChange', 'OnConnectStateChange', 'OnConnectComplete'])
    const [told] = sink.heard.at(-1)?.arguments ?? []
    expect(await stateOf(told as IMbnConnection)).toEqual([MBN_ACTIVATION_STATE_ACTIVATED, 'internet'])
    expect(await stateOf(await one.connection())).toEqual([MBN_ACTIVATION_STATE_ACTIVATED, 'internet'])
    expect(await stateOf(connection)).toEqual([MBN_ACTIVATION_STATE_DEACTIVATED, null])
  })

  test('with an unknown profile, or XML that is no profile, is refused at once, and nothing is told', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const connection = await one.connection()
    expect(await connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'unheard of', out())).toBe(E_INVALIDARG)
    for (const xml of ['internet', '<MBNProfile/>', profileXml('x').replace('IsDefault', 'IsTheDefault')]) {
      expect(await connection.Connect(MBN_CONNECTION_MODE_TMP_PROFILE, xml, out())).toBe(E_INVALIDARG)
    }
    await settled()
    expect(sink.methods).toEqual([])
  })

  test('a second time while a context is activated or being activated', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const connection = await one.connection()
    const id = await connectWith(connection, profileXml('x', { accessString: 'slow' }))
    expect(await connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())).toBe(
      E_MBN_MAX_ACTIVATED_CONTEXTS,
    )
    expect(await completed(one, sink, id)).toBe(S_OK)
    expect(await connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())).toBe(
      E_MBN_MAX_ACTIVATED_CONTEXTS,
    )
  })

  test('while another session of the modem is connected, unless all of them are', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const others = one.modem.inside.equipment.maxSessions - 1
    for (let count = 0; count < others; count++) {
      const { requestId } = await one.service.acquire({ modem: 'modem0', profile: 'internet' })
      await one.clock.resolve(one.service.request({ request: requestId, wait: 60_000 }))
    }
    expect(one.modem.inside.contexts.active).toHaveLength(others)
    const connection = await one.connection()
    expect(await completed(one, sink, await connect(connection))).toBe(S_OK)
    expect(sink.methods).toEqual(['OnConnectStateChange', 'OnConnectStateChange', 'OnConnectComplete'])
    const { length } = await got<SAFEARRAY<IMbnConnection>>((all) => one.connections.GetConnections(all))
    expect(length).toBe(1)
    await got<number>((requestID) => connection.Disconnect(requestID))
    await one.until(() => sink.methods.includes('OnDisconnectComplete'))
    const { requestId } = await one.service.connect({ connection: 'modem0', profile: 'internet' })
    expect(await connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())).toBe(
      E_MBN_MAX_ACTIVATED_CONTEXTS,
    )
    await one.clock.resolve(one.service.request({ request: requestId, wait: 60_000 }))
  })

  test('during a voice call completes so, and the call is told', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    one.modem.setVoiceCall('in-progress')
    await one.until(() => sink.methods.includes('OnVoiceCallStateChange'))
    const connection = await one.connection()
    const state = out<MBN_VOICE_CALL_STATE>()
    expect(await connection.GetVoiceCallState(state)).toBe(S_OK)
    expect(state.value).toBe(MBN_VOICE_CALL_STATE_IN_PROGRESS)
    expect(await completed(one, sink, await connect(connection))).toBe(E_MBN_VOICE_CALL_IN_PROGRESS)
    one.modem.setVoiceCall('hang-up')
    await one.until(() => sink.methods.filter((name) => name === 'OnVoiceCallStateChange').length === 2)
    const [told] = sink.heard.at(-1)?.arguments ?? []
    expect(await (told as IMbnConnection).GetVoiceCallState(state)).toBe(S_OK)
    expect(state.value).toBe(MBN_VOICE_CALL_STATE_HANGUP)
  })

  test('with a temporary profile leaves no profile behind, and has no profile name', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const profiles = await advised(
      one.profiles,
      'IMbnConnectionProfileManagerEvents',
      'IMbnConnectionProfileEvents',
    )
    const id = await connectWith(await one.connection(), profileXml('fleeting'))
    expect(await completed(one, sink, id)).toBe(S_OK)
    expect(await stateOf(await one.connection())).toEqual([MBN_ACTIVATION_STATE_ACTIVATED, null])
    expect(await one.profiles.GetConnectionProfile(null, 'fleeting', out())).toBe(
      HRESULT_FROM_WIN32(ERROR_NOT_FOUND),
    )
    expect(profiles.methods).toEqual([])
  })

  test('while detached attaches first, which is told before the completion', async () => {
    await using one = await world()
    const order: string[] = []
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const registration = await advised(one.interfaces, 'IMbnRegistrationEvents')
    one.modem.networkDetach()
    await one.until(() => registration.methods.includes('OnPacketServiceStateChange'))
    for (const recorder of [sink, registration]) recorder.during = ({ method }) => order.push(method)
    const id = await connect(await one.connection())
    expect(await completed(one, sink, id)).toBe(S_OK)
    const attached = order.indexOf('OnPacketServiceStateChange')
    expect(attached).toBeGreaterThanOrEqual(0)
    expect(attached).toBeLessThan(order.indexOf('OnConnectComplete'))
  })

  test('where the packet service is refused', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    one.modem.networkDetach()
    one.modem.denyPacketService(7)
    await one.until(() => one.modem.inside.packetService.state !== 'attached')
    const id = await connect(await one.connection())
    expect(await completed(one, sink, id)).toBe(E_MBN_PACKET_SVC_DETACHED)
    const registration = await got<IMbnRegistration>(async (ppv) =>
      (await one.device()).QueryInterface(IID_IMbnRegistration, ppv),
    )
    expect(await got<number>((output) => registration.GetPacketAttachNetworkError(output))).toBe(7)
  })

  const credentials =
    '<UserLogonCred><UserName>dialtone</UserName><Password>wrong</Password></UserLogonCred><AuthProtocol>CHAP</AuthProtocol>'
  test.each([
    [
      'an access point that is not subscribed',
      { accessString: 'unsubscribed' },
      E_MBN_SERVICE_NOT_ACTIVATED,
      33,
    ],
    ['an access point that there is not', { accessString: 'unheard-of' }, E_MBN_INVALID_ACCESS_STRING, 27],
    [
      'a wrong password',
      { accessString: 'company.example', credentials },
      HRESULT_FROM_WIN32(ERROR_INVALID_PASSWORD),
      29,
    ],
    ['a network without resources', { accessString: 'crowded' }, E_FAIL, 26],
  ])(
    'with %s fails, and the network error is kept until it succeeds',
    async (_what, profile, status, cause) => {
      await using one = await world()
      const sink = await advised(one.connections, 'IMbnConnectionEvents')
      const networkError = async (): Promise<number> => {
        const connection = await one.connection()
        return got((output) => connection.GetActivationNetworkError(output))
      }
      const id = await connectWith(await one.connection(), profileXml('x', profile))
      expect(await completed(one, sink, id)).toBe(status)
      expect(await networkError()).toBe(cause)
      expect(await stateOf(await one.connection())).toEqual([MBN_ACTIVATION_STATE_DEACTIVATED, null])
      const again = await connect(await one.connection())
      expect(await completed(one, sink, again)).toBe(S_OK)
      expect(await networkError()).toBe(0)
    },
  )

  test.each<[string, (modem: World['modem']) => void, HRESULT]>([
    ['a SIM that wants its PIN', (modem) => modem.lockSim(), E_MBN_PIN_REQUIRED],
    ['no SIM', (modem) => modem.removeSim(), E_MBN_SIM_NOT_INSERTED],
    [
      'a SIM whose subscription is not activated',
      (modem) => modem.setSubscriptionActive(false),
      E_MBN_SERVICE_NOT_ACTIVATED,
    ],
    ['the radio switched off', (modem) => modem.hardwareRadio('off'), E_MBN_RADIO_POWER_OFF],
  ])('with %s is taken on, and completes with that', async (_what, happen, status) => {
    await using one = await world()
    // Without a SIM, or without its radio, the device has no connection any more: the program holds one of before.
    const connection = await one.connection()
    happen(one.modem)
    await one.clock.advance(Seconds(5))
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const id = await connect(connection)
    expect(await completed(one, sink, id)).toBe(status)
    expect(sink.methods).toEqual(['OnConnectComplete'])
    const [completedBy] = sink.heard[0]?.arguments ?? []
    const ids = [completedBy as IMbnConnection, connection].map((object) =>
      got<string>((output) => object.get_ConnectionID(output)),
    )
    expect(new Set(await Promise.all(ids)).size).toBe(1)
  })

  test('with a subscription that has expired', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    one.modem.carrier.setActive(one.modem.inside.sim.card?.imsi ?? '', false)
    const id = await connect(await one.connection())
    expect(await completed(one, sink, id)).toBe(E_MBN_SERVICE_NOT_ACTIVATED)
  })
})

describe('disconnecting', () => {
  test('completes with S_OK; a second time there is nothing to disconnect', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const connection = await one.connection()
    expect(await completed(one, sink, await connect(connection))).toBe(S_OK)
    sink.clear()
    const id = await got<number>((requestID) => connection.Disconnect(requestID))
    await one.until(() => sink.methods.includes('OnDisconnectComplete'))
    expect(sink.methods).toEqual(['OnConnectStateChange', 'OnConnectStateChange', 'OnDisconnectComplete'])
    expect(sink.heard.at(-1)?.arguments.slice(1)).toEqual([id, S_OK])
    expect(await connection.Disconnect(out())).toBe(HRESULT_FROM_WIN32(ERROR_NOT_FOUND))
  })

  test('while connecting ends the pending connect first, as cancelled', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const connection = await one.connection()
    const connecting = await connectWith(connection, profileXml('x', { accessString: 'slow' }))
    const disconnecting = await got<number>((requestID) => connection.Disconnect(requestID))
    await one.until(() => sink.methods.includes('OnDisconnectComplete'))
    const completions = sink.heard.filter(({ method }) => method.endsWith('Complete'))
    expect(completions.map(({ method, arguments: [, ...rest] }) => [method, ...rest])).toEqual([
      ['OnConnectComplete', connecting, HRESULT_FROM_WIN32(ERROR_CANCELLED)],
      ['OnDisconnectComplete', disconnecting, S_OK],
    ])
    expect(await stateOf(await one.connection())).toEqual([MBN_ACTIVATION_STATE_DEACTIVATED, null])
  })

  test('by the network is told as a change of state', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    expect(await completed(one, sink, await connect(await one.connection()))).toBe(S_OK)
    sink.clear()
    one.modem.networkDisconnect({ cause: 38 })
    await one.until(() => sink.methods.length > 0)
    expect(sink.methods).toEqual(['OnConnectStateChange'])
    expect(await stateOf(await one.connection())).toEqual([MBN_ACTIVATION_STATE_DEACTIVATED, null])
  })
})

describe('objects', () => {
  test('that are held go on giving what they gave; those fetched anew give what is', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const held = await one.connection()
    const id = await connect(held)
    expect(await completed(one, sink, id)).toBe(S_OK)
    expect(await stateOf(held)).toEqual([MBN_ACTIVATION_STATE_DEACTIVATED, null])
    expect(await stateOf(await one.connection())).toEqual([MBN_ACTIVATION_STATE_ACTIVATED, 'internet'])
    // What it asks for is asked of the connection as it is.
    expect(await held.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())).toBe(
      E_MBN_MAX_ACTIVATED_CONTEXTS,
    )
  })

  test('a deregistered device has no connection, and what was held of it is not found', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionManagerEvents')
    const [connection, device] = [await one.connection(), await one.device()]
    one.modem.deny(11)
    await one.until(() => sink.methods.includes('OnConnectionRemoval'))
    const notFound = HRESULT_FROM_WIN32(ERROR_NOT_FOUND)
    expect(await device.GetConnection(out())).toBe(notFound)
    expect(await connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())).toBe(notFound)
    expect(await connection.Disconnect(out())).toBe(notFound)
    // Registered again, it is the same connection.
    one.modem.allow()
    await one.until(() => sink.methods.includes('OnConnectionArrival'))
    expect(await device.GetConnection(out())).toBe(S_OK)
    expect(await connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())).toBe(S_OK)
  })

  test('a device that is unplugged while it connects ends the request, and what was held of it is stale', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents', 'IMbnConnectionManagerEvents')
    const devices = await advised(one.interfaces, 'IMbnInterfaceManagerEvents')
    const [connection, device] = [await one.connection(), await one.device()]
    const before = await got<BSTR>((output) => device.get_InterfaceID(output))
    const id = await connectWith(connection, profileXml('x', { accessString: 'silent' }))
    one.modem.unplug()
    expect(await completed(one, sink, id)).toBe(E_HANDLE)
    await one.until(() => devices.methods.includes('OnInterfaceRemoval'))
    expect(await connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())).toBe(E_HANDLE)
    expect(await connection.Disconnect(out())).toBe(E_HANDLE)
    expect(await device.GetConnection(out())).toBe(E_HANDLE)
    one.modem.plug()
    await one.until(
      () => devices.methods.includes('OnInterfaceArrival') && sink.methods.includes('OnConnectionArrival'),
    )
    const [arrived] = devices.heard.at(-1)?.arguments ?? []
    expect(await got<BSTR>((output) => (arrived as IMbnInterface).get_InterfaceID(output))).toBe(before)
    // What was held is of use again: it is the same device.
    expect(await connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())).toBe(S_OK)
  })

  test('a SIM that is taken out and put in again: errors, then E_PENDING or the value, each with its event', async () => {
    await using one = await world()
    const sink = await advised(one.interfaces, 'IMbnInterfaceEvents', 'IMbnRegistrationEvents')
    one.modem.removeSim()
    await one.until(() => sink.methods.includes('OnReadyStateChange'))
    const without = await one.device()
    expect(await got<number>((output) => without.GetReadyState(output as never))).toBe(2)
    expect(await without.GetHomeProvider(out())).toBe(E_MBN_SIM_NOT_INSERTED)
    sink.clear()
    one.modem.insertSim()
    await one.until(
      () => sink.methods.includes('OnReadyStateChange') && sink.methods.includes('OnHomeProviderAvailable'),
    )
    expect(await (await one.device()).GetHomeProvider(out())).toBe(S_OK)
  })

  test('a SIM that wants its PIN: the connection is there, and says so', async () => {
    await using one = await world()
    const sink = await advised(one.interfaces, 'IMbnInterfaceEvents')
    one.modem.lockSim()
    await one.until(() => sink.methods.includes('OnReadyStateChange'))
    const device = await one.device()
    expect(await got<number>((output) => device.GetReadyState(output as never))).toBe(6)
    const connection = await got<IMbnConnection>((output) => device.GetConnection(output))
    expect(await connection.GetConnectionState(out(), out<BSTR | null>())).toBe(E_MBN_PIN_REQUIRED)
    const registration = await got<IMbnRegistration>((ppv) =>
      device.QueryInterface(IID_IMbnRegistration, ppv),
    )
    expect(await registration.GetRegisterState(out())).toBe(E_MBN_PIN_REQUIRED)
  })

  test('the radio goes off: connection, packet service and registration go down, each with its event', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents', 'IMbnConnectionManagerEvents')
    const devices = await advised(
      one.interfaces,
      'IMbnRegistrationEvents',
      'IMbnRadioEvents',
      'IMbnSignalEvents',
    )
    expect(await completed(one, sink, await connect(await one.connection()))).toBe(S_OK)
    sink.clear()
    devices.clear()
    one.modem.hardwareRadio('off')
    const cascade = ['OnRadioStateChange', 'OnPacketServiceStateChange', 'OnRegisterStateChange']
    await one.until(() => cascade.every((method) => devices.methods.includes(method)))
    await one.until(() => sink.methods.includes('OnConnectionRemoval'))
    expect(sink.methods).toContain('OnConnectStateChange')
    const signal = await got<IMbnSignal>(async (ppv) =>
      (await one.device()).QueryInterface(IID_IMbnSignal, ppv),
    )
    expect(await signal.GetSignalStrength(out())).toBe(E_MBN_RADIO_POWER_OFF)
  })

  test('two programs: a sink of one hears what the other asks for', async () => {
    await using one = await world()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const other = await created(one.other(), CLSID_MbnConnectionManager, IID_IMbnConnectionManager)
    const [connection] = await got<SAFEARRAY<IMbnConnection>>((all) => other.GetConnections(all))
    if (connection === undefined) throw new Error('there is one')
    expect(await completed(one, sink, await connect(connection))).toBe(S_OK)
  })
})

test('a service that has stopped is not active', async () => {
  const one = await world()
  const connection = await one.connection()
  await one[Symbol.asyncDispose]()
  const stopped = HRESULT_FROM_WIN32(ERROR_SERVICE_NOT_ACTIVE)
  expect(await connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', out())).toBe(stopped)
  expect(await one.connections.GetConnections(out())).toBe(stopped)
  expect(await one.profiles.CreateConnectionProfile(profileXml('x'))).toBe(stopped)
})
