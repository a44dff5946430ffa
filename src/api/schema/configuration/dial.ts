/**
 * `[dial.NAME]` of the configuration file: the settings of the API (`../dial.ts`) as people write them. What is spelled the
 * same is the same schema; durations, rules, routes and hours are texts here.
 */
import { Type } from 'typebox'
import { DURATION_PATTERN, SIZE_PATTERN } from '../../../base/index.ts'
import { credentials, modemDialer, serialLine, settled } from '../dial.ts'
import { duration, noted, section, text, texts, whole, type Measured } from './form.ts'

const { profile } = modemDialer.properties
const { flowControl } = serialLine.properties
const { userName, domain, password } = credentials.properties

const idle: Measured = { 'x-measure': 'duration', 'x-least': '1 s', 'x-most': '365 d' }
const held: Measured = { 'x-measure': 'size', 'x-least': '0 B', 'x-most': '64 MiB' }
const MOST_HELD = 64 * 1024 * 1024

export const dial = section('An interface that is dialled when traffic needs it', {
  profile: Type.Optional(
    noted(profile, {
      description: 'The profile to dial with, by a modem',
      examples: ['internet'],
    }),
  ),
  modems: Type.Optional(
    texts(64, {
      description: 'Names or ids of modems, in order of preference',
      'x-default': 'any modem',
      examples: [['modem1', 'modem0']],
    }),
  ),
  serial: Type.Optional(
    text(255, {
      description: 'In place of a profile: the serial line of a modem that pppd dials with',
      examples: ['/dev/ttyUSB0'],
    }),
  ),
  number: Type.Optional(text(64, { description: 'The number to dial on the line', examples: ['*99#'] })),
  speed: Type.Optional(
    whole(300, 4_000_000, { description: 'Bits per second of the line', default: 115_200 }),
  ),
  'flow-control': Type.Optional(
    noted(flowControl, { description: 'How the line tells to wait', default: 'hardware' }),
  ),
  init: Type.Optional(
    texts(16, {
      description: 'AT commands that are sent before it dials, each answered by OK',
      default: [],
      examples: [['AT+CFUN=1', 'ATX3']],
    }),
  ),
  apn: Type.Optional(
    text(100, {
      description: 'The access point name, of a mobile modem: defined as its context 1',
      examples: ['internet.example'],
    }),
  ),
  pppoe: Type.Optional(
    text(15, {
      description: 'In place of a profile: the network device on which pppd looks for a concentrator (PPPoE)',
      examples: ['eth1'],
    }),
  ),
  service: Type.Optional(text(128, { description: 'The PPPoE service to ask for', 'x-default': 'any' })),
  concentrator: Type.Optional(
    text(128, { description: 'The access concentrator to ask', 'x-default': 'any' }),
  ),
  mtu: Type.Optional(
    whole(128, 16_384, {
      description: 'Bytes of the largest packet that pppd sends',
      'x-default': 'as agreed on',
    }),
  ),
  mru: Type.Optional(
    whole(128, 16_384, {
      description: 'Bytes of the largest packet that it asks to be sent',
      'x-default': 'as agreed on',
    }),
  ),
  authentication: Type.Optional(
    texts(3, {
      description: 'How pppd may prove who it is: pap, chap, mschapv2',
      default: ['pap', 'chap', 'mschapv2'],
      examples: [['chap', 'mschapv2']],
    }),
  ),
  answer: Type.Optional(
    text(31, {
      description:
        'Callers on the serial line are let in who have the name of the interface and its password; the addresses of this end and of theirs',
      'x-default': 'nobody is let in',
      examples: ['10.9.0.1:10.9.0.2'],
    }),
  ),
  routes: Type.Optional(
    texts(1024, {
      description: 'Networks behind it, each with "metric NUMBER" and "quiet" (it does not dial) as needed',
      default: [],
      examples: [['10.20.0.0/16', '10.21.0.0/16 metric 10 quiet']],
    }),
  ),
  only: Type.Optional(
    texts(256, {
      description: 'Rules of the traffic that counts: no other dials, or keeps it connected',
      'x-default': 'all traffic counts',
      examples: [['tcp to 10.20.0.0/16 port 443', 'udp port 53']],
    }),
  ),
  except: Type.Optional(
    texts(256, {
      description: 'Rules of the traffic that does not count, while all other does',
      examples: [['icmp', 'udp port 123']],
    }),
  ),
  hours: Type.Optional(
    texts(7, {
      description: 'When traffic may dial: a text for each day, 0 being Sunday',
      'x-default': 'at any time',
      examples: [['1 08:00-12:00 13:00-17:30', '2 08:00-12:00']],
    }),
  ),
  'time-zone': Type.Optional(
    text(64, {
      description: 'The IANA time zone of the hours',
      'x-default': 'that of the machine',
      examples: ['Europe/Berlin'],
    }),
  ),
  'idle-timeout': Type.Optional(
    Type.Union([Type.String({ pattern: DURATION_PATTERN, ...idle }), Type.Literal('never')], {
      description: 'Hangs up after so long without traffic that counts',
      default: '5 min',
      examples: ['5 min', 'never'],
    }),
  ),
  'redial-attempts': Type.Optional(
    whole(0, 10_000, { description: 'Attempts after the first one has failed', default: 3 }),
  ),
  'redial-interval': Type.Optional(
    duration(['0 s', '1 d'], { description: 'Between two attempts', default: '10 s' }),
  ),
  'unreachable-first': Type.Optional(
    duration(['0 s', '30 d'], { description: 'The wait after all attempts have failed', default: '10 min' }),
  ),
  'unreachable-step': Type.Optional(
    duration(['0 s', '30 d'], { description: 'By how much each further wait is longer', default: '10 min' }),
  ),
  'unreachable-longest': Type.Optional(
    duration(['0 s', '30 d'], { description: 'The longest wait', default: '6 h' }),
  ),
  persistent: Type.Optional(
    noted(settled.persistent, {
      description: 'Connected at once, and restored at once when it drops',
      default: false,
    }),
  ),
  priority: Type.Optional(
    whole(0, 9999, { description: 'Added to the metric of its routes: the lowest serves', default: 0 }),
  ),
  type: Type.Optional(
    noted(settled.type, {
      description: 'A full-router also takes calls from outside',
      default: 'home-router',
    }),
  ),
  enabled: Type.Optional(noted(settled.enabled, { description: 'Whether it may be dialled', default: true })),
  nat: Type.Optional(noted(settled.nat, { description: 'Masquerades what is forwarded', default: true })),
  dns: Type.Optional(
    noted(settled.dns, {
      description: "The network's name servers serve this machine, and a look-up dials",
      default: false,
    }),
  ),
  'hold-packets': Type.Optional(
    whole(0, 65_536, { description: 'How many packets are kept while it connects', default: 256 }),
  ),
  'hold-bytes': Type.Optional(
    Type.Union(
      [Type.Integer({ minimum: 0, maximum: MOST_HELD }), Type.String({ pattern: SIZE_PATTERN, ...held })],
      { description: 'How much they may be together', default: '256 KiB', examples: ['1 MiB', 65_536] },
    ),
  ),
  'hold-age': Type.Optional(
    duration(['0 s', '10 min'], { description: 'How long each is kept', default: '60 s' }),
  ),
  'user-name': Type.Optional(noted(userName, { description: 'In place of that of the profile' })),
  domain: Type.Optional(noted(domain, { description: 'The domain of that user' })),
  password: Type.Optional(
    noted(password, {
      description: 'The password of that user; the file is then for its owner only',
      'x-secret': true,
    }),
  ),
})
