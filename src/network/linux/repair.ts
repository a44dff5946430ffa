/**
 * Takes away what an earlier life left behind, and finds what of it belongs to links that are still up: these keep their addresses,
 * routes and rules, and traffic on them goes on. TUNs are gone with the process that had them.
 */
import type { Logger } from '../../base/index.ts'
import type { OpenLink } from '../../core/index.ts'
import type { Device, Kernel } from './kernel.ts'
import { addressKey, type Layout } from './layout.ts'
import type { Adopted } from './linux-data-path.ts'
import { NO_TABLE, tableScript, type PathRules } from './ruleset.ts'
import type { PathRecord, Records } from './record.ts'

export interface Live {
  readonly name: string
  readonly link: OpenLink
}

export interface Repaired {
  readonly adopted: ReadonlyMap<string, Adopted>
  /** The TUN's name is part of what rules are called by. */
  readonly tuns: ReadonlyMap<string, string>
}

/** @throws SystemError, NftablesError */
export function repair(kernel: Kernel, record: Records, live: readonly Live[], log: Logger): Repaired {
  const links = new Map(
    live.flatMap(({ name, link }) => (link.link.name === undefined ? [] : [[name, link.link.name]])),
  )
  const adopted = new Map<string, Adopted>()
  const tuns = new Map<string, string>()
  for (const [name, path] of record.paths) {
    const device = kernel.device(links.get(name) ?? '')
    const found = device === undefined ? undefined : adoptable(kernel, path, device)
    if (found === undefined) continue
    adopted.set(name, found)
    tuns.set(name, path.tun)
  }
  const kept = [...adopted.values()]
  removeRoutes(kernel, kept)
  for (const [name, path] of [...record.paths]) {
    if (adopted.has(name)) continue
    giveBack(kernel, path, kept)
    record.removePath(name)
    log.info({ dialInterface: name }, 'what an earlier service left behind was taken away')
  }
  const rules = kept.flatMap(({ layout }) => (layout.rules === undefined ? [] : [layout.rules]))
  if (rules.length > 0) kernel.rules(tableScript(rules))
  else if (kernel.hasTable()) kernel.rules(NO_TABLE)
  return { adopted, tuns }
}

/** What is there of what was recorded; nothing when the link was not open, or was another. */
function adoptable(kernel: Kernel, path: PathRecord, device: Device): Adopted | undefined {
  const rules = path.layouts
    .map((layout) => layout.rules)
    .find((part): part is PathRules => part?.link?.device === device.name)
  if (rules === undefined) return undefined
  const there = new Set(kernel.addresses(device.name).map(addressKey))
  const addresses = path.layouts
    .flatMap((layout) => layout.addresses)
    .filter((entry) => there.has(addressKey(entry)))
  const own = new Set(path.layouts.flatMap((layout) => layout.routes).map(({ destination }) => destination))
  const routes = kernel
    .routes()
    .filter(
      (route) => route.device === device.name || (route.device === undefined && own.has(route.destination)),
    )
  const setUp = path.layouts.map((layout) => layout.device).find((one) => one?.name === device.name)
  const layout: Layout = {
    addresses: [...new Map(addresses.map((entry) => [addressKey(entry), entry])).values()],
    routes,
    rules,
    ...(setUp === undefined ? {} : { device: setUp }),
  }
  return { layout, ...(path.before === undefined ? {} : { before: path.before }) }
}

function removeRoutes(kernel: Kernel, kept: readonly Adopted[]): void {
  const texts = new Set(kept.flatMap(({ layout }) => layout.routes).map((route) => JSON.stringify(route)))
  for (const route of kernel.routes()) {
    if (!texts.has(JSON.stringify(route))) kernel.removeRoute(route)
  }
}

/** Addresses that we gave, and the device as it was, as far as nobody else has taken it since. */
function giveBack(kernel: Kernel, path: PathRecord, kept: readonly Adopted[]): void {
  const others = new Set(kept.flatMap(({ layout }) => layout.addresses).map(addressKey))
  for (const entry of path.layouts.flatMap((layout) => layout.addresses)) {
    if (others.has(addressKey(entry))) continue
    const there = kernel.addresses(entry.device).some((one) => addressKey(one) === addressKey(entry))
    if (there) kernel.removeAddress(entry)
  }
  const setUp = path.layouts.map(({ device }) => device).find((device) => device !== undefined)
  const device = setUp === undefined ? undefined : kernel.device(setUp.name)
  const { before } = path
  if (device === undefined || before === undefined) return
  const isOurMtu = setUp?.mtu === device.mtu && device.mtu !== before.mtu
  const isUnused = kernel.addresses(device.name).every(({ address }) => address.startsWith('fe80:'))
  const change = {
    ...(isOurMtu ? { mtu: before.mtu } : {}),
    ...(device.up && !before.up && isUnused ? { up: false } : {}),
  }
  if (Object.keys(change).length > 0) kernel.setDevice(device.name, change)
}
