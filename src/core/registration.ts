/** Standing with the operator's network: registration, packet service, signal. 3GPP TS 27.007 §7.2, MBIM 1.0 §10.5.9–11. */
import type { Cause, NetworkCause } from './cause.ts'
import type { Instant } from '../base/index.ts'

export type RegistrationState =
  'unknown' | 'deregistered' | 'searching' | 'home' | 'roaming' | 'partner' | 'denied'

/** Access technologies, slowest first. */
export const DATA_CLASSES = [
  'gprs',
  'edge',
  'umts',
  'hsdpa',
  'hsupa',
  'lte',
  '5g-nsa',
  '5g-sa',
  '1xrtt',
  '1xevdo',
  '1xevdo-reva',
  '1xevdv',
  '3xrtt',
  '1xevdo-revb',
  'umb',
  'custom',
] as const
export type DataClass = (typeof DATA_CLASSES)[number]

export interface Provider {
  /** MCC followed by MNC, 5 or 6 digits (3GPP TS 23.003 §2.2). */
  readonly id: string
  /** As the network spells it: data, never markup. */
  readonly name: string
}

export type CellularClass = 'gsm' | 'cdma'

/** What is known of a network in a list. MBIM 1.0 §10.5.6, MBIM_PROVIDER_STATE. */
export const PROVIDER_STATES = [
  'home',
  'forbidden',
  'preferred',
  'visible',
  'registered',
  'preferred-multicarrier',
] as const
export type ProviderState = (typeof PROVIDER_STATES)[number]

/** A network in a list: of what is in reach, of what the SIM prefers. */
export interface ListedProvider extends Provider {
  readonly states: readonly ProviderState[]
  readonly cellularClasses: readonly CellularClass[]
  /** dBm; absent when not told. */
  readonly rssi?: number
  /** Bit error rate class 0–7 (3GPP TS 45.008 §8.2.4); absent when not told. */
  readonly errorRate?: number
}

/** A list of networks that is kept on the SIM or in the modem. */
export interface ProviderList {
  readonly providers: readonly ListedProvider[]
  /** Why it could not be had: `providers` is empty then. */
  readonly cause?: Cause
}

/** What a scan has found. */
export interface VisibleProviders {
  readonly scannedAt: Instant
  readonly providers: readonly ListedProvider[]
}

/** What a modem that can change its carrier knows of carriers. */
export interface Multicarrier {
  /** The networks that it could be a customer of. */
  readonly preferredProviders?: ProviderList
  /** Of the last scan for carriers; absent before the first, and once SIM or radio are gone. */
  readonly visibleProviders?: VisibleProviders
}

export interface Registration {
  readonly state: RegistrationState
  readonly mode: 'unknown' | 'automatic' | 'manual'
  /** In manual mode the network that was chosen, also while it is not in reach. */
  readonly provider?: Provider
  /** Of the network that serves the modem. */
  readonly cellularClass?: CellularClass
  readonly roamingText?: string
  readonly availableDataClasses: readonly DataClass[]
  /** Why the last attempt was refused; absent when it was not. */
  readonly networkError?: NetworkCause
}

/** True in the states in which the network serves the modem. */
export function isRegistered(state: RegistrationState): boolean {
  return state === 'home' || state === 'roaming' || state === 'partner'
}

export type PacketServiceState = 'unknown' | 'attaching' | 'attached' | 'detaching' | 'detached'

export interface PacketService {
  readonly state: PacketServiceState
  /** The fastest technology now in use; absent unless attached. */
  readonly dataClass?: DataClass
  /** Upper bounds in bit/s; 0 when not known. */
  readonly uplinkSpeed: number
  readonly downlinkSpeed: number
  readonly networkError?: NetworkCause
}

/** When a modem tells of its signal by itself. What is absent, it does not go by. */
export interface SignalReports {
  /** Seconds from one report to the next, at the most. */
  readonly interval?: number
  /** dB by which the RSSI has to have moved. */
  readonly rssiChange?: number
  /** Classes by which the bit error rate has to have moved (3GPP TS 45.008 §8.2.4). */
  readonly errorRateChange?: number
}

export interface Signal {
  /** dBm; absent when not known. */
  readonly rssi?: number
  /** Bit error rate class 0–7 (3GPP TS 45.008 §8.2.4); absent when not known. */
  readonly errorRate?: number
  /** dBm (3GPP TS 36.214, TS 38.215); absent when not reported. */
  readonly rsrp?: number
  /** dB. */
  readonly snr?: number
}
