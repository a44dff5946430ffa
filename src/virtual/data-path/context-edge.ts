/**
 * The carrier's end of one context: what it takes from the modem and what it answers itself. It takes what comes from the addresses
 * that the context was given, the whole /64 of IPv6 (RFC 2827; 3GPP TS 23.401 §5.3.1.2.2), and is the router of that prefix: a
 * computer that asks is told of it (RFC 4861 §6.2.6), though MBIM hosts need not, having the address by IP_CONFIGURATION.
 */
import type { Leases } from '../carrier/address-pool.ts'
import { addressBytes, isSameAddress } from './ip-address.ts'
import { readIpPacket, type IpPacket } from './ip-packet.ts'
import { responder } from './responder.ts'
import { isSolicitation, LINK_GATEWAY, routerAdvertisement } from './router-advertisement.ts'

/** What becomes of a packet of the modem. */
export type Verdict =
  | { readonly do: 'forward'; readonly packet: IpPacket }
  | { readonly do: 'answer'; readonly with: Uint8Array }
  | { readonly do: 'drop' }

/** On the link itself there is nobody but it: an echo is what it has for whoever looks whether it is there. */
const gateway = responder({ addresses: [LINK_GATEWAY], nameServers: [], gateways: {}, names: {} })

const DROP: Verdict = { do: 'drop' }
/** Bytes of the prefix of a /64. */
const PREFIX = 8
/** Of every link in Linux that has IPv6 (RFC 8200 §5). */
const LEAST_MTU_V6 = 1280

export class ContextEdge {
  readonly #ipv4: Uint8Array | undefined
  readonly #prefix: Uint8Array | undefined
  readonly #mtu: number

  constructor({ ipv4, ipv6 }: Leases) {
    this.#ipv4 = ipv4 && addressBytes(ipv4.address)
    this.#prefix = ipv6 && addressBytes(ipv6.address).subarray(0, PREFIX)
    this.#mtu = Math.max(ipv4?.mtu ?? 0, ipv6?.mtu ?? 0)
  }

  judge(bytes: Uint8Array): Verdict {
    const packet = this.fits(bytes) ? readIpPacket(bytes) : undefined
    if (packet === undefined) return DROP
    if (packet.version === 4) return this.#isOwnV4(packet) ? { do: 'forward', packet } : DROP
    if (this.#prefix === undefined) return DROP
    if (isSolicitation(packet)) {
      const mtu = Math.max(LEAST_MTU_V6, this.#mtu)
      return { do: 'answer', with: routerAdvertisement({ prefix: this.#prefix, to: packet.source, mtu }) }
    }
    if (isLinkLocal(packet.source) && isLinkLocal(packet.destination)) {
      const answer = gateway(packet, bytes)
      return answer === undefined ? DROP : { do: 'answer', with: answer }
    }
    // What else stays on the link, such as neighbour and group discovery, has nobody to go to.
    if (packet.destination[0] === 0xff || isLinkLocal(packet.destination)) return DROP
    return isSameAddress(packet.source.subarray(0, PREFIX), this.#prefix) ? { do: 'forward', packet } : DROP
  }

  /** Whether a packet of the network is for this context. */
  isFor({ version, destination }: Pick<IpPacket, 'version' | 'destination'>): boolean {
    if (version === 4) return this.#ipv4 !== undefined && isSameAddress(destination, this.#ipv4)
    return this.#prefix !== undefined && isSameAddress(destination.subarray(0, PREFIX), this.#prefix)
  }

  /** Whether the context's link takes so long a packet. */
  fits({ length }: Uint8Array): boolean {
    return length <= this.#mtu
  }

  #isOwnV4({ source, destination }: IpPacket): boolean {
    const isUnicast = (destination[0] ?? 0) < 224
    return isUnicast && this.#ipv4 !== undefined && isSameAddress(source, this.#ipv4)
  }
}

function isLinkLocal([first = 0, second = 0]: Uint8Array): boolean {
  return first === 0xfe && (second & 0xc0) === 0x80
}
