/**
 * What pppd is told, as an options file, and its secrets file. The network of this machine is not its business: it agrees on
 * addresses and gives them to its device; routes, name servers and NAT are for whoever has the link told.
 */
import type { DialCredentials, PppAuthentication, PppDialerSettings } from '../../core/index.ts'
import { optionLine } from './option-file.ts'

/** Seconds: three of these without an answer end the link. */
const ECHO_INTERVAL = 20
const ECHO_FAILURES = 3

/** Who may call, and with what. */
export interface Caller {
  readonly name: string
  readonly password: string
  readonly peer: string
}

export interface CallOptions {
  readonly credentials?: DialCredentials | undefined
  /** The network device of the link. */
  readonly device: string
  /** Whether it may have IPv6, if the other end has it. */
  readonly ipv6: boolean
}

/** @throws DialtoneError `invalid_argument` where a word cannot be said to pppd */
export function callOptions(dialer: PppDialerSettings, { credentials, device, ipv6 }: CallOptions): string {
  return [
    ...common(dialer, device),
    optionLine(ipv6 ? '+ipv6' : 'noipv6'),
    optionLine('noauth'),
    optionLine('noipdefault'),
    optionLine('usepeerdns'),
    ...refused(dialer.authentication).map((word) => optionLine(word)),
    ...(credentials === undefined ? [] : [optionLine('user', userOf(credentials))]),
    ...(credentials?.password === undefined ? [] : [optionLine('password', credentials.password)]),
  ].join('')
}

/** `address` is of this end. */
export function answerOptions(dialer: PppDialerSettings, address: string, device: string): string {
  return [
    ...common(dialer, device),
    optionLine('auth'),
    ...dialer.authentication.map((way) => optionLine(REQUIRED[way])),
    // A caller has the one address that its secret allows: of IPv6 it would take any.
    optionLine('noipv6'),
    // This end proves nothing: whoever calls has come to the right place.
    ...refused([]).map((word) => optionLine(word)),
    optionLine(`${address}:`),
    // The caller takes the address that its secret allows.
    optionLine('noproxyarp'),
  ].join('')
}

/**
 * For the checks of PAP and of CHAP alike: client, server, secret, the one address that the client may have. Left out is who
 * would be let in otherwise than by that: `*` is any client, `@` the name of a file, an empty secret any secret.
 */
export function secretsOf(callers: readonly Caller[]): string {
  const safe = callers.filter(({ name, password }) => name !== '*' && name !== '' && /^[^@]/.test(password))
  return safe.map(({ name, password, peer }) => optionLine(name, '*', password, peer)).join('')
}

function common({ line, mtu, mru }: PppDialerSettings, device: string): string[] {
  const lines =
    line.kind === 'serial'
      ? [
          [line.device],
          [line.speed],
          ...FLOW[line.flowControl].map((word) => [word]),
          ['modem'],
          ['lock'],
          ['connect', CONNECT],
        ]
      : [
          ['plugin', 'pppoe.so'],
          // As `eth1` alone a device could have the name of an option.
          [`nic-${line.device}`],
          ...(line.service === undefined ? [] : [['pppoe-service', line.service]]),
          ...(line.concentrator === undefined ? [] : [['pppoe-ac', line.concentrator]]),
        ]
  return [
    ...lines,
    ['nodetach'],
    ['nopersist'],
    ['maxfail', 1],
    ['nodefaultroute'],
    ['ifname', device],
    ['logfile', '/etc/ppp/log'],
    ['hide-password'],
    ['lcp-echo-interval', ECHO_INTERVAL],
    ['lcp-echo-failure', ECHO_FAILURES],
    ...(mtu === undefined ? [] : [['mtu', mtu]]),
    ...(mru === undefined ? [] : [['mru', mru]]),
  ].map((words) => optionLine(...words))
}

/** pppd gives it to a shell: it is this and nothing else, whatever the settings are. */
const CONNECT = '/etc/ppp/connect'

const FLOW = { hardware: ['crtscts'], software: ['nocrtscts', 'xonxoff'], none: ['nocrtscts'] } as const

const REFUSED: Readonly<Record<PppAuthentication, string>> = {
  pap: 'refuse-pap',
  chap: 'refuse-chap',
  mschapv2: 'refuse-mschap-v2',
}
const REQUIRED: Readonly<Record<PppAuthentication, string>> = {
  pap: 'require-pap',
  chap: 'require-chap',
  mschapv2: 'require-mschap-v2',
}

/** MS-CHAP of version 1 gives the password away to who listens; for EAP there are no settings. */
function refused(allowed: readonly PppAuthentication[]): string[] {
  const ways = Object.keys(REFUSED) as PppAuthentication[] // its own keys
  return [
    'refuse-mschap',
    'refuse-eap',
    ...ways.filter((way) => !allowed.includes(way)).map((way) => REFUSED[way]),
  ]
}

function userOf({ userName, domain }: DialCredentials): string {
  return domain === undefined || domain === '' ? userName : `${domain}\\${userName}`
}
