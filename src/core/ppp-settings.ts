/**
 * With what a dial interface is dialled that `pppd` brings up: a line and what is agreed on over it. All of it is checked
 * (`policy/check-ppp-dialer.ts`) before it gets to a program: a number that holds a command is none.
 */

/** How this end may prove who it is, and how callers prove who they are: the strongest that both have is taken. */
export const PPP_AUTHENTICATIONS = ['pap', 'chap', 'mschapv2'] as const
export type PppAuthentication = (typeof PPP_AUTHENTICATIONS)[number]

export const FLOW_CONTROLS = ['hardware', 'software', 'none'] as const
export type FlowControl = (typeof FLOW_CONTROLS)[number]

/** A serial line with a modem that is told what to do by AT commands. */
export interface SerialLineSettings {
  readonly kind: 'serial'
  /** `/dev/ttyUSB0`, or a link to it under `/dev/serial/by-id`. */
  readonly device: string
  /** Bits per second. */
  readonly speed: number
  readonly flowControl: FlowControl
  /** As the modem takes it behind `ATD`: `*99#`, `T 0049 30 1234`. */
  readonly number: string
  /** AT commands that are sent before it dials, each answered by OK. */
  readonly init: readonly string[]
  /** Of a mobile modem: defined as its context 1. */
  readonly apn?: string
}

/** An Ethernet, on which an access concentrator is looked for (RFC 2516). */
export interface PppoeLineSettings {
  readonly kind: 'pppoe'
  /** The network device: `eth1`. */
  readonly device: string
  /** Any when absent. */
  readonly service?: string
  /** Any when absent. */
  readonly concentrator?: string
}

/** Callers are let in, and which addresses both ends have then. IPv4. */
export interface AnswerSettings {
  readonly address: string
  readonly peer: string
}

export interface PppDialerSettings {
  readonly kind: 'ppp'
  readonly line: SerialLineSettings | PppoeLineSettings
  /** Bytes of the largest packet to send, and to be sent. As agreed on with the other end when absent. */
  readonly mtu?: number
  readonly mru?: number
  /** Not empty. */
  readonly authentication: readonly PppAuthentication[]
  /** Of a serial line. A caller who has the name of the interface and the password of its credentials connects it. */
  readonly answer?: AnswerSettings
}

/** As a line is, of which only the device is known. */
export function serialDialer(device: string): PppDialerSettings {
  return {
    kind: 'ppp',
    line: { kind: 'serial', device, speed: 115_200, flowControl: 'hardware', number: '', init: [] },
    authentication: PPP_AUTHENTICATIONS,
  }
}

export function pppoeDialer(device: string): PppDialerSettings {
  return { kind: 'ppp', line: { kind: 'pppoe', device }, authentication: PPP_AUTHENTICATIONS }
}
