/** What of a layout the kernel has: all of it, unless somebody has taken something away. */
import type { Kernel, RouteEntry } from './kernel.ts'
import { addressKey, routeKey, type Layout } from './layout.ts'

/** Addresses and routes of the kernel at one moment, asked for once for however many layouts. */
export interface KernelPicture {
  readonly addresses: ReadonlySet<string>
  readonly routes: ReadonlySet<string>
}

export function pictureOf(kernel: Kernel): KernelPicture {
  return {
    addresses: new Set(kernel.addresses().map(addressKey)),
    routes: new Set(kernel.routes().map(placeKey)),
  }
}

/** Rules are looked after for all paths together, and taken to be there. */
export function presentPart({ addresses, routes }: KernelPicture, layout: Layout): Layout {
  return {
    ...layout,
    addresses: layout.addresses.filter((entry) => addresses.has(addressKey(entry))),
    routes: layout.routes.filter((route) => routes.has(placeKey(route))),
  }
}

function placeKey(route: RouteEntry): string {
  return `${routeKey(route)} ${route.device ?? ''}`
}
