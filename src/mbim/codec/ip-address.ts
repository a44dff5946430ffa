/** IP addresses in network order; above the wire as text: `10.0.0.1`, and IPv6 as RFC 5952 writes it. */
import type { Codec, Compiled } from './codec.ts'
import { ValueError } from './wire-error.ts'

const asIpv4: Compiled<string> = {
  size: 4,
  read: (reader, _base, at) => {
    const { bytes } = reader
    return formatIpv4(bytes.subarray(at, at + 4))
  },
  write: (writer, _base, at, value) => {
    writer.set(at, parseIpv4(value))
  },
  neutral: '0.0.0.0',
}

const asIpv6: Compiled<string> = {
  size: 16,
  read: (reader, _base, at) => formatIpv6(reader.bytes.subarray(at, at + 16)),
  write: (writer, _base, at, value) => {
    writer.set(at, parseIpv6(value))
  },
  neutral: '::',
}

export const ipv4: Codec<string, 'required'> = {
  schema: { kind: 'ipv4' },
  presence: 'required',
  compile: () => asIpv4,
}

export const ipv6: Codec<string, 'required'> = {
  schema: { kind: 'ipv6' },
  presence: 'required',
  compile: () => asIpv6,
}

function formatIpv4(bytes: Uint8Array): string {
  return bytes.join('.')
}

/** RFC 5952 §4: the longest run of two or more zero groups, the first of equals, is left out. */
function formatIpv6(bytes: Uint8Array): string {
  const groups = Array.from(
    { length: 8 },
    (_, index) => ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0),
  )
  let from = -1
  let length = 1
  for (let start = 0; start < 8; start++) {
    let end = start
    while (end < 8 && groups[end] === 0) end++
    if (end - start > length) {
      from = start
      length = end - start
    }
    start = end
  }
  const text = (part: number[]): string => part.map((group) => group.toString(16)).join(':')
  return from < 0 ? text(groups) : `${text(groups.slice(0, from))}::${text(groups.slice(from + length))}`
}

function parseIpv4(text: string): Uint8Array {
  const parts = text.split('.')
  const bytes = parts.map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256))
  if (bytes.length !== 4 || bytes.some((byte) => byte > 255)) {
    throw new ValueError('', `${JSON.stringify(text)} is not an IPv4 address`)
  }
  return Uint8Array.from(bytes)
}

function parseIpv6(text: string): Uint8Array {
  const wrong = (): ValueError => new ValueError('', `${JSON.stringify(text)} is not an IPv6 address`)
  const halves = text.split('::')
  if (halves.length > 2) throw wrong()
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) throw wrong()
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  const bytes = new Uint8Array(16)
  for (const [index, group] of groups.entries()) {
    if (!/^[0-9a-f]{1,4}$/i.test(group)) throw wrong()
    const number = Number.parseInt(group, 16)
    bytes[2 * index] = number >>> 8
    bytes[2 * index + 1] = number & 0xff
  }
  return bytes
}
