import { describe, expect, test } from 'vitest'
import { Seconds } from '../../../base/index.ts'
import { dialNeedsHelp, type DialInterface, type UnreachabilityReason } from '../../../core/index.ts'
import { MODEM } from '../../../../test/support/fake-service.ts'
import { courseOf, mannerOf } from './course.ts'
import { explainCause, sentence } from './explain.ts'
import { count, formatBytes, formatLength, formatSpan, formatSpeed } from './format.ts'
import { outside } from './outside.ts'
import { connectionTone, dialInterfaceTone, modemNeedsHelp, modemTone, tellingReasons } from './state-tone.ts'

test.each([
  ['Dialtone Mobile ü', 'Dialtone Mobile ü'],
  ['אבג', 'אבג'],
  ['a\u202Eb\u2066c\u2028d\u0000e\u009Bf', 'a?b?c?d?e?f'],
])('%j is shown as %j', (text, shown) => {
  expect(outside(text)).toBe(shown)
})

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1500, '1.5 kB'],
  [999_960, '1 MB'],
  [5e12, '5 TB'],
  [5e15, '5,000 TB'],
])('%i bytes are %s', (amount, text) => {
  expect(formatBytes(amount)).toBe(text)
})

test('spans and speeds', () => {
  expect([0, -5000, 400, 61_000, 3_600_000].map(formatSpan)).toEqual([
    '0 s',
    '0 s',
    '0 s',
    '1 min 1 s',
    '1 h',
  ])
  expect([64_000, 150e6, 1.5e9].map(formatSpeed)).toEqual(['64 kbit/s', '150 Mbit/s', '1.5 Gbit/s'])
  expect(formatLength(Seconds(90))).toBe('1\u00A0min\u00A030\u00A0s')
  expect([count(1, 'modem'), count(3, 'modem'), count(2, 'thing needs', 'things need')]).toEqual([
    '1 modem',
    '3 modems',
    '2 things need',
  ])
})

test('a sentence has a capital and a full stop, and leaves names as they are', () => {
  expect(sentence('the radio is off')).toBe('The radio is off.')
  expect(sentence('What now?')).toBe('What now?')
  expect(sentence('modem0: the SIM is locked')).toBe('modem0: the SIM is locked.')
  expect(sentence('branch is connected', 'branch')).toBe('branch is connected.')
})

test('a cause is told with all that was said', () => {
  expect(
    explainCause({
      code: 'pin_failed',
      message: 'the PIN was refused',
      status: { protocol: 'MBIM', value: 14, name: 'pin-required' },
      network: { value: 33, name: 'not-subscribed', text: 'not in the subscription' },
      attemptsLeft: 2,
    }),
  ).toEqual({
    text: 'The PIN was refused.',
    facts: [
      ['Code', 'pin_failed'],
      ['Modem', 'MBIM status 14, pin-required'],
      ['Network', 'cause 33, not-subscribed: not in the subscription'],
      ['Attempts left', '2'],
    ],
  })
})

describe('a dial interface', () => {
  const settings = (persistent: boolean, ...dials: boolean[]): DialInterface['settings'] =>
    // Nothing else of the settings is looked at.
    ({ persistent, routes: dials.map((one) => ({ dials: one })) }) as unknown as DialInterface['settings']

  test('is brought up by itself, by traffic where a route dials, else by hand', () => {
    expect(
      [settings(true), settings(false, false, true), settings(false, false), settings(false)].map(mannerOf),
    ).toEqual(['persistent', 'demand', 'hand', 'hand'])
  })

  test.each<[Partial<DialInterface>, string | undefined, number | undefined]>([
    [{}, undefined, undefined],
    [{ state: 'connecting', nextAttempt: 50, attempt: 2 }, 'Redials (attempt 3) in', 50],
    [{ unreachability: ['connection-failure'], nextAttempt: 50 }, 'Back-off ends in', 50],
    [{ unreachability: ['dial-out-hours'], hoursBegin: 70 }, 'Its dial-out hours begin in', 70],
    [
      { unreachability: ['connection-failure', 'dial-out-hours'], nextAttempt: 50, hoursBegin: 70 },
      'Its dial-out hours begin in',
      70,
    ],
    [
      { unreachability: ['connection-failure', 'dial-out-hours'], nextAttempt: 90, hoursBegin: 70 },
      'Back-off ends in',
      90,
    ],
    [{ unreachability: ['disabled', 'dial-out-hours'], hoursBegin: 70 }, undefined, undefined],
  ])('%j counts down to what keeps it down longest', (what, words, to) => {
    const one = { state: 'unreachable', since: 10, unreachability: [], ...what }
    // Nothing else of an interface is looked at.
    const course = courseOf(one as unknown as DialInterface)
    expect([course?.words, course?.to]).toEqual([words, to])
  })
})

describe('the colour of a state', () => {
  test('is rest where it is one of a newer service', () => {
    expect([modemTone('dancing'), connectionTone('dancing')]).toEqual(['rest', 'rest'])
  })

  const dial = (...unreachability: UnreachabilityReason[]): DialInterface =>
    // Nothing else of an interface is looked at.
    ({ state: 'unreachable', unreachability }) as unknown as DialInterface

  test.each<[UnreachabilityReason[], boolean, UnreachabilityReason[]]>([
    [['no-device'], true, ['no-device']],
    [['disabled'], false, ['disabled']],
    [['no-device', 'disabled'], false, ['disabled']],
    [['paused', 'connection-failure'], false, ['paused']],
    [['dial-out-hours'], false, ['dial-out-hours']],
  ])('unreachable by %j: needs help is %j', (reasons, help, told) => {
    const one = dial(...reasons)
    expect([dialNeedsHelp(one), tellingReasons(one), dialInterfaceTone(one)]).toEqual([
      help,
      told,
      help ? 'bad' : 'rest',
    ])
  })

  test('a modem needs help where somebody has to do something', () => {
    expect(modemNeedsHelp(MODEM)).toBe(false)
    expect(modemNeedsHelp({ ...MODEM, state: 'locked' })).toBe(true)
    expect(modemNeedsHelp({ ...MODEM, sim: { state: 'not-inserted', telephoneNumbers: [] } })).toBe(true)
    expect(
      modemNeedsHelp({
        ...MODEM,
        registration: { state: 'denied', mode: 'automatic', availableDataClasses: [] },
      }),
    ).toBe(true)
  })
})
