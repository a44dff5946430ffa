/**
 * Reads the modem's counters (PACKET_STATISTICS, MBIM 1.0 §10.5.20) while a context is up: every half minute, as other
 * hosts do, which also shows that the modem is alive; and where a connection ends or begins beside others, as nobody could
 * tell afterwards which of them transferred what. Without a context nothing is asked.
 */
import { Seconds, type Timer } from '../../base/index.ts'
import { PacketStatistics } from '../../mbim/index.ts'
import type { DriverContext } from './context.ts'
import { ifOffered } from './patience.ts'

const EVERY = Seconds(30)

export interface TrafficWatch extends Disposable {
  /** To be called when a context has come or gone. */
  contextsChanged(): void
  /** To be called when the picture is whole. */
  ready(): void
}

/** Until disposed, or the context ends. `adopted`: what the counters stand at is not known. */
export function watchTraffic(
  context: DriverContext,
  { adopted }: { readonly adopted: boolean },
): TrafficWatch {
  const { clock, device, known, signal } = context
  let timer: Timer | undefined
  let up = 0
  let read = !adopted
  let isOffered = device.offers(PacketStatistics)

  const look = async (): Promise<void> => {
    read = true
    const info = await ifOffered(device.query(PacketStatistics, {}, { signal }))
    // One that has no counters is not asked again.
    if (info === undefined) isOffered = false
    else context.tell({ type: 'traffic', received: bytes(info.inOctets), sent: bytes(info.outOctets) })
  }
  const lookAside = (): void => {
    if (!isOffered || signal.aborted) return
    look().catch((error: unknown) => {
      if (!signal.aborted) context.log.debug({ error: String(error) }, 'the counters could not be read')
    })
  }
  const rest = (): void => {
    timer?.[Symbol.dispose]()
    timer = undefined
  }
  const arm = (): void => {
    // The process may end while this waits.
    timer = clock.setTimer(
      EVERY,
      () => {
        lookAside()
        arm()
      },
      { background: true },
    )
  }
  return {
    contextsChanged: () => {
      const before = up
      up = [...known.contexts.values()].filter(({ state }) => state === 'activated').length
      if (up === before || !isOffered || signal.aborted) return
      // With the first context nothing has been transferred yet since the last was read.
      if (before > 0 || !read) lookAside()
      if (up === 0) rest()
      else if (timer === undefined) arm()
    },
    ready: () => {
      // What was counted for a context that went while nobody listened is owed to it.
      if (!read) lookAside()
    },
    [Symbol.dispose]: rest,
  }
}

/** Exact up to 8 PiB; what is beyond is a modem that errs. */
function bytes(octets: bigint): number {
  return Number(octets)
}
