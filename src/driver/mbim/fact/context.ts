/** A context and its addresses: CONNECT and IP_CONFIGURATION. */
import { compact } from '../../../base/index.ts'
import type { ConnectionState, IpFamilySettings, IpSettings } from '../../../core/index.ts'
import type { Connect, IpConfiguration, ValueOf, words } from '../../../mbim/index.ts'

export type ConnectInfo = ValueOf<typeof Connect.response>
export type IpInfo = ValueOf<typeof IpConfiguration.response>

/** A state that is not known, or of a later specification, is taken for no context. */
export function contextState(state: words.ActivationState): ConnectionState {
  return typeof state === 'number' || state === 'unknown' ? 'deactivated' : state
}

/**
 * The settings that the modem gave; `info` is absent when it gives none. A family that the context has is there even
 * without addresses: those are then expected over the data path, by DHCP or router advertisements.
 */
export function ipSettings(info: IpInfo | undefined, ipType: words.ContextIpType): IpSettings {
  const families = FAMILIES[typeof ipType === 'number' ? 'default' : ipType]
  const v4 =
    info &&
    family({
      flags: info.ipv4ConfigurationAvailable,
      addresses: info.ipv4Address.map((element) => [element.ipv4Address, element.onLinkPrefixLength]),
      gateway: info.ipv4Gateway,
      dns: info.ipv4DnsServer,
      mtu: info.ipv4Mtu,
      longestPrefix: 32,
      unspecified: '0.0.0.0',
    })
  const v6 =
    info &&
    family({
      flags: info.ipv6ConfigurationAvailable,
      addresses: info.ipv6Address.map((element) => [element.ipv6Address, element.onLinkPrefixLength]),
      gateway: info.ipv6Gateway,
      dns: info.ipv6DnsServer,
      mtu: info.ipv6Mtu,
      longestPrefix: 128,
      unspecified: '::',
    })
  const nothing = v4 === undefined && v6 === undefined
  return compact({
    v4: v4 ?? (families.includes(4) || (nothing && families.length === 0) ? NOTHING_GIVEN : undefined),
    v6: v6 ?? (families.includes(6) ? NOTHING_GIVEN : undefined),
  })
}

/** What each type of context surely has; `default` leaves it to the network and is told by what it gives. */
const FAMILIES: Record<Exclude<words.ContextIpType, number>, readonly (4 | 6)[]> = {
  default: [],
  ipv4: [4],
  ipv6: [6],
  ipv4v6: [4, 6],
  'ipv4-and-ipv6': [4, 6],
}

const NOTHING_GIVEN: IpFamilySettings = { addresses: [], dns: [] }

interface Family {
  readonly flags: readonly words.IPConfigurationAvailableFlag[]
  readonly addresses: readonly (readonly [string, number])[]
  readonly gateway: string | undefined
  readonly dns: readonly string[]
  readonly mtu: number
  readonly longestPrefix: number
  /** Written by some modems where there is nothing: a gateway of a point-to-point bearer, a second name server. */
  readonly unspecified: string
}

/** The flags say which parts are valid; nothing when none is. */
function family(given: Family): IpFamilySettings | undefined {
  const { flags, longestPrefix, unspecified } = given
  if (flags.length === 0) return undefined
  const addresses = flags.includes('address')
    ? given.addresses
        .filter(([address]) => address !== unspecified)
        .map(([address, prefixLength]) => ({ address, prefixLength: Math.min(prefixLength, longestPrefix) }))
    : []
  const gateway = flags.includes('gateway') && given.gateway !== unspecified ? given.gateway : undefined
  const dns = flags.includes('dns') ? given.dns.filter((address) => address !== unspecified) : []
  const mtu = flags.includes('mtu') && given.mtu > 0 ? given.mtu : undefined
  return compact({ addresses, gateway, dns, mtu })
}
