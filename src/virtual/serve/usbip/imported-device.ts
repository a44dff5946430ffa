/**
 * A device in the hands of one host: its transfers. An IN transfer is held until the device has data or the host calls it off; OUT
 * transfers of an endpoint are given one after the other, each answered when the device has taken it.
 */
import { DialtoneError, type Logger } from '../../../base/index.ts'
import { readSetup } from './setup-packet.ts'
import { StandardRequests } from './standard-requests.ts'
import type { SetupPacket, UsbDevice, UsbFunction } from './usb-device.ts'
import {
  encodeSubmitted,
  encodeUnlinked,
  TRANSFER_STATUS,
  type Submit,
  type Unlink,
} from './usbip-message.ts'

export interface ImportedDeviceOptions {
  readonly device: UsbDevice
  /** To the host, in order. */
  readonly send: (bytes: Uint8Array) => void
  /** The host reads slower than it is written to: what the device has waits there. `resume` says that it has caught up. */
  readonly isCongested: () => boolean
  /** The device has been pulled out. */
  readonly gone: () => void
  readonly log: Logger
}

/** Linux has some dozens under way: a network device sends at most some sixty at once. */
const MOST_PENDING = 1024
/** Bytes that wait for the device to take them; a network device of Linux has 1 MiB at most under way. */
const MOST_WAITING = 4 * 1024 * 1024
/** A port that is reset by a request to its hub, passed on by some clients (USB 2.0 §11.24.2.13). */
const RESET_PORT = { requestType: 0x23, request: 3, value: 4 } as const
const NOTHING = new Uint8Array(0)

interface Pending extends Pick<Submit, 'sequence' | 'length' | 'data'> {
  readonly isCalledOff?: true
}

export class ImportedDevice implements Disposable {
  readonly #options: ImportedDeviceOptions
  readonly #function: UsbFunction
  readonly #standard: StandardRequests
  /** By endpoint address, oldest first. */
  readonly #queues = new Map<number, Pending[]>()
  /** What the device is taking, by endpoint: it has been given and cannot be had back. */
  readonly #giving = new Map<number, Pending>()
  /** Endpoints to look at in a microtask. */
  readonly #due = new Set<number>()
  #pending = 0
  #waiting = 0
  #over = false

