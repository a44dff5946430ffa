/**
 * What a dial interface is dialled with, as people write it: keys beside the others of the interface. One of `profile`,
 * `serial` and `pppoe` says which kind it is; the rest belongs to that kind.
 */
import { DialtoneError } from '../../base/index.ts'
import {
  FLOW_CONTROLS,
  PPP_AUTHENTICATIONS,
  pppoeDialer,
  serialDialer,
  type AnswerSettings,
  type DialerSettings,
  type ModemDialerSettings,
  type PppDialerSettings,
  type PppoeLineSettings,
  type SerialLineSettings,
} from '../../core/index.ts'
import { number, oneOf, text, texts, wrong } from './setting-value.ts'

/** What a key makes of the dialer. */
export type DialerReader = (value: unknown, dialer: DialerSettings) => DialerSettings

/** The keys of which one is there: in their order each makes a dialer of its kind, whatever it was before. */
export const DIALER_KINDS = ['profile', 'serial', 'pppoe'] as const

const NO_MODEM: ModemDialerSettings = { kind: 'modem', modems: [], profile: '' }

export const DIALER_READERS = {
  profile: (value, dialer) => ({
    ...(dialer.kind === 'modem' ? dialer : NO_MODEM),
    profile: text(value),
  }),
  serial: (value, dialer) => {
    const device = text(value)
    if (dialer.kind !== 'ppp' || dialer.line.kind !== 'serial') return serialDialer(device)
    return { ...dialer, line: { ...dialer.line, device } }
  },
  pppoe: (value, dialer) => {
    const device = text(value)
    if (dialer.kind !== 'ppp' || dialer.line.kind !== 'pppoe') return pppoeDialer(device)
    return { ...dialer, line: { ...dialer.line, device } }
  },
  modems: (value, dialer) => {
    if (dialer.kind !== 'modem') throw wrong('left out: it is for interfaces that dial with a profile')
    return { ...dialer, modems: texts(value) }
  },
  number: (value, dialer) => serial(dialer, { number: text(value) }),
  speed: (value, dialer) => serial(dialer, { speed: number(value) }),
  'flow-control': (value, dialer) => serial(dialer, { flowControl: oneOf(value, FLOW_CONTROLS) }),
  init: (value, dialer) => serial(dialer, { init: texts(value) }),
  apn: (value, dialer) => serial(dialer, { apn: text(value) }),
  service: (value, dialer) => pppoe(dialer, { service: text(value) }),
  concentrator: (value, dialer) => pppoe(dialer, { concentrator: text(value) }),
  mtu: (value, dialer) => ({ ...ppp(dialer), mtu: number(value) }),
  mru: (value, dialer) => ({ ...ppp(dialer), mru: number(value) }),
  authentication: (value, dialer) => ({
    ...ppp(dialer),
    authentication: texts(value).map((one) => oneOf(one, PPP_AUTHENTICATIONS)),
  }),
  answer: (value, dialer) => ({ ...ppp(dialer), answer: parseAnswer(text(value)) }),
} as const satisfies Record<string, DialerReader>

/**
 * The dialer that a table of keys is about, before any but these are read: what it was, or one of the kind that is named.
 * @throws DialtoneError `invalid_argument` where two kinds are named
 */
export function dialerOfKind(
  table: Readonly<Record<string, unknown>>,
  before?: DialerSettings,
): DialerSettings {
  const named = DIALER_KINDS.filter((key) => table[key] !== undefined)
  const [first, second] = named
  if (second !== undefined) {
    throw new DialtoneError(
      'invalid_argument',
      `either ${named.join(' or ')}: it is dialled with one of them`,
    )
  }
  const dialer = before ?? NO_MODEM
  return first === undefined ? dialer : DIALER_READERS[first](table[first], dialer)
}

/** `10.9.0.1:10.9.0.2`: the address of this end and that of the caller, as pppd takes them. */
export function formatAnswer({ address, peer }: AnswerSettings): string {
  return `${address}:${peer}`
}

function parseAnswer(written: string): AnswerSettings {
  const [, address, peer] = /^([^:\s]+):([^:\s]+)$/.exec(written) ?? []
  if (address === undefined || peer === undefined) {
    throw wrong('the two addresses of such a link, this end first: 10.9.0.1:10.9.0.2')
  }
  return { address, peer }
}

function ppp(dialer: DialerSettings): PppDialerSettings {
  if (dialer.kind === 'ppp') return dialer
  throw wrong('left out: it is for interfaces with a line of their own (serial or pppoe)')
}

function serial(dialer: DialerSettings, change: Partial<SerialLineSettings>): PppDialerSettings {
  if (dialer.kind === 'ppp' && dialer.line.kind === 'serial') {
    return { ...dialer, line: { ...dialer.line, ...change } }
  }
  throw wrong('left out: it is for interfaces with a serial line (serial)')
}

function pppoe(dialer: DialerSettings, change: Partial<PppoeLineSettings>): PppDialerSettings {
  if (dialer.kind === 'ppp' && dialer.line.kind === 'pppoe') {
    return { ...dialer, line: { ...dialer.line, ...change } }
  }
  throw wrong('left out: it is for interfaces that are dialled over Ethernet (pppoe)')
}
