import { expect, test } from 'vitest'
import type { DialInterface, Event, EventDraft } from '../core/index.ts'
import { CONNECTION, FakeService, IP, MODEM } from '../../test/support/fake-service.ts'
import { Teller } from './telling.ts'

const service = new FakeService()
const event = (draft: EventDraft): Event => service.tell(draft)
const modem = MODEM.id
const connection = CONNECTION.id

const signal = (rssi: number): Event => event({ type: 'signal.changed', modem, data: { rssi } })
const sim = (attemptsLeft: number): Event =>
  event({
    type: 'sim.changed',
    modem,
    data: {
      state: 'initialized',
      telephoneNumbers: [],
      pin: { type: 'pin2', state: 'unlocked', attemptsLeft },
    },
  })
const up = (): Event =>
  event({
    type: 'connection.changed',
    modem,
    connection,
    data: { ...CONNECTION, state: 'activated', ip: IP },
  })

test('events are told of by the short names of modems and connections, as far as they are known', () => {
  const teller = new Teller()
  expect(teller.tell(signal(-80))).toMatchObject({ subject: modem, text: 'signal -80 dBm', tone: 'quiet' })
  expect(teller.tell(event({ type: 'modem.arrived', modem, data: MODEM })).subject).toBe('modem0')
  expect(teller.tell(signal(-80)).subject).toBe('modem0')
  expect(teller.tell(up())).toMatchObject({
    subject: 'modem0',
    text: 'connected: 100.64.0.2/30',
    tone: 'good',
    details: [
      ['IPv4', '100.64.0.2/30, gateway 100.64.0.1'],
      ['DNS', '198.51.100.53'],
      ['MTU', '1500'],
    ],
  })
})

test('a change that does not show in words is told again, until the modem comes anew', () => {
  const teller = new Teller()
  expect(teller.tell(sim(3)).again).toBeUndefined()
  expect(teller.tell(sim(2))).toMatchObject({ text: 'SIM ready', again: true })
  expect(teller.tell(signal(-80)).again).toBeUndefined()
  expect(teller.tell(up()).again).toBeUndefined()
  teller.tell(event({ type: 'modem.removed', modem, data: { name: 'modem0', reason: 'unplugged' } }))
  expect(teller.tell(event({ type: 'modem.arrived', modem, data: MODEM })).again).toBeUndefined()
  expect(teller.tell(sim(2)).again).toBeUndefined()
  teller.tell(event({ type: 'connection.arrived', modem, connection, data: CONNECTION }))
  expect(teller.tell(up()).again).toBeUndefined()
})

test('a request that concerns a whole modem is told of the modem', () => {
  const teller = new Teller()
  teller.tell(event({ type: 'modem.arrived', modem, data: MODEM }))
  const request = { id: 7, kind: 'set-radio', by: 'local', modem, startedAt: 0, state: 'pending' } as const
  expect(teller.tell(event({ type: 'request.started', modem, request: 7, data: request })).subject).toBe(
    'modem0',
  )
})

test('what happens twice is told twice', () => {
  const teller = new Teller()
  const removed = (): Event => event({ type: 'profile.removed', data: { name: 'internet' } })
  expect(teller.tell(removed())).toEqual({ subject: 'profile internet', text: 'removed', tone: 'plain' })
  expect(teller.tell(removed()).again).toBeUndefined()
})

test('that a modem is not for emergency calls only goes without saying, until it was', async () => {
  const emergency = (emergencyMode: boolean): Event =>
    event({ type: 'emergency.changed', modem: MODEM.id, data: { emergencyMode } })
  const teller = new Teller()
  expect(teller.tell(emergency(false)).again).toBe(true)
  expect(teller.tell(emergency(true))).toMatchObject({ text: 'emergency calls only' })
  const over = teller.tell(emergency(false))
  expect([over.text, over.again]).toEqual(['not for emergency calls only', undefined])
  const later = new Teller()
  later.learn({
    ...(await service.snapshot()),
    type: 'snapshot',
    modems: [{ ...MODEM, emergencyMode: true }],
  })
  expect(later.tell(emergency(false)).again).toBeUndefined()
})

test('of whoever was refused it is told what was lacking', () => {
  const denied = (code: 'unauthenticated' | 'access_denied'): string =>
    new Teller().tell(
      event({
        type: 'access.denied',
        by: 'token:a',
        data: { code, operation: 'GET /v1/modems', address: '192.0.2.7', untold: 0 },
      }),
    ).text
  expect(denied('access_denied')).toBe('token:a from 192.0.2.7 was refused GET /v1/modems: lacks the right')
  expect(denied('unauthenticated')).toContain('showed no token that is good')
})

test.each<[Partial<DialInterface>, string]>([
  [{ state: 'connected' }, 'good'],
  [{ state: 'disconnected' }, 'plain'],
  [{ state: 'unreachable', unreachability: ['no-device'] }, 'bad'],
  [{ state: 'unreachable', unreachability: ['connection-failure'] }, 'bad'],
  [{ state: 'unreachable', unreachability: ['disabled', 'no-device'] }, 'plain'],
  [{ state: 'unreachable', unreachability: ['dial-out-hours'] }, 'plain'],
])('a dial interface that is %j is told of as %s', (what, tone) => {
  const reason = { code: 'test', text: 'it is so' }
  // Nothing else of an interface is told.
  const data = { id: 'd1', name: 'branch', reason, unreachability: [], ...what } as unknown as DialInterface
  const teller = new Teller()
  for (const type of ['dial.arrived', 'dial.changed'] as const) {
    expect(teller.tell(event({ type, dialInterface: 'd1', data }))).toMatchObject({ subject: 'branch', tone })
  }
})
