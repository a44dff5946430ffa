import { describe, expect, test } from 'vitest'
import { decideOwner, type Decision, type Situation } from './decide-owner.ts'
import type { OwnerRule, OwnerSetting } from './owner-rule.ts'

const FREE: Situation = {
  rule: { owner: 'auto', of: 'all' },
  native: true,
  modemManager: 'away',
  owner: undefined,
  way: undefined,
  session: false,
  carried: false,
}

type Row = readonly [what: string, situation: Partial<Situation>, owner: Decision['owner'], because: RegExp]

const nobody = undefined
const managed = 'modem-manager'

const AUTO: readonly Row[] = [
  ['nothing else is there', {}, 'native', /is not running/],
  ['it is not known yet', { modemManager: 'unknown' }, nobody, /not known yet/],
  ['ModemManager has it', { modemManager: 'has' }, managed, /has it/],
  ['ModemManager has it, and we were idle', { modemManager: 'has', owner: 'native' }, managed, /has it/],
  ['ModemManager looks', { modemManager: 'looking' }, nobody, /looks/],
  [
    'it looks, and we are direct',
    { modemManager: 'looking', owner: 'native', way: 'direct' },
    nobody,
    /looks/,
  ],
  [
    'it looks, and we share',
    { modemManager: 'looking', owner: 'native', way: 'mbim-proxy' },
    'native',
    /not taken it up/,
  ],
  ['it looks for what it had', { modemManager: 'looking', owner: managed }, managed, /not found it again/],
  ['it leaves it alone', { modemManager: 'without', owner: managed }, 'native', /leaves it alone/],
  ['it has ended, and had it', { modemManager: 'leaving', owner: managed }, managed, /may be restarted/],
  ['it has ended for good', { modemManager: 'away', owner: managed }, 'native', /is not running/],
  ['it has ended, and we had it', { modemManager: 'leaving', owner: 'native' }, 'native', /is not running/],
  ['it does not answer, and has it', { modemManager: 'mute', owner: managed }, managed, /does not answer/],
  ['it does not answer, and we have it', { modemManager: 'mute', owner: 'native' }, 'native', /not answer/],
  ['it does not answer, and nobody has it', { modemManager: 'mute' }, nobody, /may have it/],
  [
    'it has it, and our session is up',
    { modemManager: 'has', owner: 'native', session: true },
    'native',
    /gets it when that has ended/,
  ],
  [
    'it has it, and nobody drives it, but a session was up',
    { modemManager: 'has', session: true },
    'native',
    /gets it when that has ended/,
  ],
  [
    'it carries that session itself',
    { modemManager: 'has', owner: 'native', session: true, carried: true },
    managed,
    /has it/,
  ],
  [
    'it has it and its session is not connected any more',
    { modemManager: 'has', owner: managed, session: true },
    managed,
    /has it/,
  ],
  ['it speaks no MBIM', { native: false }, nobody, /only ModemManager/],
  ['it speaks no MBIM, and is there', { native: false, modemManager: 'has' }, managed, /only ModemManager/],
  ['it speaks no MBIM, and waits', { native: false, owner: managed }, managed, /only ModemManager/],
]

test.each(AUTO)('auto: %s', (_, situation, owner, because) => {
  const decision = decideOwner({ ...FREE, ...situation })
  expect(decision.owner).toBe(owner)
  expect(decision.because).toMatch(because)
  expect(decision.inhibit).toBeUndefined()
})

/** So set, in general unless told. */
function set(owner: OwnerSetting, of: OwnerRule['of'] = 'all'): Pick<Situation, 'rule'> {
  return { rule: { owner, of } }
}

describe('set', () => {
  const direct = set('direct')
  const proxied = set('mbim-proxy')
  const through = set(managed)
  const ours = { owner: 'native', session: true } as const
  const theirs = { owner: managed, session: true, carried: true, modemManager: 'has' } as const
  const ROWS: readonly Row[] = [
    ['direct', direct, 'native', /^it is set so in general$/],
    ['direct, at first', { ...direct, modemManager: 'unknown' }, nobody, /not known yet/],
    ['direct, while ModemManager looks', { ...direct, modemManager: 'looking' }, 'native', /set so/],
    ['direct, and left alone', { ...direct, modemManager: 'left' }, 'native', /leaves it alone/],
    ['direct, and no MBIM', { ...direct, native: false }, nobody, /in general .* no MBIM control device/],
    [
      'direct, amid a connection of theirs',
      { ...direct, ...theirs },
      managed,
      /once the connection .* has ended/,
    ],
    [
      'direct, once that has ended',
      { ...direct, modemManager: 'has', owner: managed },
      nobody,
      /is asked to/,
    ],
    ['mbim-proxy', { ...proxied, modemManager: 'has' }, 'native', /set so/],
    ['mbim-proxy, amid a connection of theirs', { ...proxied, ...theirs }, 'native', /set so/],
    ['modem-manager', { ...through, modemManager: 'has' }, managed, /set so/],
    ['modem-manager, away', through, nobody, /is to drive it, as is set in general, and has not got it/],
    ['modem-manager, away for a while', { ...through, owner: managed }, managed, /has not got it/],
    [
      'modem-manager, amid a connection of ours',
      { ...through, ...ours, modemManager: 'has' },
      'native',
      /goes first/,
    ],
    ['modem-manager, of ours unplugged', { ...through, ...ours, native: false }, nobody, /has not got it/],
    ['for its device', set('direct', 'device'), 'native', /^it is set so for its control device$/],
    ['for its IMEI', { ...set(managed, 'equipment'), modemManager: 'has' }, managed, /so for its IMEI$/],
    [
      'for its IMEI, to whoever has it',
      set('auto', 'equipment'),
      'native',
      /not running; whoever .* its IMEI$/,
    ],
  ]
  test.each(ROWS)('%s', (_, situation, owner, because) => {
    const decision = decideOwner({ ...FREE, ...situation })
    expect(decision.owner).toBe(owner)
    expect(decision.because).toMatch(because)
  })

  test('direct has ModemManager leave alone what it has, and only that', () => {
    const asked = decideOwner({ ...FREE, ...direct, modemManager: 'has' })
    expect(asked).toMatchObject({ owner: undefined, inhibit: true })
    for (const rule of [set('auto'), proxied, through]) {
      expect(decideOwner({ ...FREE, ...rule, modemManager: 'has' }).inhibit).toBeUndefined()
    }
  })

  test('what was set before is taken back, once no connection would end over it', () => {
    for (const rule of [set('auto'), proxied, through]) {
      expect(decideOwner({ ...FREE, ...rule, modemManager: 'left' }).inhibit).toBe(false)
    }
    for (const rule of [set('auto'), through]) {
      const decision = decideOwner({ ...FREE, ...rule, ...ours, modemManager: 'left' })
      expect(decision.owner).toBe('native')
      expect(decision.inhibit).toBeUndefined()
    }
  })

  test('the way to it is that of the rule', () => {
    const ways = [direct, proxied, through, set('auto')].map((rule) => decideOwner({ ...FREE, ...rule }).way)
    expect(ways).toEqual(['direct', 'mbim-proxy', undefined, undefined])
  })
})

test('a session that is up is never taken from whoever alone carries it', () => {
  const relations = ['away', 'leaving', 'mute', 'without', 'has', 'left'] as const
  for (const modemManager of relations) {
    for (const way of ['direct', 'mbim-proxy'] as const) {
      const situation = { ...FREE, modemManager, way, owner: 'native', session: true } as const
      expect(decideOwner(situation).owner).toBe('native')
    }
  }
})
