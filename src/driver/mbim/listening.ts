/**
 * Waiting for an indication that belongs to a command. It may come before the command's answer or after it, so listening
 * begins before the command is sent.
 */
import { abortReason, DialtoneError, type Clock, type Duration } from '../../base/index.ts'

export class Listening<T> implements Disposable {
  readonly #set: Set<(value: T) => void>
  readonly #hear: (value: T) => void
  #last: T | undefined
  #wake: (() => void) | undefined

  /** Hears what is given to the functions of `set` and is about the matter at hand, until disposed. */
  constructor(set: Set<(value: T) => void>, about: (value: T) => boolean = () => true) {
    this.#set = set
    this.#hear = (value) => {
      if (!about(value)) return
      this.#last = value
      this.#wake?.()
    }
    set.add(this.#hear)
  }

  /** What was heard last, if anything was. */
  get last(): T | undefined {
    return this.#last
  }

  /** The value heard last, if it matches, else the next that does. One at a time. */
  until(
    match: (value: T) => boolean,
    options: { what: string; timeout: Duration; clock: Clock; signal: AbortSignal },
  ): Promise<T> {
    const { what, timeout, clock, signal } = options
    return new Promise((resolve, reject) => {
      const matching = (): T | undefined =>
        this.#last !== undefined && match(this.#last) ? this.#last : undefined
      const heard = matching()
      if (heard !== undefined || signal.aborted) {
        if (heard === undefined) reject(abortReason(signal))
        else resolve(heard)
        return
      }
      const end = (): void => {
        timer[Symbol.dispose]()
        signal.removeEventListener('abort', onAbort)
        this.#wake = undefined
      }
      const onAbort = (): void => {
        end()
        reject(abortReason(signal))
      }
      const timer = clock.setTimer(timeout, () => {
        end()
        reject(new DialtoneError('timeout', `${what}: the modem did not say how it ended`))
      })
      signal.addEventListener('abort', onAbort, { once: true })
      this.#wake = () => {
        const value = matching()
        if (value === undefined) return
        end()
        resolve(value)
      }
    })
  }

  [Symbol.dispose](): void {
    this.#set.delete(this.#hear)
  }
}
