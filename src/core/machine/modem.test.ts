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
import { cause, run, words } from '../../../test/support/machine.ts'
import type { ModemFact } from './fact.ts'
import { stepModem } from './modem.ts'
import { viewModem } from './view.ts'

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

test('a modem that fails before it was opened is told of, as failed', () => {
  const { state, effects } = run([failed()])
  expect(words(effects)).toEqual(['modem.arrived'])
  expect(viewModem(state)).toMatchObject({ state: 'failed', reason: { code: 'modem-timeout' } })
})

test('a modem that goes before it has said anything is not told of', () => {
  expect(run([gone()]).effects).toEqual([])
})
