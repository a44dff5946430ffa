import { describe, expect, test } from 'vitest'
import { decideOwner, type Decision, type Situation } from './decide-owner.ts'

const FREE: Situation = {
  setting: 'auto',
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
  ['it was asked to leave it', { modemManager: 'left' }, 'native', /asked to leave/],
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

describe('set', () => {
  const ROWS: readonly Row[] = [
    ['direct', { setting: 'direct' }, 'native', /set so/],
    ['direct, at first', { setting: 'direct', modemManager: 'unknown' }, nobody, /not known yet/],
    ['direct, while ModemManager looks', { setting: 'direct', modemManager: 'looking' }, 'native', /set so/],
    ['direct, and left alone', { setting: 'direct', modemManager: 'left' }, 'native', /leaves it alone/],
    ['direct, and no MBIM', { setting: 'direct', native: false }, nobody, /no MBIM control device/],
    ['mbim-proxy', { setting: 'mbim-proxy', modemManager: 'has' }, 'native', /set so/],
    ['modem-manager', { setting: managed, modemManager: 'has' }, managed, /set so/],
    ['modem-manager, away', { setting: managed }, nobody, /has not got it/],
    ['modem-manager, away for a while', { setting: managed, owner: managed }, managed, /has not got it/],
  ]
  test.each(ROWS)('%s', (_, situation, owner, because) => {
    const decision = decideOwner({ ...FREE, ...situation })
    expect(decision.owner).toBe(owner)
    expect(decision.because).toMatch(because)
  })

  test('direct has ModemManager leave alone what it has, and only that', () => {
    const asked = decideOwner({ ...FREE, setting: 'direct', modemManager: 'has' })
    expect(asked).toMatchObject({ owner: undefined, inhibit: true })
    for (const setting of ['auto', 'mbim-proxy', 'modem-manager'] as const) {
      expect(decideOwner({ ...FREE, setting, modemManager: 'has' }).inhibit).toBeUndefined()
    }
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
