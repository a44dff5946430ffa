/**
 * What two callers could overwrite, as it is now, and the names of its versions. A name stands for all of it, secrets
 * included, and tells nothing of it.
 */
import { DialtoneError } from '../base/index.ts'
import {
  CauseError,
  toPublicDialSettings,
  viewModem,
  type DataPlanStatus,
  type DialSettings,
  type Modem,
  type ProviderList,
  type ProvisionedContexts,
  type PublicDialSettings,
  type RequestKind,
  type Store,
} from '../core/index.ts'
import type { Conditions, MessageConfiguration, Tagged } from '../api/index.ts'
import type { DialDesk } from './dial/dial-desk.ts'
import type { Floor } from './floor.ts'
import type { PlanDesk } from './plan-desk.ts'
import type { RequestBook } from './request-book.ts'

export interface VersionGround {
  readonly store: Pick<Store, 'digest'>
  readonly floor: Floor
  readonly plans: PlanDesk
  readonly requests: RequestBook
  readonly desk: DialDesk | undefined
}

/** Of a modem, by the request that changes it. */
type OfModem = 'set-preferred-providers' | 'set-provisioned-context' | 'set-message-configuration'

export class Versions {
  readonly #ground: VersionGround

  constructor(ground: VersionGround) {
    this.#ground = ground
  }

  /** @throws DialtoneError `not_found`. */
  dialSettings(called: string, of: 'running' | 'stored'): PublicDialSettings & Tagged {
    const { desk } = this.#ground
    if (desk === undefined) {
      throw new DialtoneError('demand_dial_not_running', 'this service does no demand dialling')
    }
    return this.ofSettings(desk.settings(called, of))
  }

  /** Those of any dial interface. */
  ofSettings(settings: DialSettings): PublicDialSettings & Tagged {
    return { ...toPublicDialSettings(settings), etag: this.#ground.store.digest(settings) }
  }

  /** @throws DialtoneError `not_found`. */
  dataPlan(called: string): DataPlanStatus & Tagged {
    const { floor, plans, store } = this.#ground
    const { modem } = floor.unit(called)
    const status = plans.show(modem)
    // What is counted is nobody's to overwrite, and of no version.
    return { ...status, etag: store.digest([modem.sim?.subscriberId, plans.planOf(modem)]) }
  }

  /** @throws CauseError `busy` until the modem has told it. */
  preferredProviders(called: string): ProviderList & Tagged {
    return this.#tagged(
      this.#known(called, 'preferred networks', ({ preferredProviders }) => preferredProviders),
    )
  }

  /** @throws CauseError `busy` until the modem has told them. */
  provisionedContexts(called: string): ProvisionedContexts & Tagged {
    return this.#tagged(this.#known(called, 'contexts', ({ provisionedContexts }) => provisionedContexts))
  }

  /** @throws CauseError `busy` until the modem has told it. */
  messageConfiguration(called: string): MessageConfiguration & Tagged {
    const { format, serviceCentre } = this.#known(called, 'message store', ({ messageStore }) => messageStore)
    return this.#tagged({ format, ...(serviceCentre === undefined ? {} : { serviceCentre }) })
  }

  /** What is being changed already is no version that anybody has seen. */
  changing(called: string, kind: OfModem): RequestKind | undefined {
    const { id } = this.#ground.floor.unit(called).modem.identity
    return this.#ground.requests.pending().find((one) => one.modem === id && one.kind === kind)?.kind
  }

  #tagged<T extends object>(value: T): T & Tagged {
    return { ...value, etag: this.#ground.store.digest(value) }
  }

  #known<T>(called: string, what: string, of: (modem: Modem) => T | undefined): T {
    const modem = viewModem(this.#ground.floor.unit(called).modem)
    const value = of(modem)
    if (value !== undefined) return value
    throw new CauseError({ code: 'busy', message: `${modem.name} has not told its ${what} yet, or has none` })
  }
}

/** Whether what is to be changed is what the caller has seen, and not what he has ruled out. */
export interface Demand {
  /** `etag` is asked for only where something is demanded; absent where there is nothing. */
  (what: string, etag: () => string | undefined): void
  readonly made: boolean
  /** It has to be a certain version. */
  readonly ofVersion: boolean
}

/** @throws DialtoneError `precondition_failed` from what it gives. */
export function demandOf({ ifMatch, ifNoneMatch }: Conditions): Demand {
  // In the order of RFC 9110 §13.2.2.
  const demand = (what: string, etag: () => string | undefined): void => {
    if (ifMatch === undefined && ifNoneMatch === undefined) return
    const now = etag()
    const fail = (message: string): never => {
      const detail = now === undefined ? {} : { etag: now }
      throw new DialtoneError('precondition_failed', message, { detail })
    }
    if (ifMatch !== undefined && !isAmong(ifMatch, now)) {
      if (now === undefined) fail(`there is no ${what}: nothing was changed`)
      fail(`${what} is not the version that was seen any more: nothing was changed; look at it again`)
    }
    if (ifNoneMatch !== undefined && isAmong(ifNoneMatch, now)) {
      fail(`${what} is there already, in a version that was ruled out: nothing was changed`)
    }
  }
  const ofVersion = ifMatch !== undefined
  return Object.assign(demand, { made: ofVersion || ifNoneMatch !== undefined, ofVersion })
}

function isAmong(etags: string | readonly string[], now: string | undefined): boolean {
  const all = typeof etags === 'string' ? [etags] : etags
  return now !== undefined && (all.includes('*') || all.includes(now))
}
