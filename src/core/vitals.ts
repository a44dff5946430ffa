/**
 * What a service knows of its own health beyond what it manages: for those who operate it. Plain data, as it is at one
 * moment; amounts are counted from the start of the service.
 */
import type { Cause } from './cause.ts'
import type { DataPathCounters } from './port/network.ts'
import type { GapReason, StoreExtent } from './port/store.ts'

export interface Vitals {
  readonly journal: StoreExtent
  /** Why nothing can be written at present; absent while all is well. */
  readonly storageTrouble?: Cause
  /** Why nothing of this machine can be configured, or is meant to be; absent where it can. */
  readonly networkObstacle?: Cause
  readonly subscribers: readonly SubscriberVitals[]
  /** How often a subscriber got a gap in place of events that are gone. */
  readonly gaps: Readonly<Record<GapReason, number>>
  readonly traffic: readonly TrafficVitals[]
  /** Of the interfaces that have a data path. */
  readonly packets: readonly PacketVitals[]
}

/** One who watches. */
export interface SubscriberVitals {
  /** Events that were told and that it has not taken yet; those of earlier epochs are not counted. */
  readonly lag: number
  /** It fell behind, or has just come: it reads the journal. */
  readonly catchingUp: boolean
}

export interface TrafficVitals {
  /** The modem's id. */
  readonly modem: string
  /** The id of the only connection that was up; blank where several were and nobody can tell them apart. */
  readonly connection: string
  /** Bytes. */
  readonly received: number
  readonly sent: number
}

export interface PacketVitals {
  /** The id of the dial interface. */
  readonly dialInterface: string
  readonly counters: DataPathCounters
}
