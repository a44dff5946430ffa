/**
 * Somebody calls: every port that has no call of its own rings until one answers or the caller gives up. ITU-T V.250 §6.3.5, 3GPP
 * TS 27.007 §6.11, §7.6.
 */
import { Seconds, type Clock, type Timer } from '../../base/index.ts'
import { typeOfNumber } from './type-of-number.ts'
import type { Settings } from './settings.ts'

export interface Caller {
  readonly number: string
  readonly userName: string
  readonly password: string
}

/** A port, as far as it rings. */
export interface Ringing {
  readonly settings: Settings
  readonly call: unknown
  /** The bell, as the line shows it. */
  ring(on: boolean): void
  tell(text: string): void
  /** A code that comes by itself: RING. */
  tellRing(): void
  /** Answers by itself. */
  answer(): void
}

/** As networks in Europe ring: a second of sound, five in all (ETSI TS 101 041). */
const SOUND = Seconds(1)
const PERIOD = Seconds(5)
/** A caller's patience. */
const MOST_RINGS = 12

export class IncomingCall implements Disposable {
  readonly caller: Caller
  readonly #clock: Clock
  readonly #ports: () => Iterable<Ringing>
  readonly #gaveUp: () => void
  #rings = 0
  #timer: Timer | undefined

  constructor(
    caller: Caller,
    options: { readonly clock: Clock; readonly ports: () => Iterable<Ringing>; readonly gaveUp: () => void },
  ) {
    this.caller = caller
    this.#clock = options.clock
    this.#ports = options.ports
    this.#gaveUp = options.gaveUp
    this.#ring()
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
    this.#bell(false)
  }

  #ring(): void {
    if (this.#rings >= MOST_RINGS) {
      this[Symbol.dispose]()
      this.#gaveUp()
      return
    }
    this.#rings += 1
    this.#bell(true)
    for (const port of this.#ports()) this.#announce(port)
    this.#timer = this.#clock.setTimer(SOUND, () => {
      this.#bell(false)
      this.#timer = this.#clock.setTimer(Seconds((PERIOD - SOUND) / 1000), () => {
        this.#ring()
      })
    })
    const willing = [...this.#ports()].find(
      ({ settings, call }) =>
        call === undefined && settings.answerAfter > 0 && this.#rings >= settings.answerAfter,
    )
    willing?.answer()
  }

  #announce(port: Ringing): void {
    const { extendedRing, callerId } = port.settings
    const { number } = this.caller
    if (extendedRing) port.tell('+CRING: REL ASYNC')
    else port.tellRing()
    if (callerId) port.tell(`+CLIP: "${number}",${typeOfNumber(number)}`)
  }

  #bell(on: boolean): void {
    for (const port of this.#ports()) port.ring(on && port.call === undefined)
  }
}
