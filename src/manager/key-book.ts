/**
 * What was begun under which idempotency key: who repeats a call that was lost on its way gets the answer of the first, and
 * nothing is done twice, also after a restart. A note is written in the turn in which the request is, so that there is never
 * one without the other. What was refused has done nothing: its key stays free.
 */
import { DialtoneError, Hours, type Clock } from '../base/index.ts'
import type { Request, Store } from '../core/index.ts'
import type { OperationName } from '../api/index.ts'

export interface KeyedCall {
  readonly caller: string
  readonly key: string
  readonly operation: OperationName
  readonly input: unknown
  readonly ifMatch: unknown
}

interface KeyNote {
  /** Stands for the operation and its input. */
  readonly call: string
  readonly at: number
  readonly answer: unknown
}

/** More than the requests that are remembered; and longer than anybody tries. */
const MOST = 2000
const KEPT = Hours(24)
/** The draft of Idempotency-Key leaves it to the service; a UUID has 36. */
const KEY = /^[\x20-\x7e]{1,255}$/

export class KeyBook {
  readonly #store: Store
  readonly #clock: Clock
  /** The oldest first. */
  readonly #times: Map<string, number>
  readonly #under = new Map<string, { readonly call: string; readonly answer: Promise<unknown> }>()

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
    const known = Array.from(this.#notes.entries(), ([id, note]) => [id, (note as KeyNote).at] as const) // as written here
    this.#times = new Map(known.sort(([, one], [, other]) => one - other))
  }

  /**
   * The answer of the first such call; makes it where there was none. One that is still under way is waited for. `run` tells
   * `begun` of the request that it begins, in the same turn.
   * @throws DialtoneError `key_reused`, `invalid_argument`, and what `run` throws.
   */
  async once(
    call: KeyedCall,
    run: (begun: (request: Request) => void) => Promise<unknown>,
  ): Promise<unknown> {
    const { caller, key, operation, input, ifMatch } = call
    if (!KEY.test(key)) {
      throw new DialtoneError('invalid_argument', 'an idempotency key has 1 to 255 characters of ASCII')
    }
    const id = this.#store.digest([caller, key])
    const stands = this.#store.digest([operation, input ?? null, ifMatch ?? null])
    const before = this.#under.get(id) ?? this.#remembered(id)
    if (before !== undefined) {
      if (before.call === stands) return before.answer
      throw new DialtoneError(
        'key_reused',
        `this idempotency key was used for another call: ${operation} was not carried out; make a new key for it`,
      )
    }
    const answer = this.#first(id, stands, operation, run)
    this.#under.set(id, { call: stands, answer })
    try {
      return await answer
    } finally {
      this.#under.delete(id)
    }
  }

  async #first(
    id: string,
    call: string,
    operation: OperationName,
    run: (begun: (request: Request) => void) => Promise<unknown>,
  ): Promise<unknown> {
    let begun = false as boolean // set from within, out of the compiler's sight
    const answer = await run((request) => {
      begun = true
      const { id: requestId, connection } = request
      this.#keep(id, call, { requestId, ...(operation === 'acquire' && { connection }) })
    })
    if (!begun) this.#keep(id, call, answer)
    return answer
  }

  #remembered(id: string): KeyNote | undefined {
    this.#forget()
    return this.#notes.get(id) as KeyNote | undefined // as written here
  }

  #keep(id: string, call: string, answer: unknown): void {
    const at = this.#clock.now()
    this.#notes.set(id, { call, at, answer })
    this.#times.set(id, at)
    this.#forget()
  }

  #forget(): void {
    const oldest = this.#clock.now() - KEPT
    for (const [id, at] of this.#times) {
      if (at >= oldest && this.#times.size <= MOST) break
      this.#times.delete(id)
      this.#notes.delete(id)
    }
  }

  get #notes() {
    return this.#store.notes('key')
  }
}
