/** One client of USB/IP: it lists what there is, or imports a device and has it until either hangs up. */
import type { Socket } from 'node:net'
import {
  DialtoneError,
  Seconds,
  toDialtoneError,
  type Clock,
  type Logger,
  type Timer,
} from '../../../base/index.ts'
import { ImportedDevice } from './imported-device.ts'
import type { UsbDevice } from './usb-device.ts'
import {
  deviceId,
  encodeImport,
  encodeList,
  IMPORT_STATUS,
  type ExportedDevice,
  type Submit,
  type Unlink,
} from './usbip-message.ts'
import { UsbipReader, type Operation } from './usbip-reader.ts'

export interface Export extends ExportedDevice {
  readonly device: UsbDevice
}

export interface UsbipConnectionOptions {
  readonly socket: Socket
  /** What may be imported or is, by now. */
  readonly exports: () => readonly Export[]
  /** Takes the device for this connection; false when another one has it. */
  readonly claim: (device: UsbDevice) => boolean
  readonly ended: () => void
  readonly clock: Clock
  readonly log: Logger
}

/** For a whole request, the rest of a message, and reading what waits: whoever takes longer is not there. */
const PATIENCE = Seconds(30)
const LOOK_AGAIN = Seconds(5)
/** Bytes that wait for a client that does not read, before the device waits too. */
const CONGESTED = 1024 * 1024
/** A dead client is found by its network: its device is free again after a minute or so. */
const ASK_AGAIN = Seconds(10)

export class UsbipConnection {
  readonly #options: UsbipConnectionOptions
  readonly #reader: UsbipReader
  /** What it has imported. */
  #exported: Export | undefined
  #device: ImportedDevice | undefined
  #watch: Timer | undefined
  /** When what is waited for began to be. */
  #since: number
  /** Bytes that waited for the client to read when last looked at. */
  #unread = 0
  #over = false

  constructor(options: UsbipConnectionOptions) {
    this.#options = options
    const { socket, clock } = options
    this.#since = clock.monotonic()
    this.#reader = new UsbipReader({
      operation: (operation) => this.#operation(operation),
      transfer: (message) => this.#transfer(message),
    })
    socket.setNoDelay(true)
    socket.setKeepAlive(true, ASK_AGAIN)
    socket.on('data', (bytes) => this.#receive(bytes))
    socket.on('drain', () => {
      socket.resume()
      this.#device?.resume()
    })
    socket.on('error', (error) => this.#end(error.message))
    socket.on('close', () => this.#end('the client hung up'))
    this.#look()
  }

  /** Hangs up, and says why in the log. */
  close(why: string): void {
    this.#end(why)
  }

  get #isCongested(): boolean {
    return this.#options.socket.writableLength > CONGESTED
  }

  #receive(bytes: Uint8Array): void {
    try {
      if (!this.#reader.isAmid) this.#since = this.#options.clock.monotonic()
      this.#reader.push(bytes)
      // Whoever asks and does not read the answers is asked to wait.
      if (this.#isCongested) this.#options.socket.pause()
    } catch (thrown) {
      const error = DialtoneError.of(thrown) ?? toDialtoneError(thrown)
      this.#end(error.message, error.code === 'protocol' ? 'warn' : 'error')
    }
  }

  #operation(operation: Operation): void {
    const { socket, exports } = this.#options
    if (operation.type === 'list') {
      this.#reader.end()
      socket.end(encodeList(exports().filter(({ device }) => device.isPlugged)))
      return
    }
    const found = exports().find(({ busId }) => busId === operation.busId)
    const status = this.#import(found)
    this.#options.log.info({ busId: operation.busId, status }, 'a device was asked for')
    if (found === undefined || status !== IMPORT_STATUS.done) {
      this.#reader.end()
      socket.end(encodeImport({ status }))
    }
  }

  #import(found: Export | undefined): number {
    if (found?.device.isPlugged !== true) return IMPORT_STATUS.noSuchDevice
    if (!this.#options.claim(found.device)) return IMPORT_STATUS.busy
    const { socket, log } = this.#options
    socket.write(encodeImport(found))
    this.#exported = found
    this.#device = new ImportedDevice({
      device: found.device,
      send: (bytes) => {
        socket.write(bytes)
      },
      isCongested: () => this.#isCongested,
      gone: () => this.#end(`${found.name} has been pulled out`, 'info'),
      log,
    })
    this.#reader.expectTransfers()
    return IMPORT_STATUS.done
  }

  #transfer(message: Submit | Unlink): void {
    const { clock, socket } = this.#options
    // Of who sends without a pause a part of the next message is always there.
    this.#since = clock.monotonic()
    if (this.#exported !== undefined && message.device !== deviceId(this.#exported)) {
      throw new DialtoneError('protocol', `the device ${message.device} is not the one that was imported`)
    }
    // What a transfer answers with leaves in one piece.
    socket.cork()
    try {
      this.#device?.transfer(message)
    } finally {
      socket.uncork()
    }
  }

  /** Whether the client has been waited for, for too long: a message of it, or its reading. */
  #look(): void {
    const { clock, socket } = this.#options
    this.#watch = clock.setTimer(
      LOOK_AGAIN,
      () => {
        const isReading = socket.writableLength === 0 || socket.writableLength !== this.#unread
        this.#unread = socket.writableLength
        if (isReading && this.#device !== undefined && !this.#reader.isAmid) this.#since = clock.monotonic()
        if (clock.monotonic() - this.#since >= PATIENCE) this.#end('the client is too slow')
        else this.#look()
      },
      { background: true },
    )
  }

  #end(why: string, level: 'info' | 'warn' | 'error' = 'info'): void {
    if (this.#over) return
    this.#over = true
    this.#reader.end()
    this.#watch?.[Symbol.dispose]()
    this.#options.log[level]({ device: this.#exported?.name, why }, 'a client of USB/IP is gone')
    this.#device?.[Symbol.dispose]()
    this.#device = undefined
    this.#options.socket.destroy()
    this.#options.ended()
  }
}
