/** An access server that was called by its number as what stands behind a call: no context, but addresses all the same. */
import type { BearerRequest } from '../carrier/bearer.ts'
import type { Bearer } from '../carrier/bearer.ts'
import type { Modem } from '../modem/modem.ts'
import type { Bearing } from './ppp-call.ts'

/** TS 24.008 §10.5.6.6. */
const NETWORK_FAILURE = 38

/** `hangingUp` is told how the far end is made to hang up. */
export function numberBearing(modem: Modem, apn: string, hangingUp: Set<() => void>): Bearing {
  const { carrier, sim } = modem
  let bearer: Bearer | undefined
  return {
    open: async (shown: Partial<BearerRequest>) => {
      const { subscriber } = sim
      if (subscriber === undefined) return { cause: NETWORK_FAILURE }
      const blank = { userName: '', password: '', auth: 'none', ipType: 'default' } as const
      const request = { ...blank, ...shown, accessString: apn }
      const opened = carrier.openBearer(subscriber, request)
      if ('cause' in opened) return opened
      bearer = opened
      // Beyond the sessions that the modem has: what it is called by is its address.
      const sessionId = modem.equipment.maxSessions
      const context = {
        sessionId,
        state: 'activated',
        networkError: 0,
        ipType: opened.ipType,
        bearer,
      } as const
      return { ...context, request: { ...request, sessionId, contextType: 'none' } }
    },
    watch: (ended) => {
      const listening = modem.listen(({ topic }) => {
        if (topic === 'registration' && !modem.registration.isRegistered) ended()
      })
      hangingUp.add(ended)
      return {
        [Symbol.dispose]: () => {
          hangingUp.delete(ended)
          listening[Symbol.dispose]()
        },
      }
    },
    close: async () => {
      if (bearer !== undefined) carrier.release(bearer)
      bearer = undefined
    },
  }
}
