import { expect, test } from 'vitest'
import { Hours, Milliseconds, Minutes, Seconds } from '../base/index.ts'
import {
  completeDialSettings,
  type DialSettings,
  type PacketRule,
  type PartialDialSettings,
} from '../core/index.ts'
import { checkDialSettings, settingsError } from './check-dial-settings.ts'

const dialer = { kind: 'modem', modems: [], profile: 'internet' } as const
const settings = (change: Partial<PartialDialSettings> = {}): DialSettings =>
  completeDialSettings({ name: 'branch', dialer, ...change })
const route = (destination: string, metric = 0): DialSettings['routes'][number] => ({
  destination,
  metric,
  dials: true,
})
const only = (...rules: PacketRule[]): Partial<DialSettings> => ({ filter: { action: 'only', rules } })
const hours = (
  days: NonNullable<DialSettings['dialOutHours']>['days'],
  timeZone?: string,
): Partial<DialSettings> => ({
  dialOutHours: { days, ...(timeZone === undefined ? {} : { timeZone }) },
})
const { redial, unreachable, hold } = settings()

test.each<[string, Partial<DialSettings>]>([
  ['a name and a profile', {}],
  ['persistent, without an idle limit', { persistent: true, idleTimeout: 'never' }],
  [
    'persistent, with the idle limit that holds when it is not',
    { persistent: true, idleTimeout: Minutes(5) },
  ],
  ['a filter for everything', { filter: { action: 'except', rules: [] } }],
  ['hours', hours([{ day: 1, windows: [{ from: 0, to: 1440 }] }], 'Europe/Berlin')],
  ['routes within one another', { routes: [route('10.0.0.0/8'), route('10.1.0.0/16')] }],
])('%s is well', (_, change) => {
  expect(checkDialSettings(settings(change), [])).toEqual([])
})

