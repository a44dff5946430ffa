import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  START,
  refused,
  here,
  traffic,
  up,
  drop,
  connect,
  disconnect,
  failedAttempt,
  timer,
  set,
  settings,
  run,
  say,
} from '../../../test/support/dial-machine.ts'
import { Hours, Milliseconds, Minutes, Seconds } from '../../base/index.ts'
import { parseDialOutHours, type Cause, type DataPathState, type DialSettings } from '../../core/index.ts'
import { explainDial } from './explain.ts'
import { explainWholeDial } from './explanation.ts'
import { DIALLER, initialDial, type DialEffect, type DialFact, type DialMachine } from './machine.ts'
import { stepDial } from './step.ts'
import { dialState, unreachability } from './unreachability.ts'
import { viewDial } from './view.ts'

const hungUp = (attempt: number): DialFact => ({ type: 'hung-up', attempt })

describe('a persistent interface', () => {
  const persistent = { persistent: true, idleTimeout: 'never' } as const
  test.each<[string, readonly (DialFact | number)[], string, string, readonly string[]]>([
    ['is dialled at once', [here], 'connecting', 'dialling-persistence', ['hold', 'dial 1 for dial']],
    ['has no idle limit', [here, up], 'connected', 'dialled-persistence', ['open']],
    [
      'is restored at once when it drops',
      [here, up, 60_000, drop],
      'connecting',
      'dialling-persistence',
      ['hold', 'dial 2 for dial'],
    ],
    [
      'waits where it drops as soon as it is up',
      [here, up, 1_000, drop],
      'connecting',
      'redialling',
      ['hold', 'redial in 10 s'],
    ],
    [
      'stays down when it was disconnected by hand',
      [here, up, disconnect, drop, hungUp(2)],
      'disconnected',
      'resting',
      ['end 2 well'],
    ],
    [
      'and when others disconnected it',
      [here, up, { type: 'down', cause: { code: 'cancelled', message: 'by hand' } }],
      'disconnected',
      'resting',
      ['hold'],
    ],
    [
      'until somebody connects it',
      [here, up, disconnect, drop, hungUp(2), connect],
      'connecting',
      'dialling-hand',
      ['dial 3 for anna'],
    ],
    [
      'is dialled when the modem is back',
      [here, { type: 'available', cause: refused }, up, 60_000, drop, here],
      'connecting',
      'dialling-persistence',
      ['hold', 'dial 2 for dial'],
    ],
    [
      'is dialled when its wait is over',
      [here, failedAttempt(1), timer('redial'), failedAttempt(2), 600_000, timer('wait')],
      'connecting',
      'dialling-persistence',
      ['hold', 'dial 3 for dial', 'no wait'],
    ],
    [
      'is dialled once it is enabled',
      [here, set({ ...persistent, enabled: false }), failedAttempt(1), set(persistent)],
      'connecting',
      'dialling-persistence',
      ['hold', 'dial 2 for dial'],
    ],
  ])('%s', (_, facts, state, reason, effects) => {
    const { machine, effects: done } = run(facts, persistent)
    expect([dialState(machine), explainDial(machine).code]).toEqual([state, reason])
    expect(done.map(say)).toEqual(effects)
  })
})

