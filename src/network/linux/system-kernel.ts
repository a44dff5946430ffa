/** The kernel of this machine, in the network namespace of this process. */
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import {
  decodeAttributes,
  hasNftables,
  NetlinkSocket,
  NLM_F_CREATE,
  NLM_F_EXCL,
  NLM_F_REPLACE,
  NonBlockingFile,
  NftablesError,
  openTun,
  RawSocket,
  readText,
  runNftables,
  SystemError,
  type NetlinkMessage,
} from '../../native/index.ts'
import type { Device, Kernel, KernelSink } from './kernel.ts'
import { TABLE } from './mark.ts'
import {
  addressBody,
  GROUPS,
  isLocalWay,
  isOurRoute,
  linkBody,
  linkByName,
  linkGroup,
  linkChange,
  readAddress,
  readDevice,
  readRoute,
  routeBody,
  routeQuery,
  RTM_DELADDR,
  RTM_DELLINK,
  RTM_DELROUTE,
  RTM_GETADDR,
  RTM_GETLINK,
  RTM_GETROUTE,
  RTM_NEWADDR,
  RTM_NEWLINK,
  RTM_NEWROUTE,
  wayQuery,
} from './rtnetlink.ts'

const TUN = '/dev/net/tun'
/** A number that nobody else gives a group of devices: the house's name in ASCII. */
const LEAVING_GROUP = 0x6469616c
/** Of linux/capability.h. */
const CAP_NET_ADMIN = 12n
const CAP_NET_RAW = 13n
/** Of linux/netfilter/nfnetlink.h and nf_tables.h: NFNLGRP_NFTABLES; the subsystem in the upper byte; NFT_MSG_DELTABLE. */
const NFTABLES_GROUP = 7
const NFT_DELETE_TABLE = (10 << 8) | 2

export function systemKernel(): Kernel {
  // Opened when first needed: a plan needs nothing.
  let socket: NetlinkSocket | undefined
  const route = (): NetlinkSocket => (socket ??= new NetlinkSocket('route'))

  const device = (name: string): Device | undefined => {
    try {
      const [answer] = route().request(RTM_GETLINK, linkByName(name))
      return answer === undefined ? undefined : readDevice(answer)
    } catch (thrown) {
      if (thrown instanceof SystemError && thrown.code === 'ENODEV') return undefined
      throw thrown
    }
  }
  const indexOf = (name: string): number => {
    const index = device(name)?.index
    if (index === undefined) throw new SystemError('netlink', 19, name) // ENODEV
    return index
  }
  const devices = (): Device[] => route().dump(RTM_GETLINK, linkBody({})).map(readDevice)

  return {
    obstacle,
    get bootId() {
      return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    },
    get namespace() {
      return statSync('/proc/self/ns/net').ino.toString()
    },
    hasIpv6(name = 'default') {
      const off = `/proc/sys/net/ipv6/conf/${name}/disable_ipv6`
      return existsSync(off) && readFileSync(off, 'utf8').trim() === '0'
    },
    devices,
    device,
    setDevice(name, change) {
      route().request(RTM_NEWLINK, linkChange(indexOf(name), change))
    },
    removeDevices(names) {
      if (names.length === 0) return
      const wanted = new Set(names)
      for (const { name, index } of devices()) {
        if (wanted.has(name)) route().request(RTM_NEWLINK, linkGroup(index, LEAVING_GROUP))
      }
      route().request(RTM_DELLINK, linkGroup(0, LEAVING_GROUP))
    },
    addresses(name) {
      const found = name === undefined ? devices() : [device(name)].filter((one) => one !== undefined)
      const [only] = found
      if (only === undefined) return []
      const answers = route().dump(RTM_GETADDR, addressBody(name === undefined ? 0 : only.index))
      const names = new Map(found.map((one) => [one.index, one.name]))
      return answers.flatMap((answer) => readAddress(answer, (index) => names.get(index)) ?? [])
    },
    addAddress(entry) {
      const body = addressBody(indexOf(entry.device), entry)
      route().request(RTM_NEWADDR, body, { flags: NLM_F_CREATE | NLM_F_EXCL })
    },
    removeAddress(entry) {
      route().request(RTM_DELADDR, addressBody(indexOf(entry.device), entry))
    },
    isLocal(address) {
      try {
        return route().request(RTM_GETROUTE, wayQuery(address)).some(isLocalWay)
      } catch (thrown) {
        // No way leads there, or one that says no.
        if (thrown instanceof SystemError) return false
        throw thrown
      }
    },
    routes() {
      const names = new Map(devices().map(({ index, name }) => [index, name]))
      const answers = ([4, 6] as const).flatMap((family) => {
        try {
          return route().dump(RTM_GETROUTE, routeQuery(family))
        } catch (thrown) {
          // Where no device has ever been up there is no table that could have any.
          if (thrown instanceof SystemError && thrown.code === 'ENOENT') return []
          throw thrown
        }
      })
      return answers.flatMap((answer) => readRoute(answer, (index) => names.get(index)) ?? [])
    },
    addRoute(entry) {
      const index = entry.device === undefined ? undefined : indexOf(entry.device)
      route().request(RTM_NEWROUTE, routeBody(entry, index), { flags: NLM_F_CREATE | NLM_F_EXCL })
    },
    replaceRoute(entry) {
      const index = entry.device === undefined ? undefined : indexOf(entry.device)
      route().request(RTM_NEWROUTE, routeBody(entry, index), { flags: NLM_F_CREATE | NLM_F_REPLACE })
    },
    removeRoute(entry) {
      const index = entry.device === undefined ? undefined : indexOf(entry.device)
      route().request(RTM_DELROUTE, routeBody(entry, index))
    },
    rules(script) {
      runNftables(script)
    },
    hasTable() {
      return runNftables('list tables inet').split('\n').includes(`table inet ${TABLE}`)
    },
    counters() {
      return readCounters(runNftables(`list counters table inet ${TABLE}`, { json: true }))
    },
    openTun: (name, sink) =>
      new NonBlockingFile(openTun(name), {
        data: (bytes) => {
          sink.packet(bytes)
        },
        ended: (error) => {
          sink.ended(error)
        },
      }),
    openSender: (family, name) => new RawSocket(family, { device: name }),
    sendIcmp(family, message, destination) {
      using socket = new RawSocket(family, { carries: 'icmp' })
      socket.send(message, destination)
    },
    watch,
  }
}

