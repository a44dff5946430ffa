import { describe, expect, test } from 'vitest'
import {
  bringUp,
  cancel,
  capabilities,
  context,
  failed,
  gone,
  opened,
  radio,
  ready,
  registration,
  sim,
} from '../../../test/support/facts.ts'
import { cause, run, words } from '../../../test/support/machine.ts'
import type { ModemOperation } from '../operation.ts'
import type { ModemFact } from './fact.ts'
import { refuseOperation } from './refusal.ts'

const ENTER: ModemOperation = { kind: 'enter-pin', pin: 'pin1', code: '1234' }
const operate = (request: number, operation: ModemOperation = ENTER): ModemFact => ({
  type: 'operate',
  operation,
  request,
  by: 'anna',
})
const operated = (attempt: number, end: object = {}): ModemFact => ({ type: 'operated', attempt, ...end })

test.each<[string, ModemFact[], string[]]>([
  ['is asked of the driver', [operate(1)], ['operate #1']],
  ['ends with its reply', [operate(1), operated(1)], ['operate #1', 'complete 1 ok']],
  [
    'ends with the cause of its failure',
    [operate(1), operated(1, cause('pin_failed'))],
    ['operate #1', 'complete 1 pin_failed'],
  ],
  ['ends once', [operate(1), operated(1), operated(1)], ['operate #1', 'complete 1 ok']],
  ['is one at a time', [operate(1), operate(2)], ['operate #1', 'complete 2 busy']],
  [
    'lets the next one in after it',
    [operate(1), operated(1), operate(2)],
    ['operate #1', 'complete 1 ok', 'operate #2'],
  ],
  [
    'stands in the way of no question',
    [operate(1), operate(2, { kind: 'ask-pin' })],
    ['operate #1', 'operate #2'],
  ],
  [
    'is asked with others where it is a question, eight at once',
    Array.from({ length: 9 }, (_, index) => operate(index + 1, { kind: 'ask-pin' })),
    [...Array.from({ length: 8 }, (_, index) => `operate #${index + 1}`), 'complete 9 busy'],
  ],
  [
    'that is given up ends when the attempt does',
    [operate(1), cancel(1), operated(1, cause('cancelled'))],
    ['operate #1', 'abort #1', 'complete 1 cancelled'],
  ],
  ['given up by another number goes on', [operate(1), cancel(2)], ['operate #1']],
  [
    'ends with the modem that fails, and its late reply is not heard',
    [operate(1), failed(), operated(1)],
    ['operate #1', 'modem failed', 'complete 1 timeout', 'abort #1'],
  ],
  [
    'ends with the modem that goes',
    [operate(1), gone()],
    ['operate #1', 'connection.removed', 'modem.removed', 'complete 1 unplugged', 'abort #1'],
  ],
])('an operation %s', (_what, facts, effects) => {
  const { state } = run(bringUp())
  expect(words(run(facts, state).effects)).toEqual(effects)
})

test('of an operation no code is kept', () => {
  const { state } = run([...bringUp(), operate(1)])
  expect([...state.operations.values()]).toEqual([{ kind: 'enter-pin', request: 1, by: 'anna' }])
})

const PINS = [{ type: 'pin1', enabled: true, format: 'numeric', minLength: 4, maxLength: 6 }] as const
const pin = (code: string): ModemOperation => ({ ...ENTER, code })
const unblock = (code: string, newCode: string): ModemOperation => ({
  kind: 'unblock-pin',
  pin: 'pin1',
  code,
  newCode,
})

test.each<[string, ModemFact[], ModemOperation, string | undefined]>([
  ['a PIN that fits', [sim({ state: 'locked', pins: PINS })], pin('1234'), undefined],
  ['a PIN that is longer than the list allows', [sim({ pins: PINS })], pin('1234567'), 'invalid_argument'],
  ['a PIN of a card that has told no lengths', [sim()], pin('12345678'), undefined],
  ['a PIN that no card has', [sim()], pin('123456789'), 'invalid_argument'],
  ['digits of another script', [sim({ pins: PINS })], pin('١٢٣٤'), 'invalid_argument'],
  ['a lock whose form is not known', [sim()], { ...ENTER, pin: 'network-pin', code: 'A*1#' }, undefined],
  ['more than any code has', [sim()], { ...ENTER, pin: 'custom', code: '1'.repeat(17) }, 'invalid_argument'],
  ['a PUK', [sim({ state: 'locked', pins: PINS })], unblock('12345678', '1234'), undefined],
  ['a PUK of seven digits', [sim({ pins: PINS })], unblock('1234567', '1234'), 'invalid_argument'],
  ['a new PIN that is none', [sim({ pins: PINS })], unblock('12345678', '1'), 'invalid_argument'],
  ['a PIN of a card whose subscription is off', [sim({ state: 'not-activated' })], pin('1234'), undefined],
  ['a question to a modem without a card', [sim({ state: 'not-inserted' })], { kind: 'ask-pin' }, undefined],
])('%s', (_what, facts, operation, code) => {
  const { state } = run([...bringUp(), ...facts])
  expect(refuseOperation(state, operation)?.code).toBe(code)
})

