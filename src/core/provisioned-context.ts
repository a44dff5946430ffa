/**
 * The contexts that are stored in a modem or on its SIM, by the operator, the maker or a host. A password travels towards
 * the modem only; `userName` is personal.
 */
import type { AuthProtocol, IpType } from './profile.ts'

/** MBIM 1.0 errata-1 §10.5.13 CONTEXT_TYPES, and Microsoft's later ones, in words. `none` is a slot with nothing in it. */
export const CONTEXT_TYPES = [
  'none',
  'internet',
  'vpn',
  'voice',
  'video-share',
  'purchase',
  'ims',
  'mms',
  'local',
  'admin',
  'app',
  'xcap',
  'tethering',
  'emergency-calling',
] as const

export type ContextType = (typeof CONTEXT_TYPES)[number]

/** Where a context may be used. Microsoft, "MB Provisioned Context Operations" */
export const CONTEXT_ROAMING = [
  'home-only',
  'partner-only',
  'non-partner-only',
  'home-and-partner',
  'home-and-non-partner',
  'partner-and-non-partner',
  'allow-all',
] as const

export type ContextRoaming = (typeof CONTEXT_ROAMING)[number]

export interface ProvisionedContext {
  /** The slot it is in. */
  readonly id: number
  /** One of `CONTEXT_TYPES`; what has no word of its own is given by its UUID. */
  readonly type: string
  /** APN, or what a CDMA network dials; blank leaves the choice to the network. */
  readonly accessString: string
  readonly userName?: string
  readonly hasPassword: boolean
  readonly authProtocol: AuthProtocol
  readonly compression: boolean
  // What follows is told by modems that have Microsoft's extensions only.
  readonly ipType?: IpType
  readonly enabled?: boolean
  readonly roaming?: ContextRoaming
  /** Who stored it. */
  readonly source?: 'admin' | 'user' | 'operator' | 'modem' | 'device'
}

/** The list for the home provider of the present SIM. */
export interface ProvisionedContexts {
  /** False for a modem that has no such list; it is then empty. */
  readonly supported: boolean
  readonly contexts: readonly ProvisionedContext[]
}

/** What is written into a slot. */
export interface NewProvisionedContext {
  /** The slot; left out, the modem chooses one. */
  readonly id?: number
  /** `none`, with a blank access string, empties the slot. */
  readonly type: ContextType
  readonly accessString: string
  readonly userName?: string
  /** A secret. */
  readonly password?: string
  readonly authProtocol: AuthProtocol
  readonly compression: boolean
  /** MCC and MNC of the home provider it is for; left out, the one of the present SIM. */
  readonly provider?: string
}

/** Asks the modem to choose the slot (MBIM 1.0 errata-1 §10.5.13): never the number of one. */
export const NO_SLOT = 0xffffffff
