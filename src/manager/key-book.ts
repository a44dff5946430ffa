/**
 * What was begun under which idempotency key: who repeats a call that was lost on its way gets the answer of the first, and
 * nothing is done twice, also after a restart. A note is written in the turn in which the request is, so that there is never
 * one without the other. What was refused has done nothing: its key stays free.
 *
 * Where there are too many, who has the most loses the oldest of them: nobody pushes out what others have noted.
 */
import { DialtoneError, Hours, type Clock, type Instant } from '../base/index.ts'
import type { Request, Store } from '../core/index.ts'
import type { Conditions, OperationName } from '../api/index.ts'

export interface KeyedCall {
  readonly caller: string
  readonly key: string
  readonly operation: OperationName
  readonly input: unknown
  readonly demanded: Omit<Conditions, 'idempotencyKey'>
}

interface KeyNote {
  /** Stands for the caller; absent in notes of a version before 0.2, which are of one caller together. */
  readonly by?: string
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
  /** By caller, the oldest first. */
  readonly #callers = new Map<string, Map<string, Instant>>()
  #count = 0
  readonly #under = new Map<string, { readonly call: string; readonly answer: Promise<unknown> }>()

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
    const known = Array.from(this.#notes.entries(), ([id, note]) => ({ id, ...(note as KeyNote) })) // as written here
    for (const { id, by = '', at } of known.sort((one, other) => one.at - other.at)) this.#enter(id, by, at)
  }

  /** Whoever bears the caller's name from now on is somebody else. */
  forget(caller: string): void {
    const by = this.#store.digest(caller)
    for (const id of this.#callers.get(by)?.keys() ?? []) this.#drop(id, by)
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
    const { caller, key, operation, input, demanded } = call
    if (!KEY.test(key)) {
      throw new DialtoneError('invalid_argument', 'an idempotency key has 1 to 255 characters of ASCII')
    }
    const id = this.#store.digest([caller, key])
    const stands = this.#store.digest([operation, input ?? null, demanded])
    const before = this.#under.get(id) ?? this.#remembered(id)
    if (before !== undefined) {
      if (before.call === stands) return before.answer
      throw new DialtoneError(
        'key_reused',
        `this idempotency key was used for another call: ${operation} was not carried out; make a new key for it`,
      )
    }
    const note = { id, by: this.#store.digest(caller), call: stands }
    const answer = this.#first(note, operation, run)
    this.#under.set(id, { call: stands, answer })
    try {
      return await answer
    } finally {
      this.#under.delete(id)
    }
  }

  async #first(
    note: Omit<KeyNote, 'at' | 'answer'> & { readonly id: string; readonly by: string },
    operation: OperationName,
    run: (begun: (request: Request) => void) => Promise<unknown>,
  ): Promise<unknown> {
    let begun = false as boolean // set from within, out of the compiler's sight
    const answer = await run((request) => {
      begun = true
      const { id: requestId, connection } = request
      this.#keep(note, { requestId, ...(operation === 'acquire' && { connection }) })
    })
    if (!begun) this.#keep(note, answer)
    return answer
  }

  #remembered(id: string): KeyNote | undefined {
    this.#makeRoom()
    return this.#notes.get(id) as KeyNote | undefined // as written here
  }

  #keep({ id, by, call }: { id: string; by: string; call: string }, answer: unknown): void {
    const at = this.#clock.now()
    this.#notes.set(id, { by, call, at, answer } satisfies KeyNote)
    this.#enter(id, by, at)
    this.#makeRoom()
  }

  #enter(id: string, by: string, at: Instant): void {
    const own = this.#callers.get(by) ?? new Map<string, Instant>()
    this.#callers.set(by, own)
    if (!own.has(id)) this.#count++
    own.set(id, at)
  }

  #drop(id: string, by: string): void {
    const own = this.#callers.get(by)
    if (own?.delete(id) !== true) return
    this.#count--
    if (own.size === 0) this.#callers.delete(by)
    this.#notes.delete(id)
  }

  #makeRoom(): void {
    const oldest = this.#clock.now() - KEPT
    for (const [by, own] of this.#callers) {
      for (const [id, at] of own) {
        if (at >= oldest) break
        this.#drop(id, by)
      }
    }
    while (this.#count > MOST) {
      const [by, own] = [...this.#callers].reduce((one, other) => (other[1].size > one[1].size ? other : one))
      const first = own.keys().next().value
      if (first === undefined) return
      this.#drop(first, by)
    }
  }

  get #notes() {
    return this.#store.notes('key')
  }
}
