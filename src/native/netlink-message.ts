/**
 * Netlink messages: a header, a fixed part, attributes, all aligned to four bytes and in the order of the machine's own bytes
 * (RFC 3549 §2.3.2; linux/netlink.h). Reading never leaves the bytes it was given.
 */

/** A message as it came. `body` begins after the header of 16 bytes. */
export interface NetlinkMessage {
  readonly type: number
  readonly flags: number
  readonly sequence: number
  readonly body: Uint8Array
}

/** The kernel refused a request. `errno` is positive; `detail` are the kernel's own words, where it has some. */
export interface NetlinkRefusal {
  readonly errno: number
  readonly detail?: string
}

export const NLM_F_REQUEST = 0x001
export const NLM_F_ACK = 0x004
/** Of what creates. */
export const NLM_F_REPLACE = 0x100
export const NLM_F_EXCL = 0x200
export const NLM_F_CREATE = 0x400
/** Of what asks: all there is. */
export const NLM_F_DUMP = 0x300

export const NLMSG_ERROR = 2
export const NLMSG_DONE = 3
const NLM_F_DUMP_INTR = 0x10
const NLM_F_CAPPED = 0x100
const NLM_F_ACK_TLVS = 0x200
const NLMSGERR_ATTR_MSG = 1
const NLA_F_NESTED = 0x8000
const HEADER = 16

const align = (length: number): number => (length + 3) & ~3

/** One attribute; a string ends with a zero, a list is nested. */
export type NetlinkAttribute = readonly [
  type: number,
  value: Uint8Array | number | string | readonly NetlinkAttribute[],
]

/** Numbers are 32 bits wide, as almost all are; others come as bytes. */
export function attributes(list: readonly NetlinkAttribute[]): Uint8Array {
  const parts = list.map(([type, value]) => {
    const nested = typeof value === 'object' && !(value instanceof Uint8Array)
    const payload = nested ? attributes(value) : payloadOf(value)
    const bytes = new Uint8Array(align(4 + payload.length))
    const view = new DataView(bytes.buffer)
    view.setUint16(0, 4 + payload.length, little)
    view.setUint16(2, nested ? type | NLA_F_NESTED : type, little)
    bytes.set(payload, 4)
    return bytes
  })
  return concatenated(parts)
}

function payloadOf(value: Uint8Array | number | string): Uint8Array {
  if (value instanceof Uint8Array) return value
  if (typeof value === 'string') return new TextEncoder().encode(`${value}\0`)
  return new Uint8Array(Uint32Array.of(value).buffer)
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function encodeMessage(message: NetlinkMessage): Uint8Array {
  const bytes = new Uint8Array(align(HEADER + message.body.length))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, HEADER + message.body.length, little)
  view.setUint16(4, message.type, little)
  view.setUint16(6, message.flags, little)
  view.setUint32(8, message.sequence, little)
  bytes.set(message.body, HEADER)
  return bytes
}

/** All whole messages of one datagram; what is cut off or of no length ends it. */
export function decodeMessages(bytes: Uint8Array): NetlinkMessage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const messages: NetlinkMessage[] = []
  for (let at = 0; at + HEADER <= bytes.length;) {
    const length = view.getUint32(at, little)
    if (length < HEADER || at + length > bytes.length) break
    messages.push({
      type: view.getUint16(at + 4, little),
      flags: view.getUint16(at + 6, little),
      sequence: view.getUint32(at + 8, little),
      body: bytes.subarray(at + HEADER, at + length),
    })
    at += align(length)
  }
  return messages
}

/** The attributes of a message from `offset` of its body on, by type; of several of one type the last. */
export function decodeAttributes(body: Uint8Array, offset: number): Map<number, Uint8Array> {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const found = new Map<number, Uint8Array>()
  for (let at = offset; at + 4 <= body.length;) {
    const length = view.getUint16(at, little)
    if (length < 4 || at + length > body.length) break
    found.set(view.getUint16(at + 2, little) & 0x3fff, body.subarray(at + 4, at + length))
    at += align(length)
  }
  return found
}

/** What an error message says; nothing when it is the acknowledgement (errno 0). */
export function refusalOf(message: NetlinkMessage): NetlinkRefusal | undefined {
  if (message.body.length < 4) return { errno: 5 }
  const errno = -readInt32(message.body, 0)
  if (errno === 0) return undefined
  if ((message.flags & NLM_F_ACK_TLVS) === 0 || message.body.length < 4 + HEADER) return { errno }
  // After the error the request's header, and the request itself unless it is capped; then attributes.
  const request = (message.flags & NLM_F_CAPPED) !== 0 ? HEADER : align(readUint32(message.body, 4))
  const words = decodeAttributes(message.body, 4 + request).get(NLMSGERR_ATTR_MSG)
  return words === undefined ? { errno } : { errno, detail: readText(words) }
}

/** What was asked for changed while it was told: it is to be asked for again. */
export function isInterrupted(message: NetlinkMessage): boolean {
  return (message.flags & NLM_F_DUMP_INTR) !== 0
}

/** Numbers and texts of attributes and fixed parts; 0 and '' where the bytes end too early. */
export function readUint32(bytes: Uint8Array, offset: number): number {
  return readInt32(bytes, offset) >>> 0
}

export function readInt32(bytes: Uint8Array, offset: number): number {
  if (offset + 4 > bytes.length) return 0
  return new DataView(bytes.buffer, bytes.byteOffset).getInt32(offset, little)
}

/** Of counters; exact to 2⁵³, which a link of 100 Gbit/s reaches in eight days of nothing else. */
export function readUint64(bytes: Uint8Array, offset: number): number {
  if (offset + 8 > bytes.length) return 0
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(offset, little))
}

export function readText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end))
}

const little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
