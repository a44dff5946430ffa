import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  activation,
  bringUp,
  cancel,
  capabilities,
  connect,
  context,
  disconnect,
  equipment,
  failed,
  gone,
  opened,
  otherIp,
  outcome,
  packetService,
  radio,
  ready,
  refused,
  registration,
  sim,
} from '../../../test/support/facts.ts'
import type { RegistrationState } from '../registration.ts'
import type { PinType, SimState } from '../sim.ts'
import { explainConnection } from './connection-explain.ts'
import type { ModemFact } from './fact.ts'
import { initialModem, RECALL_TIMER, stepModem, type ModemMachine } from './modem.ts'
import type { Phase } from './phase.ts'
import { additionalSession, refuseConnect, refuseDisconnect } from './refusal.ts'
import { explainPacketService, explainRadio, explainRegistration } from './registration.ts'
import { explainSim, simObstacle } from './sim.ts'
import { modemState, viewConnection, viewModem } from './view.ts'

const SENTENCE = /^[^\s].{5,}[^.\s]$/

const identity = {
  id: '2f1a7d5e-0000-5000-8000-000000000001',
  name: 'modem0',
  driver: 'test',
  device: 'test',
}

describe('every state of a part has a reason of its own', () => {
  const simStates: SimState[] = [
    'not-initialized',
    'initialized',
    'not-inserted',
    'bad',
    'failure',
    'not-activated',
    'locked',
    'no-esim-profile',
  ]
  const registrationStates: RegistrationState[] = [
    'unknown',
    'deregistered',
    'searching',
    'home',
    'roaming',
    'partner',
    'denied',
  ]
  const registered = registrationStates.map((state) => ({
    state,
    mode: 'automatic' as const,
    availableDataClasses: [],
    networkError: refused,
  }))
  const parts = {
    sim: [undefined, ...simStates.map((state) => ({ state, telephoneNumbers: [] }))].map(explainSim),
    registration: [undefined, ...registered].map(explainRegistration),
    'packet service': (['unknown', 'attaching', 'attached', 'detaching', 'detached'] as const).map((state) =>
      explainPacketService({ state, uplinkSpeed: 0, downlinkSpeed: 0 }),
    ),
    radio: [
      undefined,
      { hardware: 'on' as const, software: 'on' as const },
      { hardware: 'on' as const, software: 'off' as const },
    ].map(explainRadio),
    phase: phases().map((phase) => explainConnection({ id: '', sessionId: 0, since: 0, phase })),
  }
  test.each(Object.entries(parts))('%s', (_, reasons) => {
    expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length)
    expect(new Set(reasons.map(({ text }) => text)).size).toBe(reasons.length)
    for (const { text } of reasons) expect(text).toMatch(SENTENCE)
  })

  test('a network that refuses is quoted', () => {
    const denied = {
      state: 'denied',
      mode: 'automatic',
      availableDataClasses: [],
      networkError: refused,
    } as const
    expect(explainRegistration(denied).text).toContain(refused.text)
  })

  test('a locked SIM says by what, and how often it may be tried', () => {
    const locked = (type: PinType, attemptsLeft?: number) =>
      explainSim({
        state: 'locked',
        telephoneNumbers: [],
        pin: { type, state: 'locked', ...(attemptsLeft === undefined ? {} : { attemptsLeft }) },
      }).text
    expect(locked('pin1', 3)).toBe('the SIM is locked: its PIN (PIN1) is required; 3 attempts left')
    expect(locked('puk1', 1)).toBe('the SIM is locked: its PUK (PUK1) is required; 1 attempt left')
    expect(locked('pin1')).toBe('the SIM is locked: its PIN (PIN1) is required')
  })

  test('what a locked SIM has ended does not count attempts, of which there may be fewer when it is read', () => {
    const pin = { type: 'pin1', state: 'locked', attemptsLeft: 3 } as const
    expect(simObstacle({ state: 'locked', telephoneNumbers: [], pin })).toEqual({
      code: 'pin_required',
      message: 'the SIM is locked: its PIN (PIN1) is required',
    })
  })
})

