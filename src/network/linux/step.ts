/**
 * What changes one layout into another: steps in the order in which traffic is never led astray. Rules are there before packets come;
 * a route takes the place of ours to the same destination in one move, so that there is no moment without one; addresses go after
 * the routes that use them.
 */
import type { AddressEntry, DeviceChange, Kernel, RouteEntry } from './kernel.ts'
import { addressKey, isV6, routeKey, type Layout } from './layout.ts'
import { ROUTE_PROTOCOL } from './mark.ts'
import { rulesScript } from './ruleset.ts'
import { SystemError } from '../../native/index.ts'

export type Step =
  | { readonly do: 'rules'; readonly script: string; readonly undo: string }
  | {
      /** One that is given back may be gone. */
      readonly do: 'set-device' | 'give-back-device'
      readonly device: string
      readonly change: DeviceChange
      readonly undo: DeviceChange
    }
  | { readonly do: 'add-address' | 'remove-address'; readonly entry: AddressEntry }
  | { readonly do: 'add-route' | 'remove-route'; readonly entry: RouteEntry }
  | { readonly do: 'replace-route'; readonly entry: RouteEntry; readonly before: RouteEntry }

/** How a device that is ours to set up was before we did. */
export interface DeviceBefore {
  readonly up: boolean
  readonly mtu: number
}

/**
 * @param before of the device that is set up or given back; steps that do not concern one need none
 */
export function stepsBetween(from: Layout, to: Layout, before: DeviceBefore | undefined): Step[] {
  const { device } = to
  const leaves = from.device !== undefined && from.device.name !== device?.name ? from.device : undefined
  const routes = routeSteps(from.routes, to.routes)
  return [
    ...rulesSteps(from, to, 'before'),
    ...(device === undefined || before === undefined ? [] : setUp(from, device, before)),
    ...without(to.addresses, from.addresses, addressKey).map((entry): Step => ({ do: 'add-address', entry })),
    ...routes,
    ...without(from.addresses, to.addresses, addressKey).map((entry): Step => ({
      do: 'remove-address',
      entry,
    })),
    ...(leaves === undefined || before === undefined ? [] : giveBack(leaves, before)),
    ...rulesSteps(from, to, 'after'),
  ]
}

/** Rules for a link come before it carries anything, and go after. */
function rulesSteps(from: Layout, to: Layout, when: 'before' | 'after'): Step[] {
  const script = rulesScript(from.rules, to.rules)
  const early = to.rules?.link !== undefined || from.rules === undefined
  if (script === '' || early !== (when === 'before')) return []
  return [{ do: 'rules', script, undo: rulesScript(to.rules, from.rules) }]
}

function setUp(from: Layout, device: NonNullable<Layout['device']>, before: DeviceBefore): Step[] {
  const { name, mtu } = device
  if (from.device?.name === name && from.device.mtu === mtu) return []
  const change = { up: true, ...(mtu === undefined ? {} : { mtu }) }
  return [{ do: 'set-device', device: name, change, undo: { up: before.up, mtu: before.mtu } }]
}

function giveBack({ name, mtu }: NonNullable<Layout['device']>, before: DeviceBefore): Step[] {
  const undo = { up: true, ...(mtu === undefined ? {} : { mtu }) }
  return [{ do: 'give-back-device', device: name, change: { up: before.up, mtu: before.mtu }, undo }]
}

function routeSteps(from: readonly RouteEntry[], to: readonly RouteEntry[]): Step[] {
  const old = new Map(from.map((entry) => [routeKey(entry), entry]))
  const wanted = new Set(to.map(routeKey))
  const steps = to.flatMap((entry): Step[] => {
    const before = old.get(routeKey(entry))
    if (before === undefined) return [{ do: 'add-route', entry }]
    return routeText(before) === routeText(entry) ? [] : [{ do: 'replace-route', entry, before }]
  })
  const gone = from.filter((entry) => !wanted.has(routeKey(entry)))
  return [...steps, ...gone.map((entry): Step => ({ do: 'remove-route', entry }))]
}

function without<T>(all: readonly T[], those: readonly T[], key: (entry: T) => string): T[] {
  const keys = new Set(those.map(key))
  return all.filter((entry) => !keys.has(key(entry)))
}

/** Carries out all of them, or none: what was done before one that is refused is taken back, and the refusal is thrown. */
export function runSteps(kernel: Kernel, steps: readonly Step[]): void {
  const done: Step[] = []
  const ours = routesOf(kernel)
  try {
    for (const step of steps) {
      runStep(kernel, step, ours)
      done.unshift(step)
    }
  } catch (thrown) {
    for (const step of done) {
      try {
        runStep(kernel, inverse(step), ours)
      } catch {
        // The device may be gone by now; what matters to the caller is the first refusal.
      }
    }
    throw thrown
  }
}

