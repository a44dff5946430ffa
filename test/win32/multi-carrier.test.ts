/** Changing the carrier of a device that can, as stories on the virtual modem. */
import { describe, expect, test } from 'vitest'
import {
  E_INVALIDARG,
  IID_IMbnMultiCarrier,
  MBN_CELLULAR_CLASS_GSM,
  out,
  S_OK,
  type HRESULT,
  type MBN_CELLULAR_CLASS,
  type MBN_INTERFACE_CAPS,
  type MBN_PROVIDER,
  type MBN_PROVIDER2,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { HomeProvider } from '../../src/mbim/index.ts'
import { ABLE, CARRYING } from './network-rows.ts'
import {
  answering,
  becomeMultiCarrier,
  carrier,
  completed,
  GUEST,
  multiCarrierOf,
  RIVAL,
  type Provoke,
} from './network-world.ts'
import { advised, got } from './program.ts'
import { reference } from './reference.ts'
import { ofDevice } from './row.ts'
import { world, type World } from './world.ts'

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
