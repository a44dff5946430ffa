/**
 * How far a connection reaches, by what the modem and the network have said of it; nobody is asked. `internet` therefore says
 * that everything is there that the Internet takes, not that it answers: no probe is sent, as that costs data where data is
 * paid for, tells a third party of this machine, and would be taken for traffic by demand-dial filters.
 */
import type { Connection } from './connection.ts'
import type { IpFamilySettings } from './ip-settings.ts'
import type { Reason } from './modem.ts'

/** `constrained`: packets go out, and names cannot be resolved. `local`: the operator's own network only, or not yet more. */
export type ConnectivityLevel = 'none' | 'local' | 'constrained' | 'internet'

export const LEVELS: readonly ConnectivityLevel[] = ['none', 'local', 'constrained', 'internet']

/** Access points that lead to services of the operator by their nature (GSMA IR.65 §6.3, IR.88 §6.3; TS 23.003 §13). */
const NOT_INTERNET = /^(ims|sos|xcap)(\.|$)/i

export function connectivityOf(connection: Connection): {
  readonly level: ConnectivityLevel
  readonly reason: Reason
} {
  const { state, ip, accessString = '', reason } = connection
  if (state !== 'activated') return { level: 'none', reason }
  if (NOT_INTERNET.test(accessString)) {
    return local(
      'operator-services',
      `the access point ${accessString.toLowerCase()} leads to the operator's own services`,
    )
  }
  const families = [ip?.v4, ip?.v6].filter((family) => family !== undefined)
  const routed = families.filter(hasAddress)
  if (routed.length === 0) {
    return local('no-address', 'the modem gives no address beyond the link; it may come over the data path')
  }
  if (families.every(({ dns }) => dns.length === 0)) {
    return {
      level: 'constrained',
      reason: { code: 'no-name-server', text: 'the network gives no name server' },
    }
  }
  return {
    level: 'internet',
    reason: {
      code: 'complete',
      text: 'the network gives addresses and name servers; whether it passes anything on is not tried',
    },
  }
}

function local(code: string, text: string): { level: 'local'; reason: Reason } {
  return { level: 'local', reason: { code, text } }
}

/** One that is valid beyond the link (RFC 3927, RFC 4291 §2.5.6). */
function hasAddress({ addresses }: IpFamilySettings): boolean {
  return addresses.some(({ address }) => !/^(169\.254\.|fe[89ab][0-9a-f]:)/i.test(address))
}
