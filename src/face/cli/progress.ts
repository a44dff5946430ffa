/**
 * A line at the bottom of the terminal that says what is being waited for, and since when. On a terminal only, on the standard
 * error, and not before it takes long enough to be noticed.
 */
import { formatDuration, Milliseconds, Seconds, type Clock, type Timer } from '../../base/index.ts'
import type { Sink } from './host.ts'
import { fit, plain } from './text/plain.ts'

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const
/** A person does not notice less. */
const UNNOTICED = Milliseconds(400)
const PACE = Milliseconds(125)

/** ECMA-48 §8.3.41: erase to the end of the line. */
const ERASE = '\u001b[K'

export class Progress implements Disposable {
  readonly #sink: Sink
  readonly #clock: Clock
  readonly #text: string
  readonly #began: number
  #frame = 0
  #drawn = false
  #timer: Timer | undefined

  /** `sink` has to be a terminal that can move its cursor. */
  constructor(text: string, { sink, clock }: { readonly sink: Sink; readonly clock: Clock }) {
    this.#sink = sink
    this.#clock = clock
    this.#text = plain(text)
    this.#began = clock.monotonic()
    this.#timer = clock.setTimer(UNNOTICED, () => this.#draw(), { background: true })
  }

  /** Makes room for a line of others; it is drawn anew below that. */
  clear(): void {
    if (this.#drawn) this.#sink.write(`\r${ERASE}`)
    this.#drawn = false
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
    this.clear()
  }

  #draw(): void {
    const passed = Math.floor((this.#clock.monotonic() - this.#began) / Seconds(1))
    const since = passed < 1 ? '' : ` ${formatDuration(Seconds(passed))}`
    const frame = FRAMES[this.#frame % FRAMES.length] ?? ''
    this.#frame += 1
    this.#drawn = true
    // The last column is left free: some terminals begin another line once it is written.
    this.#sink.write(`\r${fit(`${frame} ${this.#text}${since}`, (this.#sink.columns ?? 80) - 1)}${ERASE}`)
    this.#timer = this.#clock.setTimer(PACE, () => this.#draw(), { background: true })
  }
}
