/**
 * Waits until packets pass a link both ways. Two things that were asked of the kernel are done by its own workers, a moment after it
 * has said yes: a device whose carrier comes is started, at most once a second; and the route by which an IPv6 address is taken
 * for this machine's is made. What is sent before the first, or is answered before the second, is lost.
 */
import { Milliseconds, Seconds, sleep, type Clock } from '../../base/index.ts'
import type { AddressEntry, Kernel } from './kernel.ts'

export interface AwaitedLink {
  readonly device: string
  /** Those that it was given. */
  readonly addresses: readonly AddressEntry[]
}

/** TCP repeats its first packet after a second (RFC 6298 §2): by then waiting has saved nothing. */
const PATIENCE = Seconds(1)
/** The workers take some hundred microseconds; a look costs ten. */
const LOOK_AGAIN = Milliseconds(1)

/**
 * Resolves when it is ready, has gone, or is not ready in time: some devices have no carrier until traffic comes.
 * @throws the reason of `signal`
 */
export async function linkReady(
  awaited: AwaitedLink,
  options: { readonly kernel: Kernel; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const { kernel, clock, signal } = options
  const end = clock.monotonic() + PATIENCE
  while (!isReady(kernel, awaited) && clock.monotonic() < end) {
    await sleep(clock, LOOK_AGAIN, { signal, background: true })
  }
  signal.throwIfAborted()
}

function isReady(kernel: Kernel, { device, addresses }: AwaitedLink): boolean {
  const found = kernel.device(device)
  if (found === undefined) return true
  return found.running && addresses.every(({ address }) => kernel.isLocal(address))
}
