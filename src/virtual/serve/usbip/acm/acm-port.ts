/** One serial port on USB: octets both ways, and the circuits as requests and notifications (USB PSTN 1.2 §6.3, §6.5). */
import type { LineSignals, SerialEnd, SerialLine } from '../../../at/serial-line.ts'
import type { SetupPacket } from '../usb-device.ts'
import type { PortAddresses } from './acm-description.ts'

const REQUEST = {
  setLineCoding: 0x20,
  getLineCoding: 0x21,
  setControlLineState: 0x22,
  sendBreak: 0x23,
} as const
const SERIAL_STATE = 0x20
const TERMINAL_READY = 0x01

/** bits of SERIAL_STATE */
const CARRIER = 0x01
const READY = 0x02
const RING = 0x08

/** 115200 bit/s, one stop bit, no parity, eight bits: until the host says another. */
const LINE_CODING = Uint8Array.of(0x00, 0xc2, 0x01, 0x00, 0, 0, 8)

/** What may wait for a host that does not read; what is more is lost, as on a serial line. */
const MOST_WAITING = 256 * 1024
const MOST_NOTIFICATIONS = 16

const NOTHING = new Uint8Array(0)

export class AcmPort implements Disposable {
  readonly #addresses: PortAddresses
  readonly #ready: (endpoint: number) => void
  readonly #end: SerialEnd
  readonly #notifications: Uint8Array[] = []
  #waiting: Uint8Array[] = []
  #length = 0
  #coding = LINE_CODING
  #isOpen = false
  /** The last SET_CONTROL_LINE_STATE. */
  #asked: number | undefined

  /** `connect` makes the modem's side of the line; `ready` is told of endpoints that have something. */
  constructor(
    addresses: PortAddresses,
    connect: (line: SerialLine) => SerialEnd,
    ready: (endpoint: number) => void,
  ) {
    this.#addresses = addresses
    this.#ready = ready
    this.#end = connect({
      send: (octets) => {
        this.#send(octets)
      },
      signals: (signals) => {
        this.#signals(signals)
      },
    })
    // Until a program opens it.
    this.#end.terminalReady(false)
  }

  control({ request, direction, value }: SetupPacket, data: Uint8Array): Uint8Array | 'stall' {
    switch (request) {
      case REQUEST.setLineCoding:
        if (direction !== 'out' || data.length !== LINE_CODING.length) return 'stall'
        this.#coding = data.slice()
        return NOTHING
      case REQUEST.getLineCoding:
        return direction === 'in' ? this.#coding : 'stall'
      case REQUEST.setControlLineState:
        this.#circuits(value)
        return NOTHING
      case REQUEST.sendBreak:
        return NOTHING
      default:
        return 'stall'
    }
  }

  notification(): Uint8Array | undefined {
    return this.#notifications.shift()
  }

  /** As much as there is, up to `length`; nothing when there is nothing. */
  take(length: number): Uint8Array | undefined {
    if (this.#length === 0) return undefined
    const taken = new Uint8Array(Math.min(length, this.#length))
    let at = 0
    while (at < taken.length) {
      const [first = NOTHING] = this.#waiting
      const part = first.subarray(0, taken.length - at)
      taken.set(part, at)
      at += part.length
      if (part.length < first.length) this.#waiting[0] = first.subarray(part.length)
      else this.#waiting.shift()
    }
    this.#length -= taken.length
    return taken
  }

  give(octets: Uint8Array): void {
    this.#end.receive(octets)
  }

  [Symbol.dispose](): void {
    this.#end[Symbol.dispose]()
  }

  /** What a kernel asks for again it asks for at an opening: after a hang-up of its own it says nothing in between. */
  #circuits(value: number): void {
    const isAnew = value === this.#asked
    const on = (value & TERMINAL_READY) !== 0
    this.#asked = value
    if (on === this.#isOpen && !isAnew) return
    // What was for a program that has gone is for nobody.
    this.#waiting = []
    this.#length = 0
    if (on === this.#isOpen) return
    this.#isOpen = on
    this.#end.terminalReady(on)
  }

  #send(octets: Uint8Array): void {
    if (!this.#isOpen || this.#length + octets.length > MOST_WAITING) return
    this.#waiting.push(octets)
    this.#length += octets.length
    this.#ready(this.#addresses.dataIn)
  }

  #signals({ carrier, ring, ready }: LineSignals): void {
    const bits = (carrier ? CARRIER : 0) | (ready ? READY : 0) | (ring ? RING : 0)
    if (this.#notifications.length >= MOST_NOTIFICATIONS) this.#notifications.shift()
    this.#notifications.push(
      Uint8Array.of(0xa1, SERIAL_STATE, 0, 0, this.#addresses.control, 0, 2, 0, bits, 0),
    )
    this.#ready(this.#addresses.notifications)
  }
}