  /** @throws DialtoneError `unplugged` */
  constructor(options: ImportedDeviceOptions) {
    this.#options = options
    const { device } = options
    this.#standard = new StandardRequests(device.description, {
      configured: (value) => {
        this.#abandon(() => true)
        this.#function.configure(value)
      },
      selected: (interfaceNumber, alternate) => {
        this.#function.select(interfaceNumber, alternate)
        this.#abandon((endpoint) => this.#standard.endpoint(endpoint) === undefined)
      },
      resumed: (endpoint) => this.#look(endpoint),
    })
    this.#function = device.connect({
      ready: (endpoint) => this.#look(endpoint),
      gone: () => {
        if (!this.#over) options.gone()
      },
    })
  }

  [Symbol.dispose](): void {
    if (this.#over) return
    this.#over = true
    this.#queues.clear()
    this.#function[Symbol.dispose]()
  }

  /** The host has read what it was sent. */
  resume(): void {
    for (const endpoint of this.#queues.keys()) this.#look(endpoint)
  }

  /** @throws DialtoneError `protocol` for what no host does */
  transfer(message: Submit | Unlink): void {
    if (this.#over) return
    if (message.type === 'unlink') this.#unlink(message)
    else if (message.endpoint === 0) this.#control(message)
    else this.#submit(message)
  }

  #control({ sequence, direction, length, setup: bytes, data }: Submit): void {
    const setup = readSetup(bytes)
    // A request without data goes out, whatever its type says of a direction.
    const isCoherent = setup.direction === direction || length === 0
    const answer = isCoherent ? this.#answer(setup, data) : 'stall'
    if (this.#over) return
    if (answer === 'stall') this.#reply(sequence, TRANSFER_STATUS.stalled)
    else if (direction === 'out') this.#reply(sequence, TRANSFER_STATUS.done, data.length)
    else this.#replyWith(sequence, answer.subarray(0, Math.min(length, setup.length)))
  }

  #answer(setup: SetupPacket, data: Uint8Array): Uint8Array | 'stall' {
    const { requestType, request, value } = setup
    if (
      requestType === RESET_PORT.requestType &&
      request === RESET_PORT.request &&
      value === RESET_PORT.value
    ) {
      this.#standard.reset()
      this.#abandon(() => true)
      this.#function.reset()
      return NOTHING
    }
    if (setup.type === 'standard') return this.#standard.answer(setup)
    if (setup.direction === 'out' && data.length !== setup.length) return 'stall'
    return this.#function.control(setup, data)
  }

  #submit({ sequence, direction, endpoint: number, length, data }: Submit): void {
    const address = direction === 'in' ? number | 0x80 : number
    if (this.#standard.endpoint(address) === undefined || this.#standard.isHalted(address)) {
      this.#reply(sequence, TRANSFER_STATUS.stalled)
      return
    }
    this.#pending++
    this.#waiting += data.length
    if (this.#pending > MOST_PENDING || this.#waiting > MOST_WAITING) {
      throw new DialtoneError('protocol', 'the host has more transfers under way than any host needs')
    }
    let queue = this.#queues.get(address)
    if (queue === undefined) this.#queues.set(address, (queue = []))
    queue.push({ sequence, length, data })
    this.#serve(address)
  }

  #unlink({ sequence, of }: Unlink): void {
    for (const queue of this.#queues.values()) {
      const at = queue.findIndex((one) => one.sequence === of)
      const [found] = at < 0 ? [] : queue.splice(at, 1)
      if (found === undefined) continue
      this.#settled(found)
      this.#options.send(encodeUnlinked(sequence, TRANSFER_STATUS.unlinked))
      return
    }
    for (const [endpoint, taken] of this.#giving) {
      if (taken.sequence !== of) continue
      // The host has given it up: an answer that came later would be to nothing.
      this.#giving.set(endpoint, { ...taken, isCalledOff: true })
      this.#options.send(encodeUnlinked(sequence, TRANSFER_STATUS.unlinked))
      return
    }
    this.#options.send(encodeUnlinked(sequence, TRANSFER_STATUS.done))
  }

  /** Whoever has several things to say in one turn says them in one transfer. */
  #look(endpoint: number): void {
    if (this.#over || this.#due.has(endpoint)) return
    this.#due.add(endpoint)
    queueMicrotask(() => {
      this.#due.delete(endpoint)
      this.#serve(endpoint)
    })
  }

  #serve(address: number): void {
    if (this.#standard.isHalted(address)) return
    if ((address & 0x80) === 0) this.#giveNext(address)
    else this.#takeAll(address)
  }

  #takeAll(address: number): void {
    const queue = this.#queues.get(address) ?? []
    for (let [next] = queue; next !== undefined; [next] = queue) {
      if (this.#over || this.#options.isCongested()) return
      const data = this.#function.take(address, next.length)
      if (data === undefined) return
      queue.shift()
      this.#settled(next)
      if (data.length <= next.length) this.#replyWith(next.sequence, data)
      else this.#reply(next.sequence, TRANSFER_STATUS.overflow)
    }
  }

  #giveNext(address: number): void {
    const queue = this.#queues.get(address) ?? []
    while (!this.#over && !this.#giving.has(address)) {
      const next = queue.shift()
      if (next === undefined) return
      const taken = this.#function.give(address, next.data)
      if (taken === undefined) {
        this.#settled(next)
        this.#reply(next.sequence, TRANSFER_STATUS.done, next.length)
        continue
      }
      this.#giving.set(address, next)
      const done = (status: number): void => {
        const isCalledOff = this.#giving.get(address)?.isCalledOff === true
        this.#giving.delete(address)
        this.#settled(next)
        if (this.#over) return
        if (!isCalledOff) {
          this.#reply(next.sequence, status, status === TRANSFER_STATUS.done ? next.length : 0)
        }
        this.#look(address)
      }
      taken.then(
        () => done(TRANSFER_STATUS.done),
        (thrown: unknown) => {
          this.#options.log.error(
            { endpoint: address, error: thrown },
            'the device could not take a transfer',
          )
          done(TRANSFER_STATUS.stalled)
        },
      )
    }
  }

  /** Ends what is under way on endpoints that are no more. */
  #abandon(isGone: (endpoint: number) => boolean): void {
    for (const [endpoint, queue] of this.#queues) {
      if (!isGone(endpoint)) continue
      this.#queues.delete(endpoint)
      for (const transfer of queue) {
        this.#settled(transfer)
        this.#reply(transfer.sequence, TRANSFER_STATUS.shutDown)
      }
    }
  }

  #settled({ data }: Pending): void {
    this.#pending--
    this.#waiting -= data.length
  }

  #reply(sequence: number, status: number, length = 0): void {
    this.#options.send(encodeSubmitted(sequence, status, length))
  }

  #replyWith(sequence: number, data: Uint8Array): void {
    const head = encodeSubmitted(sequence, TRANSFER_STATUS.done, data.length)
    this.#options.send(head)
    if (data.length > 0) this.#options.send(data)
  }
}
