/** What a modem itself is asked for, as stories on the virtual modem. */
import { describe, expect, test } from 'vitest'
import {
  E_INVALIDARG,
  IID_IMbnRadio,
  MBN_CONNECTION_MODE_PROFILE,
  MBN_RADIO_OFF,
  MBN_RADIO_ON,
  out,
  S_OK,
  type IMbnRadio,
  type MBN_RADIO,
} from '../../src/face/win32/index.ts'
import { advised, got } from './program.ts'
import { world, type World } from './world.ts'

async function radioOf(one: World): Promise<IMbnRadio> {
  const device = await one.device()
  return got<IMbnRadio>((ppv) => device.QueryInterface(IID_IMbnRadio, ppv))
}

describe('switching the radio off', () => {
  test('takes connection, packet service and registration along, each with its event, and completes', async () => {
    await using one = await world()
    const connectionSink = await advised(one.connections, 'IMbnConnectionEvents')
    const connection = await one.connection()
    await got<number>((id) => connection.Connect(MBN_CONNECTION_MODE_PROFILE, 'internet', id))
    await one.until(() => connectionSink.methods.includes('OnConnectComplete'))
    connectionSink.clear()

    const sink = await advised(one.interfaces, 'IMbnRadioEvents', 'IMbnRegistrationEvents')
    const radio = await radioOf(one)
    const id = await got<number>((requestID) => radio.SetSoftwareRadioState(MBN_RADIO_OFF, requestID))
    const complete = 'OnSetSoftwareRadioStateComplete'
    await one.until(() =>
      [complete, 'OnRegisterStateChange', 'OnPacketServiceStateChange'].every((name) =>
        sink.methods.includes(name),
      ),
    )
    await one.until(() => connectionSink.methods.includes('OnConnectStateChange'))
    expect(sink.methods.indexOf('OnRadioStateChange')).toBeLessThan(sink.methods.indexOf(complete))
    const [told, request, status] = sink.heard.find(({ method }) => method === complete)?.arguments ?? []
    expect([request, status]).toEqual([id, S_OK])
    expect(await got<MBN_RADIO>((state) => (told as IMbnRadio).get_SoftwareRadioState(state))).toBe(
      MBN_RADIO_OFF,
    )

    sink.clear()
    await got<number>((requestID) => radio.SetSoftwareRadioState(MBN_RADIO_ON, requestID))
    await one.until(() => [complete, 'OnRegisterStateChange'].every((name) => sink.methods.includes(name)))
    expect(sink.heard.find(({ method }) => method === complete)?.arguments[2]).toBe(S_OK)
  })

  test('needs a position that there is', async () => {
    await using one = await world()
    expect(await (await radioOf(one)).SetSoftwareRadioState(2 as MBN_RADIO, out())).toBe(E_INVALIDARG)
  })
})