describe('dial-out hours', () => {
  // START is a Thursday.
  const dialOutHours = parseDialOutHours(['4 01:00-02:00'], 'UTC')
  test('refuse traffic, allow it from the first minute, and refuse it after the last', () => {
    const before = run([here], { dialOutHours })
    expect(unreachability(before.machine)).toEqual(['dial-out-hours'])
    const open = run([here, Hours(1), timer('hours')], { dialOutHours })
    expect([dialState(open.machine), open.effects.map(say)]).toEqual([
      'disconnected',
      ['hold', 'hours in 3600 s'],
    ])
    const shut = run([here, Hours(1), timer('hours'), Hours(1), timer('hours')], { dialOutHours })
    expect([dialState(shut.machine), shut.effects.map(say)]).toEqual([
      'unreachable',
      ['withdrawn', 'hours in 601200 s'],
    ])
  })

  describe('are an error where something wanted to dial', () => {
    const open = { dialOutHours: parseDialOutHours(['4 00:00-00:05'], 'UTC') }
    const shut = [Minutes(5), timer('hours')] as const
    test.each<[string, readonly (DialFact | number)[], Partial<DialSettings>, string, readonly string[]]>([
      [
        'a redial that is waited for as they shut',
        [here, traffic, failedAttempt(1), ...shut],
        { redial: { attempts: 9, interval: Minutes(10) } },
        'branch is to dial again, but may not dial at this hour; before that: the network refused',
        ['withdrawn', 'no redial', 'hours in 604500 s'],
      ],
      [
        'a redial that is due as they shut',
        [here, traffic, failedAttempt(1), Minutes(5), timer('redial')],
        { redial: { attempts: 9, interval: Minutes(5) } },
        'branch is to dial again, but may not dial at this hour; before that: the network refused',
        ['withdrawn', 'no redial', 'hours in 604500 s'],
      ],
      [
        'a redial after an attempt that they shut upon',
        [here, traffic, ...shut, failedAttempt(1)],
        { redial: { attempts: 9, interval: Seconds(10) } },
        'branch is to dial again, but may not dial at this hour; before that: the network refused',
        ['withdrawn'],
      ],
      [
        'traffic that waits for it to come down as they shut',
        [here, traffic, up, disconnect, drop, traffic, ...shut, hungUp(2)],
        {},
        'traffic to 203.0.113.9 wanted branch, which may not dial at this hour',
        ['end 2 well'],
      ],
      [
        'traffic that was on its way as they shut',
        [here, ...shut, traffic],
        {},
        'traffic to 203.0.113.9 wanted branch, which may not dial at this hour',
        [],
      ],
      [
        'a persistent interface that drops once they are shut',
        [here, up, ...shut, drop],
        { persistent: true, idleTimeout: 'never' },
        'branch is to be connected always, but may not dial at this hour; before that: the network ended it',
        ['withdrawn'],
      ],
    ])('%s', (_, facts, settled, message, effects) => {
      const { machine, effects: done } = run(facts, { ...open, ...settled })
      expect([dialState(machine), unreachability(machine)]).toEqual(['unreachable', ['dial-out-hours']])
      expect(machine.lastError).toEqual({ code: 'dial_out_hours', message })
      expect(done.map(say)).toEqual(effects)
    })

    test('and are none where nothing did, or something else barred it too', () => {
      const { machine } = run([here, ...shut], open)
      expect([unreachability(machine), machine.lastError]).toEqual([['dial-out-hours'], undefined])
      const gone = run([...shut, traffic], open).machine
      expect([unreachability(gone), gone.lastError]).toEqual([['dial-out-hours', 'no-device'], undefined])
    })
  })

  test('let what a hand asked for be redialled', () => {
    const { machine, effects } = run([here, connect, failedAttempt(1), Seconds(10), timer('redial')], {
      dialOutHours,
    })
    expect(explainDial(machine).code).toBe('dialling-hand')
    expect(effects.map(say)).toContain('dial 2 for anna')
  })

  test('do not bar a connect by hand, and do not end a connection', () => {
    expect(dialState(run([here, connect], { dialOutHours }).machine)).toBe('connecting')
    const { machine } = run([here, connect, up, Hours(2), timer('hours')], { dialOutHours })
    expect(dialState(machine)).toBe('connected')
  })
})

test('several reasons hold at once, in the order of their bits', () => {
  const { machine } = run([
    here,
    traffic,
    failedAttempt(1),
    timer('redial'),
    failedAttempt(2),
    { type: 'paused', paused: true },
    { type: 'available', cause: { code: 'no_device', message: 'gone' } },
  ])
  expect(unreachability(machine)).toEqual(['connection-failure', 'paused', 'no-device'])
})

