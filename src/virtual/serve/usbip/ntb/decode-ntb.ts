/**
 * Datagrams out of a transfer block. It comes from a host, which may be anybody: what lies outside, overlaps, leads in a circle or is
 * not where the function demanded it is refused as a whole, and no more comes out than went in.
 */
import { DialtoneError } from '../../../../base/index.ts'
import {
  NTB_LAYOUT,
  readSize,
  type Datagram,
  type NtbAlignment,
  type NtbFormat,
  type NtbLayout,
} from './ntb-layout.ts'

export interface DecodeOptions {
  readonly format: NtbFormat
  readonly alignment: NtbAlignment
}

interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * The datagrams, views on `bytes`, in the order of the block's tables.
 * @throws DialtoneError `protocol` with what is wrong and where
 */
export function decodeNtb(bytes: Uint8Array, options: DecodeOptions): Datagram[] {
  return new Block(bytes, options).datagrams()
}

class Block {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #layout: NtbLayout
  readonly #alignment: NtbAlignment
  readonly #taken: Stretch[] = []
  /** Bytes of the tables so far: more than there is room for have been met twice. */
  #tables = 0
  /** Without what was appended so that the transfer ends in a short packet. */
  #length: number

  constructor(bytes: Uint8Array, { format, alignment }: DecodeOptions) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#layout = NTB_LAYOUT[format]
    this.#alignment = alignment
    this.#length = bytes.length
  }

  datagrams(): Datagram[] {
    const { signature, header, blockLengthAt, firstTableAt, width } = this.#layout
    if (this.#bytes.length < header) throw refused('is shorter than its header', 0)
    if (this.#view.getUint32(0, true) !== signature) throw refused('has another signature', 0)
    if (this.#view.getUint16(4, true) !== header) throw refused('has a header of another length', 4)
    const stated = readSize(this.#view, blockLengthAt, width)
    if (stated > this.#bytes.length) throw refused('is shorter than it says', blockLengthAt)
    // 0: as long as the transfer (USB NCM 1.0 §3.2.1).
    if (stated > 0) this.#length = stated
    if (this.#length < header) throw refused('ends in its header', blockLengthAt)
    this.#taken.push({ from: 0, to: header })
    const datagrams: Datagram[] = []
    for (let table = readSize(this.#view, firstTableAt, width); table !== 0;) {
      table = this.#table(table, datagrams)
    }
    this.#refuseOverlap()
    return datagrams
  }

  /** Gives the place of the next one, 0 for none. */
  #table(at: number, datagrams: Datagram[]): number {
    const { ip, stream, nextTableAt, entriesAt, width, tableUnit } = this.#layout
    if (at % this.#alignment.table !== 0) throw refused('has a table off its alignment', at)
    if (at + entriesAt > this.#length) throw refused('has a table outside', at)
    const signature = this.#view.getUint32(at, true)
    const name = signature & 0xffffff
    if (name !== ip && name !== stream) throw refused('has a table of an unknown kind', at)
    const length = this.#view.getUint16(at + 4, true)
    const least = entriesAt + 4 * width
    if (length < least || length % tableUnit !== 0 || at + length > this.#length) {
      throw refused('has a table of an impossible length', at + 4)
    }
    this.#tables += length
    if (this.#tables > this.#length) throw refused('has tables that lead in a circle', at)
    this.#taken.push({ from: at, to: at + length })
    const kind = name === ip ? 'ip' : 'stream'
    const session = signature >>> 24
    for (let entry = at + entriesAt; entry + 2 * width <= at + length; entry += 2 * width) {
      const from = readSize(this.#view, entry, width)
      const size = readSize(this.#view, entry + width, width)
      // The last entry is empty; what stands behind it is not read.
      if (from === 0 || size === 0) break
      if (from + size > this.#length) throw refused('has a datagram outside', entry)
      if (from % this.#alignment.divisor !== this.#alignment.remainder) {
        throw refused('has a datagram off its alignment', entry)
      }
      this.#taken.push({ from, to: from + size })
      datagrams.push({ kind, session, bytes: this.#bytes.subarray(from, from + size) })
    }
    return readSize(this.#view, at + nextTableAt, width)
  }

  /** Every byte belongs to one thing at most: a small block cannot become many large datagrams. */
  #refuseOverlap(): void {
    this.#taken.sort((one, other) => one.from - other.from)
    let end = 0
    for (const { from, to } of this.#taken) {
      if (from < end) throw refused('has things that overlap', from)
      end = to
    }
  }
}

function refused(what: string, at: number): DialtoneError {
  return new DialtoneError('protocol', `the transfer block ${what} (at byte ${at})`)
}
