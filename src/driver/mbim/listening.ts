/**
 * Waiting for an indication that belongs to a command. It may come before the command's answer or after it, so listening
 * begins before the command is sent.
 */
import { abortReason, DialtoneError, type Clock, type Duration } from '../../base/index.ts'

export class Listening<T> implements Disposable {
  readonly #heard: T[] = []
  readonly #set: Set<(value: T) => void>
  readonly #hear: (value: T) => void
  #wake: (() => void) | undefined

  /** Hears what is given to the functions of `set`, until disposed. */
  constructor(set: Set<(value: T) => void>) {
    this.#set = set
    this.#hear = (value) => {
      this.#heard.push(value)
      this.#wake?.()
    }
    set.add(this.#hear)
  }

  /** The first value heard that matches, also one that was heard before. One at a time. */
  until(
    match: (value: T) => boolean,
    options: { what: string; timeout: Duration; clock: Clock; signal: AbortSignal },
  ): Promise<T> {
    const { what, timeout, clock, signal } = options
    return new Promise((resolve, reject) => {
      const found = this.#heard.find(match)
      if (found !== undefined || signal.aborted) {
        if (found === undefined) reject(abortReason(signal))
        else resolve(found)
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
        const value = this.#heard.at(-1)
        if (value === undefined || !match(value)) return
        end()
        resolve(value)
      }
    })
  }

  [Symbol.dispose](): void {
    this.#set.delete(this.#hear)
  }
}
