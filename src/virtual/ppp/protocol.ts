/** The field that says what a frame carries (RFC 1661 §2, RFC 1662 §3.1), whole or shortened as the two have agreed. */

export const PROTOCOL = {
  ip: 0x0021,
  ipv6: 0x0057,
  ipcp: 0x8021,
  ipv6cp: 0x8057,
  lcp: 0xc021,
  pap: 0xc023,
  chap: 0xc223,
} as const

const ALL_STATIONS = 0xff
const UNNUMBERED_INFORMATION = 0x03

export interface Carried {
  readonly protocol: number
  readonly information: Uint8Array
}

/** Takes both fields shortened or not: whoever receives may not insist (RFC 1661 §6.5, §6.6). Nothing for what is no frame. */
export function readContent(content: Uint8Array): Carried | undefined {
  const address = content[0] === ALL_STATIONS && content[1] === UNNUMBERED_INFORMATION ? 2 : 0
  const first = content[address]
  const second = content[address + 1]
  if (first === undefined) return undefined
  // The last octet of a protocol is odd, all before it are even (RFC 1661 §2).
  if ((first & 1) === 1) return { protocol: first, information: content.subarray(address + 1) }
  if (second === undefined || (second & 1) === 0) return undefined
  return { protocol: (first << 8) | second, information: content.subarray(address + 2) }
}

export interface Shortening {
  readonly protocol: boolean
  readonly address: boolean
}

export function writeContent({ protocol, information }: Carried, shortening: Shortening): Uint8Array {
  // LCP is never shortened: the other may have forgotten what was agreed.
  const isLcp = protocol === PROTOCOL.lcp
  const address = shortening.address && !isLcp ? [] : [ALL_STATIONS, UNNUMBERED_INFORMATION]
  const field =
    shortening.protocol && !isLcp && protocol < 0x100 ? [protocol] : [protocol >> 8, protocol & 0xff]
  const head = [...address, ...field]
  const content = new Uint8Array(head.length + information.length)
  content.set(head)
  content.set(information, head.length)
  return content
}