test('is unreachable for 10 minutes, then 10 more each time, up to 6 hours; a success begins anew', () => {
  const waits: number[] = []
  let { machine } = run([here], { redial: { attempts: 0, interval: Seconds(0) } })
  let now = START
  const step = (fact: DialFact): readonly DialEffect[] => {
    const { state, effects } = stepDial(machine, fact, now)
    machine = state
    return effects
  }
  const fail = (): void => {
    const dial = step(traffic).find((effect) => effect.type === 'dial')
    const attempt = dial?.type === 'dial' ? dial.attempt : 0
    const wait = step(failedAttempt(attempt)).find((effect) => effect.type === 'set-timer')
    waits.push((wait?.delay ?? 0) / Minutes(1))
    now += wait?.delay ?? 0
    step(timer('wait'))
  }
  for (let round = 0; round < 38; round++) fail()
  expect(waits).toEqual([...Array.from({ length: 36 }, (_, index) => (index + 1) * 10), 360, 360])
  const connectFor = (seconds: number, dial: DialFact): void => {
    step(dial)
    step(up)
    now += Seconds(seconds)
    const wait = step(drop).find((effect) => effect.type === 'set-timer')
    waits.splice(0, waits.length, (wait?.delay ?? 0) / Minutes(1))
    now += wait?.delay ?? 0
    step(timer('wait'))
  }
  // What comes down at once has failed as well.
  connectFor(5, traffic)
  expect(waits).toEqual([360])
  connectFor(10, traffic)
  fail()
  expect(waits).toEqual([0, 10])
  fail()
  // Of a hand, any success counts.
  connectFor(1, connect)
  fail()
  expect(waits).toEqual([0, 10])
})

describe('what connects and comes down within seconds', () => {
  const flap = [up, 3_000, drop] as const
  const [first, second] = [flap, [10_000, timer('redial'), ...flap]] as const
  test('is redialled after the interval, and unreachable once its redials are spent', () => {
    const { machine, effects } = run([here, traffic, ...first, ...second])
    expect([dialState(machine), unreachability(machine)]).toEqual(['unreachable', ['connection-failure']])
    expect(effects.map(say)).toEqual(['withdrawn', 'wait in 600 s', 'no idle'])
    const { steps, next, lastError } = explainWholeDial(machine, { dataPath: { state: 'withdrawn' } })
    expect(steps[0]?.text).toBe(
      'all attempts failed, once; it waits before it may be dialled again: it was up for 3 s only: the network ended it',
    )
    expect([lastError?.code, next]).toEqual([
      'disconnected',
      { at: START + 16_000 + 600_000, text: 'traffic may dial it again' },
    ])
  })

  test('says so with the next attempt while that is waited for, and nothing of it while it is up', () => {
    const waiting = explainWholeDial(run([here, traffic, ...first]).machine, {
      dataPath: { state: 'holding' },
    })
    expect(waiting.steps[0]?.text).toBe(
      'attempt 1 of 2 failed and it dials again soon: it was up for 3 s only: the network ended it',
    )
    expect(waiting.next).toEqual({ at: START + 13_000, text: 'attempt 2 of 2' })
    const again = run([here, traffic, ...first, ...second, 600_000, timer('wait'), traffic, up]).machine
    const facts = explainWholeDial(again, { dataPath: { state: 'open' } }).steps[0]?.facts
    expect(facts?.map(({ name }) => name)).not.toContain('Failed')
  })

  test('waits longer each time, and as long as the first time after it has lasted', () => {
    const round = [traffic, ...first, ...second, 3_600_000, timer('wait')] as const
    const { effects } = run([here, ...round, traffic, ...first, ...second])
    expect(effects.map(say)).toContain('wait in 1200 s')
    const lasted = run([here, ...round, traffic, up, 10_000, drop, traffic, ...first, ...second])
    expect(lasted.effects.map(say)).toContain('wait in 600 s')
  })

  test('is dialled for nobody while demand dialling is paused', () => {
    const persistent = { persistent: true, idleTimeout: 'never' } as const
    const pause: DialFact = { type: 'paused', paused: true }
    for (const settings of [{}, persistent]) {
      const { machine } = run([here, traffic, up, pause, drop, 10_000, timer('redial')], settings)
      expect([dialState(machine), machine.attempts]).toEqual(['unreachable', 1])
    }
  })
})

