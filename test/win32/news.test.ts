/** What sinks are told of devices, connections and profiles: after E_PENDING, after recoverable errors, and of every change. */
import { describe, expect, test } from 'vitest'
import type { EventDraft, Modem } from '../../src/core/index.ts'
import {
  E_PENDING,
  HRESULT_FROM_WIN32,
  S_OK,
  type BSTR,
  type HRESULT,
  type IMbnConnection,
  type IMbnConnectionProfile,
  type IMbnInterface,
} from '../../src/face/win32/index.ts'
import * as win32 from '../../src/face/win32/index.ts'
import type { EventInterfaceName } from '../../src/face/win32/mbnapi/event-interface.ts'
import { CONNECTION, MODEM, PROFILE } from './journal-service.ts'
import { advised, got, settled, until } from './program.ts'
import { reference } from './reference.ts'
import { BAD_SIM, LOCKED, NO_SIM, objectOf, program, UNKNOWN, type Program } from './row.ts'

const DEVICE_EVENTS: readonly EventInterfaceName[] = [
  'IMbnInterfaceEvents',
  'IMbnSignalEvents',
  'IMbnRegistrationEvents',
  'IMbnRadioEvents',
]

/** Everything that a device has to tell, as a sink hears it. */
async function listening(one: Program): Promise<Awaited<ReturnType<typeof advised>>> {
  return advised(one.interfaces, 'IMbnInterfaceManagerEvents', ...DEVICE_EVENTS)
}

/** A part of the modem as the event of its own tells it; of those that have none, as a change of the modem. */
function told(parts: Partial<Modem>): EventDraft {
  const modem = MODEM.id
  if (parts.sim !== undefined) return { type: 'sim.changed', modem, data: parts.sim }
  if (parts.radio !== undefined) return { type: 'radio.changed', modem, data: parts.radio }
  if (parts.homeProvider !== undefined) {
    return { type: 'home-provider.changed', modem, data: parts.homeProvider }
  }
  if (parts.preferredProviders !== undefined) {
    return { type: 'preferred-providers.changed', modem, data: parts.preferredProviders }
  }
  if (parts.provisionedContexts !== undefined) {
    return { type: 'provisioned-contexts.changed', modem, data: parts.provisionedContexts }
  }
  if (parts.registration !== undefined) {
    return { type: 'registration.changed', modem, data: parts.registration }
  }
  if (parts.packetService !== undefined) {
    return { type: 'packet-service.changed', modem, data: parts.packetService }
  }
  if (parts.signal !== undefined) return { type: 'signal.changed', modem, data: parts.signal }
  if (parts.messageStore !== undefined) {
    return { type: 'message-store.changed', modem, data: parts.messageStore }
  }
  return { type: 'modem.changed', modem, data: { ...UNKNOWN, ...parts } }
}

/** What makes the value of a getter known. */
const SOURCES: Readonly<Record<string, Partial<Modem>>> = {
  'IMbnInterface.GetInterfaceCapability': pick('equipment', 'capabilities'),
  'IMbnInterface.GetSubscriberInformation': pick('sim'),
  'IMbnInterface.GetReadyState': pick('sim'),
  'IMbnInterface.InEmergencyMode': pick('registration'),
  'IMbnInterface.GetHomeProvider': pick('homeProvider'),
  'IMbnInterface.GetPreferredProviders': pick('preferredProviders'),
  'IMbnConnectionContext.GetProvisionedContexts': pick('provisionedContexts'),
  'IMbnSignal.GetSignalStrength': pick('signal'),
  'IMbnSignal.GetSignalError': pick('signal'),
  'IMbnRegistration.GetRegisterState': pick('registration'),
  'IMbnRegistration.GetRegisterMode': pick('registration'),
  'IMbnRegistration.GetProviderID': pick('registration'),
  'IMbnRegistration.GetProviderName': pick('registration'),
  'IMbnRegistration.GetRoamingText': pick('registration'),
  'IMbnRegistration.GetAvailableDataClasses': pick('registration'),
  'IMbnRegistration.GetCurrentDataClass': pick('packetService'),
  'IMbnSms.GetSmsConfiguration': pick('messageStore'),
  'IMbnSms.GetSmsStatus': pick('messageStore'),
  'IMbnConnection.GetConnectionState': pick('sim'),
  'IMbnConnection.GetVoiceCallState': pick('sim'),
}