describe('what a connect meets that cannot be', () => {
  test.each<[string, ModemFact[], string | undefined, string?]>([
    ['a modem that is well', bringUp(), undefined],
    ['a modem that is not attached', bringUp(false), undefined],
    ['a modem that is being opened', [opened()], 'busy'],
    ['a modem that failed', [...bringUp(), failed()], 'timeout'],
    ['a modem that is gone', [...bringUp(), gone()], 'unplugged'],
    ['a context that is active', [...bringUp(), context('activated')], 'max_activated_contexts'],
    ['a context in another session', [...bringUp(), context('activated', { sessionId: 2 })], undefined],
    [
      'contexts in as many sessions as there are',
      [
        ...bringUp(),
        ...Array.from({ length: 7 }, (_, i) => context('activated', { sessionId: i + 1 })),
        context('activated', { sessionId: 9 }),
      ],
      'max_activated_contexts',
    ],
    ['no SIM', [...bringUp(), sim({ state: 'not-inserted' })], undefined, 'sim_not_inserted'],
    [
      'an eSIM without a profile',
      [...bringUp(), sim({ state: 'no-esim-profile' })],
      undefined,
      'sim_not_inserted',
    ],
    ['a bad SIM', [...bringUp(), sim({ state: 'bad' })], undefined, 'bad_sim'],
    ['a SIM that cannot be read', [...bringUp(), sim({ state: 'failure' })], undefined, 'bad_sim'],
    ['a locked SIM', [...bringUp(), sim({ state: 'locked' })], undefined, 'pin_required'],
    [
      'a SIM without a subscription',
      [...bringUp(), sim({ state: 'not-activated' })],
      undefined,
      'service_not_activated',
    ],
    ['a SIM that is being read', [...bringUp(), sim({ state: 'not-initialized' })], 'busy'],
    ['a radio that is off', [...bringUp(), radio('off')], undefined, 'radio_off'],
    [
      'a radio that is off, so that it is not registered either',
      [...bringUp(), radio('off'), registration('deregistered')],
      undefined,
      'radio_off',
    ],
    ['no registration', [...bringUp(), registration('searching')], 'not_registered'],
    ['a registration that is denied', [...bringUp(), registration('denied')], 'not_registered'],
    ['a registration that is not known', [...bringUp(), registration('unknown')], undefined],
  ])('%s', (_, facts, code, atTheEnd = code) => {
    const modem = play(facts)
    const refusal = refuseConnect(modem, 0)
    expect(refusal?.code).toBe(code)
    if (refusal !== undefined) expect(refusal.message).toMatch(SENTENCE)
    // What is taken on all the same ends with its cause, and the modem is not asked.
    const { effects } = stepModem(modem, connect(1), 0)
    const end = effects.find((effect) => effect.type === 'complete')
    if (atTheEnd !== code) {
      expect(end?.cause?.code).toBe(atTheEnd)
      expect(end?.cause?.message).toMatch(/^modem0 cannot connect: /)
      expect(effects.filter(({ type }) => type === 'activate' || type === 'attach')).toEqual([])
    }
  })

  test.each<[string, { readonly by: string; readonly dialInterface?: string }, string]>([
    [
      'somebody',
      { by: 'anna' },
      'a context is being activated, for anna; wait for it, or disconnect it first',
    ],
    [
      'a dial interface',
      { by: 'dial', dialInterface: 'branch' },
      'a context is being activated, for the dial interface branch; wait for it, or disconnect that first',
    ],
  ])('a context on its way says for whom: %s', (_, use, message) => {
    const machine = play([...bringUp(), connect(1, use)])
    expect(refuseConnect(machine, 0)?.message).toBe(`modem0 cannot connect: ${message}`)
  })

  test('a disconnect meets only that there is nothing to disconnect', () => {
    expect(refuseDisconnect(play(bringUp()), 0)?.code).toBe('not_activated')
    expect(refuseDisconnect(play([...bringUp(), context('activated')]), 0)).toBeUndefined()
  })

  test("the session of another connection is in nobody else's way", () => {
    const machine = play([...bringUp(), context('activated', { sessionId: 2 })])
    expect(refuseConnect(machine, 0)).toBeUndefined()
    expect(refuseConnect(machine, 2)?.code).toBe('max_activated_contexts')
  })
})

describe('one connection more', () => {
  const sessions = (maxSessions: number): ModemFact => ({
    type: 'opened',
    equipment,
    adopted: false,
    capabilities: { ...capabilities, maxSessions },
  })
  const active = (...ids: number[]): ModemFact[] =>
    ids.map((sessionId) => context('activated', { sessionId }))

  test.each<[string, ModemFact[], number | string]>([
    ['takes the first session beside the default one', bringUp(), 1],
    [
      'leaves the default one free also when it is the last',
      [...bringUp(), ...active(1, 2, 3, 4, 5, 6, 7)],
      'max_activated_contexts',
    ],
    ['takes the lowest that is free', [...bringUp(), ...active(0, 1, 3)], 2],
    ['is not to be had of a modem with one session', [sessions(1), ...bringUp().slice(1)], 'not_supported'],
    ['is one of two', [sessions(2), ...bringUp().slice(1)], 1],
    ['needs a modem that is open', [opened()], 'busy'],
    ['needs what every connection needs', [...bringUp(), registration('denied')], 'not_registered'],
  ])('%s', (_, facts, expected) => {
    const { sessionId, refusal } = additionalSession(play(facts))
    expect(sessionId ?? refusal.code).toBe(expected)
    if (refusal !== undefined) expect(refusal.message).toMatch(SENTENCE)
  })
})

