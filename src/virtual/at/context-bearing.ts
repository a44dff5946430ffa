/** A context of the modem as what stands behind a call. */
import type { BearerRequest } from '../carrier/bearer.ts'
import type { Context } from '../modem/contexts.ts'
import type { Modem } from '../modem/modem.ts'
import { activateContext } from './activate-context.ts'
import { sessionOf } from './context-words.ts'
import type { Bearing } from './ppp-call.ts'

/** TS 24.008 §10.5.6.6: the network is out of order, as far as can be told; it has said nothing. */
const NETWORK_FAILURE = 38

export function contextBearing(modem: Modem, cid: number): Bearing {
  const sessionId = sessionOf(cid)
  /** Who deactivates it: that the call has ended is known to the terminal. */
  const by = {}
  const active = (): Context | undefined => {
    const context = modem.contexts.get(sessionId)
    return context?.state === 'activated' ? context : undefined
  }
  return {
    open: async (shown: Partial<BearerRequest>, signal) => {
      // One that is up already is used as it is (3GPP TS 27.007 §10.2.1.1).
      const before = active()
      if (before !== undefined) return before
      const activation = await activateContext({ modem, signal }, cid, shown)
      if (typeof activation === 'object') return activation
      return active() ?? { cause: NETWORK_FAILURE }
    },
    watch: (ended) =>
      modem.contexts.watch(() => {
        if (active() === undefined) ended()
        return undefined
      }),
    close: async () => {
      if (active() !== undefined) await modem.contexts.deactivate(sessionId, by)
    },
  }
}