test('a hand that changes the settings ends the wait', () => {
  const { machine } = run([
    here,
    traffic,
    failedAttempt(1),
    timer('redial'),
    failedAttempt(2),
    set({ priority: 1 }),
  ])
  expect(dialState(machine)).toBe('disconnected')
})

describe('what an earlier life left pending', () => {
  const recall: DialFact = {
    type: 'recall',
    requests: [
      { request: 8, by: 'anna', kind: 'connect' },
      { request: 9, by: 'anna', kind: 'disconnect' },
    ],
  }
  test('ends well when its connection is found up', () => {
    const { machine, effects } = run([recall, { ...up, since: START - 5_000 }])
    expect(effects.map(say)).toContain('end 8 well')
    expect(viewDial(machine, { stored: true, dataPath: { state: 'open' } }).connected?.since).toBe(
      START - 5_000,
    )
  })
  test('ends as it is after a while', () => {
    const { effects } = run([recall, timer('recall')])
    expect(effects.map(say)).toEqual(['end 8 service_restarted', 'end 9 well'])
    const late = run([recall, up, timer('recall')])
    expect(late.effects.map(say)).toEqual(['end 9 service_restarted'])
  })
  const connecting: DialFact = { type: 'connecting' }
  const lost: DialFact = { type: 'down', cause: refused }
  const over = timer('recall')
  test.each<[string, readonly DialFact[], readonly string[]]>([
    ['that still connects waits for it', [connecting, over], ['end 9 well']],
    ['and ends well with it', [connecting, over, up], ['end 9 well', 'end 8 well']],
    ['or as it fails', [connecting, over, lost], ['end 9 well', 'end 8 connect_failed']],
    ['that is dialled anew ends with that', [here, traffic, over, up], ['end 9 well', 'end 8 well']],
    ['or is given up with it', [here, traffic, over, disconnect], ['end 9 well', 'end 8 cancelled']],
    [
      'that is being hung up ends with that',
      [up, disconnect, over, drop, hungUp(1)],
      ['end 8 well', 'end 2 well', 'end 9 well'],
    ],
    [
      'or stays as it is',
      [up, disconnect, over, { type: 'hung-up', attempt: 1, cause: refused }],
      ['end 8 well', 'end 2 connect_failed', 'end 9 connect_failed'],
    ],
  ])('%s', (_, facts, expected) => {
    const all: DialEffect[] = []
    facts.reduce(
      (machine, fact) => {
        const { state, effects } = stepDial(machine, fact, START)
        all.push(...effects)
        return state
      },
      run([recall]).machine,
    )
    expect(all.map(say).filter((line) => line.startsWith('end'))).toEqual(expected)
  })
})

