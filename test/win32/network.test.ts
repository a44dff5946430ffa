/** Registering by hand, scanning and lists of networks, as stories on the virtual modem. */
import { describe, expect, test } from 'vitest'
import { Seconds } from '../../src/base/index.ts'
import {
  E_INVALIDARG,
  E_PENDING,
  MBN_CONNECTION_MODE_PROFILE,
  MBN_DATA_CLASS_LTE,
  MBN_DATA_CLASS_NONE,
  MBN_PROVIDER_STATE_FORBIDDEN,
  MBN_PROVIDER_STATE_HOME,
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
  type MBN_PROVIDER,
  type MBN_REGISTER_MODE,
  type Pointer,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { PreferredProviders, RegisterState, VisibleProviders } from '../../src/mbim/index.ts'
import {
  answering,
  becomeMultiCarrier,
  completed,
  GUEST,
  HOME,
  multiCarrierOf,
  provider,
  registrationOf,
  RIVAL,
  type Provoke,
} from './network-world.ts'
import { advised, got } from './program.ts'
import { reference } from './reference.ts'
import { world, type World } from './world.ts'

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
