/**
 * Puts datagrams into one transfer block, as many as fit: header, datagrams, then a table for each session, its datagrams in the
 * order in which they were added.
 *
 *     const packer = new NtbPacker({ format: 'ntb16', longest: 16_384, most: 0, alignment })
 *     while (packer.add(next)) …
 *     const block = packer.finish(sequence)
 */
import {
  NTB_LAYOUT,
  writeSize,
  type Datagram,
  type NtbAlignment,
  type NtbFormat,
  type NtbLayout,
} from './ntb-layout.ts'

export interface PackOptions {
  readonly format: NtbFormat
  /** Bytes of the block. */
  readonly longest: number
  /** Datagrams in it; 0 for as many as fit. */
  readonly most: number
  readonly alignment: NtbAlignment
}

interface Table {
  readonly kind: Datagram['kind']
  readonly session: number
  readonly entries: { readonly at: number; readonly bytes: Uint8Array }[]
}

export class NtbPacker {
  readonly #layout: NtbLayout
  readonly #alignment: NtbAlignment
  readonly #longest: number
  readonly #most: number
  /** By kind and session, in the order of their first datagrams. */
  readonly #tables = new Map<number, Table>()
  #count = 0
  /** Where the last datagram ends. */
  #end: number
  /** Bytes of all tables, each with what aligns it. */
  #tableBytes = 0

  constructor({ format, longest, most, alignment }: PackOptions) {
    this.#layout = NTB_LAYOUT[format]
    this.#alignment = alignment
    this.#longest = Math.min(longest, this.#layout.longest)
    this.#most = most === 0 ? Infinity : most
    this.#end = this.#layout.header
  }

  get isEmpty(): boolean {
    return this.#count === 0
  }

  /** False when it does not fit any more; a datagram without bytes never does. */
  add({ kind, session, bytes }: Datagram): boolean {
    if (this.#count >= this.#most || bytes.length === 0) return false
    const { divisor, remainder } = this.#alignment
    const at = this.#end + ((remainder - (this.#end % divisor) + divisor) % divisor)
    const key = (kind === 'ip' ? 0 : 256) + session
    const table = this.#tables.get(key)
    const before = table === undefined ? 0 : this.#tableRoom(table.entries.length)
    const tableBytes = this.#tableBytes - before + this.#tableRoom((table?.entries.length ?? 0) + 1)
    if (aligned(at + bytes.length, this.#alignment.table) + tableBytes > this.#longest) return false
    if (table === undefined) this.#tables.set(key, { kind, session, entries: [{ at, bytes }] })
    else table.entries.push({ at, bytes })
    this.#end = at + bytes.length
    this.#tableBytes = tableBytes
    this.#count++
    return true
  }

  finish(sequence: number): Uint8Array {
    const { signature, header, blockLengthAt, firstTableAt, width } = this.#layout
    const first = aligned(this.#end, this.#alignment.table)
    const block = new Uint8Array(first + this.#tableBytes)
    const view = new DataView(block.buffer)
    view.setUint32(0, signature, true)
    view.setUint16(4, header, true)
    view.setUint16(6, sequence & 0xffff, true)
    writeSize(view, blockLengthAt, width, block.length)
    writeSize(view, firstTableAt, width, this.#tables.size === 0 ? 0 : first)
    let at = first
    let left = this.#tables.size
    for (const table of this.#tables.values()) {
      left--
      const next = at + this.#tableRoom(table.entries.length)
      this.#write(block, view, at, table, left === 0 ? 0 : next)
      at = next
    }
    return block
  }

  #write(block: Uint8Array, view: DataView, at: number, table: Table, next: number): void {
    const { ip, stream, nextTableAt, entriesAt, width } = this.#layout
    const name = table.kind === 'ip' ? ip : stream
    view.setUint32(at, (name | (table.session << 24)) >>> 0, true)
    view.setUint16(at + 4, this.#tableLength(table.entries.length), true)
    writeSize(view, at + nextTableAt, width, next)
    let entry = at + entriesAt
    for (const datagram of table.entries) {
      writeSize(view, entry, width, datagram.at)
      writeSize(view, entry + width, width, datagram.bytes.length)
      block.set(datagram.bytes, datagram.at)
      entry += 2 * width
    }
  }

  /** With the empty entry at its end. */
  #tableLength(entries: number): number {
    return this.#layout.entriesAt + 2 * this.#layout.width * (entries + 1)
  }

  #tableRoom(entries: number): number {
    return aligned(this.#tableLength(entries), this.#alignment.table)
  }
}

function aligned(at: number, unit: number): number {
  return Math.ceil(at / unit) * unit
}
