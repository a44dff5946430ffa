/**
 * IP addresses and networks as text, read strictly: an IPv4 address has four decimal numbers without leading zeros (which
 * some read as octal), an IPv6 address is one of RFC 4291 §2.2, without a zone. What people write goes through here.
 */
import type { IpPrefix } from './packet-filter.ts'

export interface IpNetwork {
  readonly family: 'ipv4' | 'ipv6'
  /** 4 or 16 bytes; those beyond the prefix are zero in a network. */
  readonly address: Uint8Array
  readonly length: number
}

/** The bytes of an address; nothing where it is none. */
export function parseIpAddress(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

/** `10.0.0.0/8`; an address alone is a network of one. Nothing where it is none, or has host bits set. */
export function parseIpPrefix(text: string): IpNetwork | undefined {
  const [written = '', given, ...rest] = text.split('/')
  const address = parseIpAddress(written)
  if (address === undefined || rest.length > 0) return undefined
  const most = address.length * 8
  if (given !== undefined && !/^(0|[1-9]\d{0,2})$/.test(given)) return undefined
  const length = given === undefined ? most : Number(given)
  if (length > most || hasHostBits(address, length)) return undefined
  return { family: most === 32 ? 'ipv4' : 'ipv6', address, length }
}

/** Whether `one` holds some address that `other` holds too. */
export function overlaps(one: IpNetwork, other: IpNetwork): boolean {
  if (one.family !== other.family) return false
  const shorter = Math.min(one.length, other.length)
  return one.address.every((byte, index) => {
    const mask = maskOf(shorter, index)
    return (byte & mask) === ((other.address[index] ?? 0) & mask)
  })
}

/** In the usual form: IPv6 as RFC 5952 has it. */
export function formatIpAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  const words = Array.from({ length: 8 }, (_, at) => ((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0))
  const { start, length } = longestZeros(words)
  const text = (part: readonly number[]): string => part.map((word) => word.toString(16)).join(':')
  return length < 2 ? text(words) : `${text(words.slice(0, start))}::${text(words.slice(start + length))}`
}

export function formatIpPrefix({ address, length }: IpNetwork): IpPrefix {
  return `${formatIpAddress(address)}/${length}`
}

function parseIpv4(text: string): Uint8Array | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return undefined
  const numbers = parts.map(Number)
  return numbers.every((number) => number < 256) ? Uint8Array.from(numbers) : undefined
}

function parseIpv6(text: string): Uint8Array | undefined {
  if (text.length > 45) return undefined
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map(wordsOf)
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined
  const given = head.length + (tail?.length ?? 0)
  if (halves.length === 1 ? given !== 8 : given > 7) return undefined
  const words = [...head, ...Array.from({ length: 8 - given }, () => 0), ...(tail ?? [])]
  return Uint8Array.from(words.flatMap((word) => [word >> 8, word & 0xff]))
}

/** The groups of one side of `::`; an IPv4 address may stand for the last two. */
function wordsOf(text: string): number[] | undefined {
  if (text === '') return []
  const words: number[] = []
  const groups = text.split(':')
  for (const [index, group] of groups.entries()) {
    if (group.includes('.')) {
      const [a, b, c, d] = parseIpv4(group) ?? []
      if (index !== groups.length - 1 || a === undefined) return undefined
      words.push((a << 8) | (b ?? 0), ((c ?? 0) << 8) | (d ?? 0))
    } else if (/^[0-9a-f]{1,4}$/i.test(group)) words.push(Number.parseInt(group, 16))
    else return undefined
  }
  return words
}

function hasHostBits(address: Uint8Array, length: number): boolean {
  return address.some((byte, index) => (byte & ~maskOf(length, index) & 0xff) !== 0)
}

/** The bits of byte `index` that belong to a prefix of `length`. */
function maskOf(length: number, index: number): number {
  const bits = Math.min(8, Math.max(0, length - index * 8))
  return (0xff00 >> bits) & 0xff
}

function longestZeros(words: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 }
  for (let start = 0; start < words.length; start++) {
    let end = start
    while (words[end] === 0) end++
    if (end - start > best.length) best = { start, length: end - start }
  }
  return best
}