test('every state has a reason, every request ends once, every attempt is followed up, the hours are kept', () => {
  const cause = fc.constantFrom<Cause>(
    refused,
    { code: 'no_device', message: 'gone' },
    { code: 'cancelled', message: 'by hand' },
  )
  const someHours = parseDialOutHours(['4 00:00-00:10 00:20-01:00 02:00-02:30 04:00-08:00'], 'UTC')
  const facts = fc.oneof(
    fc.constantFrom<DialFact>(
      here,
      traffic,
      up,
      { type: 'connecting' },
      timer('redial'),
      timer('wait'),
      timer('idle'),
      timer('hours'),
      timer('recall'),
    ),
    fc.constantFrom<DialFact>(
      { type: 'connect', request: 0, by: 'anna' },
      { type: 'disconnect', request: 0, by: 'bert' },
    ),
    cause.map((one): DialFact => ({ type: 'down', cause: one })),
    cause.map((one): DialFact => ({ type: 'available', cause: one })),
    cause.map((one): DialFact => ({ type: 'link-lost', cause: one })),
    fc
      .record({
        type: fc.constantFrom('dialled' as const, 'hung-up' as const),
        attempt: fc.integer({ min: 1, max: 9 }),
        cause: fc.option(cause, { nil: undefined }),
      })
      .map(({ cause: one, ...fact }): DialFact => (one === undefined ? fact : { ...fact, cause: one })),
    fc.integer({ min: 1, max: 20 }).map((request): DialFact => ({ type: 'cancel', request })),
    fc
      .record({ enabled: fc.boolean(), persistent: fc.boolean(), bound: fc.boolean() })
      .map(({ enabled, persistent, bound }) =>
        set({ enabled, persistent, ...(bound && { dialOutHours: someHours }) }),
      ),
    fc.boolean().map((paused): DialFact => ({ type: 'paused', paused })),
    fc.boolean().map((measured): DialFact => ({ type: 'usage', measured })),
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(facts, fc.integer({ min: 0, max: 900_000 })), { maxLength: 40 }),
      (story) => {
        let now = START
        let machine = initialDial('id', settings(), now)
        let request = 0
        const pending = new Set([900, 901])
        const attempts = new Set<number>()
        const take = (fact: DialFact): void => {
          const { state, effects } = stepDial(machine, fact, now)
          machine = state
          for (const effect of effects) {
            if (effect.type === 'complete') expect(pending.delete(effect.request)).toBe(true)
            if (effect.type === 'dial' || effect.type === 'hang-up') {
              expect(attempts.has(effect.attempt)).toBe(false)
              attempts.add(effect.attempt)
            }
            if (effect.type === 'dial' && effect.by === DIALLER) expect(state.allowed).toBe(true)
            if (effect.type === 'set-timer') expect(effect.delay).toBeGreaterThanOrEqual(0)
          }
          const view = viewDial(machine, { stored: true, dataPath: { state: 'holding' } })
          expect(view.reason.code).not.toBe('')
          expect(view.reason.text).not.toBe('')
          expect(view.unreachability.length > 0).toBe(view.state === 'unreachable')
          expect(view.connected !== undefined).toBe(view.state === 'connected')
        }
        take({
          type: 'recall',
          requests: [
            { request: 900, by: 'anna', kind: 'connect' },
            { request: 901, by: 'bert', kind: 'disconnect' },
          ],
        })
        for (const [fact, passed] of story) {
          now += passed
          if (fact.type === 'connect' || fact.type === 'disconnect') {
            request += 1
            pending.add(request)
            take({ ...fact, request })
          } else take(fact)
        }
        // Whatever was under way comes to its end once the dialer answers.
        take(set({ redial: { attempts: 0, interval: Milliseconds(0) } }))
        for (const attempt of attempts) {
          take({ type: 'dialled', attempt, cause: refused })
          take({ type: 'hung-up', attempt, cause: refused })
        }
        take(timer('redial'))
        for (const attempt of [...attempts]) take({ type: 'dialled', attempt, cause: refused })
        take({ type: 'down', cause: refused })
        take(timer('recall'))
        expect([...pending]).toEqual([])
      },
    ),
  )
})

test('traffic is not said to dial what has no data path', () => {
  const absent = { state: 'absent', cause: { code: 'already_exists', message: 'a $& is there' } } as const
  const textOf = (machine: DialMachine, dataPath: DataPathState): string =>
    viewDial(machine, { stored: true, dataPath }).reason.text
  const { machine } = run([here])
  expect(textOf(machine, { state: 'holding' })).toBe('traffic dials it')
  expect(textOf(machine, absent)).toBe('traffic cannot dial it: a $& is there')
  const { machine: byHand } = run([here], { routes: [] })
  expect(textOf(byHand, absent)).toBe('no route of it dials: it is connected by hand')
})
