/** What was transferred, told from what is kept of it. */
import { DialtoneError, Hours, type Clock } from '../base/index.ts'
import { connectionId, usageReport, type ModemMachine, type Store, type Usage } from '../core/index.ts'
import type { UsageRange } from '../api/index.ts'
import type { Place } from './floor.ts'

const USUAL_RANGE = Hours(24 * 30)

export class NetworkDesk {
  readonly #store: Store
  readonly #clock: Clock

  constructor({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
    this.#store = store
    this.#clock = clock
  }

  /** @throws DialtoneError `invalid_argument`. */
  connectionUsage({ modem, sessionId }: Place, range: UsageRange): Usage {
    return this.#usage({ connection: connectionId(modem.identity.id, sessionId) }, range)
  }

  /** Of the SIM in whatever modem it was; of the modem where the SIM has not said whose it is. */
  modemUsage({ identity, sim }: ModemMachine, range: UsageRange): Usage {
    const subscriber = sim?.subscriberId ?? ''
    return this.#usage({ subscriber, ...(subscriber === '' && { modem: identity.id }) }, range)
  }

  #usage(
    whose: { readonly subscriber?: string; readonly modem?: string; readonly connection?: string },
    // One more than now: what began just now is in it.
    { to = this.#clock.now() + 1, from = to - USUAL_RANGE, granularity = 'total' }: UsageRange,
  ): Usage {
    if (!(from < to)) throw new DialtoneError('invalid_argument', 'the stretch of time ends before it begins')
    // Amounts are kept by the minute: one that began before belongs to the stretch as far as anybody can tell.
    const whole = from - (from % 60_000)
    return usageReport(this.#store.usage.read({ ...whose, from: whole, to }), { from, to, granularity })
  }
}
