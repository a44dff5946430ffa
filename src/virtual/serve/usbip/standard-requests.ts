/**
 * What every USB device answers on endpoint 0 (USB 2.0 §9.4): its descriptors, which configuration and alternate settings are chosen,
 * which endpoints are halted. One host's view of one device.
 */
import { CONFIGURATION, descriptorsOf, type Descriptors } from './descriptors.ts'
import type { UsbDescription, UsbEndpoint } from './usb-description.ts'
import type { SetupPacket } from './usb-device.ts'

const REQUEST = {
  getStatus: 0,
  clearFeature: 1,
  setFeature: 3,
  getDescriptor: 6,
  getConfiguration: 8,
  setConfiguration: 9,
  getInterface: 10,
  setInterface: 11,
} as const
const DESCRIPTOR = { device: 1, configuration: 2, string: 3 } as const
const ENDPOINT_HALT = 0
const NOTHING = new Uint8Array(0)

/** Told of what the host has chosen, before it is answered. */
export interface Chosen {
  configured(value: number): void
  selected(interfaceNumber: number, alternate: number): void
  /** The endpoint works again. */
  resumed(endpoint: number): void
}

export class StandardRequests {
  readonly #description: UsbDescription
  readonly #descriptors: Descriptors
  readonly #chosen: Chosen
  readonly #alternates = new Map<number, number>()
  readonly #halted = new Set<number>()
  #configuration = 0

  constructor(description: UsbDescription, chosen: Chosen) {
    this.#description = description
    this.#descriptors = descriptorsOf(description)
    this.#chosen = chosen
  }

  /** The endpoint of that address, if what is chosen has it. */
  endpoint(address: number): UsbEndpoint | undefined {
    if (this.#configuration === 0) return undefined
    for (const { number, alternates } of this.#description.interfaces) {
      const { endpoints = [] } = alternates[this.#alternates.get(number) ?? 0] ?? {}
      const found = endpoints.find((one) => one.address === address)
      if (found !== undefined) return found
    }
    return undefined
  }

  isHalted(address: number): boolean {
    return this.#halted.has(address)
  }

  /** As after a reset of the port. */
  reset(): void {
    this.#configuration = 0
    this.#alternates.clear()
    this.#halted.clear()
  }

  /** What the host reads; for what is only done, nothing of no length. */
  answer({ recipient, direction, request, value, index }: SetupPacket): Uint8Array | 'stall' {
    switch (request) {
      case REQUEST.getDescriptor:
        return direction === 'in' ? this.#descriptor(value >> 8, value & 0xff) : 'stall'
      case REQUEST.getConfiguration:
        return Uint8Array.of(this.#configuration)
      case REQUEST.setConfiguration:
        return recipient === 'device' ? this.#configure(value) : 'stall'
      case REQUEST.getInterface:
        return this.#knows(index) ? Uint8Array.of(this.#alternates.get(index) ?? 0) : 'stall'
      case REQUEST.setInterface:
        return recipient === 'interface' ? this.#select(index, value) : 'stall'
      case REQUEST.getStatus:
        return this.#status(recipient, index)
      case REQUEST.clearFeature:
      case REQUEST.setFeature:
        return recipient === 'endpoint' && value === ENDPOINT_HALT
          ? this.#halt(index, request === REQUEST.setFeature)
          : 'stall'
      default:
        return 'stall'
    }
  }

  #descriptor(type: number, index: number): Uint8Array | 'stall' {
    const { device, configuration, strings } = this.#descriptors
    if (type === DESCRIPTOR.device) return device
    if (type === DESCRIPTOR.configuration) return index === 0 ? configuration : 'stall'
    if (type === DESCRIPTOR.string) return strings[index] ?? 'stall'
    return 'stall'
  }

  #configure(value: number): Uint8Array | 'stall' {
    if (value !== 0 && value !== CONFIGURATION) return 'stall'
    this.reset()
    this.#configuration = value
    this.#chosen.configured(value)
    return NOTHING
  }

  #select(index: number, value: number): Uint8Array | 'stall' {
    const found = this.#description.interfaces.find(({ number }) => number === index)
    const alternate = found?.alternates[value]
    if (!this.#knows(index) || alternate === undefined) return 'stall'
    this.#alternates.set(index, value)
    for (const { address } of alternate.endpoints) this.#halted.delete(address)
    this.#chosen.selected(index, value)
    return NOTHING
  }

  #status(recipient: SetupPacket['recipient'], index: number): Uint8Array | 'stall' {
    if (recipient === 'endpoint') {
      const isThere = (index & 0x7f) === 0 || this.endpoint(index) !== undefined
      return isThere ? Uint8Array.of(this.isHalted(index) ? 1 : 0, 0) : 'stall'
    }
    if (recipient === 'interface' && !this.#knows(index)) return 'stall'
    // Bus-powered, and it wakes nobody.
    return Uint8Array.of(0, 0)
  }

  #halt(address: number, isHalted: boolean): Uint8Array | 'stall' {
    if (this.endpoint(address) === undefined) return 'stall'
    if (isHalted) this.#halted.add(address)
    else if (this.#halted.delete(address)) this.#chosen.resumed(address)
    return NOTHING
  }

  #knows(interfaceNumber: number): boolean {
    return (
      this.#configuration !== 0 &&
      this.#description.interfaces.some(({ number }) => number === interfaceNumber)
    )
  }
}
