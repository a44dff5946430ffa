/** Registering by hand, scanning, lists of networks and carriers, as stories on the virtual modem. */
import { describe, expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import {
  E_INVALIDARG,
  E_PENDING,
  IID_IMbnMultiCarrier,
  IID_IMbnRegistration,
  MBN_CELLULAR_CLASS_GSM,
  MBN_CONNECTION_MODE_PROFILE,
  MBN_DATA_CLASS_LTE,
  MBN_DATA_CLASS_NONE,
  MBN_PROVIDER_STATE_FORBIDDEN,
  MBN_PROVIDER_STATE_HOME,
  MBN_PROVIDER_STATE_NONE,
  MBN_PROVIDER_STATE_PREFERRED,
  MBN_PROVIDER_STATE_REGISTERED,
  MBN_PROVIDER_STATE_VISIBLE,
  MBN_REGISTER_MODE_AUTOMATIC,
  MBN_REGISTER_MODE_MANUAL,
  MBN_REGISTER_MODE_NONE,
  out,
  S_OK,
  type HRESULT,
  type IMbnInterface,
  type IMbnMultiCarrier,
  type IMbnRegistration,
  type MBN_CELLULAR_CLASS,
  type MBN_INTERFACE_CAPS,
  type MBN_PROVIDER,
  type MBN_PROVIDER2,
  type MBN_REGISTER_MODE,
  type Pointer,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import type { EventInterfaceName } from '../../src/face/win32/mbnapi/event-interface.ts'
import {
  HomeProvider,
  PreferredProviders,
  RegisterState,
  VisibleProviders,
  type CidFacts,
  type Operation,
  type Status,
} from '../../src/mbim/index.ts'
import { ABLE, CARRYING } from './network-rows.ts'
import { advised, got } from './program.ts'
import { reference } from './reference.ts'
import { ofDevice } from './row.ts'
import { world, type World } from './world.ts'

const HOME = '00101'
const RIVAL = '00102'
const GUEST = '99940'

const registrationOf = async (one: World): Promise<IMbnRegistration> => {
  const device = await one.device()
  return got<IMbnRegistration>((ppv) => device.QueryInterface(IID_IMbnRegistration, ppv))
}
const multiCarrierOf = async (one: World): Promise<IMbnMultiCarrier> => {
  const device = await one.device()
  return got<IMbnMultiCarrier>((ppv) => device.QueryInterface(IID_IMbnMultiCarrier, ppv))
}
const provider = (
  providerID: string,
  providerState: number = MBN_PROVIDER_STATE_PREFERRED,
): MBN_PROVIDER => ({
  providerID,
  providerState,
  providerName: 'ignored',
  dataClass: MBN_DATA_CLASS_NONE,
})
const carrier = (providerID: string, change: Partial<MBN_PROVIDER2> = {}): MBN_PROVIDER2 => ({
  provider: provider(providerID, MBN_PROVIDER_STATE_NONE),
  cellularClass: MBN_CELLULAR_CLASS_GSM,
  signalStrength: 0,
  signalError: 0,
  ...change,
})

/** Asks, and gives the status of the completion that bears the number of the request. */
async function completed(
  one: World,
  [to, method]: readonly [EventInterfaceName, string],
  ask: (requestID: Pointer<number>) => Promise<HRESULT>,
): Promise<HRESULT> {
  const sink = await advised(one.interfaces, to)
  const id = await got<number>(ask)
  const completion = (): readonly unknown[] | undefined =>
    sink.heard.find((heard) => heard.method === method && heard.arguments[1] === id)?.arguments
  await one.until(() => completion() !== undefined)
  await sink.unadvise()
  return completion()?.[2] as HRESULT // the third argument of these methods
}

/** The modem answers the next command of this kind with a status, whatever it is asked. */
function answering(one: World, cid: CidFacts, operation: Operation, status: Status): void {
  const behaviour = one.modem.behave({
    onCommand: (command) => {
      if (!command.is(cid, operation)) return false
      behaviour[Symbol.dispose]()
      command.answer(status)
      return true
    },
  })
}

type Provoke = (one: World) => unknown

describe('OnSetRegisterModeComplete', () => {
  const manual = (id: string) => async (one: World, requestID: Pointer<number>) =>
    (await registrationOf(one)).SetRegisterMode(MBN_REGISTER_MODE_MANUAL, id, MBN_DATA_CLASS_NONE, requestID)
  const rows: Readonly<
    Record<string, readonly [Provoke, (one: World, id: Pointer<number>) => Promise<HRESULT>]>
  > = {
    S_OK: [() => undefined, manual(HOME)],
    'HRESULT_FROM_WIN32(ERROR_INVALID_STATE)': [
      (one) => answering(one, RegisterState, 'set', 'operation-not-allowed'),
      manual(HOME),
    ],
    'HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)': [
      (one) => one.modem.inside.refit({ manualRegistration: false }),
      manual(HOME),
    ],
    E_FAIL: [(one) => denied(one, 3), manual(HOME)],
    E_INVALIDARG: [() => undefined, manual(RIVAL)],
    E_MBN_PIN_REQUIRED: [
      async (one) => {
        one.modem.lockSim()
        await one.clock.advance(Seconds(1))
      },
      manual(HOME),
    ],
    E_MBN_SERVICE_NOT_ACTIVATED: [(one) => denied(one, 8), manual(HOME)],
    E_MBN_PROVIDER_NOT_VISIBLE: [() => undefined, manual(GUEST)],
  }

  test('every status of its page is here', () => {
    const listed =
      reference.interfaces.IMbnRegistrationEvents?.methods.OnSetRegisterModeComplete?.statuses ?? []
    expect(Object.keys(rows).sort()).toEqual([...listed].sort())
  })

  test.each(Object.entries(rows))('%s', async (name, [provoke, ask]) => {
    await using one = await world()
    await provoke(one)
    const to = ['IMbnRegistrationEvents', 'OnSetRegisterModeComplete'] as const
    expect(await completed(one, to, (id) => ask(one, id))).toBe(Number(reference.hresults[name]))
  })

  test.each([
    ['a mode that there is not', MBN_REGISTER_MODE_NONE, null, 0],
    ['a network for the automatic mode', MBN_REGISTER_MODE_AUTOMATIC, HOME, 0],
    ['no network for the manual one', MBN_REGISTER_MODE_MANUAL, null, 0],
    ['a technology that there is not', MBN_REGISTER_MODE_AUTOMATIC, null, 0x1000],
  ])('%s is refused by the call itself, and nothing completes', async (_what, mode, id, dataClass) => {
    await using one = await world()
    const registration = await registrationOf(one)
    expect(await registration.SetRegisterMode(mode, id, dataClass, out())).toBe(E_INVALIDARG)
  })

  test('a number that is too long is bad as well: the modem is not asked', async () => {
    await using one = await world()
    const registration = await registrationOf(one)
    const to = ['IMbnRegistrationEvents', 'OnSetRegisterModeComplete'] as const
    const status = await completed(one, to, (id) =>
      registration.SetRegisterMode(MBN_REGISTER_MODE_MANUAL, '00101234', MBN_DATA_CLASS_LTE, id),
    )
    expect(status).toBe(E_INVALIDARG)
    expect(one.modem.inside.registration.mode).toBe('automatic')
  })
})

test('SetRegisterMode while connected: another mode is an invalid state, the same one is S_OK', async () => {
  await using one = await world()
  const connections = await advised(one.connections, 'IMbnConnectionEvents')
  const connection = await one.connection()
  await got<number>((id) => connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', id))
  await one.until(() => connections.methods.includes('OnConnectComplete'))
  const registration = await registrationOf(one)
  expect(await registration.SetRegisterMode(MBN_REGISTER_MODE_MANUAL, HOME, MBN_DATA_CLASS_NONE, out())).toBe(
    0x8007139f,
  )
  const status = await completed(one, ['IMbnRegistrationEvents', 'OnSetRegisterModeComplete'], (id) =>
    registration.SetRegisterMode(MBN_REGISTER_MODE_AUTOMATIC, null, MBN_DATA_CLASS_NONE, id),
  )
  expect(status).toBe(S_OK)
  expect(connections.methods).not.toContain('OnDisconnectComplete')
})

test('manual to an invisible network changes the mode; its number is read again', async () => {
  await using one = await world()
  await completed(one, ['IMbnRegistrationEvents', 'OnSetRegisterModeComplete'], async (id) =>
    (await registrationOf(one)).SetRegisterMode(MBN_REGISTER_MODE_MANUAL, GUEST, MBN_DATA_CLASS_NONE, id),
  )
  const registration = await registrationOf(one)
  expect(await got<MBN_REGISTER_MODE>((mode) => registration.GetRegisterMode(mode))).toBe(
    MBN_REGISTER_MODE_MANUAL,
  )
  expect(await got<string>((id) => registration.GetProviderID(id))).toBe(GUEST)
})

test('visible networks: no cache before a scan, pending during one, then the networks with their age', async () => {
  await using one = await world({ scan: Seconds(40) })
  const visible = async (): Promise<readonly [HRESULT, number, SAFEARRAY<MBN_PROVIDER>]> => {
    const [age, providers] = [out<number>(), out<SAFEARRAY<MBN_PROVIDER>>()]
    const hr = await (await one.device()).GetVisibleProviders(age, providers)
    return [hr, age.value, providers.value]
  }
  expect((await visible())[0]).toBe(Number(reference.hresults.E_MBN_INVALID_CACHE))
  const sink = await advised(one.interfaces, 'IMbnInterfaceEvents')
  const device = await one.device()
  const id = await got<number>((requestID) => device.ScanNetwork(requestID))
  expect((await visible())[0]).toBe(E_PENDING)
  await one.until(() => sink.methods.includes('OnScanNetworkComplete'))
  const [told, request, status] = sink.heard.at(-1)?.arguments ?? []
  expect([request, status]).toEqual([id, S_OK])
  const seen = await got<SAFEARRAY<MBN_PROVIDER>>((all) =>
    (told as IMbnInterface).GetVisibleProviders(out(), all),
  )
  expect(seen).toEqual([
    {
      providerID: HOME,
      providerName: 'Dialtone Mobile',
      providerState: MBN_PROVIDER_STATE_HOME | MBN_PROVIDER_STATE_VISIBLE | MBN_PROVIDER_STATE_REGISTERED,
      dataClass: MBN_DATA_CLASS_NONE,
    },
    {
      providerID: RIVAL,
      providerName: 'Rival Wireless',
      providerState: MBN_PROVIDER_STATE_FORBIDDEN | MBN_PROVIDER_STATE_VISIBLE,
      dataClass: MBN_DATA_CLASS_NONE,
    },
  ])
  await one.clock.advance(Seconds(90))
  const [hr, age, providers] = await visible()
  expect([hr, providers]).toEqual([S_OK, seen])
  expect(age).toBeGreaterThanOrEqual(90)
  expect(age).toBeLessThan(95)
})

/** Both interfaces scan, and complete alike. */
const SCANS = [
  [
    'IMbnInterface',
    ['IMbnInterfaceEvents', 'OnScanNetworkComplete'],
    async (one: World, id: Pointer<number>) => (await one.device()).ScanNetwork(id),
  ],
  [
    'IMbnMultiCarrier',
    ['IMbnMultiCarrierEvents', 'OnScanNetworkComplete'],
    async (one: World, id: Pointer<number>) => (await multiCarrierOf(one)).ScanNetwork(id),
  ],
] as const

describe.each(SCANS)('%s.ScanNetwork completes', (name, to, ask) => {
  const open = async (): Promise<World> => {
    const one = await world({ scan: Seconds(40) })
    if (name === 'IMbnMultiCarrier') await becomeMultiCarrier(one)
    return one
  }
  const scan = (one: World): Promise<HRESULT> => completed(one, to, (id) => ask(one, id))

  test('with S_OK', async () => {
    await using one = await open()
    expect(await scan(one)).toBe(S_OK)
  })

  test('with the radio off', async () => {
    await using one = await open()
    one.modem.inside.radio.setSoftware('off')
    await one.clock.advance(Seconds(1))
    expect(await scan(one)).toBe(Number(reference.hresults.E_MBN_RADIO_POWER_OFF))
  })

  test('with a modem that has no time for it, ERROR_BUSY standing in for E_MBN_DEVICE_BUSY', async () => {
    await using one = await open()
    one.modem.inside.refit({ scanWhileConnected: false })
    const connections = await advised(one.connections, 'IMbnConnectionEvents')
    const connection = await one.connection()
    await got<number>((id) => connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', id))
    await one.until(() => connections.methods.includes('OnConnectComplete'))
    expect(await scan(one)).toBe(0x800700aa)
  })

  test('with another scan, ERROR_ALREADY_EXISTS standing in for E_MBN_ALREADY_ACTIVE', async () => {
    await using one = await open()
    await got<number>((id) => ask(one, id))
    expect(await scan(one)).toBe(0x800700b7)
  })

  test('on a modem that does not know how', async () => {
    await using one = await open()
    answering(one, VisibleProviders, 'query', 'no-device-support')
    expect(await scan(one)).toBe(0x80070032)
  })
})

describe('preferred networks', () => {
  const to = ['IMbnInterfaceEvents', 'OnSetPreferredProvidersComplete'] as const
  const list = async (one: World): Promise<SAFEARRAY<MBN_PROVIDER>> => {
    const device = await one.device()
    return got<SAFEARRAY<MBN_PROVIDER>>((all) => device.GetPreferredProviders(all))
  }
  const set = (one: World, ...providers: MBN_PROVIDER[]): Promise<HRESULT> =>
    completed(one, to, async (id) => (await one.device()).SetPreferredProviders(providers, id))

  test('that a program sets are told by its completion alone; what the network sets, by its event', async () => {
    await using one = await world()
    const sink = await advised(one.interfaces, 'IMbnInterfaceEvents')
    expect(await set(one, provider(GUEST), provider(RIVAL, MBN_PROVIDER_STATE_FORBIDDEN))).toBe(S_OK)
    expect(await list(one)).toMatchObject([
      { providerID: GUEST, providerName: 'Wanderfunk Süd', providerState: MBN_PROVIDER_STATE_PREFERRED },
      { providerID: RIVAL, providerState: MBN_PROVIDER_STATE_FORBIDDEN },
    ])
    expect(sink.methods).toEqual(['OnSetPreferredProvidersComplete'])
    one.modem.rewritePreferred(['99941'])
    await one.until(() => sink.methods.includes('OnPreferredProvidersChange'))
    expect((await list(one)).map(({ providerID }) => providerID)).toEqual(['99941'])
  })

  test('are pending and then told when a SIM that was locked is open', async () => {
    await using one = await world()
    one.modem.lockSim()
    await one.clock.advance(Seconds(1))
    const device = await one.device()
    expect(await device.GetPreferredProviders(out())).toBe(Number(reference.hresults.E_MBN_PIN_REQUIRED))
    const sink = await advised(one.interfaces, 'IMbnInterfaceEvents')
    one.modem.unlockSim()
    await one.until(() => sink.methods.includes('OnPreferredProvidersChange'))
    expect(await list(one)).toHaveLength(3)
  })

  const rows: Readonly<Record<string, Provoke>> = {
    S_OK: () => undefined,
    E_MBN_PIN_REQUIRED: (one) => one.modem.lockSim(),
    E_MBN_SIM_NOT_INSERTED: (one) => one.modem.removeSim(),
    E_MBN_BAD_SIM: (one) => breakSim(one),
    'HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)': (one) =>
      answering(one, PreferredProviders, 'set', 'no-device-support'),
  }

  test('every status of the completion is here', () => {
    const listed =
      reference.interfaces.IMbnInterfaceEvents?.methods.OnSetPreferredProvidersComplete?.statuses ?? []
    expect(Object.keys(rows).sort()).toEqual([...listed].sort())
  })

  test.each(Object.entries(rows))('that cannot be set: %s', async (name, provoke) => {
    await using one = await world()
    provoke(one)
    await one.clock.advance(Seconds(1))
    expect(await set(one, provider(GUEST))).toBe(Number(reference.hresults[name]))
  })

  test.each([
    ['no list', 'nothing' as unknown as MBN_PROVIDER[]],
    ['an entry that is none', [{ providerID: 1 } as unknown as MBN_PROVIDER]],
    ['no entry', [null as unknown as MBN_PROVIDER]],
  ])('given as %s are refused', async (_what, providers) => {
    await using one = await world()
    expect(await (await one.device()).SetPreferredProviders(providers, out())).toBe(E_INVALIDARG)
  })
})

test('emergency mode is told when it begins and when it ends', async () => {
  await using one = await world()
  const emergency = async (): Promise<boolean> => {
    const device = await one.device()
    return got<boolean>((mode) => device.InEmergencyMode(mode))
  }
  expect(await emergency()).toBe(false)
  const sink = await advised(one.interfaces, 'IMbnInterfaceEvents')
  for (const on of [true, false]) {
    sink.clear()
    one.modem.setEmergency(on)
    await one.until(() => sink.methods.includes('OnEmergencyModeChange'))
    expect(await emergency()).toBe(on)
  }
})

describe('a multi-carrier device', () => {
  const to = ['IMbnMultiCarrierEvents', 'OnSetHomeProviderComplete'] as const
  const set = (one: World, id: string): Promise<HRESULT> =>
    completed(one, to, async (requestID) =>
      (await multiCarrierOf(one)).SetHomeProvider(carrier(id), requestID),
    )

  test('changes its carrier, its registration and what it can do, each with its event', async () => {
    await using one = await world()
    await becomeMultiCarrier(one)
    const sink = await advised(one.interfaces, 'IMbnMultiCarrierEvents', 'IMbnRegistrationEvents')
    const caps = async (): Promise<MBN_INTERFACE_CAPS> => {
      const device = await one.device()
      return got<MBN_INTERFACE_CAPS>((value) => device.GetInterfaceCapability(value))
    }
    const before = await caps()
    expect(await set(one, '99941')).toBe(S_OK)
    await one.until(() => sink.methods.includes('OnInterfaceCapabilityChange'))
    expect(sink.methods).toContain('OnRegisterStateChange')
    expect((await caps()).dataClass).not.toBe(before.dataClass)
    const home = await got<MBN_PROVIDER>(async (value) => (await one.device()).GetHomeProvider(value))
    expect(home.providerID).toBe('99941')
  })

  const rows: Readonly<Record<string, readonly [Provoke, string]>> = {
    S_OK: [() => undefined, RIVAL],
    E_MBN_PROVIDER_NOT_VISIBLE: [() => undefined, '26201'],
    E_INVALIDARG: [() => undefined, '26201234'],
    E_FAIL: [(one) => answering(one, HomeProvider, 'set', 'failure'), RIVAL],
    'HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)': [
      (one) => answering(one, HomeProvider, 'set', 'no-device-support'),
      RIVAL,
    ],
  }

  test('every status of the completion is here', () => {
    const listed =
      reference.interfaces.IMbnMultiCarrierEvents?.methods.OnSetHomeProviderComplete?.statuses ?? []
    expect(Object.keys(rows).sort()).toEqual([...listed].sort())
  })

  test.each(Object.entries(rows))('%s', async (name, [provoke, id]) => {
    await using one = await world()
    await becomeMultiCarrier(one)
    provoke(one)
    expect(await set(one, id)).toBe(Number(reference.hresults[name]))
  })

  test.each([
    ['a signal', carrier(RIVAL, { signalStrength: 20 })],
    ['an error rate', carrier(RIVAL, { signalError: 1 })],
    ['a class that there is not', carrier(RIVAL, { cellularClass: 7 as MBN_CELLULAR_CLASS })],
    ['nothing', null as unknown as MBN_PROVIDER2],
  ])('is not to be given %s', async (_what, given) => {
    await using one = await world()
    await becomeMultiCarrier(one)
    expect(await (await multiCarrierOf(one)).SetHomeProvider(given, out())).toBe(E_INVALIDARG)
  })

  test('lists the carriers it could change to, and tells when they are others', async () => {
    await using one = await world()
    await becomeMultiCarrier(one)
    const ids = async (): Promise<readonly string[]> => {
      const object = await multiCarrierOf(one)
      const all = await got<SAFEARRAY<MBN_PROVIDER2>>((output) => object.GetPreferredProviders(output))
      return all.map(({ provider: { providerID } }) => providerID)
    }
    expect(await ids()).toEqual([RIVAL, '99941'])
    const sink = await advised(one.interfaces, 'IMbnMultiCarrierEvents')
    one.modem.offerCarriers(['99941'])
    await one.until(() => sink.methods.includes('OnPreferredProvidersChange'))
    expect(await ids()).toEqual(['99941'])
  })

  test('tells of its cellular class when it has one', async () => {
    await using one = await world()
    await becomeMultiCarrier(one)
    const object = await multiCarrierOf(one)
    expect(await got<MBN_CELLULAR_CLASS>((value) => object.GetCurrentCellularClass(value))).toBe(
      MBN_CELLULAR_CLASS_GSM,
    )
    expect(
      await got<SAFEARRAY<MBN_CELLULAR_CLASS>>((value) => object.GetSupportedCellularClasses(value)),
    ).toEqual([MBN_CELLULAR_CLASS_GSM])
    const sink = await advised(one.interfaces, 'IMbnMultiCarrierEvents')
    one.modem.roam('nowhere')
    await one.until(() => sink.methods.includes('OnCurrentCellularClassChange'))
  })

  test('shows carriers without those that are listed or in use', async () => {
    const object = await ofDevice(CARRYING, IID_IMbnMultiCarrier)
    const preferred = await got<SAFEARRAY<MBN_PROVIDER2>>((all) => object.GetPreferredProviders(all))
    expect(preferred.map((one) => one.provider.providerID)).toEqual([RIVAL])
    const visible = await got<SAFEARRAY<MBN_PROVIDER2>>((all) => object.GetVisibleProviders(out(), all))
    expect(visible).toMatchObject([
      { provider: { providerID: GUEST }, cellularClass: MBN_CELLULAR_CLASS_GSM, signalStrength: 21 },
    ])
  })

  test('is what the modem is that has everything else but that', async () => {
    const object = await ofDevice(ABLE, IID_IMbnMultiCarrier)
    expect(await object.GetPreferredProviders(out())).toBe(0x80070032)
  })
})

async function becomeMultiCarrier(one: World): Promise<void> {
  const sink = await advised(one.interfaces, 'IMbnInterfaceManagerEvents')
  const connections = await advised(one.connections, 'IMbnConnectionManagerEvents')
  one.modem.setMulticarrier(true)
  await one.until(() => sink.methods.includes('OnInterfaceArrival'))
  await one.until(() => connections.methods.includes('OnConnectionArrival'))
  await one.clock.advance(Seconds(1))
  await sink.unadvise()
  await connections.unadvise()
}

async function denied(one: World, cause: number): Promise<void> {
  one.modem.deny(cause)
  await one.clock.advance(Seconds(1))
}

function breakSim(one: World): void {
  const { sim } = one.modem.inside
  if (sim.card === undefined) throw new Error('there is a card')
  sim.card.broken = true
  sim.refresh()
}
