/** Data plans by subscriber: set, shown with how much of them is used, and told where they are used up. */
import { DialtoneError, type Clock } from '../base/index.ts'
import {
  CauseError,
  planStatus,
  type Caller,
  type DataPlan,
  type DataPlanStatus,
  type ModemMachine,
  type Sim,
  type Store,
} from '../core/index.ts'
import type { Count } from './count.ts'

interface PlanNote {
  readonly plan: DataPlan
  /** When it was set. */
  readonly set: number
  /** What was told last of its limit. */
  readonly told: Limits
}

interface Limits {
  readonly overLimit: boolean
  readonly nearLimit: boolean
}

export class PlanDesk {
  readonly #store: Store
  readonly #clock: Clock

  constructor({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
    this.#store = store
    this.#clock = clock
  }

  /** Nothing where none is set, or where it is not known whose SIM it is. */
  of(sim: Pick<Sim, 'subscriberId'> | undefined): DataPlanStatus | undefined {
    const subscriber = sim?.subscriberId ?? ''
    const note = this.#recall(subscriber)
    return note && this.#status(subscriber, note)
  }

  /** @throws DialtoneError `not_found`. */
  show({ identity, sim }: ModemMachine): DataPlanStatus {
    const status = this.of(sim)
    if (status !== undefined) return status
    throw new DialtoneError('not_found', `no data plan is set for the SIM in ${identity.name}`)
  }

  /** What was agreed, without what is counted. */
  planOf({ sim }: ModemMachine): DataPlan | undefined {
    return this.#recall(sim?.subscriberId ?? '')?.plan
  }

  /** @throws CauseError, DialtoneError `invalid_argument`. */
  set(modem: ModemMachine, plan: DataPlan, by: Caller): void {
    const subscriber = subscriberOf(modem)
    checkPlan(plan)
    const note: PlanNote = { plan, set: this.#clock.now(), told: NOTHING_TOLD }
    const status = this.#status(subscriber, note)
    this.#keep(subscriber, { ...note, told: limitsOf(status) })
    this.#tell(modem.identity.id, status, by)
  }

  /** @throws CauseError, DialtoneError `not_found`. */
  remove(modem: ModemMachine, by: Caller): void {
    this.show(modem)
    this.#store.notes('plan').delete(subscriberOf(modem))
    this.#tell(modem.identity.id, undefined, by)
  }

  /** More was used: tells where a limit was reached, or where a new cycle has begun. */
  counted({ modem, used }: Count): void {
    if (used === undefined || used.subscriber === '') return
    const note = this.#recall(used.subscriber)
    if (note === undefined) return
    const status = this.#status(used.subscriber, note)
    const { overLimit, nearLimit } = status
    if (overLimit === note.told.overLimit && nearLimit === note.told.nearLimit) return
    this.#keep(used.subscriber, { ...note, told: { overLimit, nearLimit } })
    this.#tell(modem, status)
  }

  #status(subscriber: string, { plan, set }: PlanNote): DataPlanStatus {
    // One more than now: what was counted just now is in it.
    const to = this.#clock.now() + 1
    return planStatus(plan, set, this.#clock.now(), (from) => {
      const { received, sent } = this.#store.usage.sum({ subscriber, from, to })
      return received + sent
    })
  }

  #recall(subscriber: string): PlanNote | undefined {
    if (subscriber === '') return undefined
    const note = this.#store.notes('plan').get(subscriber)
    return isPlanNote(note) ? note : undefined
  }

  #keep(subscriber: string, note: PlanNote): void {
    this.#store.notes('plan').set(subscriber, note)
  }

  #tell(modem: string, plan: DataPlanStatus | undefined, by?: Caller): void {
    this.#store.journal.append({
      type: 'data-plan.changed',
      modem,
      ...(by && { by: by.name }),
      data: { ...(plan && { plan }) },
    })
  }
}

const NOTHING_TOLD: Limits = { overLimit: false, nearLimit: false }

function limitsOf({ overLimit, nearLimit }: Limits): Limits {
  return { overLimit, nearLimit }
}

function subscriberOf({ identity, sim }: ModemMachine): string {
  if (sim?.subscriberId !== undefined && sim.subscriberId !== '') return sim.subscriberId
  const code = sim?.state === 'not-inserted' ? 'sim_not_inserted' : 'busy'
  throw new CauseError({ code, message: `it is not known whose SIM is in ${identity.name}` })
}

function checkPlan({ limit, billingDay, counted, nearAt }: DataPlan): void {
  const isWhole = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least
  if (limit !== undefined && !isWhole(limit, 1)) throw invalid('a limit is a number of bytes')
  if (billingDay !== undefined && !(isWhole(billingDay, 1) && billingDay <= 31)) {
    throw invalid('a billing day is one of 1 to 31')
  }
  if (counted !== undefined && !(isWhole(counted.bytes, 0) && isWhole(counted.at, 0))) {
    throw invalid('what was counted is a number of bytes and an instant')
  }
  if (nearAt !== undefined && !(nearAt >= 0 && nearAt <= 1)) throw invalid('nearAt is a share, 0 to 1')
}

function invalid(message: string): DialtoneError {
  return new DialtoneError('invalid_argument', message)
}

function isPlanNote(value: unknown): value is PlanNote {
  // Written by `PlanDesk` alone; a note of another shape comes from a version that is not known here.
  return typeof value === 'object' && value !== null && 'plan' in value && 'set' in value && 'told' in value
}
