/** What a modem itself is asked for, as stories on the virtual modem. */
import { describe, expect, test } from 'vitest'
import { Milliseconds, Seconds } from '../../src/base/index.ts'
import {
  CLSID_MbnInterfaceManager,
  E_ACCESSDENIED,
  E_INVALIDARG,
  E_MBN_BAD_SIM,
  E_MBN_FAILURE,
  E_MBN_PIN_DISABLED,
  IID_IMbnInterfaceManager,
  IID_IMbnRadio,
  MBN_CONNECTION_MODE_PROFILE,
  MBN_PIN_STATE_ENTER,
  MBN_PIN_STATE_NONE,
  MBN_PIN_STATE_UNBLOCK,
  MBN_PIN_TYPE_PIN1,
  MBN_RADIO_OFF,
  MBN_RADIO_ON,
  MBN_READY_STATE_BAD_SIM,
  MBN_READY_STATE_DEVICE_LOCKED,
  out,
  S_OK,
  type HRESULT,
  type IMbnInterface,
  type IMbnPinManager,
  type IMbnRadio,
  type MBN_PIN_INFO,
  type MBN_RADIO,
  type MBN_READY_STATE,
  type Pointer,
  type SAFEARRAY,
} from '../../src/face/win32/index.ts'
import { advised, created, got, type Recorder } from './program.ts'
import { pinOf } from './row.ts'
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

describe('a PIN', () => {
  async function locked(): Promise<{ one: World; device: () => Promise<IMbnInterface> }> {
    const one = await world()
    one.modem.lockSim()
    const device = async (): Promise<IMbnInterface> => one.device()
    const ready = async (): Promise<MBN_READY_STATE> =>
      got<MBN_READY_STATE>(async (state) => (await device()).GetReadyState(state))
    let state = await ready()
    for (let step = 0; state !== MBN_READY_STATE_DEVICE_LOCKED && step < 500; step++) {
      await one.clock.advance(Milliseconds(20))
      state = await ready()
    }
    expect(state).toBe(MBN_READY_STATE_DEVICE_LOCKED)
    return { one, device }
  }

  test('that is wrong completes with the attempts left; the right one opens the SIM', async () => {
    const { one, device } = await locked()
    await using _ = one
    const sink = await advised(one.interfaces, 'IMbnPinEvents', 'IMbnPinManagerEvents', 'IMbnInterfaceEvents')
    const pin = await pinOf(await device())
    const wrong = await got<number>((id) => pin.Enter('0000', id))
    await one.until(() => sink.methods.includes('OnEnterComplete'))
    const [, info, request, status] = heard(sink, 'OnEnterComplete')
    expect([info, request, status]).toEqual([
      { pinState: MBN_PIN_STATE_NONE, pinType: MBN_PIN_TYPE_PIN1, attemptsRemaining: 2 },
      wrong,
      E_MBN_FAILURE,
    ])

    const manager = await got<IMbnPinManager>((output) => pin.GetPinManager(output))
    await got<number>((id) => manager.GetPinState(id))
    await one.until(() => sink.methods.includes('OnGetPinStateComplete'))
    const [, awaited, , asked] = heard(sink, 'OnGetPinStateComplete')
    expect(asked).toBe(S_OK)
    expect(awaited).toEqual({
      pinState: MBN_PIN_STATE_ENTER,
      pinType: MBN_PIN_TYPE_PIN1,
      attemptsRemaining: 2,
    })

    sink.clear()
    await got<number>((id) => pin.Enter('1234', id))
    await one.until(() => sink.methods.includes('OnEnterComplete'))
    expect(heard(sink, 'OnEnterComplete')[3]).toBe(S_OK)
    await one.until(() => sink.methods.includes('OnReadyStateChange'))
  })

  test('that cannot be one is refused at once, and costs no attempt', async () => {
    const { one, device } = await locked()
    await using _ = one
    const sink = await advised(one.interfaces, 'IMbnPinEvents')
    const pin = await pinOf(await device())
    for (const code of ['123', '12x4', 7 as unknown as string]) {
      expect(await pin.Enter(code, out())).toBe(E_INVALIDARG)
    }
    await got<number>((id) => pin.Enter('0000', id))
    await one.until(() => sink.methods.includes('OnEnterComplete'))
    expect(sink.methods).toEqual(['OnEnterComplete'])
    expect(heard(sink, 'OnEnterComplete')[1]).toMatchObject({ attemptsRemaining: 2 })
  })

  test('is disabled, enabled, changed and unblocked, each with its own completion', async () => {
    const { one, device } = await locked()
    await using _ = one
    const sink = await advised(one.interfaces, 'IMbnPinEvents')
    const pin = await pinOf(await device())
    const steps: readonly (readonly [string, (id: Pointer<number>) => Promise<HRESULT>, HRESULT])[] = [
      ['OnEnterComplete', (id) => pin.Enter('1234', id), S_OK],
      ['OnChangeComplete', (id) => pin.Change('1234', '4321', id), S_OK],
      ['OnDisableComplete', (id) => pin.Disable('4321', id), S_OK],
      ['OnChangeComplete', (id) => pin.Change('4321', '1234', id), E_MBN_PIN_DISABLED],
      ['OnEnableComplete', (id) => pin.Enable('4321', id), S_OK],
      ['OnDisableComplete', (id) => pin.Disable('0000', id), E_MBN_FAILURE],
      ['OnDisableComplete', (id) => pin.Disable('0000', id), E_MBN_FAILURE],
      ['OnDisableComplete', (id) => pin.Disable('0000', id), E_MBN_FAILURE],
      ['OnUnblockComplete', (id) => pin.Unblock('12345678', '9753', id), S_OK],
    ]
    for (const [method, ask, status] of steps) {
      sink.clear()
      const id = await got<number>(ask)
      await one.until(() => sink.methods.includes(method))
      expect([method, ...heard(sink, method).slice(2)]).toEqual([method, id, status])
    }
  })
})

