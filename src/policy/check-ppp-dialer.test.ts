import { expect, test } from 'vitest'
import {
  completeDialSettings,
  pppoeDialer,
  serialDialer,
  type DialSettings,
  type PppDialerSettings,
  type PppoeLineSettings,
  type SerialLineSettings,
} from '../core/index.ts'
import { checkDialSettings } from './check-dial-settings.ts'

const credentials = { userName: 'branch', password: 'secret' }
const line: SerialLineSettings = {
  kind: 'serial',
  device: '/dev/ttyUSB0',
  speed: 115_200,
  flowControl: 'hardware',
  number: '*99#',
  init: [],
}
const ppp = (change: Partial<PppDialerSettings>, others: Partial<DialSettings> = {}): DialSettings =>
  completeDialSettings({
    name: 'branch',
    dialer: { ...serialDialer('/dev/ttyUSB0'), line, ...change },
    credentials,
    ...others,
  })
const serial = (change: Partial<SerialLineSettings>): DialSettings => ppp({ line: { ...line, ...change } })
const pppoe = (change: Partial<PppoeLineSettings>): DialSettings =>
  ppp({ line: { kind: 'pppoe', device: 'eth1', ...change } })
const answer = { address: '10.9.0.1', peer: '10.9.0.2' }
const keys = (settings: DialSettings): string[] => checkDialSettings(settings, []).map(({ key }) => key)

test.each<[string, DialSettings]>([
  ['a mobile modem', serial({ apn: 'internet.example', init: ['AT+CFUN=1', 'at&fx3'] })],
  ['an extension, then a number', serial({ number: 'T 0,W(030) 1234-56' })],
  ['a line by its name', serial({ device: '/dev/serial/by-id/usb-Example_Modem:1-if00-port0' })],
  ['an Ethernet', ppp({ ...pppoeDialer('enp3s0.7') })],
  ['a service of that', pppoe({ service: 'fast; $(reboot) "x"', concentrator: 'ac ü' })],
  ['small packets', ppp({ mtu: 576, mru: 576, authentication: ['chap'] })],
  ['callers', ppp({ answer }, { type: 'full-router' })],
])('%s is well', (_, settings) => {
  expect(keys(settings)).toEqual([])
})

test('what is missing is told apart from what is wrong, and a device by its mere name is helped', () => {
  const said = (change: Partial<SerialLineSettings>): readonly string[] =>
    checkDialSettings(serial(change), []).map(({ key, message }) => `${key} ${message}`)
  expect(said({ device: 'ttyUSB0', number: '' })).toEqual([
    'dialer.line.device has to be the path of a serial line below /dev: write /dev/ttyUSB0',
    'dialer.line.number is missing: give the number to dial, such as *99#',
  ])
  expect(said({ device: '/etc/passwd' })).toEqual([
    'dialer.line.device has to be the path of a serial line below /dev, such as /dev/ttyUSB0',
  ])
})

test.each<[string, string, DialSettings]>([
  ['a device outside of /dev', 'dialer.line.device', serial({ device: '/etc/passwd' })],
  ['a way out of /dev', 'dialer.line.device', serial({ device: '/dev/../etc/passwd' })],
  ['a device that is an option', 'dialer.line.device', serial({ device: '/dev/tty noauth' })],
  ['a speed that no line has', 'dialer.line.speed', serial({ speed: 115_201 })],
  ['no number', 'dialer.line.number', serial({ number: '' })],
  ['a number of blanks', 'dialer.line.number', serial({ number: ' , ' })],
  ['a number that holds a command', 'dialer.line.number', serial({ number: '1;+CMGD=1' })],
  ['a number of two lines', 'dialer.line.number', serial({ number: '1\rAT+CMGD=1' })],
  ['a number that ends chat', 'dialer.line.number', serial({ number: "1' BREAK" })],
  ['too long a number', 'dialer.line.number', serial({ number: '1'.repeat(65) })],
  ['an APN that holds a command', 'dialer.line.apn', serial({ apn: 'x";+CMGD=1' })],
  ['an APN of two lines', 'dialer.line.apn', serial({ apn: 'x\ny' })],
  ['a command that is none', 'dialer.line.init[1]', serial({ init: ['ATZ', '+++'] })],
  ['two commands in one', 'dialer.line.init[0]', serial({ init: ['AT\rAT'] })],
  ['too many commands', 'dialer.line.init', serial({ init: Array.from({ length: 17 }, () => 'AT') })],
  ['an Ethernet that is a path', 'dialer.line.device', pppoe({ device: '../eth1' })],
  ['an Ethernet with too long a name', 'dialer.line.device', pppoe({ device: 'e'.repeat(16) })],
  ['a service of two lines', 'dialer.line.service', pppoe({ service: 'a\nnoauth' })],
  ['a concentrator without a name', 'dialer.line.concentrator', pppoe({ concentrator: '' })],
  ['packets that PPPoE cannot have', 'dialer.mtu', ppp({ ...pppoeDialer('eth1'), mtu: 1500 })],
  ['packets that are too small', 'dialer.mru', ppp({ mru: 127 })],
  ['no way to prove anything', 'dialer.authentication', ppp({ authentication: [] })],
  [
    'a password of two lines',
    'credentials.password',
    ppp({}, { credentials: { ...credentials, password: 'a\nb' } }),
  ],
  ['callers of a home-router', 'dialer.answer', ppp({ answer })],
  [
    'callers without a password',
    'dialer.answer',
    ppp({ answer }, { type: 'full-router', credentials: { userName: 'x' } }),
  ],
  [
    'callers over Ethernet',
    'dialer.answer',
    ppp({ ...pppoeDialer('eth1'), answer }, { type: 'full-router' }),
  ],
  [
    'callers without an address',
    'dialer.answer',
    ppp({ answer: { ...answer, peer: '::1' } }, { type: 'full-router' }),
  ],
  [
    'one address for both',
    'dialer.answer',
    ppp({ answer: { address: '10.9.0.1', peer: '10.9.0.1' } }, { type: 'full-router' }),
  ],
  ['callers of any name', 'dialer.answer', ppp({ answer }, { type: 'full-router', name: '*' })],
  [
    'a secret that is a file',
    'credentials.password',
    ppp({ answer }, { type: 'full-router', credentials: { ...credentials, password: '@/x' } }),
  ],
])('%s is told at %s', (_, key, settings) => {
  expect(keys(settings)).toEqual([key])
})

test('interfaces that answer on one line have one address of this end, and a caller each of its own', () => {
  const full = { type: 'full-router' } as const
  const other = ppp({ answer }, { ...full, name: 'other' })
  const withAnswer = (address: string, peer: string): string[] =>
    checkDialSettings(ppp({ answer: { address, peer } }, full), [other]).map(({ message }) => message)
  expect(withAnswer('10.9.0.1', '10.9.0.3')).toEqual([])
  expect(withAnswer('10.9.0.9', '10.9.0.3')).toMatchObject([
    expect.stringContaining('another address of this end'),
  ])
  expect(withAnswer('10.9.0.1', '10.9.0.2')).toMatchObject([
    expect.stringContaining('the address that "other" gives'),
  ])
  const elsewhere = ppp({ answer, line: { ...line, device: '/dev/ttyUSB1' } }, { ...full, name: 'other' })
  expect(checkDialSettings(ppp({ answer }, full), [elsewhere])).toEqual([])
})
