import { expect, test } from 'vitest'
import { Seconds } from '../../base/index.ts'
import { attached, by, connected, request, states } from '../../../test/support/modem-rig.ts'
import type { ContextRequest } from './contexts.ts'
import type { Modem } from './modem.ts'

test.each<[string, Partial<ContextRequest>, (modem: Modem) => void, string]>([
  ['a second time, the same', {}, () => undefined, 'session-already-exists'],
  ['a second time, another', { accessString: 'ims' }, () => undefined, 'max-activated-contexts'],
  ['a session too many', { sessionId: 8 }, () => undefined, 'invalid-parameters'],
  ['with the radio off', { sessionId: 1 }, (modem) => modem.radio.setSoftware('off'), 'radio-power-off'],
  ['without a SIM', { sessionId: 1 }, (modem) => void modem.sim.remove(), 'sim-not-inserted'],
  [
    'without a network',
    { sessionId: 1 },
    (modem) => {
      modem.moveTo(modem.carrier.area('nowhere'))
    },
    'not-registered',
  ],
  [
    'without packet service',
    { sessionId: 1 },
    (modem) => {
      modem.packetService.lose(10)
    },
    'packet-service-detached',
  ],
  [
    'with a subscription that is not active',
    { sessionId: 1 },
    (modem) => {
      modem.carrier.setActive(modem.sim.card?.imsi ?? '', false)
    },
    'service-not-activated',
  ],
  ['by a name that is none', { sessionId: 1, accessString: 'a b' }, () => undefined, 'invalid-access-string'],
  ['refused by the network', { sessionId: 1, accessString: 'unsubscribed' }, () => undefined, 'failure'],
])('activating %s', async (_what, changes, prepare, status) => {
  const { modem, clock } = await connected()
  prepare(modem)
  const { signal } = new AbortController()
  expect(await clock.resolve(modem.contexts.activate(request(changes), { by, signal }))).toBe(status)
})

test('all sessions in use is one status, one beyond the last another', async () => {
  const { modem } = await connected(2, { equipment: { maxSessions: 2 } })
  const { signal } = new AbortController()
  const status = await modem.contexts.activate(request({ sessionId: 5 }), { by, signal })
  expect(status).toBe('max-activated-contexts')
})

test('the cause of a refusal stays with the session', async () => {
  const { modem, clock } = await attached()
  const { signal } = new AbortController()
  const crowded = request({ accessString: 'crowded' })
  await clock.resolve(modem.contexts.activate(crowded, { by, signal }))
  expect(modem.contexts.get(0)).toMatchObject({ state: 'deactivated', networkError: 26 })
})

test('a silent access point is given up, and the session free again', async () => {
  const { modem, clock, told } = await attached()
  const control = new AbortController()
  const pending = modem.contexts.activate(request({ accessString: 'silent' }), { by, signal: control.signal })
  await clock.advance(Seconds(600))
  expect(modem.contexts.get(0)?.state).toBe('activating')
  const again = new AbortController()
  expect(await modem.contexts.activate(request(), { by, signal: again.signal })).toBe('busy')
  control.abort()
  expect(await clock.resolve(pending)).toBe('failure')
  expect(states(told())).toEqual(['context 0 deactivated 36'])
  const good = modem.contexts.activate(request(), { by, signal: again.signal })
  expect(await clock.resolve(good)).toBe('success')
})

test('deactivating what is being activated ends both', async () => {
  const { modem, clock } = await attached()
  const { signal } = new AbortController()
  const slow = modem.contexts.activate(request({ accessString: 'slow' }), { by, signal })
  await clock.advance(Seconds(1))
  expect(await clock.resolve(modem.contexts.deactivate(0, by))).toBe('success')
  expect(await clock.resolve(slow)).toBe('failure')
  expect(modem.contexts.get(0)?.state).toBe('deactivated')
  expect(clock.pending).toBe(0)
})

test('a single-threaded modem connects one session at a time', async () => {
  const { modem, clock } = await attached({ equipment: { singleThreadedConnect: true } })
  const { signal } = new AbortController()
  const first = modem.contexts.activate(request(), { by, signal })
  expect(await modem.contexts.activate(request({ sessionId: 1 }), { by, signal })).toBe('busy')
  expect(await clock.resolve(first)).toBe('success')
})

test('a voice call stands in the way of a modem that cannot do both', async () => {
  const { modem, clock, told } = await connected(1, { equipment: { voice: 'separated' } })
  modem.contexts.setVoiceCall('in-progress')
  expect(told()).toContain('context 0 activated 0')
  const { signal } = new AbortController()
  const refused = modem.contexts.activate(request({ sessionId: 1 }), { by, signal })
  expect(await clock.resolve(refused)).toBe('voice-call-in-progress')
})

test('what is deactivated or refused returns its addresses', async () => {
  const { modem, clock } = await connected(3)
  const pool = modem.contexts.get(0)?.bearer?.apn.pool
  expect(pool?.leased('ipv4')).toBe(3)
  await clock.resolve(modem.contexts.deactivate(0, by))
  modem.contexts.end(1, 38)
  expect(pool?.leased('ipv4')).toBe(1)
  modem.powerOff()
  expect(pool?.leased('ipv4')).toBe(0)
  expect(await modem.contexts.deactivate(0, by)).toBe('context-not-activated')
})

test('other addresses are told', async () => {
  const { modem, told } = await connected()
  const before = modem.contexts.get(0)?.bearer?.leases.ipv4?.address
  expect(modem.contexts.renumber(0)).toBe(true)
  expect(told()).toEqual(['ip-configuration'])
  expect(modem.contexts.get(0)?.bearer?.leases.ipv4?.address).not.toBe(before)
  expect(modem.contexts.renumber(1)).toBe(false)
})
