/**
 * Our table of nftables, as scripts. It is one for all dial interfaces: what differs between them are elements of its sets and maps,
 * and two chains that count, of each link that is open. Each change is one transaction.
 *
 * Traffic to a TUN is kept out of connection tracking. A SYN that was tracked on its way into one would have its translation decided
 * there: it, and whatever its sender repeats, would leave by the link with an address that nobody answers.
 */
import type { PacketFilter } from '../../core/index.ts'
import { filterRules } from './filter-rules.ts'
import { HELD_SOURCE_V4, HELD_SOURCE_V6, RESOLVERS, TABLE } from './mark.ts'

/** The part of one dial interface. */
export interface PathRules {
  readonly tun: string
  readonly filter?: PacketFilter
  readonly link?: LinkRules
}

export interface LinkRules {
  readonly device: string
  /** Masquerades all that leaves, not only what waited. */
  readonly nat: boolean
  /** To which server of the network each of our resolvers is translated. */
  readonly resolvers: readonly (readonly [resolver: string, server: string])[]
}

const [RESOLVER_A, RESOLVER_B, RESOLVER_V6] = RESOLVERS

/** Nobody may refer to what is ours: it can be replaced at any time. */
const BASE = `
  comment "made and removed by Dialtone"
  set held { type ifname; }
  set held_next { typeof fib daddr oifname; }
  set open { type ifname; }
  set masqueraded { type ifname; }
  map resolver4 { type ifname . ipv4_addr : ipv4_addr; }
  map resolver6 { type ifname . ipv6_addr : ipv6_addr; }
  map leaving { type ifname : verdict; }
  map arriving { type ifname : verdict; }
  chain untracked_forwarded {
    type filter hook prerouting priority raw; policy accept;
    fib daddr oifname @held_next notrack
  }
  chain untracked_local {
    type filter hook output priority raw; policy accept;
    oifname @held notrack
  }
  chain resolver {
    type nat hook output priority -100; policy accept;
    ip daddr { ${RESOLVER_A}, ${RESOLVER_B} } dnat ip to oifname . ip daddr map @resolver4
    ip6 daddr ${RESOLVER_V6} dnat ip6 to oifname . ip6 daddr map @resolver6
  }
  chain source {
    type nat hook postrouting priority srcnat; policy accept;
    oifname @open ip saddr ${HELD_SOURCE_V4} masquerade
    oifname @open ip6 saddr ${HELD_SOURCE_V6} masquerade
    oifname @open ct status dnat masquerade
    oifname @masqueraded masquerade
  }
  chain leave {
    type filter hook postrouting priority mangle; policy accept;
    oifname @open tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu
    oifname vmap @leaving
  }
  chain arrive {
    type filter hook input priority filter - 5; policy accept;
    iifname vmap @arriving
  }
  chain pass {
    type filter hook forward priority filter - 5; policy accept;
    iifname vmap @arriving
  }
`

export const counterNames = (tun: string): { readonly leaving: string; readonly arriving: string } => ({
  leaving: `leaving-${tun}`,
  arriving: `arriving-${tun}`,
})

/** Takes the table away, whether or not it is there. */
export const NO_TABLE = `add table inet ${TABLE}\ndelete table inet ${TABLE}\n`

/** The whole table, in place of whatever is there by its name. */
export function tableScript(parts: readonly PathRules[]): string {
  return `${NO_TABLE}table inet ${TABLE} {${BASE}}\n${parts.map((part) => rulesScript(undefined, part)).join('')}`
}

/** What changes one part into another; '' when they are the same. */
export function rulesScript(before: PathRules | undefined, after: PathRules | undefined): string {
  const lines = [
    ...elementsOf(before)
      .filter((element) => !elementsOf(after).includes(element))
      .map((element) => `delete element inet ${TABLE} ${element}`),
    ...chainLines(before, after),
    ...elementsOf(after)
      .filter((element) => !elementsOf(before).includes(element))
      .map((element) => `add element inet ${TABLE} ${element}`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function elementsOf(part: PathRules | undefined): string[] {
  if (part === undefined) return []
  const { tun, link } = part
  const held = [`held { "${tun}" }`, `held_next { "${tun}" }`]
  if (link === undefined) return held
  const { leaving, arriving } = counterNames(tun)
  const device = `"${link.device}"`
  return [
    ...held,
    `open { ${device} }`,
    ...(link.nat ? [`masqueraded { ${device} }`] : []),
    ...link.resolvers.map(([resolver, server]) => {
      const map = resolver.includes(':') ? 'resolver6' : 'resolver4'
      return `${map} { ${device} . ${resolver} : ${server} }`
    }),
    `leaving { ${device} : jump ${leaving} }`,
    `arriving { ${device} : jump ${arriving} }`,
  ]
}

function chainLines(before: PathRules | undefined, after: PathRules | undefined): string[] {
  const [old, wanted] = [chainsOf(before), chainsOf(after)]
  const gone = [...old.keys()].filter((name) => !wanted.has(name))
  const lines = gone.flatMap((name) => [
    `flush chain inet ${TABLE} ${name}`,
    `delete chain inet ${TABLE} ${name}`,
  ])
  lines.push(...gone.map((name) => `delete counter inet ${TABLE} ${name}`))
  for (const [name, rules] of wanted) {
    if (old.get(name)?.join() === rules.join()) continue
    if (old.has(name)) lines.push(`flush chain inet ${TABLE} ${name}`)
    else lines.push(`add counter inet ${TABLE} ${name}`, `add chain inet ${TABLE} ${name}`)
    lines.push(...rules.map((rule) => `add rule inet ${TABLE} ${name} ${rule}`))
  }
  return lines
}

/**
 * Only of a link that is open: the time of each change grows with the number of chains, and of a thousand interfaces few are
 * connected.
 */
function chainsOf(part: PathRules | undefined): Map<string, string[]> {
  if (part?.link === undefined) return new Map()
  const { tun, filter } = part
  const { leaving, arriving } = counterNames(tun)
  return new Map([
    [leaving, filterRules(filter, 'leaving', leaving)],
    [arriving, filterRules(filter, 'arriving', arriving)],
  ])
}
