/** TUN devices: packets that the kernel routes into one are read from its descriptor, whole, without any header before them. */
import { closeSync } from 'node:fs'
import { checked, loadLibc, SystemError } from './libc.ts'
import { NonBlockingFile } from './non-blocking-file.ts'

/** Of linux/if_tun.h: `_IOW('T', 202, int)`. */
const TUNSETIFF = 0x400454ca
const IFF_TUN = 0x0001
const IFF_NO_PI = 0x1000
/** Fails when the name is taken, so that a device of somebody else is never attached to. */
const IFF_TUN_EXCL = 0x8000

/** `struct ifreq`: the name in 16 bytes, then the flags. */
const IFREQ_BYTES = 40
const NAME_BYTES = 16

export interface OpenTunOptions {
  /** `/dev/net/tun`, unless a test says otherwise. */
  readonly path?: string
}

/**
 * Makes the TUN device `name` and gives its non-blocking descriptor. The device is gone when that is closed, or when the process
 * ends however it ends.
 * @throws SystemError or Node.js' own: ENOENT without the driver, EPERM or EACCES without CAP_NET_ADMIN, EBUSY when the name is taken
 */
export function openTun(name: string, options: OpenTunOptions = {}): number {
  const bytes = new TextEncoder().encode(name)
  if (bytes.length === 0 || bytes.length >= NAME_BYTES) throw new SystemError('TUNSETIFF', 22, `name ${name}`)
  const fd = NonBlockingFile.open(options.path ?? '/dev/net/tun')
  try {
    const request = new Uint8Array(IFREQ_BYTES)
    request.set(bytes)
    new Uint16Array(request.buffer)[NAME_BYTES / 2] = IFF_TUN | IFF_NO_PI | IFF_TUN_EXCL
    checked('TUNSETIFF', loadLibc().control(fd, TUNSETIFF, request), name)
    return fd
  } catch (thrown) {
    closeSync(fd)
    throw thrown
  }
}
