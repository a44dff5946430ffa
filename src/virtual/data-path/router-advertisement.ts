/** A router's answer to who asks for routers: the prefix of the link and its MTU (RFC 4861 §4.1, §4.2). */
import { addressBytes } from './ip-address.ts'
import { PROTOCOL, transportChecksum, writeIpPacket, type IpPacket } from './ip-packet.ts'

const SOLICITATION = 133
const ADVERTISEMENT = 134
const ALL_NODES = addressBytes('ff02::1')
/** The gateway's own, for the link alone. */
export const LINK_GATEWAY = 'fe80::1'
const GATEWAY = addressBytes(LINK_GATEWAY)
/** No neighbour discovery is believed that a router could have passed on (RFC 4861 §6.1.1). */
const HOPS = 255
/** Seconds: of the router (the most there is), and of a prefix that lasts as long as its context. */
const ROUTER_LIFETIME = 9000
const FOR_EVER = 0xffffffff
/** Addresses may be made from the prefix; nobody else is on the link (RFC 6459 §5.2). */
const AUTONOMOUS = 0x40
const PREFIX_BITS = 64

export function isSolicitation({ version, protocol, hopLimit, payload }: IpPacket): boolean {
  return version === 6 && protocol === PROTOCOL.icmpv6 && hopLimit === HOPS && payload[0] === SOLICITATION
}

export interface AdvertisementOptions {
  /** Eight bytes. */
  readonly prefix: Uint8Array
  /** Who has asked; all, when it has no address yet. */
  readonly to: Uint8Array
  readonly mtu: number
}

export function routerAdvertisement({ prefix, to, mtu }: AdvertisementOptions): Uint8Array {
  const payload = new Uint8Array(16 + 8 + 32)
  const view = new DataView(payload.buffer)
  view.setUint8(0, ADVERTISEMENT)
  view.setUint8(4, 64)
  view.setUint16(6, ROUTER_LIFETIME)
  // MTU, then prefix: type and length in units of eight bytes.
  view.setUint16(16, 0x0501)
  view.setUint32(20, mtu)
  view.setUint16(24, 0x0304)
  view.setUint8(26, PREFIX_BITS)
  view.setUint8(27, AUTONOMOUS)
  view.setUint32(28, FOR_EVER)
  view.setUint32(32, FOR_EVER)
  payload.set(prefix, 40)
  const destination = to.every((byte) => byte === 0) ? ALL_NODES : to.slice()
  const parts = { source: GATEWAY, destination, protocol: PROTOCOL.icmpv6, payload }
  view.setUint16(2, transportChecksum(parts))
  return writeIpPacket({ ...parts, hopLimit: HOPS })
}
