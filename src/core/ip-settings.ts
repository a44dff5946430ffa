/** The IP settings that a network gave to one context. Addresses are text in their shortest usual form. */

export interface IpFamilySettings {
  readonly addresses: readonly { readonly address: string; readonly prefixLength: number }[]
  /** Absent on a point-to-point bearer. */
  readonly gateway?: string
  readonly dns: readonly string[]
  /** Bytes. */
  readonly mtu?: number
}

/** At least one family is present while the context is activated. */
export interface IpSettings {
  readonly v4?: IpFamilySettings
  readonly v6?: IpFamilySettings
}

/** What the host's side of a context's data path is called and who configures it. */
export interface Link {
  /** The network device: `wwan0`; absent where there is none (a virtual modem without a data path). */
  readonly name?: string
  readonly sessionId: number
  readonly configuredBy: 'us' | 'driver'
}
