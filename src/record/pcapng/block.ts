/**
 * The blocks of a pcapng file that a capture is made of (IETF draft-ietf-opsawg-pcapng): the section header, an interface
 * description per modem, an enhanced packet per frame, and for what is said beside the frames the block that systemd's
 * journal is exported in (§4.6), which Wireshark shows as a line of its own between the packets.
 *
 *     0: u32 type   4: u32 length   8: body, padded to a multiple of 4   length - 4: u32 length again
 *
 * Everything is little-endian, times count microseconds.
 */

export const BLOCK_TYPES = {
  section: 0x0a0d0d0a,
  interface: 1,
  simplePacket: 3,
  packet: 6,
  journal: 9,
} as const

/** Reads the same from both ends only in the right byte order. */
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d

/** Head and foot of a block. */
export const BLOCK_FRAME = 12

export const OPTIONS = {
  end: 0,
  comment: 1,
  /** Of a section. */
  application: 4,
  /** Of an interface. */
  name: 2,
  description: 3,
  resolution: 9,
  /** Of a packet. */
  flags: 2,
} as const

/** `epb_flags`, its two lowest bits. */
export const DIRECTION = { received: 1, sent: 2 } as const

const encoder = new TextEncoder()

/** A text that fits into an option, whose length has 16 bits. */
const LONGEST_TEXT = 4096

export interface Option {
  readonly code: number
  readonly value: Uint8Array
}

export function textOption(code: number, text: string): Option {
  return { code, value: encoder.encode(text).subarray(0, LONGEST_TEXT) }
}

export function sectionBlock(options: readonly Option[]): Uint8Array {
  const { bytes, view, at } = block(BLOCK_TYPES.section, 16, options)
  view.setUint32(at, BYTE_ORDER_MAGIC, true)
  view.setUint16(at + 4, 1, true)
  view.setUint16(at + 6, 0, true)
  // The length of the section: not known beforehand.
  view.setBigInt64(at + 8, -1n, true)
  return bytes
}

export function interfaceBlock(linkType: number, options: readonly Option[]): Uint8Array {
  const { bytes, view, at } = block(BLOCK_TYPES.interface, 8, options)
  view.setUint16(at, linkType, true)
  // No limit to the length of a packet.
  view.setUint32(at + 4, 0, true)
  return bytes
}

export interface Packet {
  /** The number of its interface in the section. */
  readonly interface: number
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number
  readonly direction: keyof typeof DIRECTION
  /** Written in front of `data`, as part of it. */
  readonly prefix: Uint8Array
  readonly data: Uint8Array
  readonly comment?: string
}

/** Written for every frame that passes: one allocation, one copy. */
export function packetBlock(packet: Packet): Uint8Array {
  const { interface: index, at: time, direction, prefix, data, comment } = packet
  const remark = comment === undefined ? undefined : textOption(OPTIONS.comment, comment)
  const captured = prefix.length + data.length
  const padded = padding(captured)
  const size = BLOCK_FRAME + 20 + padded + FLAGS + (remark === undefined ? 0 : roomOf(remark))
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  frame(view, BLOCK_TYPES.packet, size)
  const microseconds = Math.round(time * 1000)
  view.setUint32(8, index, true)
  view.setUint32(12, Math.floor(microseconds / 0x1_0000_0000), true)
  view.setUint32(16, microseconds % 0x1_0000_0000, true)
  view.setUint32(20, captured, true)
  view.setUint32(24, captured, true)
  bytes.set(prefix, 28)
  bytes.set(data, 28 + prefix.length)
  const options = 28 + padded
  view.setUint16(options, OPTIONS.flags, true)
  view.setUint16(options + 2, 4, true)
  view.setUint32(options + 4, DIRECTION[direction], true)
  if (remark !== undefined) putOption({ bytes, view, at: options + 8 }, remark)
  return bytes
}

/** The option with the flags, and the end of options. */
const FLAGS = 12

/** `fields` are lines `NAME=value`; a value is one line, as the caller has seen to. */
export function journalBlock(fields: Readonly<Record<string, string>>): Uint8Array {
  const text = encoder.encode(
    Object.entries(fields)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  const size = BLOCK_FRAME + padding(text.length)
  const bytes = new Uint8Array(size)
  frame(new DataView(bytes.buffer), BLOCK_TYPES.journal, size)
  bytes.set(text, 8)
  return bytes
}

interface Place {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly at: number
}

/** Where the next one goes. */
function putOption({ bytes, view, at }: Place, option: Option): number {
  const { code, value } = option
  view.setUint16(at, code, true)
  view.setUint16(at + 2, value.length, true)
  bytes.set(value, at + 4)
  return at + roomOf(option)
}

function roomOf({ value }: Option): number {
  return 4 + padding(value.length)
}

function block(type: number, fixed: number, options: readonly Option[]): Place {
  const room = options.reduce((sum, option) => sum + roomOf(option), 0)
  const size = BLOCK_FRAME + fixed + room + 4
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  frame(view, type, size)
  let at = 8 + fixed
  for (const option of options) at = putOption({ bytes, view, at }, option)
  return { bytes, view, at: 8 }
}

function frame(view: DataView, type: number, size: number): void {
  view.setUint32(0, type, true)
  view.setUint32(4, size, true)
  view.setUint32(size - 4, size, true)
}

function padding(length: number): number {
  return Math.ceil(length / 4) * 4
}