function pick(...keys: readonly (keyof Modem)[]): Partial<Modem> {
  return Object.fromEntries(keys.map((key) => [key, MODEM[key]]))
}

const pendingGetters = Object.entries(reference.interfaces)
  .flatMap(([name, { methods }]) =>
    Object.entries(methods).flatMap(([method, { pendingAnnouncedBy, parameters, returns = [] }]) =>
      pendingAnnouncedBy === undefined
        ? []
        : [{ path: `${name}.${method}`, name, method, event: pendingAnnouncedBy, parameters, returns }],
    ),
  )
  .filter(({ name }) => !['IMbnPinManager', 'IMbnMultiCarrier'].includes(name))
  // Pending while a scan runs, which ends with its completion.
  .filter(({ method }) => method !== 'GetVisibleProviders')

async function ask(
  one: Program,
  { name, method, parameters }: (typeof pendingGetters)[number],
): Promise<HRESULT | undefined> {
  const object = await objectOf(one, name)
  return object[method]?.(...parameters.map(() => ({ value: undefined })))
}

describe('a value that is not known yet', () => {
  test('is that of every getter of which a page says so', () => {
    expect(Object.keys(SOURCES).sort()).toEqual(pendingGetters.map(({ path }) => path).sort())
  })

  test.each(pendingGetters)('$path: E_PENDING, then $event, then the value', async (getter) => {
    const one = await program(UNKNOWN)
    const [events = '', method = ''] = getter.event.split('.')
    const manager = events === 'IMbnConnectionEvents' ? one.connections : one.interfaces
    const sink = await advised(manager, events as EventInterfaceName) // a name of the reference
    expect(await ask(one, getter)).toBe(E_PENDING)
    one.service.happen(told(SOURCES[getter.path] ?? {}))
    await until(() => sink.methods.includes(method))
    expect(sink.methods.filter((name) => name === method)).toEqual([method])
    expect(await ask(one, getter)).toBe(S_OK)
  })
})

describe('a recoverable error', () => {
  const conditions = { E_MBN_PIN_REQUIRED: LOCKED, E_MBN_SIM_NOT_INSERTED: NO_SIM, E_MBN_BAD_SIM: BAD_SIM }
  const rows = pendingGetters.flatMap((getter) =>
    Object.entries(conditions)
      .filter(([code]) => getter.returns.includes(code))
      .map(([code, modem]) => ({ ...getter, code, modem })),
  )

  test.each(rows)('$code of $path ends: E_PENDING, then $event, then the value', async (row) => {
    const { sim } = row.modem
    const one = await program({ ...UNKNOWN, ...(sim === undefined ? {} : { sim }) })
    const [events = '', method = ''] = row.event.split('.')
    const manager = events === 'IMbnConnectionEvents' ? one.connections : one.interfaces
    const sink = await advised(manager, events as EventInterfaceName) // a name of the reference
    expect(await ask(one, row)).toBe(Number(reference.hresults[row.code]))
    const source = SOURCES[row.path] ?? {}
    if (source.sim === undefined) {
      one.service.happen(told({ sim: { state: 'initialized', telephoneNumbers: [] } }))
      expect(await ask(one, row)).toBe(E_PENDING)
      await settled()
      expect(sink.methods).not.toContain(method)
    }
    one.service.happen(told(source))
    await until(() => sink.methods.includes(method))
    expect(await ask(one, row)).toBe(S_OK)
  })
})

