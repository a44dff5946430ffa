import { expect, test } from 'vitest'
import { Milliseconds, Seconds, seededRandom } from '../../base/index.ts'
import { attached, by, connected, request, rig, states } from '../../../test/support/modem-rig.ts'
import { Carrier } from '../carrier/carrier.ts'
import { Card } from './card.ts'
import type { Modem } from './modem.ts'

test('switched on, it goes as far as the packet service by itself, and no further', async () => {
  const { modem, clock, told } = rig()
  expect(modem.sim.readyState).toBe('not-initialized')
  await clock.advance(Seconds(5))
  expect(states(told())).toEqual([
    'sim initialized',
    'registration searching',
    'registration home 00101',
    'packet service attaching',
    'packet service attached',
  ])
  expect(modem.contexts.active).toEqual([])
  expect(clock.pending).toBe(0)
})

test('without automatic attachment it stops one step before', async () => {
  const { clock, told } = rig({ equipment: { automaticAttach: false } })
  await clock.advance(Seconds(5))
  expect(states(told()).at(-1)).toBe('registration home 00101')
})

test('the radio goes off from the top down: contexts, packet service, registration', async () => {
  const { modem, clock, told } = await connected(2)
  modem.radio.setSoftware('off')
  expect(states(told())).toEqual([
    'context 0 deactivated 0',
    'context 1 deactivated 0',
    'packet service detached',
    'registration deregistered',
    'radio on off',
  ])
  modem.radio.setHardware('off')
  modem.radio.setSoftware('on')
  expect(states(told())).toEqual(['radio off off', 'radio off on'])
  modem.radio.setHardware('on')
  await clock.advance(Seconds(2))
  expect(states(told())).toEqual([
    'registration searching',
    'radio on on',
    'registration home 00101',
    'packet service attaching',
    'packet service attached',
  ])
})

test('a SIM that is pulled takes everything along, and comes back by starting anew', async () => {
  const { modem, clock, told } = await connected()
  const card = modem.sim.remove()
  expect(told().filter((line) => !['lte-attach', 'pco', 'message-configuration'].includes(line))).toEqual([
    'sim sim-not-inserted',
    'context 0 deactivated 0',
    'packet service detached',
    'registration deregistered',
    'slot 0 empty',
  ])
  if (card !== undefined) modem.sim.insert(card)
  await clock.advance(Seconds(2))
  expect(states(told())).toEqual([
    'sim not-initialized',
    'sim initialized',
    'registration searching',
    'registration home 00101',
    'packet service attaching',
    'packet service attached',
  ])
})

test('a locked SIM waits for its PIN', async () => {
  const { modem, clock, told } = rig({ sim: { pin1: { enabled: true } } })
  await clock.advance(Seconds(2))
  expect(states(told())).toEqual(['sim device-locked'])
  expect(modem.sim.subscriber).toBeUndefined()
  expect(modem.sim.operatePin('enter', 'pin1', '1234', '')).toMatchObject({ status: 'success' })
  await clock.advance(Seconds(2))
  expect(states(told())).toContain('packet service attached')
})

test('a PIN that is tried away while connected ends everything; a PUK tried away is the end of the card', async () => {
  const { modem, told } = await connected(1, { sim: { pin1: { enabled: false, pukAttempts: 1 } } })
  for (let attempt = 0; attempt < 3; attempt++) modem.sim.operatePin('enable', 'pin1', '9999', '')
  expect(states(told())).toEqual([
    'sim device-locked',
    'context 0 deactivated 0',
    'packet service detached',
    'registration deregistered',
  ])
  modem.sim.operatePin('enter', 'puk1', '00000000', '1111')
  expect(states(told())).toEqual(['sim bad-sim'])
})

test('the network that refuses ends what stands on it, and says why', async () => {
  const { modem, clock, told } = await connected()
  modem.carrier.deny(modem.sim.card?.imsi ?? '', 7)
  modem.registration.reconsider()
  expect(states(told())).toEqual([
    'context 0 deactivated 7',
    'packet service detached',
    'registration denied 00101 7',
  ])
  modem.carrier.deny(modem.sim.card?.imsi ?? '', undefined)
  modem.registration.reconsider()
  await clock.advance(Seconds(2))
  expect(states(told())).toEqual([
    'registration searching',
    'registration home 00101',
    'packet service attaching',
    'packet service attached',
  ])
})

