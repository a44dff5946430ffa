/** What hosts leave in the modem and read again; most of it is kept and nothing more. */

import type { Tlv, words } from '../../mbim/index.ts'
import type { Plmn } from '../carrier/operator.ts'

/** A provider whose SIMs, or whose network, the modem does not serve. */
export interface Blacklisted {
  readonly mcc: number
  readonly mnc: number
  readonly type: 'sim' | 'network'
}

/** MBIMEx MS_MODEM_LOGGING_CONFIG. */
export interface LoggingConfig {
  /** KiB */
  readonly maxSegmentSize: number
  /** ms */
  readonly maxFlushTime: number
  readonly level: words.LoggingLevel
}

/** MBIMEx 3.0 REGISTRATION_PARAMETERS; words as the host sends them. */
export interface RegistrationParameters {
  readonly micoMode: words.MicoMode
  readonly drxCycle: words.DrxCycle
  readonly ladnInfo: words.LadnInfo
  readonly defaultPduActivationHint: words.DefaultPduActivationHint
  readonly reRegisterIfNeeded: boolean | number
  readonly unnamedIes: readonly Tlv[]
}

export interface PacketFilter {
  readonly filter: Uint8Array
  readonly mask: Uint8Array
  readonly id: number
}

export class Settings {
  idleHint = false
  blacklist: readonly Blacklisted[] = []
  multicarrierProviders: readonly string[] = []
  logging: LoggingConfig = { maxSegmentSize: 16, maxFlushTime: 1000, level: 'prod' }
  registrationParameters: RegistrationParameters = {
    micoMode: 'default',
    drxCycle: 'not-specified',
    ladnInfo: 'not-needed',
    defaultPduActivationHint: 'unlikely',
    reRegisterIfNeeded: false,
    unnamedIes: [],
  }
  /** Route selection policies of the network, as they came (MBIMEx 4.0). */
  uePolicies: readonly Tlv[] = []
  /** Wake filters by session, until the control session ends. */
  readonly packetFilters = new Map<number, readonly PacketFilter[]>()

  isBlacklisted(plmn: Plmn, type: Blacklisted['type']): boolean {
    const mcc = Number(plmn.slice(0, 3))
    const mnc = Number(plmn.slice(3))
    return this.blacklist.some((one) => one.type === type && one.mcc === mcc && one.mnc === mnc)
  }
}