function obstacle(): ReturnType<Kernel['obstacle']> {
  const held = BigInt(
    `0x${/^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`,
  )
  const lacking = [
    ...((held >> CAP_NET_ADMIN) & 1n ? [] : ['CAP_NET_ADMIN']),
    ...((held >> CAP_NET_RAW) & 1n ? [] : ['CAP_NET_RAW']),
  ]
  if (lacking.length > 0) {
    return {
      code: 'access_denied',
      message: `this process may not configure the network: it lacks ${lacking.join(' and ')}; run the service as root, or give it these capabilities`,
    }
  }
  try {
    accessSync(TUN, constants.R_OK | constants.W_OK)
  } catch {
    return {
      code: 'not_supported',
      message: `no packets can be kept for dialling: ${TUN} cannot be opened; load the kernel's module tun, and give a container the device`,
    }
  }
  if (!hasNftables()) {
    return {
      code: 'not_supported',
      message: 'no addresses can be translated: libnftables.so.1 is missing; install the package nftables',
    }
  }
  try {
    runNftables('list tables')
  } catch (thrown) {
    if (!(thrown instanceof NftablesError)) throw thrown
    return {
      code: 'not_supported',
      message: `no addresses can be translated: the kernel has no nftables (${thrown.message})`,
    }
  }
  return undefined
}

function watch(sink: KernelSink): Disposable {
  using opening = new DisposableStack()
  const links = opening.use(new NetlinkSocket('route'))
  const tables = opening.use(new NetlinkSocket('netfilter'))
  links.listen(GROUPS, {
    news: (messages) => {
      for (const message of messages) told(message, sink)
    },
    overrun: () => {
      sink.device('')
      sink.routes()
    },
  })
  tables.listen([NFTABLES_GROUP], {
    news: (messages) => {
      // struct nfgenmsg, 4 bytes; NFTA_TABLE_NAME is attribute 1.
      const ours = messages.some(
        ({ type, body }) =>
          type === NFT_DELETE_TABLE &&
          readText(decodeAttributes(body, 4).get(1) ?? new Uint8Array(0)) === TABLE,
      )
      if (ours) sink.rules()
    },
    overrun: () => {
      sink.rules()
    },
  })
  return opening.move()
}

function told(message: NetlinkMessage, sink: KernelSink): void {
  switch (message.type) {
    case RTM_NEWLINK:
    case RTM_DELLINK:
      sink.device(readDevice(message).name)
      break
    case RTM_DELADDR:
      sink.routes()
      break
    case RTM_DELROUTE:
      if (isOurRoute(message)) sink.routes()
      break
  }
}

/** Of `nft -j list counters` (libnftables-json(5)). */
function readCounters(json: string): Map<string, number> {
  const found = new Map<string, number>()
  if (json === '') return found
  // The cast is the shape that the manual page gives; what is not so is left out.
  const { nftables = [] } = JSON.parse(json) as {
    nftables?: { counter?: { name?: string; packets?: number } }[]
  }
  for (const { counter } of nftables) {
    if (counter?.name !== undefined && counter.packets !== undefined) found.set(counter.name, counter.packets)
  }
  return found
}
