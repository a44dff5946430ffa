/** All connections in one flat view: how far they reach now, when they were up, what they transferred. */
import { DialtoneError, Hours, type Clock } from '../base/index.ts'
import {
  connectionId,
  networkStatus,
  usageReport,
  type ModemMachine,
  type NetworkStatus,
  type Store,
  type Usage,
} from '../core/index.ts'
import type { ConnectivityInterval, TimeRange, Timeline, UsageRange } from '../api/index.ts'
import type { Floor, Place } from './floor.ts'
import { intervalsOf, timelineOf } from './intervals.ts'
import type { PlanDesk } from './plan-desk.ts'

const USUAL_RANGE = Hours(24 * 30)
const USUAL_TIMELINE = Hours(24)

export interface NetworkDeskOptions {
  readonly store: Store
  readonly clock: Clock
  readonly floor: Floor
  readonly plans: PlanDesk
}

export class NetworkDesk {
  readonly #store: Store
  readonly #clock: Clock

  readonly #floor: Floor
  readonly #plans: PlanDesk

  constructor({ store, clock, floor, plans }: NetworkDeskOptions) {
    this.#store = store
    this.#clock = clock
    this.#floor = floor
    this.#plans = plans
  }

  status(): NetworkStatus {
    const { journal } = this.#store
    // What has happened is written first: the cursor stands for all that is shown.
    journal.flush()
    const modems = new Map(this.#floor.modems().map((modem) => [modem.id, modem]))
    return networkStatus(
      journal.head,
      this.#floor.connections().flatMap((connection) => {
        const modem = modems.get(connection.modem)
        return modem === undefined ? [] : [{ modem, connection, plan: this.#plans.of(modem.sim) }]
      }),
    )
  }

  /** @throws DialtoneError `invalid_argument`. */
  intervals(
    { modem, sessionId }: Place,
    { to = this.#clock.now(), from = to - USUAL_RANGE }: UsageRange,
  ): Promise<readonly ConnectivityInterval[]> {
    checkRange(from, to)
    const connection = connectionId(modem.identity.id, sessionId)
    return intervalsOf(this.#store.journal, { connection, from, to })
  }

  /** @throws DialtoneError `invalid_argument`. */
  timeline({ to = this.#clock.now(), from = to - USUAL_TIMELINE }: TimeRange): Promise<Timeline> {
    checkRange(from, to)
    return timelineOf(this.#store.journal, { from, to })
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
    checkRange(from, to)
    // Amounts are kept by the minute: one that began before belongs to the stretch as far as anybody can tell.
    const whole = from - (from % 60_000)
    return usageReport(this.#store.usage.read({ ...whose, from: whole, to }), { from, to, granularity })
  }
}

function checkRange(from: number, to: number): void {
  if (!(from < to)) throw new DialtoneError('invalid_argument', 'the stretch of time ends before it begins')
}
