/** What of a layout the kernel has: all of it, unless somebody has taken something away. */
import type { Kernel } from './kernel.ts'
import { addressKey, routeKey, type Layout } from './layout.ts'

/** Rules are looked after for all paths together, and taken to be there. */
export function presentPart(kernel: Kernel, layout: Layout): Layout {
  const devices = new Set(layout.addresses.map(({ device }) => device))
  const addresses = new Set([...devices].flatMap((device) => kernel.addresses(device)).map(addressKey))
  const routes = new Set(kernel.routes().map((route) => `${routeKey(route)} ${route.device ?? ''}`))
  return {
    ...layout,
    addresses: layout.addresses.filter((entry) => addresses.has(addressKey(entry))),
    routes: layout.routes.filter((route) => routes.has(`${routeKey(route)} ${route.device ?? ''}`)),
  }
}
