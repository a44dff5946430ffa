/**
 * The modem's side of its SIM: slots, the one in use, and how ready the card in it is. A card is not ready at once, neither
 * after power-on nor after it was inserted; its PIN is forgotten each time.
 */
import type { Clock, Duration } from '../../base/index.ts'
import type { Status } from '../../mbim/index.ts'
import type { Subscriber } from '../carrier/carrier.ts'
import type { Plmn } from '../carrier/operator.ts'
import type { Card } from './card.ts'
import type { Tell } from './change.ts'
import { pause } from './pause.ts'
import { PinLock, type PinAnswer } from './pin-lock.ts'
import { isDead, type Pin, type PinKind, type PukKind } from './pin.ts'

/** MBIM 1.0 §10.5.2.4. */
export type ReadyState =
  'not-initialized' | 'initialized' | 'sim-not-inserted' | 'bad-sim' | 'not-activated' | 'device-locked'

/** MBIMEx 2.0 MS_SLOT_INFO_STATUS. */
export type SlotState = 'off-empty' | 'off' | 'empty' | 'not-ready' | 'active' | 'error'

export type PinOperation = 'enter' | 'enable' | 'disable' | 'change'

interface Environment {
  readonly clock: Clock
  readonly start: Duration
  readonly locks: readonly Pin[]
  readonly tell: Tell
  /** The carrier's word on whether the subscription was activated. */
  isActive(subscriber: Subscriber): boolean
  /** The card became usable or is no longer; told after the change itself. */
  readinessChanged(ready: boolean): void
}

export class Sim {
  readonly #environment: Environment
  readonly #slots: (Card | undefined)[]
  readonly #locks: PinLock
  #active = 0
  #starting: AbortController | undefined
  #powered = false
  #chosenHome: Plmn | undefined
  #told: ReadyState = 'not-initialized'

  constructor(slots: readonly (Card | undefined)[], environment: Environment) {
    this.#slots = [...slots]
    this.#environment = environment
    this.#locks = new PinLock(environment.locks)
  }

  get card(): Card | undefined {
    return this.#slots[this.#active]
  }

  /** The card, as the carrier knows it, once it can be used. */
  get subscriber(): Subscriber | undefined {
    const { card, readyState } = this
    if (card === undefined || (readyState !== 'initialized' && readyState !== 'not-activated')) {
      return undefined
    }
    return { imsi: card.imsi, home: this.home ?? card.home.plmn }
  }

  /** The operator whose customer it is: the card's, unless another was chosen. */
  get home(): Plmn | undefined {
    return this.#chosenHome ?? this.card?.home.plmn
  }

  /** Another operator than the card's, on a multi-carrier modem. */
  chooseHome(plmn: Plmn): void {
    this.#chosenHome = plmn
  }

  get readyState(): ReadyState {
    if (!this.#powered || this.#starting !== undefined) return 'not-initialized'
    const { card } = this
    if (card === undefined) return 'sim-not-inserted'
    const { awaited } = card.pins
    if (card.broken || (awaited !== undefined && isDead(awaited))) return 'bad-sim'
    if (awaited !== undefined || this.#locks.awaited !== undefined) return 'device-locked'
    return this.#environment.isActive({ imsi: card.imsi, home: card.home.plmn })
      ? 'initialized'
      : 'not-activated'
  }

  /** Why commands that need the SIM fail now; nothing when they need not. */
  get fault(): Status | undefined {
    return FAULTS[this.readyState]
  }

  /** Slots that there are, from 0. */
  get slots(): number {
    return this.#slots.length
  }

  get activeSlot(): number {
    return this.#active
  }

  cardIn(slot: number): Card | undefined {
    return this.#slots[slot]
  }

  slotState(slot: number): SlotState {
    const card = this.#slots[slot]
    if (slot !== this.#active || !this.#powered) return card === undefined ? 'off-empty' : 'off'
    if (card === undefined) return 'empty'
    if (this.#starting !== undefined) return 'not-ready'
    return this.readyState === 'bad-sim' ? 'error' : 'active'
  }

  powerOn(): void {
    this.#powered = true
    this.#locks.powerOn()
    this.#start()
  }

  powerOff(): void {
    this.#powered = false
    this.#starting?.abort()
    this.#starting = undefined
    this.#told = 'not-initialized'
  }

  insert(card: Card, slot = this.#active): void {
    this.#slots[slot] = card
    if (slot === this.#active && this.#powered) this.#start()
    this.#environment.tell({ topic: 'slot', index: slot })
  }

  /** Gives the card that was in the slot. */
  remove(slot = this.#active): Card | undefined {
    const card = this.#slots[slot]
    if (card === undefined) return undefined
    this.#slots[slot] = undefined
    if (slot === this.#active) {
      this.#starting?.abort()
      this.#starting = undefined
      this.refresh()
    }
    this.#environment.tell({ topic: 'slot', index: slot })
    return card
  }

  /** Uses another slot; its card starts anew. */
  activate(slot: number): void {
    if (slot === this.#active) return
    const before = this.#active
    this.#active = slot
    if (this.#powered) this.#start()
    this.#environment.tell({ topic: 'slot', index: before })
    this.#environment.tell({ topic: 'slot', index: slot })
  }

  /** What the host asks about: the card's PINs first, then the equipment's. */
  describePin(): PinAnswer {
    const card = this.card?.pins.describe()
    return card === undefined || card.state === 'unlocked' ? this.#locks.describe() : card
  }

  pin(kind: PinKind): Pin | undefined {
    return this.card?.pins.get(kind) ?? this.#locks.get(kind)
  }

  operatePin(operation: PinOperation, type: PinKind | PukKind, code: string, newPin: string): PinAnswer {
    const onCard = type === 'pin1' || type === 'pin2' || type === 'puk1' || type === 'puk2'
    const card = this.card?.pins
    const target = onCard ? (card ?? NO_PINS) : this.#locks
    // A card that is shut keeps the equipment's locks out of reach, too.
    const first = onCard ? undefined : card?.describe()
    if (first?.state === 'locked') return { ...first, status: 'pin-required' }
    const answer =
      operation === 'enter' || operation === 'change'
        ? target[operation](type, code, newPin)
        : target[operation](type, code)
    this.refresh()
    const pending = answer.status === 'success' && answer.state === 'unlocked' ? this.describePin() : answer
    return { ...pending, status: answer.status }
  }

  /** Looks again at what the readiness follows from, and tells when it is another one. */
  refresh(): void {
    const state = this.readyState
    if (state === this.#told) return
    this.#told = state
    this.#environment.tell({ topic: 'subscriber-ready' })
    this.#environment.readinessChanged(this.subscriber !== undefined)
  }

  #start(): void {
    this.#starting?.abort()
    const starting = new AbortController()
    this.#starting = starting
    this.card?.pins.powerOn()
    const ready = (): void => {
      if (this.#starting !== starting) return
      this.#starting = undefined
      this.refresh()
      if (this.card !== undefined) this.#environment.tell({ topic: 'slot', index: this.#active })
    }
    this.refresh()
    if (this.#environment.start <= 0) ready()
    else void pause(this.#environment.clock, this.#environment.start, starting.signal).then(ready)
  }
}

const NO_PINS = new PinLock([])

const FAULTS: Partial<Record<ReadyState, Status>> = {
  'not-initialized': 'not-initialized',
  'sim-not-inserted': 'sim-not-inserted',
  'bad-sim': 'bad-sim',
  'device-locked': 'pin-required',
}