describe('every change of a device is told by its event', () => {
  const { registration, packetService, sim } = MODEM
  if (registration === undefined || packetService === undefined || sim === undefined) {
    throw new Error('all known')
  }
  const rows: readonly (readonly [what: string, Partial<Modem>, methods: readonly string[]])[] = [
    [
      'the SIM is taken out',
      { sim: { state: 'not-inserted', telephoneNumbers: [] } },
      [
        'OnReadyStateChange',
        'OnSubscriberInformationChange',
        'OnRegisterStateChange',
        'OnPacketServiceStateChange',
      ],
    ],
    [
      'the subscriber has a number',
      { sim: { ...sim, telephoneNumbers: ['+15550101'] } },
      ['OnSubscriberInformationChange'],
    ],
    [
      'the hardware switch',
      { radio: { hardware: 'off', software: 'on' } },
      ['OnRadioStateChange', 'OnSignalStateChange'],
    ],
    [
      'the software switch',
      { radio: { hardware: 'on', software: 'off' } },
      ['OnRadioStateChange', 'OnSignalStateChange'],
    ],
    [
      'roaming',
      {
        registration: {
          ...registration,
          state: 'roaming',
          provider: { id: '00102', name: 'Fabrikam' },
          roamingText: 'Fabrikam',
        },
      },
      ['OnRegisterStateChange'],
    ],
    ['another mode', { registration: { ...registration, mode: 'manual' } }, ['OnRegisterModeAvailable']],
    [
      'denied',
      {
        registration: { ...registration, state: 'denied', networkError: { value: 11, name: 'x', text: 'x' } },
      },
      ['OnRegisterStateChange', 'OnEmergencyModeChange'],
    ],
    [
      'other data classes',
      { registration: { ...registration, availableDataClasses: ['umts'] } },
      ['OnPacketServiceStateChange'],
    ],
    [
      'detached',
      { packetService: { state: 'detached', uplinkSpeed: 0, downlinkSpeed: 0 } },
      ['OnPacketServiceStateChange'],
    ],
    [
      'attaching',
      { packetService: { ...packetService, state: 'attaching' } },
      ['OnPacketServiceStateChange'],
    ],
    [
      'an attach error',
      { packetService: { ...packetService, networkError: { value: 7, name: 'x', text: 'x' } } },
      ['OnPacketServiceStateChange'],
    ],
    ['only another speed', { packetService: { ...packetService, uplinkSpeed: 1 } }, []],
    ['a stronger signal', { signal: { rssi: -51, errorRate: 0 } }, ['OnSignalStateChange']],
    ['a worse error rate', { signal: { rssi: -71, errorRate: 3 } }, ['OnSignalStateChange']],
    ['a signal with the same codes', { signal: { rssi: -71.4, errorRate: 0, snr: 4 } }, []],
    ['nothing at all', { signal: { rssi: -71, errorRate: 0 } }, []],
  ]

  test.each(rows)('%s', async (_what, parts, methods) => {
    const one = await program()
    const sink = await listening(one)
    one.service.happen(told(parts))
    await settled()
    expect(sink.methods).toEqual(methods)
  })

  test('the object that is passed is of that moment, and leads to all its interfaces', async () => {
    const one = await program()
    const sink = await listening(one)
    one.service.happen(told({ signal: { rssi: -51 } }))
    one.service.happen(told({ signal: { rssi: -113 } }))
    await until(() => sink.heard.length === 2)
    const strengths = await Promise.all(
      sink.heard.map(
        ({ arguments: [object] }) =>
          got<number>((output) => (object as win32.IMbnSignal).GetSignalStrength(output)), // OnSignalStateChange
      ),
    )
    expect(strengths).toEqual([31, 0])
    const signal = sink.heard[0]?.arguments[0] as win32.IMbnSignal
    const device = await got<IMbnInterface>((ppv) => signal.QueryInterface(win32.IID_IMbnInterface, ppv))
    expect(await got<BSTR>((InterfaceID) => device.get_InterfaceID(InterfaceID))).toBe(
      `{${MODEM.id.toUpperCase()}}`,
    )
  })
})

