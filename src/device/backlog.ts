/**
 * What the function still has queued from before, and how the session lives with it. The kernel's cdc-wdm driver fetches one
 * message for each notification, and when a host ends it forgets those it was notified of and has not fetched: they stay in
 * the function, ahead of all that follows, and each message comes out only once as many frames have followed it. Only OPEN
 * empties that queue, at the price of the contexts. So whoever takes the session over keeps the queue filled with answers
 * that nobody waits for: while fewer of them are out than the function is behind, something of value is stuck, and every
 * frame heard is met with one more question, which pushes it on.
 */
import { Milliseconds, sleep, type Clock } from '../base/index.ts'
import type { Header } from '../mbim/index.ts'

interface Question {
  /** Frames of the answer that have not come; unknown before the first has. */
  left: number | undefined
  /** Frames heard before it was sent. */
  readonly since: number
}

/** Longer than an answer that needs no radio and no SIM takes; what has not come by then does not come by itself. */
const QUIET = Milliseconds(250)
/** A function that is never quiet for so long is measured as it is. */
const MOST_WAITS = 8

export class Backlog {
  /** Sends one more question; its id goes to `asked`. */
  readonly #ask: () => void
  /** Questions of which the answer has not come whole, by transaction id. */
  readonly #questions = new Map<number, Question>()
  #heard = 0
  /** How many frames must follow another for it to come out. */
  #behind = 0
  /** The fewest frames that came between a question and its answer. */
  #ahead = Infinity
  /** Of the last answer: the next will have as many. */
  #framesOfAnswer = 1
  #onStrange: (() => void) | undefined
  #onEmpty: (() => void) | undefined

  constructor(ask: () => void) {
    this.#ask = ask
  }

  /** How many frames the function was behind when last measured; 0 for one that is in step. */
  get behind(): number {
    return this.#behind
  }

  /** A question with this id has been sent: its answer is of no value in itself. */
  asked(transactionId: number): void {
    this.#questions.set(transactionId, { left: undefined, since: this.#heard })
  }

  /** A frame has come, of whatever transaction; without a header when it is no MBIM message. */
  heard(header: Header | undefined): void {
    const isOurs = header !== undefined && this.#answered(header)
    this.#heard++
    if (isOurs && this.#questions.size === 0) this.#onEmpty?.()
    if (this.#behind > this.#left()) this.#ask()
    if (!isOurs) this.#onStrange?.()
  }

  /** Calls for each frame that answers no question of ours, until it is let go. */
  onStrange(callback: () => void): Disposable {
    this.#onStrange = callback
    return { [Symbol.dispose]: () => (this.#onStrange = undefined) }
  }

  /**
   * Lets all come that comes by itself: a function that has answered everything is in step. One that is behind holds as much as
   * it did before, as it gives out one frame for each that it takes in: what came before the first answer was as much, and
   * what has not been answered is, but for what it said unasked meanwhile. Too much does no harm, and is found out.
   */
  async measure(clock: Clock, options: { signal?: AbortSignal | undefined }): Promise<void> {
    const empty = new AbortController()
    const signal = options.signal ? AbortSignal.any([options.signal, empty.signal]) : empty.signal
    this.#onEmpty = () => {
      empty.abort()
    }
    for (let waits = 0; waits < MOST_WAITS && this.#left() > 0; waits++) {
      const before = this.#heard
      await sleep(clock, QUIET, { signal }).catch((error: unknown) => {
        if (!empty.signal.aborted) throw error
      })
      if (this.#heard === before) break
    }
    this.#onEmpty = undefined
    const left = this.#left()
    this.#behind = left === 0 ? 0 : Math.max(left, Number.isFinite(this.#ahead) ? this.#ahead : 0)
  }

  /** The queue is empty, or nothing is known of it. */
  clear(): void {
    this.#questions.clear()
    this.#behind = 0
    this.#ahead = Infinity
  }

  #answered({ transactionId, totalFragments, currentFragment, type }: Header): boolean {
    const question = this.#questions.get(transactionId)
    if (question === undefined || (type !== 'command-done' && type !== 'function-error')) return false
    if (currentFragment === 0) {
      if (type === 'command-done') this.#framesOfAnswer = totalFragments
      question.left = totalFragments
      // No more can have been queued when it was sent. A function that has caught up is found out so.
      this.#ahead = Math.min(this.#ahead, this.#heard - question.since)
      this.#behind = Math.min(this.#behind, this.#ahead)
    }
    question.left = (question.left ?? totalFragments) - 1
    if (question.left <= 0) this.#questions.delete(transactionId)
    return true
  }

  #left(): number {
    let frames = 0
    for (const { left } of this.#questions.values()) frames += left ?? this.#framesOfAnswer
    return frames
  }
}
