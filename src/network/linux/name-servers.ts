/**
 * Which name servers of a network may be led to its link. One that is an address of this machine, or stands on another of its
 * networks, would be taken away from there by its route: a network that names such a one is not followed in it.
 */
import { parseIpAddress, type IpSettings } from '../../core/index.ts'
import type { AddressEntry } from './kernel.ts'

export interface NameServers {
  readonly ip: IpSettings
  /** Those that were left out. */
  readonly refused: readonly string[]
}

/** @param addresses of this machine, by which `device` is told apart from the others */
export function nameServers(ip: IpSettings, device: string, addresses: readonly AddressEntry[]): NameServers {
  const given = [ip.v4, ip.v6].flatMap((family) => family?.addresses ?? []).map(({ address }) => address)
  const own = new Set(given.map(keyOf))
  const elsewhere = addresses.filter((entry) => entry.device !== device)
  const isRefused = (server: string): boolean => {
    const bytes = parseIpAddress(server)
    if (bytes === undefined || isNobody(bytes) || own.has(keyOf(server))) return true
    return elsewhere.some(({ address, prefixLength }) => isWithin(bytes, address, prefixLength))
  }
  const servers = [...(ip.v4?.dns ?? []), ...(ip.v6?.dns ?? [])]
  const refused = servers.filter(isRefused)
  if (refused.length === 0) return { ip, refused }
  const kept = <T extends { readonly dns: readonly string[] }>(family: T): T => ({
    ...family,
    dns: family.dns.filter((server) => !refused.includes(server)),
  })
  return {
    ip: { ...ip, ...(ip.v4 && { v4: kept(ip.v4) }), ...(ip.v6 && { v6: kept(ip.v6) }) },
    refused,
  }
}

/** Two spellings of one address are one. */
function keyOf(address: string): string {
  return String(parseIpAddress(address))
}

/** This machine itself, no one, or many: 0.0.0.0/8, 127.0.0.0/8, 224.0.0.0/3; ::, ::1, fe80::/10, ff00::/8. */
function isNobody(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes
  if (bytes.length === 4) return first === 0 || first === 127 || first >= 224
  const isLinkLocal = first === 0xfe && (second & 0xc0) === 0x80
  return (
    first === 0xff ||
    isLinkLocal ||
    (bytes.subarray(0, 15).every((byte) => byte === 0) && (bytes[15] ?? 0) < 2)
  )
}

function isWithin(bytes: Uint8Array, address: string, prefixLength: number): boolean {
  const other = parseIpAddress(address)
  if (other?.length !== bytes.length) return false
  const whole = prefixLength >> 3
  for (let at = 0; at < whole; at++) if (bytes[at] !== other[at]) return false
  const mask = 0xff00 >> (prefixLength & 7)
  return (
    (prefixLength & 7) === 0 || ((bytes[whole] ?? 0) & mask & 0xff) === ((other[whole] ?? 0) & mask & 0xff)
  )
}