describe('attempts that are spent', () => {
  test('at the PIN have GetPinState ask for its PUK; at the PUK make it a bad SIM, which is told', async () => {
    await using one = await world()
    one.modem.lockSim()
    await one.clock.advance(Seconds(2))
    const sink = await advised(one.interfaces, 'IMbnPinEvents', 'IMbnPinManagerEvents', 'IMbnInterfaceEvents')
    const pin = await pinOf(await one.device())
    const manager = await got<IMbnPinManager>((output) => pin.GetPinManager(output))
    const ask = async (
      method: string,
      begin: (id: Pointer<number>) => Promise<HRESULT>,
    ): Promise<readonly unknown[]> => {
      sink.clear()
      await got<number>(begin)
      await one.until(() => sink.methods.includes(method))
      return heard(sink, method)
    }
    for (const left of [2, 1, 0]) {
      const [, info, , status] = await ask('OnEnterComplete', (id) => pin.Enter('0000', id))
      expect([status, (info as MBN_PIN_INFO).attemptsRemaining]).toEqual([E_MBN_FAILURE, left])
    }
    const [, awaited] = await ask('OnGetPinStateComplete', (id) => manager.GetPinState(id))
    expect(awaited).toEqual({
      pinState: MBN_PIN_STATE_UNBLOCK,
      pinType: MBN_PIN_TYPE_PIN1,
      attemptsRemaining: 10,
    })
    for (let left = 9; left >= 0; left--) {
      const [, info, , status] = await ask('OnUnblockComplete', (id) => pin.Unblock('00000000', '1234', id))
      expect([status, (info as MBN_PIN_INFO).attemptsRemaining]).toEqual([E_MBN_FAILURE, left])
    }
    await one.until(() => sink.methods.includes('OnReadyStateChange'))
    expect(await got<MBN_READY_STATE>(async (state) => (await one.device()).GetReadyState(state))).toBe(
      MBN_READY_STATE_BAD_SIM,
    )
    expect((await ask('OnUnblockComplete', (id) => pin.Unblock('12345678', '1234', id)))[3]).toBe(
      E_MBN_BAD_SIM,
    )
  })

  test('are not spent by whoever may not: Unblock gives E_ACCESSDENIED', async () => {
    await using one = await world()
    one.modem.lockSim()
    await one.clock.advance(Seconds(2))
    const facade = one.other('read', 'connect')
    const interfaces = await created(facade, CLSID_MbnInterfaceManager, IID_IMbnInterfaceManager)
    const [device] = await got<SAFEARRAY<IMbnInterface>>((all) => interfaces.GetInterfaces(all))
    if (device === undefined) throw new Error('there is one device')
    expect(await (await pinOf(device)).Unblock('12345678', '1234', out())).toBe(E_ACCESSDENIED)
  })
})

function heard(sink: Recorder, method: string): readonly unknown[] {
  return sink.heard.find((call) => call.method === method)?.arguments ?? []
}
