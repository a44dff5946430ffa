/**
 * Who was refused: told as events, so that it can be seen afterwards. Bounded, so that a flood of them fills no journal: of one
 * place ten at once and one a minute after that, of all together fifty and five; each says how many before it were not told.
 * One place that asks without end hides nobody else.
 */
import { Minutes, type Clock, type Instant } from '../base/index.ts'
import { formatIpAddress, parseIpAddress, type Denial, type Journal } from '../core/index.ts'

interface Rate {
  readonly burst: number
  readonly aMinute: number
}

const OF_ONE: Rate = { burst: 10, aMinute: 1 }
const OF_ALL: Rate = { burst: 50, aMinute: 5 }
const MINUTE = Minutes(1)

/** Of more places, the one that has been looked at first is forgotten; those together are bounded anyway. */
const MOST_PLACES = 256

export class DenialDesk {
  readonly #journal: Journal
  readonly #clock: Clock
  readonly #all: Allowance
  readonly #places = new Map<string, Allowance>()
  #untold = 0

  constructor({ journal, clock }: { readonly journal: Journal; readonly clock: Clock }) {
    this.#journal = journal
    this.#clock = clock
    this.#all = new Allowance(OF_ALL, clock.monotonic())
  }

  /** `by` is who it says it is, where that is known. */
  refused(denial: Omit<Denial, 'untold'>, by?: string): void {
    const now = this.#clock.monotonic()
    if (!this.#ofPlace(denial.address, now).take(now) || !this.#all.take(now)) {
      this.#untold += 1
      return
    }
    const data: Denial = { ...denial, untold: this.#untold }
    this.#untold = 0
    this.#journal.append({ type: 'access.denied', ...(by !== undefined && { by }), data })
  }

  #ofPlace(address: string | undefined, now: Instant): Allowance {
    const place = address === undefined ? '' : placeOf(address)
    const known = this.#places.get(place)
    if (known !== undefined) return known
    const first = this.#places.size >= MOST_PLACES ? this.#places.keys().next().value : undefined
    if (first !== undefined) this.#places.delete(first)
    const made = new Allowance(OF_ONE, now)
    this.#places.set(place, made)
    return made
  }
}

class Allowance {
  readonly #rate: Rate
  #left: number
  #since: Instant

  constructor(rate: Rate, now: Instant) {
    this.#rate = rate
    this.#left = rate.burst
    this.#since = now
  }

  take(now: Instant): boolean {
    const { burst, aMinute } = this.#rate
    const minutes = Math.floor((now - this.#since) / MINUTE)
    this.#left = Math.min(burst, this.#left + minutes * aMinute)
    this.#since += minutes * MINUTE
    if (this.#left === 0) return false
    this.#left -= 1
    return true
  }
}

/** Whoever has one address of IPv6 has all that are below its /64; those that stand for IPv4 are written as those. */
function placeOf(address: string): string {
  const bytes = parseIpAddress(address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, ''))
  return bytes === undefined ? address : formatIpAddress(bytes.length === 4 ? bytes : bytes.subarray(0, 8))
}
