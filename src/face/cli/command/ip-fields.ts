/** IP settings as names and values. */
import type { IpFamilySettings, IpSettings } from '../../../core/index.ts'

export function ipFields({ v4, v6 }: IpSettings): (readonly [string, string | readonly string[]])[] {
  const [dns, mtu] = [
    [...(v4?.dns ?? []), ...(v6?.dns ?? [])],
    [...new Set([v4?.mtu, v6?.mtu].filter((one) => one !== undefined))],
  ]
  return [
    ...(v4 === undefined ? [] : [['IPv4', family(v4)] as const]),
    ...(v6 === undefined ? [] : [['IPv6', family(v6)] as const]),
    ...(dns.length === 0 ? [] : [['DNS', dns.join(', ')] as const]),
    ...(mtu.length === 0 ? [] : [['MTU', mtu.join(', ')] as const]),
  ]
}

function family({ addresses, gateway }: IpFamilySettings): readonly string[] {
  const via = gateway === undefined ? '' : `, gateway ${gateway}`
  return addresses.map(
    ({ address, prefixLength }, index) => `${address}/${prefixLength}${index === 0 ? via : ''}`,
  )
}
