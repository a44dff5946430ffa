import { describe, expect, test } from 'vitest'
import { Minutes, parseDuration, Seconds } from '../../base/index.ts'
import { completeDialSettings, type PacketRule } from '../../core/index.ts'
import { readDialSettings } from './dial-settings-text.ts'
import { formatDialRoute, formatPacketRule, parseDialRoute, parsePacketRule } from './packet-rule-text.ts'

const base = completeDialSettings({
  name: 'branch',
  dialer: { kind: 'modem', modems: [], profile: 'internet' },
})

test.each<[string, PacketRule]>([
  [
    'tcp to 10.0.0.0/8 port 80-443',
    { protocol: 'tcp', destination: '10.0.0.0/8', destinationPort: { from: 80, to: 443 } },
  ],
  [
    'ipv6 udp from 2001:db8::/32 from-port 53',
    { family: 'ipv6', protocol: 'udp', source: '2001:db8::/32', sourcePort: { from: 53, to: 53 } },
  ],
  ['icmp type 8 code 0', { protocol: 'icmp', icmpType: 8, icmpCode: 0 }],
  ['protocol 47', { protocol: 47 }],
])('%s is read and written', (text, rule) => {
  expect(parsePacketRule(text)).toEqual(rule)
  expect(formatPacketRule(rule)).toBe(text)
})

test.each(['', 'tcp port', 'tcp harbour 80', 'port 1-2-3', 'constructor x', 'type eight'])(
  '%j is no rule',
  (text) => {
    expect(() => parsePacketRule(text)).toThrow('packet rule')
  },
)

test.each([
  ['tcp port 80 port 90', 'port'],
  ['tcp from-port 1 from-port 2', 'from-port'],
  ['tcp to 10.0.0.0/8 to 11.0.0.0/8', 'to'],
  ['tcp from 10.0.0.0/8 from 10.0.0.0/8', 'from'],
  ['tcp udp', 'udp'],
  ['udp protocol 17', 'protocol'],
  ['ipv4 ipv6 tcp', 'ipv6'],
  ['icmp type 8 type 0', 'type'],
  ['icmp type 8 code 0 code 1', 'code'],
])('%j says something twice, which is refused', (text, word) => {
  expect(() => parsePacketRule(text)).toThrow(`"${word}" says something again`)
})

test.each([
  ['10.0.0.0/8', { destination: '10.0.0.0/8', metric: 0, dials: true }],
  ['10.0.0.0/8 metric 5', { destination: '10.0.0.0/8', metric: 5, dials: true }],
  ['::/0 metric 5 quiet', { destination: '::/0', metric: 5, dials: false }],
])('the route %s is read and written', (text, route) => {
  expect(parseDialRoute(text)).toEqual(route)
  expect(formatDialRoute(route)).toBe(text)
})

test.each([
  ['90 s', 90_000],
  ['10min', 600_000],
  ['1 h 30 min', 5_400_000],
  ['250 ms', 250],
  ['1.5 h', 5_400_000],
  ['90', undefined],
  ['ten s', undefined],
  ['10 s and more', undefined],
  ['', undefined],
])('%j is a duration of %s', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds)
})

describe('a table of keys', () => {
  test('starts from what there is', () => {
    expect(
      readDialSettings(
        {
          'redial-attempts': 9,
          'idle-timeout': '2 min',
          modems: 'modem1',
          'time-zone': 'UTC',
          hours: ['1 08:00-09:00'],
        },
        base,
      ),
    ).toEqual({
      redial: { attempts: 9, interval: Seconds(10) },
      idleTimeout: Minutes(2),
      dialer: { kind: 'modem', modems: ['modem1'], profile: 'internet' },
      dialOutHours: { days: [{ day: 1, windows: [{ from: 480, to: 540 }] }], timeZone: 'UTC' },
    })
  })

  test.each([
    [{ 'idle-time': '5 min' }, 'idle-time is no setting'],
    [{ 'idle-timeout': 300 }, 'idle-timeout: has to be a duration'],
    [{ persistent: 'yes' }, 'persistent: has to be true or false'],
    [{ priority: 1.5 }, 'priority: has to be a whole number'],
    [{ routes: [5] }, 'routes: has to be a list of texts'],
    [{ only: ['tcp'], except: ['udp'] }, 'except: has to be either only or except'],
    [{ hours: ['Monday'] }, 'hours: "Monday" are no dial-out hours'],
    [{ type: 'router' }, 'type: has to be one of'],
  ])('%j is refused with its key', (table, message) => {
    expect(() => readDialSettings(table, base)).toThrow(message)
  })
})

describe('with pppd', () => {
  const serial = { serial: '/dev/ttyUSB0', number: '*99#' }

  test('a line is read whole, in whatever order its keys are', () => {
    const table = {
      number: '*99#',
      apn: 'internet.example',
      init: ['ATX3'],
      authentication: 'chap',
      answer: '10.9.0.1:10.9.0.2',
      mtu: 1400,
      'flow-control': 'none',
      speed: '9600',
      serial: '/dev/ttyS1',
    }
    expect(readDialSettings(table, base)).toEqual({
      dialer: {
        kind: 'ppp',
        line: {
          kind: 'serial',
          device: '/dev/ttyS1',
          speed: 9600,
          flowControl: 'none',
          number: '*99#',
          init: ['ATX3'],
          apn: 'internet.example',
        },
        mtu: 1400,
        authentication: ['chap'],
        answer: { address: '10.9.0.1', peer: '10.9.0.2' },
      },
    })
  })

  test('a change of one key leaves the others, and another kind begins anew', () => {
    const { dialer = base.dialer } = readDialSettings(serial, base)
    const now = { ...base, dialer }
    expect(readDialSettings({ serial: '/dev/ttyS9' }, now).dialer).toEqual({
      ...dialer,
      line: { ...('line' in dialer ? dialer.line : {}), device: '/dev/ttyS9' },
    })
    expect(readDialSettings({ profile: 'internet' }, now).dialer).toEqual(base.dialer)
    expect(readDialSettings({ pppoe: 'eth1', service: 'x' }, now).dialer).toMatchObject({
      line: { kind: 'pppoe', device: 'eth1', service: 'x' },
    })
  })

  test.each<[Record<string, unknown>, string]>([
    [{ ...serial, profile: 'internet' }, 'either profile or serial'],
    [{ number: '*99#' }, 'number: has to be left out'],
    [{ pppoe: 'eth1', apn: 'x' }, 'apn: has to be left out'],
    [{ ...serial, service: 'x' }, 'service: has to be left out'],
    [{ ...serial, modems: ['a'] }, 'modems: has to be left out'],
    [{ ...serial, authentication: ['eap'] }, 'authentication: has to be one of'],
    [{ ...serial, answer: '10.9.0.1' }, 'answer: has to be the two addresses'],
    [{ mtu: 1400 }, 'mtu: has to be left out'],
  ])('%j is refused', (table, message) => {
    expect(() => readDialSettings(table, base)).toThrow(message)
  })
})
