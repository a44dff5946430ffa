/** What was transferred, and for how long a context was up, as it is counted and kept. */
import type { Instant } from '../base/index.ts'

export interface Amount {
  /** Bytes. */
  readonly received: number
  readonly sent: number
  /** Milliseconds during which a context was activated. */
  readonly connected: number
}

/** To whom an amount belongs. */
export interface UsageKey {
  /** IMSI or MIN; blank while the SIM has not said. Personal. */
  readonly subscriber: string
  /** The modem's id. */
  readonly modem: string
  /** The id of the only connection that was up; blank where several were and nobody can tell them apart. */
  readonly connection: string
  readonly roaming: boolean
}

/** An amount as it is kept: by the minute at first, in longer spans when it has become old. */
export interface UsageRecord extends UsageKey, Amount {
  readonly start: Instant
  /** Milliseconds. */
  readonly span: number
}

/** Which records are wanted: those that begin from `from` on and before `to`. */
export interface UsageFilter {
  readonly from: Instant
  readonly to: Instant
  readonly subscriber?: string
  readonly modem?: string
  readonly connection?: string
}

export const NOTHING_USED: Amount = { received: 0, sent: 0, connected: 0 }

export function sumOf(one: Amount, other: Amount): Amount {
  return {
    received: one.received + other.received,
    sent: one.sent + other.sent,
    connected: one.connected + other.connected,
  }
}
