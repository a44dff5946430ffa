/** What a modem asks an access point for and what it gets: address families granted, or the 3GPP cause of the refusal. */
import type { Leases } from './address-pool.ts'
import type { ChapProof } from './credentials.ts'
import type { Apn, AuthProtocol, IpFamily, NetworkCause } from './operator.ts'

/** `ipv4-and-ipv6` are two single-stack bearers behind one session (MBIM 1.0 §10.5.12.4). */
export type IpType = 'default' | 'ipv4' | 'ipv6' | 'ipv4v6' | 'ipv4-and-ipv6'

export interface BearerRequest {
  /** Blank: the network chooses. */
  readonly accessString: string
  readonly userName: string
  readonly password: string
  readonly auth: AuthProtocol
  /** Of CHAP, where the modem was shown no password but an answer to a challenge. */
  readonly proof?: ChapProof
  readonly ipType: IpType
}

export interface Bearer {
  /** Whose it is. */
  readonly imsi: string
  readonly apn: Apn
  readonly leases: Leases
  readonly ipType: Exclude<IpType, 'default'>
  /** The network gave less than was asked for; 0 when not. */
  readonly networkError: NetworkCause
}

export interface Refused {
  readonly cause: NetworkCause
}

export function refused(cause: NetworkCause): Refused {
  return { cause }
}

/** TS 24.008 §10.5.6.6, TS 24.301 §6.5.1.3. */
const IPV4_ONLY_ALLOWED = 50
const IPV6_ONLY_ALLOWED = 51

/** Which families a request gets from an access point that has `offered`. */
export function requestFamilies(
  ipType: IpType,
  offered: readonly IpFamily[],
): { families: readonly IpFamily[]; ipType: Bearer['ipType']; networkError: NetworkCause } | Refused {
  const [only] = offered
  const dual = offered.length > 1
  if (ipType === 'default') {
    return { families: offered, ipType: dual ? 'ipv4v6' : (only ?? 'ipv4'), networkError: 0 }
  }
  if (ipType === 'ipv4' || ipType === 'ipv6') {
    if (offered.includes(ipType)) return { families: [ipType], ipType, networkError: 0 }
    return refused(ipType === 'ipv6' ? IPV4_ONLY_ALLOWED : IPV6_ONLY_ALLOWED)
  }
  if (dual) return { families: offered, ipType, networkError: 0 }
  return only === 'ipv6'
    ? { families: ['ipv6'], ipType: 'ipv6', networkError: IPV6_ONLY_ALLOWED }
    : { families: ['ipv4'], ipType: 'ipv4', networkError: IPV4_ONLY_ALLOWED }
}
