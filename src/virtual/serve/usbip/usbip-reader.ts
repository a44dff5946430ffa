/**
 * Reads what a client of USB/IP sends, in whatever pieces it comes. Whoever sends it is anybody: what is no message, or a larger
 * one than any host needs, ends the reading with a reason; nothing is kept beyond one message.
 */
import { DialtoneError } from '../../../base/index.ts'
import { ByteQueue } from './byte-queue.ts'
import {
  BUS_ID_BYTES,
  COMMAND,
  HEADER_BYTES,
  OPERATION,
  OPERATION_BYTES,
  VERSION,
  type Submit,
  type Unlink,
} from './usbip-message.ts'

export type Operation = { readonly type: 'list' } | { readonly type: 'import'; readonly busId: string }

export interface UsbipSink {
  operation(operation: Operation): void
  transfer(message: Submit | Unlink): void
}

/** Bytes of one transfer. Linux' drivers of modems use at most 64 KiB. */
export const LONGEST_TRANSFER = 1024 * 1024
const NOTHING = new Uint8Array(0)

export class UsbipReader {
  readonly #sink: UsbipSink
  readonly #bytes = new ByteQueue()
  #phase: 'operations' | 'import' | 'transfers' | 'over' = 'operations'
  /** A transfer whose data are still to come. */
  #submit: Omit<Submit, 'data'> | undefined

  constructor(sink: UsbipSink) {
    this.#sink = sink
  }

  /** Whether a part of a message has come and the rest has not. */
  get isAmid(): boolean {
    if (this.#phase === 'over') return false
    return this.#bytes.length > 0 || this.#submit !== undefined || this.#phase === 'import'
  }

  /** A device has been imported: what follows are transfers. */
  expectTransfers(): void {
    this.#phase = 'transfers'
  }

  /** Nothing is read any more. */
  end(): void {
    this.#phase = 'over'
  }

  /** @throws DialtoneError `protocol` with the reason; nothing is read after that */
  push(piece: Uint8Array): void {
    if (this.#phase === 'over') return
    this.#bytes.push(piece)
    while (this.#next()) continue
  }

  /** One message, or one part of it. False when there is no more for now. */
  #next(): boolean {
    switch (this.#phase) {
      case 'operations':
        return this.#operation()
      case 'import':
        return this.#import()
      case 'transfers':
        return this.#submit === undefined ? this.#header() : this.#data(this.#submit)
      case 'over':
        return false
    }
  }

  #operation(): boolean {
    const head = this.#bytes.take(OPERATION_BYTES)
    if (head === undefined) return false
    const view = viewOf(head)
    const version = view.getUint16(0)
    const code = view.getUint16(2)
    if (version !== VERSION) throw this.#violation(`version 0x${version.toString(16)} of the protocol`)
    if (code === OPERATION.requestImport) this.#phase = 'import'
    else if (code === OPERATION.requestList) this.#sink.operation({ type: 'list' })
    else throw this.#violation(`the operation 0x${code.toString(16)}`)
    return true
  }

  #import(): boolean {
    const busId = this.#bytes.take(BUS_ID_BYTES)
    if (busId === undefined) return false
    this.#phase = 'operations'
    this.#sink.operation({ type: 'import', busId: textOf(busId) })
    return true
  }

  #header(): boolean {
    const head = this.#bytes.take(HEADER_BYTES)
    if (head === undefined) return false
    const view = viewOf(head)
    const command = view.getUint32(0)
    const [sequence, device] = [view.getUint32(4), view.getUint32(8)]
    if (command === COMMAND.unlink) {
      this.#sink.transfer({ type: 'unlink', sequence, device, of: view.getUint32(20) })
      return true
    }
    if (command !== COMMAND.submit) throw this.#violation(`the command ${command}`)
    const direction = view.getUint32(12)
    const endpoint = view.getUint32(16)
    const length = view.getUint32(24)
    const packets = view.getUint32(32)
    if (direction > 1) throw this.#violation(`the direction ${direction}`)
    if (endpoint > 15) throw this.#violation(`the endpoint ${endpoint}`)
    if (length > LONGEST_TRANSFER) throw this.#violation(`a transfer of ${length} bytes`)
    // Linux writes 0, its documentation 0xffffffff, for a transfer that has no packets of its own.
    if (packets !== 0 && packets !== 0xffffffff) throw this.#violation('an isochronous transfer')
    const submit = {
      type: 'submit',
      sequence,
      device,
      direction: direction === 0 ? 'out' : 'in',
      endpoint,
      length,
      setup: head.slice(40),
    } as const
    if (direction === 0 && length > 0) this.#submit = submit
    else this.#sink.transfer({ ...submit, data: NOTHING })
    return true
  }

  #data(submit: Omit<Submit, 'data'>): boolean {
    const data = this.#bytes.take(submit.length)
    if (data === undefined) return false
    this.#submit = undefined
    this.#sink.transfer({ ...submit, data })
    return true
  }

  #violation(what: string): DialtoneError {
    this.#phase = 'over'
    return new DialtoneError('protocol', `USB/IP knows nothing of ${what} here`)
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Up to the first zero; whatever it is, it is only compared and shown as JSON. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end))
}
