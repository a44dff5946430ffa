/**
 * What one dial interface wants of the kernel, as data, in each of its states. Nothing is done here: what changes one layout into
 * another is in `step.ts`.
 */
import {
  parseIpPrefix,
  type DataPathSettings,
  type IpFamilySettings,
  type OpenLink,
} from '../../core/index.ts'
import type { AddressEntry, RouteEntry } from './kernel.ts'
import { HELD_SOURCE_V4, HELD_SOURCE_V6, RESOLVERS } from './mark.ts'
import type { PathRules } from './ruleset.ts'

export interface Layout {
  readonly addresses: readonly AddressEntry[]
  readonly routes: readonly RouteEntry[]
  /** The link's device, when it is ours to set up. */
  readonly device?: { readonly name: string; readonly mtu?: number }
  readonly rules?: PathRules
}

export const nothing: Layout = { addresses: [], routes: [] }

/** What does not change while the path is there. */
export interface PathGround {
  readonly tun: string
  readonly hasIpv6: boolean
  /** The metric of the resolvers' routes: of all paths each has another. */
  readonly resolverMetric: number
}

/** No routes at all. The TUN stays: sockets that began while it held have its address. */
export function withdrawnLayout(settings: DataPathSettings, ground: PathGround): Layout {
  return { addresses: heldAddresses(ground), routes: [], rules: rulesOf(settings, ground) }
}

/** Routes that dial lead to the TUN, and the resolvers. */
export function holdLayout(settings: DataPathSettings, ground: PathGround): Layout {
  const destinations = settings.routes
    .filter(({ dials }) => dials)
    .map(({ destination, metric }) => ({ destination, metric: metric + settings.priority }))
  const resolvers = settings.dns
    ? RESOLVERS.map((resolver) => ({ destination: hostPrefix(resolver), metric: ground.resolverMetric }))
    : []
  const routes = [...destinations, ...resolvers]
    .filter(({ destination }) => ground.hasIpv6 || !isV6(destination))
    .map(({ destination, metric }) => ({
      destination,
      metric: normalMetric(destination, metric),
      device: ground.tun,
      source: isV6(destination) ? HELD_SOURCE_V6 : HELD_SOURCE_V4,
    }))
  return { addresses: heldAddresses(ground), routes, rules: rulesOf(settings, ground) }
}

/** Routes lead to the link, in the families that it has. In another family there is none: its senders are told at once. */
export function openLayout(
  settings: DataPathSettings,
  ground: PathGround,
  open: OpenLink,
  device: string,
): Layout {
  const { ip, link } = open
  const families = [ip.v4, ground.hasIpv6 ? ip.v6 : undefined].filter((family) => family !== undefined)
  const mtus = families.flatMap(({ mtu }) => (mtu === undefined || mtu < 68 ? [] : [mtu]))
  const v6 = ground.hasIpv6 && leadsOn(ip.v6) ? ip.v6 : undefined
  const routes = settings.routes.flatMap((route) => {
    const family = isV6(route.destination) ? v6 : ip.v4
    if (family === undefined) return []
    return [through(route.destination, route.metric + settings.priority, device, family)]
  })
  const resolvers = settings.dns ? translations(ip.v4?.dns ?? [], v6?.dns ?? []) : []
  return {
    addresses: [
      ...heldAddresses(ground),
      ...(link.configuredBy === 'us' ? families.flatMap((family) => addressesOf(family, device)) : []),
    ],
    routes: distinct([
      ...routes,
      ...(settings.dns ? resolverRoutes(resolvers, ip.v4, v6, ground, device) : []),
    ]),
    ...(link.configuredBy === 'us'
      ? { device: { name: device, ...(mtus.length === 0 ? {} : { mtu: Math.min(...mtus) }) } }
      : {}),
    rules: { ...rulesOf(settings, ground), link: { device, nat: settings.nat, resolvers } },
  }
}

/** On the way to `open`: the link has all that is its, while packets still go where they went. */
export function linkUpLayout(from: Layout, open: Layout): Layout {
  const addresses = new Map([...from.addresses, ...open.addresses].map((entry) => [addressKey(entry), entry]))
  return { ...open, addresses: [...addresses.values()], routes: from.routes }
}

