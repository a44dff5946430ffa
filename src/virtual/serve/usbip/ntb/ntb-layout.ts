/**
 * How datagrams lie in an NCM transfer block, in its 16-bit and its 32-bit form (USB NCM 1.0 §3, MBIM 1.0 §7): a header, and tables
 * that point at datagrams, each table for one session of IP or one device service stream. Numbers are little-endian.
 */

export type NtbFormat = 'ntb16' | 'ntb32'

export interface NtbLayout {
  /** `NCMH`, `ncmh` */
  readonly signature: number
  readonly header: number
  /** Where the header has the length of the block, and the place of the first table. */
  readonly blockLengthAt: number
  readonly firstTableAt: number
  /** The first three bytes of a table's signature; the number of the session is the fourth. */
  readonly ip: number
  readonly stream: number
  /** Where a table has the place of the next one, and where its entries begin. */
  readonly nextTableAt: number
  readonly entriesAt: number
  /** Bytes of the numbers that place and measure. */
  readonly width: 2 | 4
  readonly longest: number
  /** Of a table's length. */
  readonly tableUnit: number
}

export const NTB_LAYOUT: Readonly<Record<NtbFormat, NtbLayout>> = {
  ntb16: {
    signature: 0x484d434e,
    header: 12,
    blockLengthAt: 8,
    firstTableAt: 10,
    ip: 0x535049,
    stream: 0x535344,
    nextTableAt: 6,
    entriesAt: 8,
    width: 2,
    longest: 0xffff,
    tableUnit: 4,
  },
  ntb32: {
    signature: 0x686d636e,
    header: 16,
    blockLengthAt: 8,
    firstTableAt: 12,
    ip: 0x737069,
    stream: 0x737364,
    nextTableAt: 8,
    entriesAt: 16,
    width: 4,
    longest: 0xffffffff,
    tableUnit: 8,
  },
}

/** An IP packet of a session, or a piece of a device service stream. */
export interface Datagram {
  readonly kind: 'ip' | 'stream'
  /** 0 to 255. */
  readonly session: number
  readonly bytes: Uint8Array
}

/** Where things may lie in a block (USB NCM 1.0 §6.2.1): at multiples of `divisor`, `remainder` further; tables at multiples of `table`. */
export interface NtbAlignment {
  readonly divisor: number
  readonly remainder: number
  readonly table: number
}

export function readSize(view: DataView, at: number, width: 2 | 4): number {
  return width === 2 ? view.getUint16(at, true) : view.getUint32(at, true)
}

export function writeSize(view: DataView, at: number, width: 2 | 4, value: number): void {
  if (width === 2) view.setUint16(at, value, true)
  else view.setUint32(at, value, true)
}