test('abroad it takes the partner that the card prefers; at home again the home network', async () => {
  const { modem, clock, told } = await connected()
  modem.moveTo(modem.carrier.area('abroad'))
  await clock.advance(Seconds(2))
  expect(states(told())).toEqual([
    'context 0 deactivated 0',
    'packet service detached',
    'registration deregistered',
    'registration searching',
    'registration partner 99941',
    'packet service attaching',
    'packet service attached',
  ])
  modem.moveTo(modem.carrier.area('home'))
  await clock.advance(Seconds(2))
  expect(states(told())).toContain('registration home 00101')
})

test('nowhere it searches without end, and without a timer', async () => {
  const { modem, clock, told } = await attached()
  modem.moveTo(modem.carrier.area('nowhere'))
  await clock.advance(Seconds(60))
  expect(states(told())).toEqual([
    'packet service detached',
    'registration deregistered',
    'registration searching',
  ])
  expect(clock.pending).toBe(0)
})

test('where only strangers are it is denied, and remembers who refused it', async () => {
  const areas = [
    { name: 'island', plmns: ['999420'] },
    { name: 'home', plmns: ['00101'] },
  ]
  const { modem, clock, told } = rig({ carrier: new Carrier({ random: seededRandom(1), areas }) })
  await clock.advance(Seconds(2))
  expect(states(told()).at(-1)).toBe('registration denied 999420 11')
  expect(modem.sim.card?.isForbidden('999420')).toBe(true)
})

test.each<[string, (modem: Modem) => Promise<unknown>, string]>([
  ['by hand, one that is there', (modem) => modem.registration.select('99940', new Set()), 'success'],
  ['by hand, one that refuses', (modem) => modem.registration.select('999420', new Set()), 'failure'],
  [
    'by hand, one that is not there',
    (modem) => modem.registration.select('00101', new Set()),
    'provider-not-visible',
  ],
  [
    'by a technology it has not',
    (modem) => modem.registration.select('99941', new Set(['lte'])),
    'data-class-not-available',
  ],
  ['by itself', (modem) => modem.registration.select(undefined, new Set()), 'success'],
])('registering %s', async (_how, select, status) => {
  const { modem, clock } = rig({ area: 'abroad' })
  await clock.advance(Seconds(2))
  expect(await clock.resolve(select(modem))).toBe(status)
})

test('the choice of a network outlives radio and power', async () => {
  const { modem, clock } = rig({ area: 'abroad' })
  await clock.advance(Seconds(2))
  await clock.resolve(modem.registration.select('99940', new Set(['umts', 'hsdpa'])))
  expect(modem.registration).toMatchObject({ mode: 'manual', state: 'roaming' })
  modem.radio.setSoftware('off')
  modem.radio.setSoftware('on')
  await clock.advance(Seconds(2))
  expect(modem.registration.operator?.plmn).toBe('99940')
  modem.powerOff()
  modem.powerOn()
  await clock.advance(Seconds(2))
  expect(modem.registration.operator?.plmn).toBe('99940')
  expect([...modem.registration.technologies]).toEqual(['umts', 'hsdpa'])
})

test('choosing what is there already disturbs nothing that stands on it', async () => {
  const { modem, told } = await connected()
  expect(await modem.registration.select('00101', new Set())).toBe('success')
  expect(states(told())).toEqual(['registration home 00101'])
  expect(modem.contexts.active).toHaveLength(1)
})

test('a scan finds who is there and says what they are; a second one must wait', async () => {
  const { modem, clock } = await attached()
  const { signal } = new AbortController()
  const first = modem.scan.run(false, signal)
  expect(await modem.scan.run(false, signal)).toBe('busy')
  const found = await clock.resolve(first)
  expect(found).toMatchObject([
    { operator: { plmn: '00101' }, states: ['home', 'visible', 'registered'] },
    { operator: { plmn: '00102' }, states: ['forbidden', 'visible'] },
  ])
  expect(await clock.resolve(modem.scan.run(true, signal))).toMatchObject([{ operator: { plmn: '00101' } }])
  modem.moveTo(modem.carrier.area('nowhere'))
  expect(await clock.resolve(modem.scan.run(false, signal))).toBe('providers-not-found')
  modem.radio.setSoftware('off')
  expect(await modem.scan.run(false, signal)).toBe('radio-power-off')
})