test.each<[string, string, Partial<DialSettings>]>([
  ['no name', 'name', { name: '' }],
  ['too long a name', 'name', { name: 'x'.repeat(257) }],
  ['a name with a line feed', 'name', { name: 'a\nb' }],
  ['a name that ends with a blank', 'name', { name: 'a ' }],
  ['a name that no path can hold', 'name', { name: '..' }],
  ['the name of another, in other letters', 'name', { name: 'CENTRE' }],
  ['no profile', 'dialer.profile', { dialer: { ...dialer, profile: '' } }],
  ['a modem twice', 'dialer.modems[1]', { dialer: { ...dialer, modems: ['a', 'a'] } }],
  ['a route that is no network', 'routes[0].destination', { routes: [route('10.0.0.1/8')] }],
  ['a route twice', 'routes[1]', { routes: [route('10.0.0.0/8'), route('10.0.0.0/8', 3)] }],
  ['a route that rivals another interface', 'routes[0]', { routes: [route('172.16.0.0/12')] }],
  ['a metric below zero', 'routes[0].metric', { routes: [route('10.0.0.0/8', -1)] }],
  ['an idle limit that would hang up at once', 'idleTimeout', { idleTimeout: Seconds(0) }],
  ['an idle limit that is no time', 'idleTimeout', { idleTimeout: Milliseconds(Number.NaN) }],
  ['half a redial', 'redial.attempts', { redial: { ...redial, attempts: 0.5 } }],
  ['a redial in the past', 'redial.interval', { redial: { ...redial, interval: Milliseconds(-1) } }],
  [
    'a longest wait below the first',
    'unreachable.longest',
    { unreachable: { ...unreachable, first: Hours(7) } },
  ],
  ['a priority that is no number', 'priority', { priority: Number.NaN }],
  ['too much to hold', 'hold.bytes', { hold: { ...hold, bytes: 1e12 } }],
  ['a filter of nothing', 'filter.rules', only()],
  ['a rule twice', 'filter.rules[1]', only({ protocol: 'tcp' }, { protocol: 'tcp' })],
  ['a rule of two families', 'filter.rules[0].destination', only({ family: 'ipv4', destination: '::/0' })],
  ['ICMP to IPv6', 'filter.rules[0].protocol', only({ destination: '::/0', protocol: 'icmp' })],
  [
    'a port without a protocol',
    'filter.rules[0].destinationPort',
    only({ destinationPort: { from: 1, to: 2 } }),
  ],
  [
    'a port of ICMP',
    'filter.rules[0].sourcePort',
    only({ protocol: 'icmp', sourcePort: { from: 1, to: 2 } }),
  ],
  [
    'ports the wrong way round',
    'filter.rules[0].destinationPort',
    only({ protocol: 'udp', destinationPort: { from: 2, to: 1 } }),
  ],
  [
    'a port beyond the last',
    'filter.rules[0].destinationPort.to',
    only({ protocol: 'udp', destinationPort: { from: 2, to: 65_536 } }),
  ],
  ['an ICMP type of TCP', 'filter.rules[0].icmpType', only({ protocol: 'tcp', icmpType: 8 })],
  ['a protocol beyond the last', 'filter.rules[0].protocol', only({ protocol: 256 })],
  ['a day beyond the week', 'dialOutHours.days[0].day', hours([{ day: 7, windows: [{ from: 0, to: 1 }] }])],
  [
    'a day twice',
    'dialOutHours.days[1]',
    hours([
      { day: 1, windows: [{ from: 0, to: 1 }] },
      { day: 1, windows: [{ from: 2, to: 3 }] },
    ]),
  ],
  ['a day without a window', 'dialOutHours.days[0]', hours([{ day: 1, windows: [] }])],
  ['a window over midnight', 'dialOutHours.days[0]', hours([{ day: 1, windows: [{ from: 1320, to: 360 }] }])],
  [
    'windows that overlap',
    'dialOutHours.days[0]',
    hours([
      {
        day: 1,
        windows: [
          { from: 60, to: 120 },
          { from: 0, to: 61 },
        ],
      },
    ]),
  ],
  ['an hour beyond the day', 'dialOutHours.days[0]', hours([{ day: 1, windows: [{ from: 0, to: 1441 }] }])],
  ['a time zone that is none', 'dialOutHours.timeZone', hours([], 'Mars/Olympus')],
  [
    'a domain that is too long',
    'credentials.domain',
    { credentials: { userName: 'a', domain: 'x'.repeat(16) } },
  ],
])('%s is a problem of %s', (_, key, change) => {
  const centre = settings({ name: 'centre', routes: [route('172.16.0.0/12')] })
  const problems = checkDialSettings(settings(change), [centre])
  expect(problems.map((problem) => problem.key)).toContain(key)
  const error = settingsError('branch', problems)
  expect([error.code, error.message]).toEqual(['invalid_argument', expect.stringContaining(`"branch": `)])
  expect(error.message).toContain(key)
})

test('the same destination with another priority is a way to fail over', () => {
  const centre = settings({ name: 'centre', routes: [route('10.0.0.0/8')] })
  expect(checkDialSettings(settings({ routes: [route('10.0.0.0/8')], priority: 1 }), [centre])).toEqual([])
})

test.each([
  [hours([{ day: 1, windows: [{ from: 1500, to: 1560 }] }]), '25:00-26:00 is beyond the day'],
  [hours([{ day: 1, windows: [{ from: 0.5, to: 60 }] }]), 'has to have whole minutes from 0 to 1440'],
  [
    { unreachable: { first: Hours(1), step: Minutes(1), longest: Minutes(1) } },
    'is shorter than the first wait, 1 h',
  ],
  [
    {
      filter: {
        action: 'only' as const,
        rules: [{ protocol: 'tcp' as const, destinationPort: { from: 99_999, to: 99_999 } }],
      },
    },
    'needs a port from 0 to 65535, not 99999',
  ],
])('what is wrong is said in words for whoever has written it as text: %j', (change, said) => {
  const messages = checkDialSettings(settings(change), []).map(({ message }) => message)
  expect(messages).toEqual([expect.stringContaining(said)])
})
