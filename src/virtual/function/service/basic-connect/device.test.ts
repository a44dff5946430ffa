import { expect, test } from 'vitest'
import { Milliseconds } from '../../../../base/index.ts'
import { DeviceCaps, EmergencyMode, NetworkIdleHint, RadioState } from '../../../../mbim/index.ts'
import { open } from '../../../../../test/support/host-rig.ts'

test('what it can do and who it is, whatever its state', async () => {
  const { host, modem } = await open({ sim: false, equipment: { maxSessions: 3, voice: 'simultaneous' } })
  await host.set(RadioState, { radioState: 'off' })
  expect((await host.query(DeviceCaps)).info).toEqual({
    deviceType: 'removable',
    cellularClass: ['gsm'],
    voiceClass: 'simultaneous-voice-data',
    simClass: ['removable'],
    dataClass: ['gprs', 'edge', 'umts', 'hsdpa', 'hsupa', 'lte'],
    smsCaps: ['pdu-receive', 'pdu-send'],
    controlCaps: ['reg-manual', 'hw-radio-switch'],
    maxSessions: 3,
    customDataClass: '',
    deviceId: modem.inside.equipment.imei,
    firmwareInfo: 'DT-VM1 1.0.0',
    hardwareInfo: 'Dialtone virtual modem',
  })
})

test('two switches, one of which a hand moves', async () => {
  const { host, modem, clock } = await open()
  expect((await host.query(RadioState)).info).toEqual({ hwRadioState: 'on', swRadioState: 'on' })
  modem.hardwareRadio('off')
  await clock.advance(Milliseconds(1))
  expect(host.told(RadioState)).toEqual([{ hwRadioState: 'off', swRadioState: 'on' }])
  expect((await host.set(RadioState, { radioState: 'off' })).info).toEqual({
    hwRadioState: 'off',
    swRadioState: 'off',
  })
  expect((await host.set(RadioState, { radioState: 2 })).status).toBe('invalid-parameters')
  const without = await open({ equipment: { hardwareRadioSwitch: false } })
  expect(() => {
    without.modem.hardwareRadio('off')
  }).toThrow(expect.objectContaining({ code: 'not_supported' }))
})

test('the radio goes on without a SIM, too', async () => {
  const { host } = await open({ sim: false })
  await host.set(RadioState, { radioState: 'off' })
  expect(await host.set(RadioState, { radioState: 'on' })).toEqual({
    status: 'success',
    info: { hwRadioState: 'on', swRadioState: 'on' },
  })
})

test('the idle hint is kept', async () => {
  const { host } = await open()
  expect((await host.query(NetworkIdleHint)).info).toEqual({ state: 'disabled' })
  expect((await host.set(NetworkIdleHint, { state: 'enabled' })).info).toEqual({ state: 'enabled' })
  expect((await host.query(NetworkIdleHint)).info).toEqual({ state: 'enabled' })
  expect((await host.set(NetworkIdleHint, { state: 4 })).status).toBe('invalid-parameters')
})

test('an emergency call is indicated', async () => {
  const { host, modem, clock } = await open()
  expect((await host.query(EmergencyMode)).info).toEqual({ state: 'off' })
  modem.setEmergency(true)
  modem.setEmergency(true)
  await clock.advance(Milliseconds(1))
  expect(host.told(EmergencyMode)).toEqual([{ state: 'on' }])
})
