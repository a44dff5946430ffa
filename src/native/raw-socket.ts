/**
 * Sends whole IP packets, headers included, out of one network device: `IPPROTO_RAW`, on which the kernel takes the header as it
 * is (raw(7); for IPv6 `IPV6_HDRINCL`). Such a packet passes output and postrouting as one of this machine would, so that it is
 * translated like the packets that follow it. Or messages of ICMP, whose IP header the kernel makes.
 */
import { closeSync } from 'node:fs'
import { checked, int32, loadLibc, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_RAW, SOL_SOCKET } from './libc.ts'

const AF_INET = 2
const AF_INET6 = 10
const IPPROTO_RAW = 255
/** Of each family; also the level of its options. */
const IPPROTO_ICMP = { 4: 1, 6: 58 } as const
/** asm-generic/socket.h; the name ends with a zero. */
const SO_BINDTODEVICE = 25
const SOL_IPV6 = 41
const IPV6_HDRINCL = 36
/** ICMP_FILTER at SOL_RAW, ICMPV6_FILTER at its protocol: a set bit keeps a type out. */
const SOL_RAW = 255
const ICMP_FILTER = 1

export interface RawSocketOptions {
  /** `ip` unless told. */
  readonly carries?: 'ip' | 'icmp'
  /** The only device that packets leave by; where the routes lead when absent. */
  readonly device?: string
}

export class RawSocket implements Disposable {
  readonly #family: 4 | 6
  readonly #fd: number
  readonly #address: Uint8Array
  #open = true

  /** @throws SystemError: EPERM without CAP_NET_RAW, ENODEV without the device */
  constructor(family: 4 | 6, options: RawSocketOptions = {}) {
    const libc = loadLibc()
    const domain = family === 4 ? AF_INET : AF_INET6
    this.#family = family
    // sockaddr_in: family, port, 4 bytes; sockaddr_in6: family, port, flow, 16 bytes, scope. The port must be zero.
    this.#address = new Uint8Array(family === 4 ? 16 : 28)
    new Uint16Array(this.#address.buffer)[0] = domain
    const icmp = options.carries === 'icmp'
    const protocol = icmp ? IPPROTO_ICMP[family] : IPPROTO_RAW
    this.#fd = checked('socket', libc.socket(domain, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol))
    try {
      if (icmp) {
        // Nothing is read from it.
        const none = new Uint8Array(family === 4 ? 4 : 32).fill(0xff)
        const level = family === 4 ? SOL_RAW : IPPROTO_ICMP[6]
        checked('ICMP_FILTER', libc.setOption(this.#fd, level, ICMP_FILTER, none, none.length))
      } else if (family === 6) {
        checked('IPV6_HDRINCL', libc.setOption(this.#fd, SOL_IPV6, IPV6_HDRINCL, int32(1), 4))
      }
      if (options.device !== undefined) {
        const name = new TextEncoder().encode(`${options.device}\0`)
        const bound = libc.setOption(this.#fd, SOL_SOCKET, SO_BINDTODEVICE, name, name.length)
        checked('SO_BINDTODEVICE', bound, options.device)
      }
    } catch (thrown) {
      closeSync(this.#fd)
      throw thrown
    }
  }

  /**
   * @param packet from its IP header on, or from that of ICMP, whose checksum the kernel puts in for IPv6 alone
   * @param destination 4 or 16 bytes: where to, which is the destination of the IP header
   * @throws SystemError: EMSGSIZE when it is larger than the device's MTU, ENETUNREACH, EPERM when a firewall refused it
   */
  send(packet: Uint8Array, destination: Uint8Array): void {
    this.#address.set(destination, this.#family === 4 ? 4 : 8)
    const address = this.#address
    checked('sendto', loadLibc().sendTo(this.#fd, packet, packet.length, 0, address, address.length))
  }

  [Symbol.dispose](): void {
    if (!this.#open) return
    this.#open = false
    closeSync(this.#fd)
  }
}
