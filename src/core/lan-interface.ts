/** An interface of this computer that nobody dials: a LAN it is on, or the loopback. It is listed, and left alone. */
export interface LanInterface {
  /** As the kernel has it: `eth0`. */
  readonly name: string
  /** The kernel's number of it. */
  readonly index: number
  /** `lan`: an Ethernet device, also a wireless one, a bridge or a VLAN. */
  readonly kind: 'lan' | 'loopback'
  /** It was set up and has a carrier. */
  readonly up: boolean
}