/** Where names are looked up, for those who tell the machine's resolver. */
export function serversOf({ ip }: OpenLink): readonly string[] {
  return [...(ip.v4?.dns ?? []), ...(ip.v6?.dns ?? [])]
}

/** Two routes of one key cannot be together in one table. */
export function routeKey({ destination, metric }: RouteEntry): string {
  return `${destination} ${metric}`
}

export function addressKey({ device, address, prefixLength }: AddressEntry): string {
  return `${device} ${address}/${prefixLength}`
}

/** A server may be what a route leads to anyway. */
function distinct(routes: readonly RouteEntry[]): RouteEntry[] {
  return [...new Map(routes.map((route) => [routeKey(route), route])).values()]
}

export function isV6(address: string): boolean {
  return address.includes(':')
}

/** The kernel takes an IPv6 metric of 0 for 1024 (IP6_RT_PRIO_USER), which would be after most others. */
function normalMetric(destination: string, metric: number): number {
  return isV6(destination) ? Math.max(1, metric) : metric
}

function heldAddresses({ tun, hasIpv6 }: PathGround): AddressEntry[] {
  const v4: AddressEntry = { device: tun, address: HELD_SOURCE_V4, prefixLength: 32, scope: 'link' }
  const v6: AddressEntry = { device: tun, address: HELD_SOURCE_V6, prefixLength: 128, scope: 'global' }
  return hasIpv6 ? [v4, v6] : [v4]
}

function rulesOf(settings: DataPathSettings, { tun }: PathGround): PathRules {
  return { tun, ...(settings.filter === undefined ? {} : { filter: settings.filter }) }
}

/** With link-local addresses alone nothing gets beyond the other end: no router passes it on (RFC 4291 §2.5.6). */
function leadsOn(v6: IpFamilySettings | undefined): boolean {
  return v6?.addresses.some(({ address }) => !isLinkLocal(address)) === true
}

/** fe80::/10. */
function isLinkLocal(address: string): boolean {
  return /^fe[89ab][0-9a-f]:/i.test(address)
}

function addressesOf(family: IpFamilySettings, device: string): AddressEntry[] {
  return family.addresses.map(({ address, prefixLength }) => ({
    device,
    address,
    prefixLength,
    scope: 'global',
  }))
}

function through(destination: string, metric: number, device: string, family: IpFamilySettings): RouteEntry {
  const source = family.addresses.find(({ address }) => !isLinkLocal(address))?.address
  const { gateway } = family
  return {
    destination,
    metric: normalMetric(destination, metric),
    device,
    ...(source === undefined ? {} : { source }),
    ...(gateway === undefined || hostPrefix(gateway) === destination ? {} : { gateway }),
  }
}

/** The first of ours is the network's first, the second its second or again the first. */
function translations(v4: readonly string[], v6: readonly string[]): [string, string][] {
  const [first, second, six] = RESOLVERS
  const [server] = v4
  const [server6] = v6
  return [
    ...(server === undefined
      ? []
      : ([
          [first, server],
          [second, v4[1] ?? server],
        ] satisfies [string, string][])),
    ...(server6 === undefined ? [] : ([[six, server6]] satisfies [string, string][])),
  ]
}

/** Our resolvers and the servers behind them lead to the link; one that nothing answers for is unreachable, so that the next is asked. */
function resolverRoutes(
  resolvers: readonly (readonly [resolver: string, server: string])[],
  v4: IpFamilySettings | undefined,
  v6: IpFamilySettings | undefined,
  ground: PathGround,
  device: string,
): RouteEntry[] {
  const to = (address: string): RouteEntry[] => {
    const family = isV6(address) ? v6 : v4
    return family === undefined ? [] : [through(hostPrefix(address), ground.resolverMetric, device, family)]
  }
  const translated = new Map(resolvers)
  const ours = RESOLVERS.filter((resolver) => ground.hasIpv6 || !isV6(resolver)).flatMap((resolver) => {
    if (translated.has(resolver)) return to(resolver)
    const destination = hostPrefix(resolver)
    return [{ destination, metric: normalMetric(destination, ground.resolverMetric) }]
  })
  return [...ours, ...[...new Set(translated.values())].flatMap(to)]
}

function hostPrefix(address: string): string {
  return `${address}/${parseIpPrefix(address)?.length ?? 32}`
}
