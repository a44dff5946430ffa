/**
 * The PINs that stand between a modem and its SIM, taken together: which one is awaited, and what each operation answers
 * (MBIM 1.0 §10.5.6.6). The set belongs to what the PINs protect: a card, or the equipment.
 */
import {
  isBlocked,
  isCode,
  isDead,
  PIN_KINDS,
  PUK_OF,
  unblock,
  verify,
  type Pin,
  type PinKind,
  type PinResult,
  type PukKind,
} from './pin.ts'
import type { Status } from '../../mbim/index.ts'

export interface PinAnswer {
  readonly status: Status
  /** The PIN that is awaited or that the operation failed on. */
  readonly type: PinKind | PukKind | 'unknown'
  readonly state: 'locked' | 'unlocked'
  /** Attempts left; absent when there is nothing to try. */
  readonly attempts?: number
}

const NOTHING_AWAITED: PinAnswer = { status: 'success', type: 'unknown', state: 'unlocked' }

export class PinLock {
  readonly #pins = new Map<PinKind, Pin>()

  constructor(pins: Iterable<Pin>) {
    for (const pin of pins) this.#pins.set(pin.kind, pin)
  }

  get(kind: PinKind): Pin | undefined {
    return this.#pins.get(kind)
  }

  /** Loses what was verified. */
  powerOn(): void {
    for (const pin of this.#pins.values()) this.#keep({ ...pin, verified: false })
  }

  /** Replaces a PIN, for test code: its code, its attempts, whether it is enabled. */
  set(kind: PinKind, change: Partial<Pin>): void {
    const pin = this.#pins.get(kind)
    if (pin !== undefined) this.#keep({ ...pin, ...change })
  }

  /** The PIN without which nothing goes on. PIN2 never is: it guards single functions of the card. */
  get awaited(): Pin | undefined {
    return PIN_KINDS.map((kind) => this.#pins.get(kind)).find(
      (pin) => pin !== undefined && pin.kind !== 'pin2' && (isBlocked(pin) || (pin.enabled && !pin.verified)),
    )
  }

  /** What a query answers. */
  describe(): PinAnswer {
    const { awaited } = this
    return awaited === undefined ? NOTHING_AWAITED : { ...this.#locked(awaited), status: 'success' }
  }

  /** `newPin` with a PUK only. */
  enter(type: PinKind | PukKind, code: string, newPin: string): PinAnswer {
    const byPuk = [...this.#pins.values()].find(({ kind }) => PUK_OF[kind] === type)
    if (byPuk !== undefined) return this.#enterPuk(byPuk, code, newPin)
    const pin = this.#find(type)
    if (pin === undefined) return refuse('no-device-support')
    if (!isCode(pin.kind, code, 'pin')) return refuse('invalid-parameters')
    const first = this.#needs(pin)
    if (first !== undefined && first.kind !== pin.kind) return this.#required(first)
    if (!isBlocked(pin) && (!pin.enabled || pin.verified)) return refuse('failure')
    return this.#answer(verify(pin, code, { verified: true }))
  }

  enable(type: PinKind | PukKind, code: string): PinAnswer {
    return this.#toggle(type, code, true)
  }

  disable(type: PinKind | PukKind, code: string): PinAnswer {
    return this.#toggle(type, code, false)
  }

  change(type: PinKind | PukKind, code: string, newPin: string): PinAnswer {
    const pin = this.#find(type)
    if (pin === undefined) return refuse('no-device-support')
    if (!isCode(pin.kind, code, 'pin') || !isCode(pin.kind, newPin, 'pin')) {
      return refuse('invalid-parameters')
    }
    const first = this.#needs(pin)
    if (first !== undefined) return this.#required(first)
    // TS 31.101: a disabled PIN cannot be changed.
    if (!pin.enabled) return refuse('pin-disabled')
    return this.#answer(verify(pin, code, { code: newPin }))
  }

  #toggle(type: PinKind | PukKind, code: string, enabled: boolean): PinAnswer {
    const pin = this.#find(type)
    // PIN2 cannot be switched off.
    if (pin === undefined || pin.kind === 'pin2') return refuse('no-device-support')
    if (!isCode(pin.kind, code, 'pin')) return refuse('invalid-parameters')
    const first = this.#needs(pin)
    if (first !== undefined) return this.#required(first)
    if (pin.enabled === enabled) return NOTHING_AWAITED
    return this.#answer(verify(pin, code, { enabled, verified: true }))
  }

  #enterPuk(pin: Pin, puk: string, newPin: string): PinAnswer {
    if (!isCode(pin.kind, puk, 'puk') || !isCode(pin.kind, newPin, 'pin')) return refuse('invalid-parameters')
    const first = this.#needs(pin)
    if (first !== undefined && first.kind !== pin.kind) return this.#required(first)
    if (!isBlocked(pin)) return refuse('failure')
    return this.#answer(unblock(pin, puk, newPin))
  }

  /** What must be entered before anything is done with `pin`: it may be `pin` itself. */
  #needs(pin: Pin): Pin | undefined {
    const { awaited } = this
    return awaited ?? (isBlocked(pin) ? pin : undefined)
  }

  #find(type: PinKind | PukKind): Pin | undefined {
    return this.#pins.get(type as PinKind) // a PUK's name is no key
  }

  #keep(pin: Pin): void {
    this.#pins.set(pin.kind, pin)
  }

  #answer({ pin, outcome }: PinResult): PinAnswer {
    this.#keep(pin)
    return outcome === 'done' ? this.describe() : { ...this.#locked(pin), status: 'failure' }
  }

  #required(pin: Pin): PinAnswer {
    return { ...this.#locked(pin), status: isDead(pin) ? 'failure' : 'pin-required' }
  }

  #locked(pin: Pin): PinAnswer {
    const status = 'failure'
    const puk = PUK_OF[pin.kind]
    if (!isBlocked(pin)) return { status, type: pin.kind, state: 'locked', attempts: pin.attempts }
    if (puk === undefined || isDead(pin)) return { status, type: 'unknown', state: 'locked', attempts: 0 }
    return { status, type: puk, state: 'locked', attempts: pin.pukAttempts }
  }
}

function refuse(status: Status): PinAnswer {
  return { ...NOTHING_AWAITED, status }
}
