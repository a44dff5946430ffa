/**
 * What a network is made of, as plain data that never changes and is shared by all modems: operators, their cells and
 * their access points. What changes (who is denied, how an access point answers today) is the `Carrier`'s.
 */
import type { Duration } from '../../base/index.ts'
import type { AccessTechnology } from './access-technology.ts'
import type { AddressPool } from './address-pool.ts'

/** MCC and MNC, 5 or 6 digits (3GPP TS 23.003 §2.2). */
export type Plmn = string

/** A number of 3GPP TS 24.008 §10.5.5.14 or §10.5.6.6, TS 24.301 §9.9.3.9 or §9.9.4.4. */
export type NetworkCause = number

export interface Cell {
  readonly technology: AccessTechnology
  /** 16 bits in GSM and UMTS (28 with the RNC), 28 in LTE, 36 in NR. */
  readonly id: number
  /** LAC of GSM and UMTS; TAC of LTE and NR. */
  readonly areaCode: number
  /** ARFCN, UARFCN, EARFCN or NR-ARFCN of the downlink. */
  readonly channel: number
  /** BSIC, primary scrambling code or physical cell id. */
  readonly code: number
  /** Mean RSSI in dBm where the modem stands, before its own place and the moment are added. */
  readonly rssi: number
}

export type AuthProtocol = 'none' | 'pap' | 'chap' | 'mschapv2'
export type IpFamily = 'ipv4' | 'ipv6'

/** How an access point meets a request: `slow` accepts after a while, `silent` never answers at all. */
export type ApnAnswer =
  | { readonly type: 'accept' }
  | { readonly type: 'refuse'; readonly cause: NetworkCause }
  | { readonly type: 'slow'; readonly delay: Duration }
  | { readonly type: 'silent' }

export interface Apn {
  /** Network identifier (TS 23.003 §9.1.1), compared without case. */
  readonly name: string
  readonly answer: ApnAnswer
  /** Whether a blank access string means this one. One per operator. */
  readonly default?: boolean
  /** What the far end demands; absent: anything is accepted. */
  readonly credentials?: {
    readonly userName: string
    readonly password: string
    readonly protocols: readonly AuthProtocol[]
  }
  readonly families: readonly IpFamily[]
  readonly pool: AddressPool
  /** A subscriber may have one connection to it; several unless told (TS 24.301 §6.5.1.4, cause 55). */
  readonly single?: boolean
}

/** Another operator's subscribers who may use this network, and as what they are then told they roam. */
export interface RoamingAgreement {
  readonly home: Plmn
  readonly as: 'roaming' | 'partner'
}

export interface Operator {
  readonly plmn: Plmn
  /** As the network spells it; at most 20 characters (MBIM 1.0 §10.5.9). */
  readonly name: string
  readonly cells: readonly Cell[]
  /** Used by its own subscribers wherever they are (home-routed, TS 23.401 §4.2.2). */
  readonly apns: readonly Apn[]
  readonly guests: readonly RoamingAgreement[]
  /** Shown to guests. */
  readonly roamingText?: string
}

/** A place where a modem can be: the networks that reach it there. */
export interface Area {
  readonly name: string
  readonly plmns: readonly Plmn[]
}