test.each<[string, ModemFact[], ModemOperation, string]>([
  ['that is not in the list', [sim({ pins: PINS })], { ...ENTER, pin: 'pin2' }, 'not_supported'],
  ['without a card', [sim({ state: 'not-inserted' })], pin('1234'), 'sim_not_inserted'],
  ['of a dead card', [sim({ state: 'bad' })], pin('1234'), 'bad_sim'],
])('a PIN %s is taken on and ends with that, and the modem is not asked', (_what, facts, operation, code) => {
  const { state } = run([...bringUp(), ...facts])
  expect(refuseOperation(state, operation)).toBeUndefined()
  expect(words(run([operate(1, operation)], state).effects)).toEqual([`complete 1 ${code}`])
})

test.each<ModemOperation>([
  { kind: 'read-messages', which: { filter: 'new' } },
  { kind: 'delete-messages', which: { filter: 'all' } },
  { kind: 'set-message-configuration', format: 'pdu' },
])('$kind of a modem without messages is taken on and ends with that', (operation) => {
  const able = { ...capabilities, sms: [] }
  const { state } = run([{ ...opened(), capabilities: able } as ModemFact, ...bringUp().slice(1)])
  expect(refuseOperation(state, operation)).toBeUndefined()
  expect(words(run([operate(1, operation)], state).effects)).toEqual(['complete 1 not_supported'])
})

test.each<[string, ModemFact[], string | undefined]>([
  ['is being opened', [opened()], 'busy'],
  ['is ready', [opened(), ready], undefined],
  ['failed', [opened(), ready, failed()], 'timeout'],
])('a modem that %s', (_what, facts, code) => {
  expect(refuseOperation(run(facts).state, { kind: 'ask-pin' })?.code).toBe(code)
})

test('a refusal says nothing of the code', () => {
  const { state } = run(bringUp())
  expect(refuseOperation(state, pin('98765432109'))?.message).toBe(
    'modem0: the PIN has to have 4 to 8 characters; it was not tried, so no attempt was spent',
  )
})

describe('choosing a network', () => {
  const automatic: ModemOperation = { kind: 'register', mode: 'automatic' }
  const manual = (provider = '26201'): ModemOperation => ({ kind: 'register', mode: 'manual', provider })
  const connected = context('activated')

  test.each<[string, ModemFact[], ModemOperation, string[]]>([
    ['is asked of the driver', [], manual(), ['operate #1']],
    ['that is so already is asked again', [], automatic, ['operate #1']],
    ['that is so already needs no asking while connected', [connected], automatic, ['complete 1 ok']],
    [
      'by hand that is so already needs no asking either',
      [registration('roaming', { mode: 'manual', provider: { id: '26201', name: 'T' } }), connected],
      manual(),
      ['complete 1 ok'],
    ],
    ['while connected is not possible', [connected], manual(), ['complete 1 invalid_state']],
    ['by what is no number is not asked for', [], manual('T-Mobile'), ['complete 1 invalid_argument']],
  ])('%s', (_what, facts, operation, effects) => {
    const { state } = run([...bringUp(), ...facts])
    expect(words(run([operate(1, operation)], state).effects)).toEqual(effects)
  })

  test('by hand is nothing for a modem that always chooses itself', () => {
    const fact = opened()
    const able = { ...capabilities, manualRegistration: false }
    const { state } = run([{ ...fact, capabilities: able } as ModemFact, ...bringUp().slice(1)])
    expect(refuseOperation(state, manual())?.code).toBe('not_supported')
    expect(refuseOperation(state, automatic)).toBeUndefined()
  })
})

describe('what was found by a scan', () => {
  const providers = [{ id: '26201', name: 'T', states: ['visible'], cellularClasses: ['gsm'] }] as const
  const found = (of: 'all' | 'multicarrier'): ModemFact => ({ type: 'visible-providers', of, providers })

  test('is kept with its time, apart from what a scan for carriers has found', () => {
    const { state } = run([...bringUp(), found('all'), found('multicarrier')])
    expect(state.visibleProviders?.providers).toEqual(providers)
    expect(state.multicarrier?.visibleProviders?.providers).toEqual(providers)
  })

  test.each<[string, ModemFact]>([
    ['radio', radio('off')],
    ['SIM', sim({ state: 'not-inserted' })],
  ])('goes with the %s', (_what, fact) => {
    const { state } = run([...bringUp(), found('all'), found('multicarrier'), fact])
    expect(state).not.toHaveProperty('visibleProviders')
    expect(state.multicarrier).not.toHaveProperty('visibleProviders')
  })

  test('stays with a SIM whose subscription is not activated', () => {
    const { state } = run([...bringUp(), found('all'), sim({ state: 'not-activated' })])
    expect(state.visibleProviders?.providers).toEqual(providers)
  })
})

test('a list that somebody here has set is told with the request, one that the network has set without', () => {
  const { state } = run([...bringUp(), operate(7, { kind: 'set-preferred-providers', providers: [] })])
  const list: ModemFact = { type: 'preferred-providers', list: { providers: [] } }
  const told = (effects: ReturnType<typeof run>['effects']): unknown[] =>
    effects.flatMap((effect) => (effect.type === 'tell' ? [effect.event] : []))
  const set = run([list], state)
  expect(told(set.effects)).toMatchObject([{ type: 'preferred-providers.changed', request: 7, by: 'anna' }])
  const cause = { code: 'status', message: 'unreadable' } as const
  const read: ModemFact = { type: 'preferred-providers', list: { providers: [], cause } }
  const later = run([operated(1), read], set.state)
  expect(told(later.effects).at(-1)).not.toHaveProperty('request')
})