describe('coming and going', () => {
  test('of a device: arrival, then its connection; its connection goes first', async () => {
    const one = await program()
    const devices = await listening(one)
    const connections = await advised(one.connections, 'IMbnConnectionManagerEvents')
    one.service.unplug()
    one.service.happen({ type: 'modem.arrived', modem: MODEM.id, data: MODEM })
    one.service.happen({
      type: 'connection.arrived',
      modem: MODEM.id,
      connection: CONNECTION.id,
      data: CONNECTION,
    })
    await until(() => devices.heard.length === 2 && connections.heard.length === 2)
    expect(devices.methods).toEqual(['OnInterfaceRemoval', 'OnInterfaceArrival'])
    expect(connections.methods).toEqual(['OnConnectionRemoval', 'OnConnectionArrival'])
    const [removed] = connections.heard[0]?.arguments ?? []
    expect(await got<BSTR>((id) => (removed as IMbnConnection).get_InterfaceID(id))).toBe(
      `{${MODEM.id.toUpperCase()}}`,
    )
  })

  test('deregistration takes the connection away, and the device then has none', async () => {
    const one = await program()
    const device = await one.device()
    const sink = await advised(one.connections, 'IMbnConnectionManagerEvents')
    one.service.deregister()
    await until(() => sink.heard.length === 1)
    expect(sink.methods).toEqual(['OnConnectionRemoval'])
    expect(await device.GetConnection(win32.out())).toBe(HRESULT_FROM_WIN32(win32.ERROR_NOT_FOUND))
    const held = sink.heard[0]?.arguments[0] as IMbnConnection
    expect(await held.Disconnect(win32.out())).toBe(HRESULT_FROM_WIN32(win32.ERROR_NOT_FOUND))
    one.service.unplug()
    expect(await held.Disconnect(win32.out())).toBe(win32.E_HANDLE)
    expect(await device.GetConnection(win32.out())).toBe(win32.E_HANDLE)
  })

  test('a connection is there in DEVICE_LOCKED too, and says that a PIN is wanted', async () => {
    const one = await program(LOCKED)
    const connection = await one.connection()
    expect(await connection.GetConnectionState(win32.out(), win32.out<BSTR | null>())).toBe(
      win32.E_MBN_PIN_REQUIRED,
    )
  })
})

describe('the activation network error', () => {
  test('is set by a failed activation, cleared by a successful one, and its change is told', async () => {
    const one = await program()
    const sink = await advised(one.connections, 'IMbnConnectionEvents')
    const network = { value: 33, name: 'requested-service-option-not-subscribed', text: 'not subscribed' }
    one.service.connectionBecomes({ activationNetworkError: network })
    await until(() => sink.heard.length === 1)
    expect(await errorOf(sink.heard[0]?.arguments[0])).toBe(33)
    one.service.happen({
      type: 'connection.changed',
      modem: MODEM.id,
      connection: CONNECTION.id,
      data: CONNECTION,
    })
    await until(() => sink.heard.length === 2)
    expect(sink.methods).toEqual(['OnConnectStateChange', 'OnConnectStateChange'])
    expect(await errorOf(sink.heard[1]?.arguments[0])).toBe(0)
  })

  const errorOf = (object: unknown): Promise<number> =>
    got((networkError) => (object as IMbnConnection).GetActivationNetworkError(networkError)) // a sink's first argument
})

