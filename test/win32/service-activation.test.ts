/** Activation of the subscription, as stories on the virtual modem. */
import { expect, test } from 'vitest'
import { fromHex, Milliseconds } from '../../src/base/index.ts'
import {
  E_FAIL,
  E_INVALIDARG,
  E_MBN_BAD_SIM,
  E_MBN_PIN_REQUIRED,
  E_MBN_PROVIDER_NOT_VISIBLE,
  E_MBN_RADIO_POWER_OFF,
  E_MBN_SIM_NOT_INSERTED,
  ERROR_NOT_SUPPORTED,
  HRESULT_FROM_WIN32,
  IID_IMbnServiceActivation,
  out,
  S_OK,
  type HRESULT,
  type IMbnServiceActivation,
} from '../../src/face/win32/index.ts'
import { ServiceActivation } from '../../src/mbim/index.ts'
import type { VirtualModem } from '../../src/virtual/index.ts'
import { advised, got } from './program.ts'
import { complete, world, type World } from './world.ts'

async function activate(
  one: World,
  data = '0102',
): Promise<readonly [data: unknown, status: unknown, networkError: unknown]> {
  const sink = await advised(one.interfaces, 'IMbnServiceActivationEvents')
  const device = await one.device()
  const activation = await got<IMbnServiceActivation>((ppv) =>
    device.QueryInterface(IID_IMbnServiceActivation, ppv),
  )
  const { id, values } = await complete(one, sink, 'OnActivationComplete', (request) =>
    activation.Activate(fromHex(data), request),
  )
  const [answer, request, status, networkError] = values
  expect(request).toBe(id)
  return [answer, status, networkError]
}

test('activating service completes with what the operator answered', async () => {
  await using one = await world()
  one.modem.setSubscriptionActive(false)
  expect(await activate(one)).toEqual(['0102', S_OK, 0])
  expect(one.modem.inside.sim.readyState).toBe('initialized')
})

test('activating service completes with the network’s error where the operator refuses', async () => {
  await using one = await world()
  one.modem.denyActivation(26)
  expect(await activate(one, 'ff')).toEqual(['ff', E_FAIL, 26])
})

test.each<[string, (modem: VirtualModem) => unknown, HRESULT]>([
  ['a PIN is wanted', (modem) => modem.lockSim(), E_MBN_PIN_REQUIRED],
  ['the radio is off', (modem) => modem.inside.radio.setHardware('off'), E_MBN_RADIO_POWER_OFF],
  ['the provider is not visible', (modem) => modem.roam('nowhere'), E_MBN_PROVIDER_NOT_VISIBLE],
  ['there is no SIM', (modem) => modem.removeSim(), E_MBN_SIM_NOT_INSERTED],
  ['the SIM is bad', breakCard, E_MBN_BAD_SIM],
  ['the data is refused', () => undefined, E_INVALIDARG],
  ['the device does not support it', refuseActivation, HRESULT_FROM_WIN32(ERROR_NOT_SUPPORTED)],
])('activating service fails while %s', async (what, happen, status) => {
  await using one = await world()
  happen(one.modem)
  await one.clock.advance(Milliseconds(500))
  const data = what === 'the data is refused' ? '00'.repeat(1025) : '01'
  expect((await activate(one, data))[1]).toBe(status)
})

test('activating service takes bytes and nothing else', async () => {
  await using one = await world()
  const device = await one.device()
  const activation = await got<IMbnServiceActivation>((ppv) =>
    device.QueryInterface(IID_IMbnServiceActivation, ppv),
  )
  expect(await activation.Activate('01' as unknown as Uint8Array, out())).toBe(E_INVALIDARG)
})

function breakCard(modem: VirtualModem): void {
  const { sim } = modem.inside
  if (sim.card === undefined) throw new Error('there is a card')
  sim.card.broken = true
  sim.refresh()
}

function refuseActivation(modem: VirtualModem): void {
  modem.behave({
    onCommand(command) {
      if (!command.is(ServiceActivation)) return false
      command.answer('no-device-support')
      return true
    },
  })
}