/** What is taken away may be gone already: a device takes its routes and addresses with it. */
const GONE = new Set(['ENODEV', 'ESRCH', 'EADDRNOTAVAIL', 'ENOENT'])

function runStep(kernel: Kernel, step: Step, ours: () => ReadonlySet<string>): void {
  switch (step.do) {
    case 'rules':
      kernel.rules(step.script)
      break
    case 'set-device':
      kernel.setDevice(step.device, step.change)
      break
    case 'give-back-device':
      tolerateGone(() => {
        kernel.setDevice(step.device, step.change)
      })
      break
    case 'add-address':
      kernel.addAddress(step.entry)
      break
    case 'remove-address':
      tolerateGone(() => {
        kernel.removeAddress(step.entry)
      })
      break
    case 'add-route':
      kernel.addRoute(step.entry)
      break
    case 'replace-route':
      replace(kernel, step.entry, ours().has(routeKey(step.before)))
      break
    case 'remove-route':
      tolerateGone(() => {
        kernel.removeRoute(step.entry)
      })
      break
  }
}

/** Only what is still ours is replaced: were it gone, the kernel would take the route of somebody else for it. */
function replace(kernel: Kernel, entry: RouteEntry, isThere: boolean): void {
  if (isThere) kernel.replaceRoute(entry)
  else kernel.addRoute(entry)
}

/** By their keys. Asked for once: nobody else's turn comes in between, and steps do not replace what they have added. */
function routesOf(kernel: Kernel): () => ReadonlySet<string> {
  let keys: ReadonlySet<string> | undefined
  return () => (keys ??= new Set(kernel.routes().map(routeKey)))
}

function tolerateGone(act: () => void): void {
  try {
    act()
  } catch (thrown) {
    if (!(thrown instanceof SystemError) || !GONE.has(thrown.code)) throw thrown
  }
}

function inverse(step: Step): Step {
  switch (step.do) {
    case 'rules':
      return { do: 'rules', script: step.undo, undo: step.script }
    case 'set-device':
    case 'give-back-device': {
      const opposite = step.do === 'set-device' ? 'give-back-device' : 'set-device'
      return { do: opposite, device: step.device, change: step.undo, undo: step.change }
    }
    case 'add-address':
      return { do: 'remove-address', entry: step.entry }
    case 'remove-address':
      return { do: 'add-address', entry: step.entry }
    case 'add-route':
      return { do: 'remove-route', entry: step.entry }
    case 'remove-route':
      return { do: 'add-route', entry: step.entry }
    case 'replace-route':
      return { do: 'replace-route', entry: step.before, before: step.entry }
  }
}

/** As a person would type it. */
export function stepText(step: Step): readonly string[] {
  switch (step.do) {
    case 'rules':
      return step.script
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => `nft ${line}`)
    case 'set-device':
    case 'give-back-device': {
      const { up, mtu } = step.change
      return [
        `ip link set dev ${step.device}${mtu === undefined ? '' : ` mtu ${mtu}`} ${up === true ? 'up' : 'down'}`,
      ]
    }
    case 'add-address':
    case 'remove-address': {
      const { address, prefixLength, device, scope } = step.entry
      const rest = `${address}/${prefixLength} dev ${device} scope ${scope}`
      return [
        step.do === 'add-address'
          ? `ip address add ${rest} noprefixroute${isV6(address) ? ' nodad' : ''}`
          : `ip address delete ${rest}`,
      ]
    }
    case 'add-route':
      return [`${ip(step.entry)} route add ${routeText(step.entry)}`]
    case 'replace-route':
      return [`${ip(step.entry)} route replace ${routeText(step.entry)}`]
    case 'remove-route':
      return [`${ip(step.entry)} route delete ${routeText(step.entry)}`]
  }
}

function ip({ destination }: RouteEntry): string {
  return isV6(destination) ? 'ip -6' : 'ip'
}

export function routeText({ destination, metric, device, gateway, source }: RouteEntry): string {
  const way =
    device === undefined
      ? `unreachable ${destination}`
      : `${destination}${gateway === undefined ? '' : ` via ${gateway}`} dev ${device}`
  return `${way}${gateway === undefined ? '' : ' onlink'}${source === undefined ? '' : ` src ${source}`} metric ${metric} proto ${ROUTE_PROTOCOL}`
}
