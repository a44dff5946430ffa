/**
 * The way of one modem's packets into the carrier's namespace: a TUN device there, whose packets this process carries. The gateway of
 * each context answers there, and what is for the context's addresses comes out of the device.
 */
import { DialtoneError, silent, type Logger } from '../../base/index.ts'
import { NonBlockingFile, openTun } from '../../native/index.ts'
import { formatIpv6, type Leases } from '../carrier/address-pool.ts'
import type { Context } from '../modem/contexts.ts'
import type { CarrierNamespace } from './carrier-namespace.ts'
import { ContextEdge } from './context-edge.ts'
import { ip } from './ip-command.ts'
import { addressBytes } from './ip-address.ts'
import { readIpPacket } from './ip-packet.ts'
import type { PacketLink, PacketNetwork } from './packet-network.ts'

export interface CarrierNetworkOptions {
  readonly carrier: CarrierNamespace
  /** What the device is called in there: the modem's name. */
  readonly device: string
  readonly log?: Logger
}

interface Way {
  readonly edge: ContextEdge
  readonly deliver: (packet: Uint8Array) => void
}

/** IFNAMSIZ - 1 */
const LONGEST_NAME = 15
/** Packets that wait in the kernel while this process is busy: as many as a radio's buffer would have. */
const QUEUE = 2000
const LONGEST_PACKET = 65_535

/** @throws DialtoneError `invalid_argument`, `not_supported` with what is missing */
export async function openCarrierNetwork(options: CarrierNetworkOptions): Promise<PacketNetwork> {
  const { carrier, device, log = silent } = options
  if (!/^[a-z][a-z0-9-]*$/i.test(device) || device.length > LONGEST_NAME) {
    throw new DialtoneError('invalid_argument', `"${device}" is no name of a network device`)
  }
  // Made here and moved: whoever holds its descriptor need not be there. Its name here is this process' alone.
  const made = `dt${process.pid.toString(36)}x${(devices++).toString(36)}`
  const fd = tun(made)
  const ways = new Set<Way>()
  const file = new NonBlockingFile(fd, {
    data: (bytes) => {
      const packet = readIpPacket(bytes)
      if (packet === undefined) return
      for (const { edge, deliver } of ways) {
        if (!edge.isFor(packet)) continue
        if (edge.fits(bytes)) deliver(bytes)
        return
      }
    },
    ended: (error) => {
      log.warn({ device, error: error?.message }, 'the way to the carrier has ended')
    },
  })
  try {
    await ip([`link set ${made} netns ${carrier.name}`])
    await carrier.ip([
      `link set ${made} name ${device} addrgenmode none mtu ${LONGEST_PACKET.toString()} txqueuelen ${QUEUE.toString()}`,
      `link set ${device} up`,
    ])
  } catch (thrown) {
    file[Symbol.dispose]()
    throw thrown
  }
  const forward = forwarder(file)
  let work: Promise<unknown> = Promise.resolve()
  // One after the other: a context that comes may have the addresses of one that goes.
  const change = (how: 'replace' | 'del', leases: Leases): Promise<unknown> => {
    const changed = work.then(() => carrier.ip(routes(how, leases, device)))
    work = changed.catch(() => undefined)
    return changed
  }
  return {
    attach: async (context, deliver) => {
      const leases = leasesOf(context)
      await change('replace', leases)
      const way: Way = { edge: new ContextEdge(leases), deliver }
      ways.add(way)
      return link(way, forward, async () => {
        if (ways.delete(way)) await change('del', leases)
      })
    },
    [Symbol.asyncDispose]: async () => {
      ways.clear()
      await work
      file[Symbol.dispose]()
    },
  }
}

let devices = 0

function tun(name: string): number {
  try {
    return openTun(name)
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    throw new DialtoneError('not_supported', `the virtual data path needs a TUN device: ${why}`, {
      cause: thrown,
    })
  }
}

function leasesOf({ sessionId, bearer }: Context): Leases {
  if (bearer === undefined) {
    throw new DialtoneError('not_activated', `no context is activated in session ${sessionId}`)
  }
  return bearer.leases
}

/**
 * Writes packets, and after each burst reads as many: the kernel over there answers within the write, and a host that floods has
 * more read and written in one turn of the event loop than the queue of the device holds. What comes would be lost to what goes.
 */
function forwarder(file: NonBlockingFile): (packet: Uint8Array) => void {
  let written = 0
  return (packet) => {
    file.write(packet)
    if (written++ > 0) return
    queueMicrotask(() => {
      const most = written
      written = 0
      file.read(most)
    })
  }
}

function link(way: Way, forward: (bytes: Uint8Array) => void, end: () => Promise<void>): PacketLink {
  return {
    send: (bytes) => {
      const verdict = way.edge.judge(bytes)
      // A packet that has to wait for the device is read later.
      if (verdict.do === 'forward') forward(bytes.slice())
      else if (verdict.do === 'answer') queueMicrotask(() => way.deliver(verdict.with))
    },
    [Symbol.asyncDispose]: end,
  }
}

/**
 * The gateways as addresses of the namespace, by routes: an address of IPv6 would be the kernel's own only a moment later. What is for
 * the context goes to the device, in packets that its link takes.
 */
function routes(change: 'replace' | 'del', { ipv4, ipv6 }: Leases, device: string): readonly string[] {
  return [ipv4, ipv6].flatMap((lease) => {
    if (lease === undefined) return []
    const { address, gateway, mtu } = lease
    const isV6 = gateway.includes(':')
    const target = isV6 ? prefixOf(address) : `${address}/32`
    return [
      `route ${change} local ${gateway}/${isV6 ? 128 : 32} dev lo table local`,
      `route ${change} ${target} dev ${device} mtu ${mtu}`,
    ]
  })
}

/** The /64 that an address of IPv6 is in: a modem has all of it. */
function prefixOf(address: string): string {
  const bytes = addressBytes(address)
  const groups = Array.from({ length: 8 }, (_, at) =>
    at < 4 ? ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0) : 0,
  )
  return `${formatIpv6(groups)}/64`
}
