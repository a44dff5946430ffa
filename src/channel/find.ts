/**
 * The MBIM control devices of this machine, as sysfs shows them: `usbmisc/cdc-wdm*` bound to `cdc_mbim`, and ports of the
 * wwan subsystem whose type is MBIM (PCIe modems, and USB ones on newer kernels). A USB modem that shows up as both is one
 * modem: its cdc-wdm device is taken, since mbim-proxy knows that one.
 */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { compact } from '../base/index.ts'
import { readMbimDescriptor } from './usb-descriptor.ts'

export interface ControlDevice {
  /** `/dev/cdc-wdm0`. */
  readonly path: string
  /** The network device of the same modem (`wwan0`); absent when it has none. */
  readonly link?: string
  /** How many commands the function takes at once; absent when it does not say. */
  readonly maxOutstanding?: number
}

export interface FindOptions {
  /** Where sysfs and devtmpfs are; `/sys` and `/dev` unless told. */
  readonly sysfs?: string
  readonly dev?: string
}

/** All there are now, in the order of their names. */
export function findControlDevices(options: FindOptions = {}): ControlDevice[] {
  const { sysfs = '/sys', dev = '/dev' } = options
  const wdm = entries(join(sysfs, 'class/usbmisc'))
    .filter((entry) => /^cdc-wdm\d+$/.test(basename(entry)))
    .filter((entry) => basename(resolved(join(entry, 'device/driver'))) === 'cdc_mbim')
  const interfaces = wdm.map((entry) => resolved(join(entry, 'device')))
  const wwan = entries(join(sysfs, 'class/wwan'))
    .filter((entry) => contents(join(entry, 'type')) === 'MBIM')
    .filter((entry) => !interfaces.some((parent) => resolved(entry).startsWith(parent + sep)))
  return [...wdm, ...wwan].map((entry) => describe(entry, join(dev, basename(entry))))
}

/** Whether there is anything at `path`; a link that leads nowhere is nothing. */
export function isThere(path: string): boolean {
  return existsSync(path)
}

/** Whether both paths are of one device, be it by a link. */
export function isSameDevice(one: string, other: string): boolean {
  return one === other || (resolved(one) !== '' && resolved(one) === resolved(other))
}

/** The device at `path`, a link to it or a pty, with what sysfs knows about it. */
export function controlDeviceAt(path: string, options: FindOptions = {}): ControlDevice {
  const entry = entryOf(path, options)
  return entry === undefined ? { path } : describe(entry, path)
}

/**
 * Where the kernel has the control device at `path`, below the place of its modem: that of `/sys/devices/…/1-2` is at
 * `/sys/devices/…/1-2/1-2:1.0/usbmisc/cdc-wdm0`. Nowhere for a pty.
 */
export function placeOf(path: string, options: FindOptions = {}): string | undefined {
  const entry = entryOf(path, options)
  const { sysfs = '/sys' } = options
  return entry === undefined ? undefined : `/sys${resolved(entry).slice(resolved(sysfs).length)}`
}

function entryOf(path: string, { sysfs = '/sys' }: FindOptions): string | undefined {
  const name = basename(resolved(path) || path)
  return ['class/usbmisc', 'class/wwan']
    .map((group) => join(sysfs, group, name))
    .find((candidate) => resolved(candidate) !== '')
}

function describe(entry: string, path: string): ControlDevice {
  return compact({ path, link: linkOf(entry), maxOutstanding: maxOutstandingOf(entry) })
}

/** From the descriptors of the USB device that the interface belongs to; a PCIe modem has none. */
function maxOutstandingOf(entry: string): number | undefined {
  const parent = resolved(join(entry, 'device'))
  try {
    const number = Number.parseInt(contents(join(parent, 'bInterfaceNumber')), 16)
    return readMbimDescriptor(readFileSync(join(dirname(parent), 'descriptors')), number)?.maxOutstanding
  } catch {
    return undefined
  }
}

/**
 * The network device stands beside the control device under their common parent: cdc_mbim's under the USB interface, the
 * wwan subsystem's under the wwan device or, for a USB modem, the interface above that.
 */
function linkOf(entry: string): string | undefined {
  let parent = resolved(join(entry, 'device'))
  for (let up = 0; up < 3 && parent !== ''; up++, parent = dirname(parent)) {
    const [link] = entries(join(parent, 'net'))
    if (link !== undefined) return basename(link)
  }
  return undefined
}

/** What a folder holds, as paths, in natural order; nothing when it is not there. */
function entries(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
      .map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** Where a link leads in the end; empty when it leads nowhere. */
function resolved(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return ''
  }
}

function contents(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}
