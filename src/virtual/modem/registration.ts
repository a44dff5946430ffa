/**
 * Standing with the network: searching, registering, refused. Which network is tried, and in which order, follows
 * 3GPP TS 23.122 §4.4.3: the home network, those the card prefers, the rest by strength; never one that is forbidden.
 * Nothing is retried by the clock: the world says when it has changed (`reconsider`).
 */
import type { Clock } from '../../base/index.ts'
import type { Status } from '../../mbim/index.ts'
import type { AccessTechnology } from '../carrier/access-technology.ts'
import type { Carrier, Subscriber } from '../carrier/carrier.ts'
import type { Cell, NetworkCause, Operator, Plmn } from '../carrier/operator.ts'
import type { Timing } from '../timing.ts'
import type { Tell } from './change.ts'
import { pause } from './pause.ts'
import type { Radio } from './radio.ts'
import type { Reception } from './reception.ts'
import type { Settings } from './settings.ts'
import type { Sim } from './sim.ts'

export type RegistrationState = 'deregistered' | 'searching' | 'home' | 'roaming' | 'partner' | 'denied'

interface Environment {
  readonly clock: Clock
  readonly timing: Timing
  readonly carrier: Carrier
  readonly sim: Sim
  readonly radio: Radio
  readonly reception: Reception
  readonly settings: Settings
  readonly tell: Tell
  /** Registration is about to be lost: what stands on it goes first. */
  losing(cause: NetworkCause): void
  /** Registered now, and told so. */
  gained(): void
}

/** 3GPP TS 23.122 §3.1: the cause that puts a network on the card's list of forbidden ones. */
const PLMN_NOT_ALLOWED = 11

export class Registration {
  readonly #environment: Environment
  #state: RegistrationState = 'deregistered'
  #operator: Operator | undefined
  #cause: NetworkCause = 0
  #attempt: AbortController | undefined
  /** These two outlive radio and power cycles. */
  #manual: Plmn | undefined
  #wanted: ReadonlySet<AccessTechnology> = new Set()

  constructor(environment: Environment) {
    this.#environment = environment
  }

  get state(): RegistrationState {
    return this.#state
  }

  get isRegistered(): boolean {
    return this.#state === 'home' || this.#state === 'roaming' || this.#state === 'partner'
  }

  get mode(): 'automatic' | 'manual' {
    return this.#manual === undefined ? 'automatic' : 'manual'
  }

  /** The network that was chosen by hand. */
  get manual(): Plmn | undefined {
    return this.#manual
  }

  /** The network that serves the modem, or refused it. */
  get operator(): Operator | undefined {
    return this.#operator
  }

  /** Why it was refused; 0 when it was not. */
  get networkError(): NetworkCause {
    return this.#cause
  }

  /** The technologies that the host wants; empty for all. */
  get wanted(): ReadonlySet<AccessTechnology> {
    return this.#wanted
  }

