/** What a USB device says of itself, as a value: from it come its descriptors and what a host may address (USB 2.0 §9.6). */

export interface UsbDescription {
  /** `full`: 12 Mbit/s, `high`: 480 Mbit/s; it decides which packet sizes are lawful. */
  readonly speed: 'full' | 'high'
  readonly vendor: number
  readonly product: number
  /** Of the device, in BCD: 0x0100 is 1.0. */
  readonly release: number
  readonly class: UsbClass
  readonly manufacturer: string
  readonly model: string
  /** The same at every plugging in: by it a host knows the device again. */
  readonly serial: string
  /** Of its one configuration, whose value is 1. */
  readonly interfaces: readonly UsbInterface[]
}

/** Class, subclass and protocol, as the USB-IF numbers them. */
export type UsbClass = readonly [number, number, number]

export interface UsbInterface {
  readonly number: number
  /** The first of interfaces that are one function together (an interface association). */
  readonly association?: { readonly count: number; readonly class: UsbClass }
  /** By number, from 0. */
  readonly alternates: readonly UsbAlternate[]
}

export interface UsbAlternate {
  readonly class: UsbClass
  readonly name?: string
  /** Descriptors of its class, whole, in order. */
  readonly functional?: readonly Uint8Array[]
  readonly endpoints: readonly UsbEndpoint[]
}

export interface UsbEndpoint {
  /** bEndpointAddress: bit 7 is set for IN. */
  readonly address: number
  readonly type: 'bulk' | 'interrupt'
  readonly maxPacket: number
  /** bInterval. */
  readonly interval: number
}
