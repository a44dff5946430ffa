import { describe, expect, test } from 'vitest'
import {
  activation,
  bringUp,
  cancel,
  connect,
  context,
  disconnect,
  gone,
  ip,
  opened,
  otherIp,
  outcome,
  ready,
  refused,
} from '../../../test/support/facts.ts'
import { run, view, words } from '../../../test/support/machine.ts'
import type { ModemFact } from './fact.ts'

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

  test('it is up since it came up, and not since it was found', () => {
    const since = 3
    const { state, effects } = run([recall({ use, addresses: ['10.0.0.2'], since }), ...found])
    expect(view(state).since).toBe(since)
    expect(effects).toContainEqual(expect.objectContaining({ type: 'remember', since }))
    const ahead = run([recall({ use, addresses: ['10.0.0.2'], since: Number.MAX_SAFE_INTEGER }), ...found])
    const unknown = run([recall({ use, addresses: ['10.0.0.2'] }), ...found])
    expect(view(ahead.state).since, 'of a clock that was set back').toBe(view(unknown.state).since)
  })

  test('a context with other addresses is nobody’s, and forgotten', () => {
    const { state, effects } = run([recall({ use, addresses: ['10.7.7.7'] }), ...found])
    expect(view(state)).toMatchObject({ state: 'activated', reason: { code: 'found' } })
    expect(view(state).profile).toBeUndefined()
    expect(effects.filter((effect) => effect.type === 'remember')).toEqual([
      { type: 'remember', connection: view(state).id, sessionId: 0 },
    ])
  })

  const underway = bringUp().map((fact) => (fact.type === 'context' ? context('activating') : fact))
  const pending = (kind: 'connect' | 'disconnect') => ({ use, requests: [{ id: 7, kind, by: 'anna' }] })
  test.each<['connect' | 'disconnect', ModemFact[], string]>([
    ['connect', found, 'complete 7 ok'],
    ['connect', bringUp(), 'complete 7 service_restarted'],
    ['disconnect', bringUp(), 'complete 7 ok'],
    ['disconnect', found, 'complete 7 service_restarted'],
    ['connect', [gone()], 'complete 7 service_restarted'],
    ['connect', [...underway, context('activated')], 'complete 7 ok'],
    ['connect', [...underway, context('deactivated')], 'complete 7 service_restarted'],
    [
      'connect',
      [...underway, context('deactivated', { networkError: refused })],
      'complete 7 connect_failed',
    ],
    ['connect', [...underway, { type: 'timer', timer: 'recall' }, context('activated')], 'complete 7 ok'],
    ['connect', [...underway, cancel(7), outcome(1)], 'complete 7 cancelled'],
    ['connect', [...underway, cancel(7), context('activated')], 'complete 7 cancelled'],
    ['connect', [...underway, disconnect(8), context('deactivated')], 'complete 7 cancelled'],
    ['connect', [...underway, gone()], 'complete 7 service_restarted'],
    ['connect', [opened(), { type: 'timer', timer: 'recall' }], 'complete 7 service_restarted'],
  ])('a pending %s ends once', (kind, facts, expected) => {
    const { effects, state } = run([recall(pending(kind)), ...facts])
    const ends = words(effects).filter((line) => line.startsWith('complete 7'))
    expect(ends).toEqual([expected])
    expect(words(run([ready, { type: 'timer', timer: 'recall' }, gone()], state).effects)).not.toContain(
      expected,
    )
  })

  test('a context that is on its way up for a connect is whose that was, until it is there', () => {
    const { state } = run([recall(pending('connect')), ...underway])
    expect(view(state)).toMatchObject({ state: 'activating', profile: 'internet' })
    expect(view(run([context('activated')], state).state)).toMatchObject({
      state: 'activated',
      profile: 'internet',
      ip,
    })
    const { state: refusedBy } = run([context('deactivated', { networkError: refused })], state)
    expect(view(refusedBy)).toMatchObject({
      state: 'deactivated',
      cause: { code: 'connect_failed', network: refused },
      activationNetworkError: refused,
    })
    expect(view(refusedBy).profile).toBeUndefined()
  })

  test('one that is on its way up without a connect is nobody’s', () => {
    const { state } = run([recall({ use, addresses: ['10.7.7.7'] }), ...underway, context('activated')])
    expect(view(state).profile).toBeUndefined()
  })

  test('a connect that is given up takes down the context that is on its way up for it', () => {
    const { effects } = run([recall(pending('connect')), ...underway, cancel(7)])
    expect(words(effects)).toContain('deactivate #1')
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