test('no sequence of facts throws, leaves a state without a reason, or a request without its one end', () => {
  fc.assert(
    fc.property(fc.array(anyFact(), { maxLength: 60 }), (facts) => {
      let state = initialModem(identity, { now: 0 })
      const ends = new Map<number, number>()
      const asked = new Set<number>()
      let request = 0
      let now = 0
      for (const drawn of [...facts, gone()]) {
        const fact =
          drawn.type === 'connect' || drawn.type === 'disconnect' ? { ...drawn, request: ++request } : drawn
        if ((fact.type === 'connect' || fact.type === 'disconnect') && state.phase !== 'gone') {
          asked.add(fact.request)
        }
        const step = stepModem(state, fact, ++now)
        for (const effect of step.effects) {
          if (effect.type === 'complete') ends.set(effect.request, (ends.get(effect.request) ?? 0) + 1)
        }
        state = step.state
        expect(explained(state)).toBe(true)
      }
      expect([...ends.keys()].sort(byNumber)).toEqual([...asked].sort(byNumber))
      expect([...ends.values()].every((count) => count === 1)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

function explained(state: ModemMachine): boolean {
  const modem = viewModem(state)
  const reasons = [
    modem.reason,
    ...Array.from(state.sessions.values(), (one) => viewConnection(state, one).reason),
  ]
  return (
    modem.state === modemState(state) &&
    reasons.every(({ code, text }) => /^[a-z0-9-]+$/.test(code) && SENTENCE.test(text))
  )
}

function play(facts: readonly ModemFact[]): ModemMachine {
  let state = initialModem(identity, { now: 0 })
  for (const fact of facts) state = stepModem(state, fact, 1).state
  return state
}

function byNumber(one: number, other: number): number {
  return one - other
}

function phases(): Phase[] {
  const mover = { request: 1, by: 'anna' }
  const settings = { accessString: '', authProtocol: 'none', compression: false, ipType: 'default' } as const
  const cause = { code: 'timeout', message: 'no answer' } as const
  const lostCause = { code: 'disconnected', message: 'the network went away' } as const
  const ended = { how: 'asked', by: 'anna' } as const
  return [
    { at: 'down' },
    { at: 'down', ended },
    { at: 'down', ended: { how: 'failed', cause } },
    { at: 'down', ended: { how: 'lost', cause: lostCause } },
    { at: 'attaching', mover, attempt: 1, settings },
    { at: 'activating', mover, attempt: 1, settings, attached: false },
    { at: 'activating-elsewhere' },
    { at: 'up', confirmed: true },
    { at: 'abandoning', attempt: 1, sent: true, movers: [mover], ended },
    { at: 'deactivating', attempt: 1, movers: [mover], tries: 0, ended },
    { at: 'deactivating', attempt: 0, movers: [mover], tries: 1, ended },
    { at: 'deactivating-elsewhere' },
  ]
}

/** Facts in no sensible order, with attempts that may or may not be under way. */
function anyFact(): fc.Arbitrary<ModemFact> {
  const attempt = fc.integer({ min: 0, max: 12 })
  const code = fc.constantFrom(
    'busy',
    'cancelled',
    'connect_failed',
    'not_activated',
    'packet_service_detached',
  )
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...bringUp(), ready) },
    { weight: 4, arbitrary: fc.constant(connect(0)) },
    { weight: 3, arbitrary: fc.constant(disconnect(0)) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 20 }).map(cancel) },
    { weight: 6, arbitrary: attempt.map((number) => outcome(number, { activation })) },
    { weight: 4, arbitrary: attempt.map((number) => outcome(number)) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(attempt, code)
        .map(([number, one]) => outcome(number, { cause: { code: one, message: 'because it is so' } })),
    },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        context('activated'),
        context('activated', { ip: otherIp }),
        context('activated', { sessionId: 4 }),
        context('deactivated', { sessionId: 4 }),
        { type: 'context', sessionId: 0, state: 'activated' } as const,
        context('activating'),
        context('deactivating'),
        context('deactivated'),
        context('deactivated', { networkError: refused }),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        packetService('attached'),
        packetService('detached'),
        sim({ state: 'not-inserted' }),
        sim({ state: 'locked' }),
        radio('off'),
        registration('denied'),
        registration('home'),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('connection/0', 'connection/4', RECALL_TIMER)
        .map((timer) => ({ type: 'timer', timer }) as const),
    },
    { weight: 1, arbitrary: fc.constantFrom(failed(), opened(), opened({ adopted: true }), gone()) },
  )
}
