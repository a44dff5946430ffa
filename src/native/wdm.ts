/** What the cdc-wdm driver tells about a control device. */
import { createRequire } from 'node:module'

/** `IOCTL_WDM_MAX_COMMAND` of linux/usb/cdc-wdm.h: `_IOR('H', 0xA0, __u16)`. Unsigned in C. */
const IOCTL_WDM_MAX_COMMAND = ((2 << 30) | (2 << 16) | (0x48 << 8) | 0xa0) >>> 0

type Ioctl = (fd: number, request: number, value: Uint16Array) => number
let ioctl: Ioctl | undefined

/**
 * The device's wMaxControlMessage in bytes (MBIM 1.0 §6.4), or nothing when `fd` is no cdc-wdm device (a pty, a port of
 * the wwan subsystem).
 */
export function maxControlMessage(fd: number): number | undefined {
  const value = new Uint16Array(1)
  ioctl ??= loadIoctl()
  return ioctl(fd, IOCTL_WDM_MAX_COMMAND, value) === 0 && value[0] ? value[0] : undefined
}

function loadIoctl(): Ioctl {
  // Loaded when first needed: a service without real modems starts without it.
  const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi')
  // koffi's functions are typed by their declaration's text, which the compiler cannot read.
  return koffi.load(null).func('int ioctl(int fd, unsigned long request, _Out_ uint16_t *value)')
}
