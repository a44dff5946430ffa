import { describe, expect, test } from 'vitest'
import {
  activation,
  bringUp,
  cancel,
  connect,
  context,
  disconnect,
  failed,
  gone,
  ip,
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
import type { ModemEffect } from './effect.ts'
import type { ModemFact } from './fact.ts'
import { initialModem, stepModem, type ModemMachine } from './modem.ts'
import { viewConnection, viewModem } from './view.ts'

const identity = {
  id: '2f1a7d5e-0000-5000-8000-000000000001',
  name: 'modem0',
  driver: 'test',
  device: 'test',
}

function run(
  facts: readonly ModemFact[],
  from?: ModemMachine,
): { state: ModemMachine; effects: ModemEffect[] } {
  let state = from ?? initialModem(identity, { now: 0 })
  const effects: ModemEffect[] = []
  for (const [index, fact] of facts.entries()) {
    const step = stepModem(state, fact, index + 1)
    state = step.state
    effects.push(...step.effects)
  }
  return { state, effects }
}

/** One word per effect, so that a story reads as a column. */
function word(effect: ModemEffect): string[] {
  switch (effect.type) {
    case 'tell':
      switch (effect.event.type) {
        case 'connection.changed':
          return [
            `${effect.event.data.state}${effect.event.by === undefined ? '' : ` by ${effect.event.by}`}`,
          ]
        case 'modem.changed':
          return [`modem ${effect.event.data.state}`]
        default:
          return [effect.event.type]
      }
    case 'complete':
      return [`complete ${effect.request} ${effect.cause?.code ?? 'ok'}`]
    case 'attach':
    case 'activate':
    case 'deactivate':
    case 'abort':
      return [`${effect.type} #${effect.attempt}`]
    case 'set-timer':
      return [`set ${effect.timer} ${effect.delay}`]
    case 'clear-timer':
    case 'remember':
      return []
  }
}

const words = (effects: readonly ModemEffect[]): string[] => effects.flatMap(word)

const cause = (
  code:
    | 'busy'
    | 'cancelled'
    | 'connect_failed'
    | 'not_activated'
    | 'packet_service_detached'
    | 'status'
    | 'timeout',
) => ({
  cause: { code, message: `because of ${code}` },
})

test('a modem is told of from its opening on, part by part, and last as a whole', () => {
  expect(words(run(bringUp()).effects)).toEqual([
    'modem.arrived',
    'sim.changed',
    'radio.changed',
    'registration.changed',
    'connection.arrived',
    'packet-service.changed',
    'modem registered',
  ])
})

describe('a story', () => {
  const stories: [name: string, before: ModemFact[], facts: ModemFact[], words: string[]][] = [
    [
      'connects while attached',
      bringUp(),
      [connect(1), outcome(1, { activation })],
      [
        'activating by anna',
        'modem connecting',
        'activate #1',
        'activated by anna',
        'modem connected',
        'complete 1 ok',
      ],
    ],
    [
      'attaches first when it is not attached, by the reply',
      bringUp(false),
      [connect(1), outcome(1), outcome(2, { activation })],
      [
        'activating by anna',
        'modem connecting',
        'attach #1',
        'activating by anna',
        'activate #2',
        'activated by anna',
        'modem connected',
        'complete 1 ok',
      ],
    ],
    [
      'attaches first when it is not attached, by the indication, and the reply changes nothing',
      bringUp(false),
      [connect(1), packetService('attached'), outcome(1), outcome(2, { activation })],
      [
        'activating by anna',
        'modem connecting',
        'attach #1',
        'packet-service.changed',
        'activating by anna',
        'activate #2',
        'activated by anna',
        'modem connected',
        'complete 1 ok',
      ],
    ],
    [
      'is connected by an indication that overtakes the reply, which changes nothing',
      [...bringUp(), connect(1)],
      [context('activated'), outcome(1, { activation }), context('activated')],
      ['activated by anna', 'modem connected', 'complete 1 ok'],
    ],
    [
      'stays connected when the overtaken reply is an error',
      [...bringUp(), connect(1), context('activated')],
      [outcome(1, cause('timeout'))],
      [],
    ],
    [
      'waits for the reply when the indication has no IP settings',
      [...bringUp(), connect(1)],
      [{ type: 'context', sessionId: 0, state: 'activated' }, outcome(1, { activation })],
      ['activated by anna', 'modem connected', 'complete 1 ok'],
    ],
    [
      'fails with the cause of a refused attach, read as what it is',
      [...bringUp(false), connect(1)],
      [outcome(1, cause('status'))],
      ['deactivated by anna', 'modem registered', 'complete 1 packet_service_detached'],
    ],
    [
      'attaches once more when the modem says that it was not attached after all',
      [...bringUp(), connect(1)],
      [
        outcome(1, cause('packet_service_detached')),
        outcome(2),
        outcome(3, cause('packet_service_detached')),
      ],
      [
        'activating by anna',
        'attach #2',
        'activating by anna',
        'activate #3',
        'deactivated by anna',
        'modem registered',
        'complete 1 packet_service_detached',
      ],
    ],
    [
      'refuses a second connect while activating and while activated',
      [...bringUp(), connect(1)],
      [connect(2), outcome(1, { activation }), connect(3)],
      [
        'complete 2 max_activated_contexts',
        'activated by anna',
        'modem connected',
        'complete 1 ok',
        'complete 3 max_activated_contexts',
      ],
    ],
    ['refuses to disconnect what is not connected', bringUp(), [disconnect(1)], ['complete 1 not_activated']],
    [
      'disconnects',
      [...bringUp(), connect(1), outcome(1, { activation })],
      [disconnect(2, 'bert'), outcome(2)],
      [
        'deactivating by bert',
        'modem disconnecting',
        'deactivate #2',
        'deactivated by bert',
        'modem registered',
        'complete 2 ok',
      ],
    ],
    [
      'disconnects by the indication, and the reply changes nothing',
      [...bringUp(), connect(1), outcome(1, { activation }), disconnect(2)],
      [context('deactivated'), outcome(2), outcome(2, cause('not_activated'))],
      ['deactivated by anna', 'modem registered', 'complete 2 ok'],
    ],
    [
      'ends every disconnect that waits',
      [...bringUp(), connect(1), outcome(1, { activation }), disconnect(2), disconnect(3, 'bert')],
      [outcome(2)],
      ['deactivated by anna', 'modem registered', 'complete 2 ok', 'complete 3 ok'],
    ],
    [
      'ends the pending connect first when it is disconnected, and still deactivates the context',
      [...bringUp(), connect(1)],
      [disconnect(2, 'bert'), outcome(1, cause('cancelled')), outcome(2, cause('not_activated'))],
      [
        'deactivating by bert',
        'modem disconnecting',
        'complete 1 cancelled',
        'abort #1',
        'set connection/0 30000',
        'deactivating by bert',
        'deactivate #2',
        'deactivated by bert',
        'modem registered',
        'complete 2 ok',
      ],
    ],
    [
      'deactivates a context that came up although the connect had been given up',
      [...bringUp(), connect(1), cancel(1)],
      [context('activated'), outcome(1, { activation }), outcome(2)],
      ['deactivating', 'deactivate #2', 'deactivated', 'modem registered'],
    ],
    [
      'does not deactivate when only the attach had been under way',
      [...bringUp(false), connect(1)],
      [disconnect(2), outcome(1, cause('cancelled'))],
      [
        'deactivating by anna',
        'modem disconnecting',
        'complete 1 cancelled',
        'abort #1',
        'set connection/0 30000',
        'deactivated by anna',
        'modem registered',
        'complete 2 ok',
      ],
    ],
    [
      'goes on without a driver that never ends what was aborted',
      [...bringUp(), connect(1), cancel(1)],
      [{ type: 'timer', timer: 'connection/0' }, outcome(1, { activation }), outcome(2)],
      ['deactivating', 'deactivate #2', 'deactivated', 'modem registered'],
    ],
    [
      'ends a disconnect that is given up, and disconnects all the same',
      [...bringUp(), connect(1), outcome(1, { activation }), disconnect(2)],
      [cancel(2), outcome(2)],
      ['deactivating by anna', 'complete 2 cancelled', 'deactivated', 'modem registered'],
    ],
    ['ignores that a request is given up which is not there', bringUp(), [cancel(7)], []],
    [
      'asks a busy modem again to deactivate',
      [...bringUp(), connect(1), outcome(1, { activation }), disconnect(2)],
      [outcome(2, cause('busy')), { type: 'timer', timer: 'connection/0' }, outcome(3)],
      [
        'deactivating by anna',
        'set connection/0 2000',
        'deactivating by anna',
        'deactivate #3',
        'deactivated by anna',
        'modem registered',
        'complete 2 ok',
      ],
    ],
    [
      'is connected again when the modem refuses to deactivate',
      [...bringUp(), connect(1), outcome(1, { activation }), disconnect(2)],
      [outcome(2, cause('status'))],
      ['activated by anna', 'modem connected', 'complete 2 status'],
    ],
    [
      'is told of a context that the network ends',
      [...bringUp(), connect(1), outcome(1, { activation })],
      [context('deactivated', { networkError: refused }), context('deactivated')],
      ['deactivated', 'modem registered'],
    ],
    [
      'gives up at once when the SIM is taken out, and brings the modem down',
      [...bringUp(), connect(1)],
      [sim({ state: 'not-inserted' }), outcome(1, cause('cancelled')), outcome(2, cause('not_activated'))],
      [
        'sim.changed',
        'deactivating by anna',
        'modem disconnecting',
        'complete 1 sim_not_inserted',
        'abort #1',
        'set connection/0 30000',
        'deactivating',
        'deactivate #2',
        'deactivated',
        'modem failed',
      ],
    ],
    [
      'gives up at once when the radio is switched off',
      [...bringUp(false), connect(1)],
      [radio('off'), outcome(1, cause('cancelled'))],
      [
        'radio.changed',
        'deactivating by anna',
        'modem disconnecting',
        'complete 1 radio_off',
        'abort #1',
        'set connection/0 30000',
        'deactivated',
        'modem disabled',
      ],
    ],
    [
      'is not disturbed by a SIM that is read anew',
      [...bringUp(), connect(1)],
      [sim({ state: 'not-initialized' }), sim()],
      ['sim.changed', 'sim.changed'],
    ],
    [
      'ends a pending connect with the cause when the modem fails',
      [...bringUp(), connect(1)],
      [failed(), outcome(1, cause('cancelled'))],
      ['deactivated by anna', 'modem failed', 'complete 1 timeout', 'abort #1'],
    ],
    [
      'ends everything when the modem goes',
      [...bringUp(), connect(1), outcome(1, { activation }), disconnect(2)],
      [gone(), context('activated'), outcome(2)],
      ['deactivated by anna', 'connection.removed', 'modem.removed', 'complete 2 unplugged'],
    ],
    [
      'keeps a context over a recovery that tells of it again',
      [...bringUp(), connect(1), outcome(1, { activation })],
      [failed(), opened({ adopted: true }), context('activated'), ready],
      ['modem failed', 'modem initializing', 'modem connected'],
    ],
    [
      'loses a context that a recovery does not tell of again',
      [...bringUp(), connect(1), outcome(1, { activation })],
      [failed(), opened(), ready],
      ['modem failed', 'modem initializing', 'deactivated', 'modem registered'],
    ],
    [
      'adopts a context that is up already',
      [opened({ adopted: true }), sim(), radio(), registration('home'), packetService('attached')],
      [context('activated'), ready],
      ['activated', 'modem connected'],
    ],
    [
      'sees what another program does with the context',
      bringUp(),
      [
        context('activating'),
        connect(1),
        context('activated'),
        context('deactivating'),
        context('deactivated'),
      ],
      [
        'activating',
        'modem connecting',
        'complete 1 max_activated_contexts',
        'activated',
        'modem connected',
        'deactivating',
        'modem disconnecting',
        'deactivated',
        'modem registered',
      ],
    ],
    [
      'yields to another program that is faster',
      [...bringUp(false), connect(1)],
      [context('activated')],
      ['activated by anna', 'modem connected', 'complete 1 max_activated_contexts', 'abort #1'],
    ],
    [
      'loses its connection with its registration, once nothing is with the context',
      [...bringUp(), connect(1), outcome(1, { activation })],
      [registration('deregistered'), context('deactivated'), registration('home')],
      [
        'registration.changed',
        'deactivated',
        'connection.removed',
        'modem enabled',
        'registration.changed',
        'connection.arrived',
        'modem registered',
      ],
    ],
    [
      'has a connection while its SIM is locked',
      [opened(), registration('deregistered'), ready],
      [sim({ state: 'locked', pin: { type: 'pin1', state: 'locked', attemptsLeft: 3 } }), sim()],
      [
        'sim.changed',
        'connection.arrived',
        'modem locked',
        'sim.changed',
        'connection.removed',
        'modem enabled',
      ],
    ],
    [
      'has further connections only while they have a context',
      bringUp(),
      [context('activated', { sessionId: 3, ip: otherIp }), context('deactivated', { sessionId: 3 })],
      ['connection.arrived', 'modem connected', 'deactivated', 'connection.removed', 'modem registered'],
    ],
    [
      'does not keep sessions that cannot be',
      bringUp(),
      [-1, 256, 1.5, NaN, 2 ** 32].map((sessionId) => context('activated', { sessionId })),
      [],
    ],
  ]

  test.each(stories)('%s', (_, before, facts, expected) => {
    const { state } = run(before)
    expect(words(run(facts, state).effects)).toEqual(expected)
  })
})

describe('facts that say nothing new', () => {
  test.each(bringUp().filter((fact) => fact.type !== 'opened'))('$type: tells nothing', (fact) => {
    const { state } = run(bringUp())
    expect(stepModem(state, fact, 99)).toEqual({ state, effects: [] })
  })
})

describe('the network error of an activation', () => {
  const refusal = { cause: { code: 'connect_failed' as const, message: 'refused', network: refused } }

  test('is kept after a refusal and cleared by a success', () => {
    const after = run([...bringUp(), connect(1), outcome(1, refusal)]).state
    expect(view(after)).toMatchObject({ state: 'deactivated', activationNetworkError: refused })
    const again = run([connect(2)], after).state
    expect(view(again).activationNetworkError).toEqual(refused)
    const success = run([outcome(2, { activation })], again).state
    expect(view(success).activationNetworkError).toBeUndefined()
  })

  test('comes from the indication where the reply has none', () => {
    const { state, effects } = run([
      ...bringUp(),
      connect(1),
      context('deactivated', { networkError: refused }),
      outcome(1, cause('connect_failed')),
    ])
    expect(view(state).activationNetworkError).toEqual(refused)
    expect(effects.findLast((effect) => effect.type === 'complete')).toMatchObject({
      cause: { code: 'connect_failed', network: refused },
    })
  })

  test('is not that of a context that was up and lost', () => {
    const { state } = run([
      ...bringUp(),
      connect(1),
      outcome(1, { activation }),
      context('deactivated', { networkError: refused }),
    ])
    expect(view(state)).toMatchObject({ cause: { code: 'disconnected', network: refused } })
    expect(view(state).activationNetworkError).toBeUndefined()
  })
})

test('a loss without a cause takes it from what else is wrong', () => {
  const up = [...bringUp(), connect(1), outcome(1, { activation })]
  const causeAfter = (fact: ModemFact) => view(run([...up, fact, context('deactivated')]).state).cause?.code
  expect(causeAfter(sim({ state: 'not-inserted' }))).toBe('sim_not_inserted')
  expect(causeAfter(radio('off'))).toBe('radio_off')
  expect(causeAfter(registration('denied'))).toBe('not_registered')
  expect(causeAfter(registration('roaming'))).toBe('disconnected')
})

test('the password goes to the driver and nowhere else', () => {
  const { state, effects } = run([...bringUp(), connect(1), outcome(1, { activation })])
  const verbs = effects.filter((effect) => effect.type === 'activate')
  expect(JSON.stringify(verbs)).toContain('secret')
  expect(JSON.stringify(effects.filter((effect) => effect.type !== 'activate'))).not.toContain('secret')
  expect(JSON.stringify([...state.sessions.values()])).not.toContain('secret')
})

describe('after a restart', () => {
  const recall = (change: object): ModemFact => ({
    type: 'recall',
    sessions: [{ sessionId: 0, requests: [], ...change }],
  })
  const use = { by: 'anna', profile: 'internet', accessString: 'internet' }
  const found = bringUp().map((fact) => (fact.type === 'context' ? context('activated') : fact))

  test('a context with an address that is remembered is still whose it was', () => {
    const { state, effects } = run([recall({ use, addresses: ['10.0.0.2'] }), ...found])
    expect(view(state)).toMatchObject({ state: 'activated', profile: 'internet', accessString: 'internet' })
    expect(effects).toContainEqual(
      expect.objectContaining({ type: 'remember', use, addresses: ['10.0.0.2'] }),
    )
  })

  test('a context with other addresses is nobody’s, and forgotten', () => {
    const { state, effects } = run([recall({ use, addresses: ['10.7.7.7'] }), ...found])
    expect(view(state)).toMatchObject({ state: 'activated', reason: { code: 'found' } })
    expect(view(state).profile).toBeUndefined()
    expect(effects.filter((effect) => effect.type === 'remember')).toEqual([
      { type: 'remember', connection: view(state).id, sessionId: 0 },
    ])
  })

  const pending = (kind: 'connect' | 'disconnect') => ({ use, requests: [{ id: 7, kind, by: 'anna' }] })
  test.each<['connect' | 'disconnect', ModemFact[], string]>([
    ['connect', found, 'complete 7 ok'],
    ['connect', bringUp(), 'complete 7 service_restarted'],
    ['disconnect', bringUp(), 'complete 7 ok'],
    ['disconnect', found, 'complete 7 service_restarted'],
    ['connect', [gone()], 'complete 7 service_restarted'],
    ['connect', [opened(), { type: 'timer', timer: 'recall' }], 'complete 7 service_restarted'],
  ])('a pending %s ends once', (kind, facts, expected) => {
    const { effects, state } = run([recall(pending(kind)), ...facts])
    const ends = words(effects).filter((line) => line.startsWith('complete'))
    expect(ends).toEqual([expected])
    expect(words(run([ready, { type: 'timer', timer: 'recall' }, gone()], state).effects)).not.toContain(
      expected,
    )
  })

  test('a connect that turns out to be done brings its IP settings and its profile', () => {
    const { state, effects } = run([recall(pending('connect')), ...found])
    expect(effects).toContainEqual({ type: 'complete', request: 7, ip })
    expect(view(state).profile).toBe('internet')
  })
})

describe('what is remembered of a context', () => {
  const remembered = (facts: ModemFact[]) =>
    run(facts).effects.flatMap((effect) =>
      effect.type === 'remember' ? [effect.addresses ?? 'forgotten'] : [],
    )

  test('from activation to deactivation, with new addresses as they come', () => {
    expect(
      remembered([
        ...bringUp(),
        connect(1),
        outcome(1, { activation }),
        context('activated', { ip: otherIp }),
        context('deactivated'),
      ]),
    ).toEqual([['10.0.0.2'], ['10.9.9.9'], 'forgotten'])
  })
})

test('a modem that fails before it was opened is told of, as failed', () => {
  const { state, effects } = run([failed()])
  expect(words(effects)).toEqual(['modem.arrived'])
  expect(viewModem(state)).toMatchObject({ state: 'failed', reason: { code: 'modem-timeout' } })
})

test('a modem that goes before it has said anything is not told of', () => {
  expect(run([gone()]).effects).toEqual([])
})

function view(state: ModemMachine) {
  const session = state.sessions.get(0)
  if (session === undefined) throw new Error('session 0 is always there')
  return viewConnection(state, session)
}
