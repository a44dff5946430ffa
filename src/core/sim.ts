/** The SIM as the modem sees it. `subscriberId`, `iccid` and `telephoneNumbers` are personal: redacted unless asked for. */

/** MBIM 1.0 §10.5.2.4 MBIM_SUBSCRIBER_READY_STATE, in words. */
export type SimState =
  | 'not-initialized'
  | 'initialized'
  | 'not-inserted'
  | 'bad'
  | 'failure'
  | 'not-activated'
  | 'locked'
  | 'no-esim-profile'

/** MBIM 1.0 §10.5.4 MBIM_PIN_TYPE; `none` when no PIN is awaited. */
export type PinType =
  | 'none'
  | 'custom'
  | 'pin1'
  | 'pin2'
  | 'device-sim-pin'
  | 'device-first-sim-pin'
  | 'network-pin'
  | 'network-subset-pin'
  | 'service-provider-pin'
  | 'corporate-pin'
  | 'subsidy-pin'
  | 'puk1'
  | 'puk2'
  | 'device-first-sim-puk'
  | 'network-puk'
  | 'network-subset-puk'
  | 'service-provider-puk'
  | 'corporate-puk'

/** A PIN as such, not what unblocks it. */
export type PinKind = Exclude<PinType, 'none' | `${string}puk${string}`>

/** What a PIN of this SIM, or of this modem, is like. MBIM 1.0 §10.5.5 */
export interface PinDescription {
  readonly type: PinKind
  readonly enabled: boolean
  /** `alphanumeric`: letters, digits, * and #. */
  readonly format: 'unknown' | 'numeric' | 'alphanumeric'
  /** Characters; absent when not known. */
  readonly minLength?: number
  readonly maxLength?: number
}

export interface PinStatus {
  /** The PIN that is awaited. */
  readonly type: PinType
  readonly state: 'locked' | 'unlocked'
  readonly attemptsLeft?: number
}

export interface Sim {
  readonly state: SimState
  /** IMSI (3GPP TS 23.003 §2.2) or MIN. */
  readonly subscriberId?: string
  /** ITU-T E.118. */
  readonly iccid?: string
  readonly telephoneNumbers: readonly string[]
  readonly pin?: PinStatus
  /** The PINs that can be used here; absent while the modem has not told. */
  readonly pins?: readonly PinDescription[]
}