  get technologies(): readonly AccessTechnology[] {
    if (this.#operator === undefined || !this.isRegistered) return []
    return this.#environment.reception.technologies(this.#operator, this.#wanted)
  }

  get cell(): Cell | undefined {
    if (this.#operator === undefined || !this.isRegistered) return undefined
    return this.#environment.reception.servingCell(this.#operator, this.#wanted)
  }

  /** Begins to look for a network; does nothing while that is impossible, or done. */
  start(): void {
    if (this.#attempt !== undefined || this.isRegistered || this.#impossible !== undefined) return
    void this.#register(undefined)
  }

  /** Ends registration or the search for it; the radio or the SIM is gone. */
  stop(): void {
    this.#lose('deregistered', 0)
  }

  /** Looks again, after the world has changed: coverage, a refusal, an agreement. */
  reconsider(): void {
    const { carrier, sim } = this.#environment
    const subscriber = sim.subscriber
    if (this.#operator !== undefined && this.isRegistered && subscriber !== undefined) {
      const admission = carrier.admit(subscriber, this.#operator.plmn)
      if ('cause' in admission) {
        this.#lose('denied', admission.cause)
        return
      }
      const candidates = this.#candidates()
      // The home network is taken as soon as it is in reach again (TS 23.122 §4.4.3.3).
      const isHomeBack = candidates[0]?.plmn === subscriber.home && candidates[0] !== this.#operator
      if (candidates.includes(this.#operator) && !isHomeBack) return
    }
    if (this.isRegistered) this.#lose('deregistered', 0)
    this.#attempt?.abort()
    this.#attempt = undefined
    this.start()
  }

  /**
   * Chooses how the network is chosen and tries it at once. `wanted` empty leaves the technologies as they are. One that is
   * not in reach is chosen all the same, and searched for until it is.
   * Resolves with the state reached, or as `busy` when another choice came in between.
   */
  async select(plmn: Plmn | undefined, wanted: ReadonlySet<AccessTechnology>, by?: object): Promise<Status> {
    const impossible = this.#impossible
    if (impossible !== undefined) return impossible
    const { reception } = this.#environment
    const technologies = wanted.size > 0 ? wanted : this.#wanted
    const inReach = reception.operators()
    const candidates = plmn === undefined ? inReach : inReach.filter((one) => one.plmn === plmn)
    if (plmn !== undefined && candidates.length === 0) {
      this.#manual = plmn
      this.#wanted = technologies
      this.reconsider()
      return 'provider-not-visible'
    }
    if (
      candidates.length > 0 &&
      candidates.every((one) => reception.servingCell(one, technologies) === undefined)
    ) {
      return 'data-class-not-available'
    }
    const other = plmn !== this.#manual || [...technologies].join() !== [...this.#wanted].join()
    this.#manual = plmn
    this.#wanted = technologies
    // Where the present network is the one that would be chosen, nothing that stands on it is disturbed.
    if (this.isRegistered && this.#operator === this.#candidates()[0]) {
      if (other) this.#environment.tell({ topic: 'registration', by })
      return 'success'
    }
    if (this.isRegistered) this.#lose('deregistered', 0)
    return this.#register(by)
  }

  /** Why registering makes no sense now. */
  get #impossible(): Status | undefined {
    const { radio, sim } = this.#environment
    return sim.fault ?? (radio.isOn ? undefined : 'radio-power-off')
  }

  async #register(by: object | undefined): Promise<Status> {
    const { clock, timing, sim } = this.#environment
    this.#attempt?.abort()
    const attempt = new AbortController()
    this.#attempt = attempt
    const { signal } = attempt
    this.#become('searching', undefined, 0)
    await pause(clock, timing.search, signal)
    let refusedBy: Operator | undefined
    let cause: NetworkCause = 0
    for (const operator of signal.aborted ? [] : this.#candidates()) {
      await pause(clock, timing.register, signal)
      const subscriber = sim.subscriber
      if (signal.aborted || subscriber === undefined) break
      const admission = this.#try(subscriber, operator)
      if ('as' in admission) {
        this.#attempt = undefined
        this.#become(admission.as, operator, 0, by)
        this.#environment.gained()
        return 'success'
      }
      refusedBy ??= operator
      cause ||= admission.cause
    }
    if (signal.aborted) return this.#impossible ?? 'busy'
    this.#attempt = undefined
    // Nobody in reach: the search goes on until somebody is.
    if (refusedBy === undefined) return 'failure'
    this.#become('denied', refusedBy, cause, by)
    return 'failure'
  }

  #try(subscriber: Subscriber, operator: Operator): ReturnType<Carrier['admit']> {
    const { carrier, sim } = this.#environment
    const admission = carrier.admit(subscriber, operator.plmn)
    if ('as' in admission) sim.card?.refusedBy.delete(operator.plmn)
    else if (admission.cause === PLMN_NOT_ALLOWED) sim.card?.refusedBy.add(operator.plmn)
    return admission
  }

  #candidates(): readonly Operator[] {
    const { reception, sim, settings } = this.#environment
    const { card, home } = sim
    if (home !== undefined && settings.isBlacklisted(home, 'sim')) return []
    const usable = reception
      .operators()
      .filter(({ plmn }) => !settings.isBlacklisted(plmn, 'network'))
      .filter((one) => reception.servingCell(one, this.#wanted) !== undefined)
    if (this.#manual !== undefined) return usable.filter(({ plmn }) => plmn === this.#manual)
    const preferred = card?.preferred.filter(({ state }) => state === 'preferred') ?? []
    const rank = ({ plmn }: Operator): number => {
      if (plmn === home) return -1
      const place = preferred.findIndex((one) => one.plmn === plmn)
      return place < 0 ? preferred.length : place
    }
    const allowed = usable.filter(({ plmn }) => plmn === home || card?.isForbidden(plmn) !== true)
    // Only forbidden ones in reach: each is asked once more by its refusal, so that the cause is known.
    return (allowed.length > 0 ? allowed : usable).toSorted((one, other) => rank(one) - rank(other))
  }

  #lose(state: 'deregistered' | 'denied', cause: NetworkCause): void {
    this.#attempt?.abort()
    this.#attempt = undefined
    if (this.isRegistered) this.#environment.losing(cause)
    if (state === 'deregistered' && this.#state === 'deregistered') return
    this.#become(state, state === 'denied' ? this.#operator : undefined, cause)
  }

  #become(state: RegistrationState, operator: Operator | undefined, cause: NetworkCause, by?: object): void {
    if (this.#state === state && this.#operator === operator && this.#cause === cause) return
    this.#state = state
    this.#operator = operator
    this.#cause = cause
    this.#environment.tell({ topic: 'registration', by })
  }
}
