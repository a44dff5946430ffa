/** The TUN of one dial interface: made, described and set up; made again when somebody takes it away. */
import type { Kernel, TunSink } from './kernel.ts'
import { tunAlias } from './mark.ts'

/** @throws SystemError */
export function makeTun(kernel: Kernel, name: string, dialInterface: string, sink: TunSink): Disposable {
  const tun = kernel.openTun(name, sink)
  try {
    kernel.setDevice(name, { alias: tunAlias(dialInterface), ...(kernel.hasIpv6() ? { quiet: true } : {}) })
    // Afterwards: the kernel gives a device that comes up its link-local address at once.
    kernel.setDevice(name, { up: true })
    return tun
  } catch (thrown) {
    tun[Symbol.dispose]()
    throw thrown
  }
}