describe('profiles', () => {
  const xmlOf = (object: unknown): Promise<BSTR> =>
    got((profileData) => (object as IMbnConnectionProfile).GetProfileXmlData(profileData)) // a sink's first argument

  test('creation is told by both events that the pages name, after the method has returned', async () => {
    const one = await program()
    const sink = await advised(
      one.profiles,
      'IMbnConnectionProfileManagerEvents',
      'IMbnConnectionProfileEvents',
    )
    let returned = false
    sink.during = () => expect(returned).toBe(true)
    const hr = await one.profiles.CreateConnectionProfile(
      '<MBNProfile><Name>other</Name><SubscriberID>001010123456789</SubscriberID></MBNProfile>',
    )
    returned = true
    expect(hr).toBe(S_OK)
    await until(() => sink.heard.length === 2)
    expect(sink.methods).toEqual(['OnConnectionProfileArrival', 'OnProfileUpdate'])
    expect(await xmlOf(sink.heard[0]?.arguments[0])).toBe(
      '<MBNProfile><Name>other</Name><SubscriberID>001010123456789</SubscriberID></MBNProfile>',
    )
  })

  test('an update is told by OnProfileUpdate', async () => {
    const one = await program()
    const sink = await advised(
      one.profiles,
      'IMbnConnectionProfileManagerEvents',
      'IMbnConnectionProfileEvents',
    )
    const profile = await one.profile()
    expect(
      await profile.UpdateProfile(
        '<MBNProfile><Name>internet</Name><SubscriberID>001010123456789</SubscriberID></MBNProfile>',
      ),
    ).toBe(S_OK)
    await until(() => sink.heard.length === 1)
    expect(sink.methods).toEqual(['OnProfileUpdate'])
  })

  test('deletion is told by OnConnectionProfileRemoval, and what was removed can still be read', async () => {
    const one = await program()
    const sink = await advised(
      one.profiles,
      'IMbnConnectionProfileManagerEvents',
      'IMbnConnectionProfileEvents',
    )
    const profile = await one.profile()
    expect(await profile.Delete()).toBe(S_OK)
    await until(() => sink.heard.length === 1)
    expect(sink.methods).toEqual(['OnConnectionProfileRemoval'])
    expect(await xmlOf(sink.heard[0]?.arguments[0])).toBe(
      '<MBNProfile><Name>internet</Name><SubscriberID>001010123456789</SubscriberID></MBNProfile>',
    )
    // A held object goes on giving what it gave.
    expect(await xmlOf(profile)).toBe(
      '<MBNProfile><Name>internet</Name><SubscriberID>001010123456789</SubscriberID></MBNProfile>',
    )
  })

  test('a profile that went before its text could be read has none', async () => {
    const one = await program()
    const sink = await advised(one.profiles, 'IMbnConnectionProfileManagerEvents')
    one.service.happen({ type: 'profile.added', data: { ...PROFILE, name: 'brief' } })
    one.service.happen({ type: 'profile.removed', data: { name: 'brief' } })
    await until(() => sink.heard.length === 2)
    const gone = sink.heard[1]?.arguments[0] as IMbnConnectionProfile
    expect(await gone.GetProfileXmlData(win32.out())).toBe(HRESULT_FROM_WIN32(win32.ERROR_NOT_FOUND))
  })

  test('the profiles of a device are those of its subscriber', async () => {
    const one = await program()
    const other = '<MBNProfile><Name>other</Name><SubscriberID>001019999999999</SubscriberID></MBNProfile>'
    await one.profiles.CreateConnectionProfile(other)
    const device = await one.device()
    const all = await got<win32.SAFEARRAY<IMbnConnectionProfile>>((output) =>
      one.profiles.GetConnectionProfiles(null, output),
    )
    const own = await got<win32.SAFEARRAY<IMbnConnectionProfile>>((output) =>
      one.profiles.GetConnectionProfiles(device, output),
    )
    expect([all.length, own.length]).toEqual([2, 1])
    expect(await one.profiles.GetConnectionProfile(device, 'other', win32.out())).toBe(
      HRESULT_FROM_WIN32(win32.ERROR_NOT_FOUND),
    )
    expect(await one.profiles.GetConnectionProfile(null, 'other', win32.out())).toBe(S_OK)
  })
})
