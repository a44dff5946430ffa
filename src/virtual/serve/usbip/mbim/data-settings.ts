/** How host and function cut their data into transfer blocks: what the function offers, and what the host has chosen (USB NCM 1.0 §6.2, MBIM 1.0 §6, §7). */
import type { NtbAlignment, NtbFormat } from '../ntb/ntb-layout.ts'
import type { SetupPacket } from '../usb-device.ts'
import { LONGEST_DATAGRAM } from './mbim-description.ts'

const REQUEST = {
  getNtbParameters: 0x80,
  getNtbFormat: 0x83,
  setNtbFormat: 0x84,
  getNtbInputSize: 0x85,
  setNtbInputSize: 0x86,
  getMaxDatagramSize: 0x87,
  setMaxDatagramSize: 0x88,
} as const

/** Bytes of a block, either way: the most that 16 bits can say, and one, for 32. */
export const LONGEST_BLOCK = 65_536
/** No host may ask for less (USB NCM 1.0 §6.2.7, table 6-4). */
const LEAST_BLOCK = 2048
/** What the processors of the field read without trouble; the same in both directions. */
export const ALIGNMENT: NtbAlignment = { divisor: 4, remainder: 0, table: 4 }
const FORMATS: readonly NtbFormat[] = ['ntb16', 'ntb32']

export class DataSettings {
  #format: NtbFormat = 'ntb16'
  #inputSize = LONGEST_BLOCK
  #inputDatagrams = 0
  #maxDatagram = LONGEST_DATAGRAM

  get format(): NtbFormat {
    return this.#format
  }

  /** Bytes of a block to the host. */
  get inputSize(): number {
    return this.#inputSize
  }

  /** Datagrams in a block to the host; 0 for as many as fit. */
  get inputDatagrams(): number {
    return this.#inputDatagrams
  }

  /** Bytes of a datagram, either way. */
  get maxDatagram(): number {
    return this.#maxDatagram
  }

  reset(): void {
    this.#format = 'ntb16'
    this.#inputSize = LONGEST_BLOCK
    this.#inputDatagrams = 0
    this.#maxDatagram = LONGEST_DATAGRAM
  }

  /** @param isFlowing whether data may flow: the format is settled before (USB NCM 1.0 §6.2.5) */
  answer(
    { direction, request, value }: SetupPacket,
    data: Uint8Array,
    isFlowing: boolean,
  ): Uint8Array | 'stall' {
    const isRead = direction === 'in'
    switch (request) {
      case REQUEST.getNtbParameters:
        return isRead ? parameters() : 'stall'
      case REQUEST.getNtbFormat:
        return isRead ? words(FORMATS.indexOf(this.#format)) : 'stall'
      case REQUEST.setNtbFormat:
        return isRead || isFlowing ? 'stall' : this.#setFormat(value)
      case REQUEST.getNtbInputSize:
        return isRead ? this.#readInputSize() : 'stall'
      case REQUEST.setNtbInputSize:
        return isRead ? 'stall' : this.#setInputSize(data)
      case REQUEST.getMaxDatagramSize:
        return isRead ? words(this.#maxDatagram) : 'stall'
      case REQUEST.setMaxDatagramSize:
        return isRead ? 'stall' : this.#setMaxDatagram(data)
      default:
        return 'stall'
    }
  }

  #setFormat(value: number): Uint8Array | 'stall' {
    const format = FORMATS[value]
    if (format === undefined) return 'stall'
    this.#format = format
    return words()
  }

  #readInputSize(): Uint8Array {
    return words(this.#inputSize & 0xffff, this.#inputSize >>> 16, this.#inputDatagrams, 0)
  }

  /** Four bytes, or eight with a number of datagrams. */
  #setInputSize(data: Uint8Array): Uint8Array | 'stall' {
    if (data.length !== 4 && data.length !== 8) return 'stall'
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    const size = view.getUint32(0, true)
    if (size < LEAST_BLOCK || size > LONGEST_BLOCK) return 'stall'
    this.#inputSize = size
    this.#inputDatagrams = data.length === 8 ? view.getUint16(4, true) : 0
    return words()
  }

  #setMaxDatagram(data: Uint8Array): Uint8Array | 'stall' {
    if (data.length !== 2) return 'stall'
    const size = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint16(0, true)
    // An IPv6 link carries packets of 1280 bytes (RFC 8200 §5).
    if (size < 1280 || size > LONGEST_DATAGRAM) return 'stall'
    this.#maxDatagram = size
    return words()
  }
}

function parameters(): Uint8Array {
  const { divisor, remainder, table } = ALIGNMENT
  const both = (1 << FORMATS.length) - 1
  const direction = [LONGEST_BLOCK & 0xffff, LONGEST_BLOCK >>> 16, divisor, remainder, table]
  const size = 28
  // Two more for each direction: one is reserved, the other the number of datagrams, 0 for as many as fit.
  return words(size, both, ...direction, 0, ...direction, 0)
}

function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 2)
  const view = new DataView(bytes.buffer)
  for (const [at, value] of values.entries()) view.setUint16(at * 2, value, true)
  return bytes
}
