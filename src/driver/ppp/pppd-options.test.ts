import { expect, test } from 'vitest'
import { pppoeDialer, serialDialer, type PppDialerSettings } from '../../core/index.ts'
import { answerOptions, callOptions, secretsOf } from './pppd-options.ts'

const serial: PppDialerSettings = serialDialer('/dev/ttyUSB0')
const words = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.replaceAll('"', ''))

test('a call over a serial line', () => {
  const credentials = { userName: 'branch', domain: 'EXAMPLE', password: 'two words' }
  const options = words(
    callOptions({ ...serial, mtu: 1400, mru: 1280 }, { credentials, device: 'pppx', ipv6: true }),
  )
  expect(options).toEqual([
    '/dev/ttyUSB0',
    '115200',
    'crtscts',
    'modem',
    'lock',
    'connect /etc/ppp/connect',
    'nodetach',
    'nopersist',
    'maxfail 1',
    'nodefaultroute',
    'ifname pppx',
    'logfile /etc/ppp/log',
    'hide-password',
    'lcp-echo-interval 20',
    'lcp-echo-failure 3',
    'mtu 1400',
    'mru 1280',
    '+ipv6',
    'noauth',
    'noipdefault',
    'usepeerdns',
    'refuse-mschap',
    'refuse-eap',
    String.raw`user EXAMPLE\\branch`,
    'password two words',
  ])
})

test('a call over Ethernet names service and concentrator, and has no program run', () => {
  const dialer = pppoeDialer('eth1')
  const line = { kind: 'pppoe', device: 'eth1', service: 'fast', concentrator: 'ac 1' } as const
  const options = words(
    callOptions({ ...dialer, line, authentication: ['chap'] }, { device: 'pppx', ipv6: false }),
  )
  expect(options.slice(0, 4)).toEqual(['plugin pppoe.so', 'nic-eth1', 'pppoe-service fast', 'pppoe-ac ac 1'])
  expect(options).toEqual(expect.arrayContaining(['refuse-pap', 'refuse-mschap-v2', 'noauth', 'noipv6']))
  expect(options.some((line) => /^(connect|user|password|refuse-chap|lock)\b/.test(line))).toBe(false)
})

test('callers have to prove who they are, by what is allowed, and this end proves nothing', () => {
  const options = words(
    answerOptions({ ...serial, authentication: ['chap', 'mschapv2'] }, '10.9.0.1', 'pppx'),
  )
  expect(options).toEqual(
    expect.arrayContaining([
      'auth',
      'require-chap',
      'require-mschap-v2',
      'refuse-pap',
      'refuse-chap',
      'refuse-mschap-v2',
      '10.9.0.1:',
      'noipv6',
    ]),
  )
  expect(options).not.toContain('noauth')
  expect(options).not.toContain('require-pap')
})

test('a secret is for one caller and one address, and none is for anybody', () => {
  expect(
    secretsOf([
      { name: 'branch', password: 'a "b', peer: '10.9.0.2' },
      { name: '*', password: 'x', peer: '10.9.0.3' },
      { name: 'file', password: '@/etc/shadow', peer: '10.9.0.4' },
      { name: 'any', password: '', peer: '10.9.0.5' },
    ]),
  ).toBe('"branch" "*" "a \\"b" "10.9.0.2"\n')
})