test('attaching twice is one attachment; detaching ends contexts first', async () => {
  const { modem, clock, told } = rig({ equipment: { automaticAttach: false } })
  await clock.advance(Seconds(1))
  told()
  const both = Promise.all([modem.packetService.attach(), modem.packetService.attach()])
  expect(await clock.resolve(both)).toEqual(['success', 'success'])
  expect(states(told())).toEqual(['packet service attaching', 'packet service attached'])
  const { signal } = new AbortController()
  await clock.resolve(modem.contexts.activate(request(), { by, signal }))
  told()
  expect(await clock.resolve(modem.packetService.detach())).toBe('success')
  expect(states(told())).toEqual([
    'context 0 deactivated 0',
    'packet service detaching',
    'packet service detached',
  ])
})

test('an attachment that the radio overtakes fails as the radio is off', async () => {
  const { modem, clock } = rig({ equipment: { automaticAttach: false } })
  await clock.advance(Seconds(1))
  const attach = modem.packetService.attach()
  modem.radio.setSoftware('off')
  expect(await clock.resolve(attach)).toBe('radio-power-off')
  expect(await modem.packetService.attach()).toBe('radio-power-off')
})

test('an attachment that is refused leaves the cause', async () => {
  const { modem, clock } = rig({ equipment: { automaticAttach: false } })
  await clock.advance(Seconds(1))
  modem.carrier.denyPacketService(modem.sim.card?.imsi ?? '', 7)
  expect(await clock.resolve(modem.packetService.attach())).toBe('failure')
  expect(modem.packetService).toMatchObject({ state: 'detached', networkError: 7 })
})

test('another slot means another card', async () => {
  const second = new Card({
    iccid: '8900102',
    imsi: '001020000000001',
    home: { plmn: '00102', name: 'Rival' },
  })
  const { modem, clock, told } = await connected(1, { equipment: { slots: 2 }, moreSims: [second] })
  modem.useSlot(1)
  await clock.advance(Seconds(2))
  const lines = told()
  expect(lines.slice(0, 1)).toEqual(['context 0 deactivated 0'])
  expect(states(lines)).toContain('sim not-initialized')
  expect(states(lines)).toContain('registration home 00102')
  expect(lines.filter((line) => line.startsWith('slot'))).toEqual([
    'slot 0 off',
    'slot 1 not-ready',
    'slot 1 active',
  ])
})

test('networks and SIMs on the blacklist are not served', async () => {
  const { modem, clock, told } = await attached()
  modem.setBlacklist([{ mcc: 1, mnc: 1, type: 'network' }])
  await clock.advance(Seconds(1))
  expect(modem.registration.isRegistered).toBe(false)
  modem.setBlacklist([])
  await clock.advance(Seconds(1))
  expect(modem.registration.state).toBe('home')
  told()
  modem.setBlacklist([{ mcc: 1, mnc: 1, type: 'sim' }])
  await clock.advance(Seconds(1))
  expect(states(told()).at(-1)).toBe('registration searching')
})

test('a subscription that is not active registers, and is activated through the network', async () => {
  const { modem, clock } = rig()
  modem.carrier.setActive(modem.sim.card?.imsi ?? '', false)
  await clock.advance(Seconds(2))
  expect(modem.sim.readyState).toBe('not-activated')
  expect(modem.registration.state).toBe('home')
  const { signal } = new AbortController()
  const activated = modem.activateSubscription(new Uint8Array(2), signal)
  expect(await clock.resolve(activated)).toEqual({ status: 'success' })
  expect(modem.sim.readyState).toBe('initialized')
})

test('simulated traffic is counted while connected, by the clock', async () => {
  const { modem, clock } = await connected()
  modem.statistics.simulate({ in: 1000, out: 100 })
  await clock.advance(Milliseconds(2500))
  expect(modem.statistics.read('in')).toMatchObject({ octets: 2500n, packets: 4n })
  expect(modem.statistics.read('out')).toMatchObject({ octets: 250n, packets: 1n })
  modem.statistics.count('in', { octets: 500n, packets: 1n, errors: 2 })
  modem.contexts.end(0, 36)
  await clock.advance(Seconds(100))
  expect(modem.statistics.read('in')).toEqual({ octets: 3000n, packets: 5n, errors: 2, discards: 0 })
  modem.endSession()
  expect(modem.statistics.read('in').octets).toBe(0n)
})
