import { describe, expect, test } from 'vitest'
import {
  activation,
  bringUp,
  connect,
  context,
  outcome,
  radio,
  refused,
  registration,
  sim,
} from '../../../test/support/facts.ts'
import { cause, run, view } from '../../../test/support/machine.ts'
import type { ModemFact } from './fact.ts'

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
