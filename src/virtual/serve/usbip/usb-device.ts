/**
 * A USB device as a host sees it, whatever carries the bus: what it says of itself, and what it does once a host has it. Standard
 * requests, transfers that are held and those that are called off are the affair of who carries the bus; a device has only its own.
 */
import type { UsbDescription } from './usb-description.ts'

export interface UsbDevice {
  /** For people and logs. */
  readonly name: string
  readonly description: UsbDescription
  /** Whether it is in its port: only then may a host take it. */
  readonly isPlugged: boolean
  /** A host takes it. It has no other until this one lets it go. @throws DialtoneError `unplugged` */
  connect(host: UsbHost): UsbFunction
}

/** What a device tells the host that has it. */
export interface UsbHost {
  /** There may be something for this IN endpoint now: a transfer that is held there is tried again, in a microtask. */
  ready(endpoint: number): void
  /** It has been pulled out. Nothing is called on the function afterwards but its disposal. */
  gone(): void
}

/** What the host may do to the device; it is disposed of when the host lets the device go, however that comes. */
export interface UsbFunction extends Disposable {
  /** SET_CONFIGURATION. Also with the value that it has: everything begins anew (USB 2.0 §9.1.1.5). 0: not configured. */
  configure(value: number): void
  /** SET_INTERFACE, of an alternate setting that there is. */
  select(interfaceNumber: number, alternate: number): void
  /** The host has reset the port. SET_CONFIGURATION follows. */
  reset(): void
  /**
   * A request of a class or a vendor. `data` is what the host sent with it; what is returned is what it reads, cut to `length`
   * by the caller. `stall` refuses it.
   */
  control(setup: SetupPacket, data: Uint8Array): Uint8Array | 'stall'
  /** Data of one IN transfer, no more than `length` bytes; nothing holds the transfer until `ready`. */
  take(endpoint: number, length: number): Uint8Array | undefined
  /** An OUT transfer. The host may send on once what this returns has been fulfilled: that is how a device slows it down. */
  give(endpoint: number, data: Uint8Array): Promise<void> | undefined
}

/** The eight bytes that begin a control transfer (USB 2.0 §9.3). */
export interface SetupPacket {
  /** bmRequestType, with its three parts below. */
  readonly requestType: number
  readonly direction: 'in' | 'out'
  readonly type: 'standard' | 'class' | 'vendor' | 'reserved'
  readonly recipient: 'device' | 'interface' | 'endpoint' | 'other'
  readonly request: number
  readonly value: number
  readonly index: number
  readonly length: number
}
