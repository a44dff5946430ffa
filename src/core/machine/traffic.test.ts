import { describe, expect, test } from 'vitest'
import { bringUp, context, opened, registration, sim } from '../../../test/support/facts.ts'
import { run } from '../../../test/support/machine.ts'
import type { ModemFact } from './fact.ts'
import { difference, type Reading } from './traffic.ts'

const GB = 1e9
const reading = (received: number, at: number, sessions: readonly number[] = [0]): Reading => ({
  received,
  sent: 0,
  at,
  sessions,
})

describe('between two readings', () => {
  test.each<[string, Reading, Reading, number]>([
    ['is what was added', reading(100, 0), reading(350, 30_000), 250],
    ['is nothing where nothing was', reading(100, 0), reading(100, 30_000), 0],
    ['is all since a counter began anew', reading(5 * GB, 0), reading(70, 30_000), 70],
    ['is all since a small counter began anew', reading(500, 0), reading(70, 30_000), 70],
    ['goes over the end of 32 bits', reading(2 ** 32 - 10, 0), reading(15, 30_000), 25],
    ['is no faster than any network', reading(0, 0), reading(2 ** 63, 30_000), 0],
  ])('%s', (_, before, after, received) => {
    expect(difference(before, after, { sessions: [0], since: 0 })).toEqual({
      received,
      sent: 0,
      connected: 30_000,
    })
  })

  test.each<[string, Reading, Reading, number, number]>([
    ['since the context came', reading(0, 0, []), reading(9, 30_000), 10_000, 20_000],
    ['until it went, a moment ago', reading(0, 0), reading(9, 30_000, []), 0, 30_000],
    ['between its coming and going', reading(0, 0, []), reading(9, 30_000, []), 25_000, 5000],
    ['not as long as nobody looked', reading(0, 0), reading(9, 3_600_000, []), 0, 0],
    ['over a restart that left the context up', reading(0, 0), reading(9, 3_600_000), 0, 3_600_000],
    ['not while the clock was set', reading(0, 0), reading(9, 1.8e12), 0, 0],
    ['not while the clock was set back', reading(0, 50_000), reading(9, 0), 50_000, 0],
  ])('it was connected %s', (_, before, after, since, connected) => {
    expect(difference(before, after, { sessions: [0], since }).connected).toBe(connected)
  })
})

const traffic = (received: number, sent = 0): ModemFact => ({ type: 'traffic', received, sent })

/** Whose what was, as `session received`. */
const used = (facts: readonly ModemFact[]): string[] =>
  run(facts).effects.flatMap((effect) => {
    if (effect.type !== 'count' || effect.used === undefined) return []
    const { sessionId, received, roaming } = effect.used
    return [`${sessionId ?? 'several'} ${received}${roaming ? ' roaming' : ''}`]
  })

describe('what a modem counted', () => {
  test.each<[string, readonly ModemFact[], readonly string[]]>([
    [
      'belongs to the connection that is up',
      [context('activated'), traffic(10), traffic(30)],
      ['0 10', '0 20'],
    ],
    [
      'belongs to the one that has just gone',
      [context('activated'), traffic(10), context('deactivated'), traffic(15)],
      ['0 10', '0 5'],
    ],
    [
      'belongs to nobody alone where two were up',
      [context('activated'), traffic(10), context('activated', { sessionId: 2 }), traffic(10), traffic(30)],
      ['0 10', 'several 0', 'several 20'],
    ],
    [
      'belongs to the one that is left again',
      [
        context('activated'),
        context('activated', { sessionId: 2 }),
        traffic(10),
        context('deactivated'),
        traffic(12),
        traffic(20),
      ],
      ['several 10', 'several 2', '2 8'],
    ],
    [
      'belongs to one that was up for a moment only',
      [context('activated'), context('deactivated'), traffic(15)],
      ['0 15'],
    ],
    ["is nobody's where nothing is up", [traffic(10)], []],
    ['was abroad', [context('activated'), registration('roaming'), traffic(10)], ['0 10 roaming']],
    [
      'was abroad with a partner',
      [context('activated'), registration('partner'), traffic(10)],
      ['0 10 roaming'],
    ],
    [
      'begins anew with a control session',
      [context('activated'), traffic(10), opened(), ...bringUp().slice(1), context('activated'), traffic(4)],
      ['0 10', '0 4'],
    ],
  ])('%s', (_, facts, expected) => {
    expect(used([...bringUp(), ...facts])).toEqual(expected)
  })

  test('before us is not ours, unless it was read by us', () => {
    const found = [opened({ adopted: true }), sim(), context('activated'), traffic(1000), traffic(1010)]
    expect(used(found)).toEqual(['0 10'])
    const recalled: ModemFact = { type: 'recall', sessions: [], traffic: reading(900, 0) }
    expect(used([recalled, ...found])).toEqual(['0 100', '0 10'])
    expect(used([recalled, opened(), sim(), context('activated'), traffic(7)])).toEqual(['0 7'])
  })
})
