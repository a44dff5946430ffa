import { expect, test } from 'vitest'
import { Seconds } from '../../../../base/index.ts'
import {
  Connect,
  DeviceCaps,
  MsVersion,
  Pin,
  PinList,
  SubscriberReadyStatus,
  type ValueOf,
} from '../../../../mbim/index.ts'
import { activation, open, type HostRig } from '../../../../../test/support/host-rig.ts'

type PinSet = ValueOf<typeof Pin.set>

function pin(changes: Partial<PinSet> = {}): PinSet {
  return { pinType: 'pin1', pinOperation: 'enter', pin: '1234', newPin: '', ...changes }
}

const locked = { sim: { pin1: { enabled: true } } } as const

async function ready({ host }: HostRig): Promise<unknown> {
  return (await host.query(SubscriberReadyStatus)).info?.readyState
}

test('a locked SIM says that it is locked and nothing of whose it is, until its PIN is entered', async () => {
  const rig = await open(locked)
  const { host, modem } = rig
  expect((await host.query(SubscriberReadyStatus)).info).toEqual({
    readyState: 'device-locked',
    subscriberId: '',
    simIccId: '',
    readyInfo: [],
    telephoneNumbers: [],
  })
  expect((await host.query(Pin)).info).toEqual({ pinType: 'pin1', pinState: 'locked', remainingAttempts: 3 })
  expect((await host.query(DeviceCaps)).status).toBe('success')
  expect(await host.set(Pin, pin())).toEqual({
    status: 'success',
    info: { pinType: 'unknown', pinState: 'unlocked', remainingAttempts: 0xffffffff },
  })
  expect(host.told(SubscriberReadyStatus)).toMatchObject([{ readyState: 'initialized' }])
  const { card } = modem.inside.sim
  expect((await host.query(SubscriberReadyStatus)).info).toMatchObject({
    subscriberId: card?.imsi,
    simIccId: card?.iccid,
    telephoneNumbers: card?.telephoneNumbers,
  })
})

test('a wrong PIN is a failure with the attempts that are left', async () => {
  const rig = await open(locked)
  const { host } = rig
  expect(await host.set(Pin, pin({ pin: '0000' }))).toEqual({
    status: 'failure',
    info: { pinType: 'pin1', pinState: 'locked', remainingAttempts: 2 },
  })
  await host.set(Pin, pin({ pin: '0000' }))
  expect(await host.set(Pin, pin({ pin: '0000' }))).toMatchObject({
    status: 'failure',
    info: { pinType: 'puk1', pinState: 'locked', remainingAttempts: 10 },
  })
  expect(await ready(rig)).toBe('device-locked')
  const unblock = pin({ pinType: 'puk1', pin: '12345678', newPin: '4321' })
  expect(await host.set(Pin, unblock)).toMatchObject({ status: 'success', info: { pinType: 'unknown' } })
  expect(await ready(rig)).toBe('initialized')
})

test('a PUK that is used up is the end of the SIM', async () => {
  const rig = await open({ sim: { pin1: { enabled: true, attempts: 0, pukAttempts: 1 } } })
  const { host } = rig
  const last = await host.set(Pin, pin({ pinType: 'puk1', pin: '00000000', newPin: '4321' }))
  expect(last).toMatchObject({ status: 'failure', info: { pinType: 'unknown', remainingAttempts: 0 } })
  expect(host.told(SubscriberReadyStatus)).toMatchObject([{ readyState: 'bad-sim' }])
  expect((await host.query(Pin)).status).toBe('bad-sim')
  expect((await host.set(Connect, activation())).status).toBe('bad-sim')
})

test.each([
  ['before it is entered', locked, pin({ pinOperation: 'disable' }), 'pin-required', 'pin1'],
  ['changing a disabled PIN', {}, pin({ pinOperation: 'change', newPin: '4321' }), 'pin-disabled', 'unknown'],
  ['a PIN that the modem has not', {}, pin({ pinType: 'network-pin' }), 'no-device-support', 'unknown'],
  ['a kind that is none', {}, pin({ pinType: 'adm' }), 'no-device-support', undefined],
  ['an operation that is none', {}, pin({ pinOperation: 9 }), 'invalid-parameters', undefined],
  ['a PIN too short', locked, pin({ pin: '12' }), 'invalid-parameters', 'unknown'],
  ['no SIM', { sim: false }, pin(), 'sim-not-inserted', undefined],
] as const)('%s', async (_what, options, request, status, type) => {
  const { host } = await open(options)
  const answer = await host.set(Pin, request)
  expect(answer.status).toBe(status)
  expect(answer.info?.pinType).toBe(type)
})

test('an equipment lock is asked for once the SIM is open', async () => {
  const { host } = await open({
    ...locked,
    equipment: {
      locks: [
        {
          kind: 'network-pin',
          code: '11112222',
          puk: '33334444',
          enabled: true,
          verified: false,
          attempts: 3,
          pukAttempts: 10,
        },
      ],
    },
  })
  const network = pin({ pinType: 'network-pin', pin: '11112222' })
  expect(await host.set(Pin, network)).toMatchObject({ status: 'pin-required', info: { pinType: 'pin1' } })
  expect(await host.set(Pin, pin())).toMatchObject({ status: 'success', info: { pinType: 'network-pin' } })
  expect((await host.query(SubscriberReadyStatus)).info?.readyState).toBe('device-locked')
  expect(await host.set(Pin, network)).toMatchObject({ status: 'success', info: { pinType: 'unknown' } })
  expect((await host.query(SubscriberReadyStatus)).info?.readyState).toBe('initialized')
})

test('the list of PINs has every kind, also with the SIM locked', async () => {
  const { host } = await open(locked)
  const { info } = await host.query(PinList)
  expect(info?.pin1).toEqual({ pinMode: 'enabled', pinFormat: 'numeric', pinLengthMin: 4, pinLengthMax: 8 })
  expect(info?.pin2.pinMode).toBe('enabled')
  expect(info?.subsidyLock).toEqual({
    pinMode: 'not-supported',
    pinFormat: 'unknown',
    pinLengthMin: 0xffffffff,
    pinLengthMax: 0xffffffff,
  })
})

test('a card that asks for it has its numbers protected', async () => {
  const { host } = await open({ sim: { protectIds: true } })
  expect((await host.query(SubscriberReadyStatus)).info?.readyInfo).toEqual(['protect-unique-id'])
})

test('from MBIMEx 4.0 on a slot can be asked for', async () => {
  const { host, modem, clock } = await open({ version: 4, equipment: { slots: 2 } })
  await host.open()
  await host.query(MsVersion, { mbimVersion: 0x0100, mbimExtendedVersion: 0x0400 })
  host.version = 4
  await clock.advance(Seconds(1))
  expect((await host.query(SubscriberReadyStatus, { slotId: 1 })).info).toMatchObject({
    readyState: 'sim-not-inserted',
    slotId: 1,
    flags: ['sim-removability-known', 'sim-removable'],
  })
  expect((await host.query(SubscriberReadyStatus)).info).toMatchObject({
    readyState: 'initialized',
    slotId: 0,
    subscriberId: modem.inside.sim.card?.imsi,
  })
  expect((await host.query(SubscriberReadyStatus, { slotId: 2 })).status).toBe('error-invalid-slot')
})
