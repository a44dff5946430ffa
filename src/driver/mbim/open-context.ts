/** Begins a context: from the moment a device listens until it is lost, let go of or gone. */
import type { DriverFact } from '../../core/index.ts'
import type { MbimDevice } from '../../device/index.ts'
import { nothingKnown, type DriverContext } from './context.ts'
import type { MbimDriverOptions } from './create-mbim-driver.ts'
import { hear } from './hear.ts'

export interface OpenContext {
  readonly context: DriverContext
  /** Nothing is heard or told any more; what was asked on the side ends with this reason. */
  end(this: void, reason: Error): void
}

/** `tell` gets who the modem is first, whatever the modem says in the meantime. */
export function openContext(
  device: MbimDevice,
  tell: (fact: DriverFact) => void,
  options: Required<Pick<MbimDriverOptions, 'link'>> &
    Pick<DriverContext, 'clock' | 'data' | 'log' | 'wanted'>,
): OpenContext {
  const { clock, data, link, log, wanted } = options
  const controller = new AbortController()
  const { signal } = controller
  let early: DriverFact[] | undefined = []
  const context: DriverContext = {
    device,
    clock,
    log,
    known: nothingKnown(),
    waiters: { connect: new Set(), packetService: new Set() },
    wanted,
    data,
    streams: new Map(),
    signal,
    tell: (fact) => {
      if (signal.aborted) return
      if (early !== undefined && fact.type !== 'opened') {
        early.push(fact)
        return
      }
      const held = early ?? []
      early = undefined
      tell(fact)
      for (const one of held) tell(one)
    },
    linkOf: (sessionId) => {
      const name = link?.()
      return { ...(name !== undefined && { name }), sessionId, configuredBy: 'us' }
    },
  }
  const heard = hear(context)
  return {
    context,
    end: (reason) => {
      heard[Symbol.dispose]()
      controller.abort(reason)
      for (const stream of context.streams.values()) stream[Symbol.dispose]()
      context.streams.clear()
    },
  }
}
