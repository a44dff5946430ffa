/**
 * What is outstanding: each command from the moment it is asked for until its answer, its failure or its abandoning.
 * Ids are never 0 and never one that is still outstanding (MBIM 1.0 §9.1). No more commands are outstanding than the
 * function takes at once; the rest waits its turn, in order.
 */
import {
  abortReason,
  DialtoneError,
  formatDuration,
  type Clock,
  type Duration,
  type Timer,
} from '../base/index.ts'
import type { FunctionMessage } from '../mbim/index.ts'

export interface TransactionRequest {
  /** For messages: `basic-connect connect`. */
  readonly what: string
  /** The complete message, with this id. */
  readonly message: (transactionId: number) => Uint8Array
  /** Whether a message that carries the id is the answer: a late answer to the last host may carry it too. */
  readonly answeredBy: (message: FunctionMessage) => boolean
  /** From sending to the answer; waiting for its turn does not count. */
  readonly timeout: Duration
  readonly signal?: AbortSignal | undefined
  /** Sent at once, whatever is outstanding: OPEN and CLOSE. */
  readonly urgent?: boolean
}

export interface TransactionOwner {
  send(message: Uint8Array): void
  /** The command was given up after it was sent: by its caller, or because no answer came. */
  abandoned(transactionId: number): void
  /** No answer came in time, for the `count`th transaction in a row since the function was last heard of. */
  timedOut(count: number): void
}

interface Entry {
  readonly request: TransactionRequest
  readonly resolve: (message: FunctionMessage) => void
  readonly reject: (error: unknown) => void
  readonly onAbort: (() => void) | undefined
  /** 0 while it waits for its turn. */
  id: number
  timer: Timer | undefined
}

export class Transactions {
  readonly #owner: TransactionOwner
  readonly #clock: Clock
  readonly #maxOutstanding: number
  readonly #outstanding = new Map<number, Entry>()
  readonly #waiting: Entry[] = []
  #lastId: number
  #timeouts = 0

  /** `firstId` is the id of the first transaction, 1 or more. */
  constructor(owner: TransactionOwner, options: { clock: Clock; maxOutstanding: number; firstId: number }) {
    this.#owner = owner
    this.#clock = options.clock
    this.#maxOutstanding = Math.max(1, options.maxOutstanding)
    this.#lastId = options.firstId - 1
  }

  /** How many have been sent and not been answered. */
  get outstanding(): number {
    return this.#outstanding.size
  }

  has(id: number): boolean {
    return this.#outstanding.has(id)
  }

  run(request: TransactionRequest): Promise<FunctionMessage> {
    const { signal } = request
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(abortReason(signal))
        return
      }
      const onAbort = signal === undefined ? undefined : (): void => this.#abandon(entry, abortReason(signal))
      const entry: Entry = { request, resolve, reject, onAbort, id: 0, timer: undefined }
      if (onAbort !== undefined) signal?.addEventListener('abort', onAbort, { once: true })
      if (request.urgent === true || this.#outstanding.size < this.#maxOutstanding) this.#send(entry)
      else this.#waiting.push(entry)
    })
  }

  /** The function has been heard of: whatever it said, it is not wedged. */
  heard(): void {
    this.#timeouts = 0
  }

  /** Hands a message to the transaction that it answers; false when there is none. */
  answer(message: FunctionMessage): boolean {
    const entry = this.#outstanding.get(message.transactionId)
    if (entry === undefined || !entry.request.answeredBy(message)) return false
    this.#release(entry)
    entry.resolve(message)
    this.#next()
    return true
  }

  /** Ends one outstanding transaction; false when there is none with this id. */
  fail(id: number, error: Error): boolean {
    const entry = this.#outstanding.get(id)
    if (entry === undefined) return false
    this.#release(entry)
    entry.reject(error)
    this.#next()
    return true
  }

  /** For messages: what the transaction with this id asks for. */
  describe(id: number): string | undefined {
    return this.#outstanding.get(id)?.request.what
  }

  /** Ends all, those that wait for their turn too. `error` is made for each, so that each has its own stack. */
  failAll(error: (what: string) => Error): void {
    const all = [...this.#outstanding.values(), ...this.#waiting.splice(0)]
    for (const entry of all) {
      this.#release(entry)
      entry.reject(error(entry.request.what))
    }
    this.#timeouts = 0
  }

  /** As `failAll`, telling the function of each command that it is given up. */
  abandonAll(error: (what: string) => Error): void {
    for (const entry of this.#waiting.splice(0)) this.#abandon(entry, error(entry.request.what))
    for (const entry of [...this.#outstanding.values()]) this.#abandon(entry, error(entry.request.what))
  }

  /** An id for a message that nobody waits for an answer to. */
  newId(): number {
    do this.#lastId = this.#lastId >= 0xffffffff ? 1 : this.#lastId + 1
    while (this.#outstanding.has(this.#lastId))
    return this.#lastId
  }

  #send(entry: Entry): void {
    const { request } = entry
    const id = this.newId()
    let message: Uint8Array
    try {
      message = request.message(id)
    } catch (error) {
      this.#release(entry)
      entry.reject(error)
      return
    }
    entry.id = id
    this.#outstanding.set(id, entry)
    entry.timer = this.#clock.setTimer(request.timeout, () => {
      const waited = formatDuration(request.timeout)
      const count = ++this.#timeouts
      this.#abandon(entry, new DialtoneError('timeout', `${request.what}: no answer within ${waited}`))
      this.#owner.timedOut(count)
    })
    this.#owner.send(message)
  }

  #abandon(entry: Entry, error: Error): void {
    const { id } = entry
    this.#release(entry)
    entry.reject(error)
    if (id !== 0 && entry.request.urgent !== true) this.#owner.abandoned(id)
    this.#next()
  }

  #release(entry: Entry): void {
    entry.timer?.[Symbol.dispose]()
    if (entry.onAbort !== undefined) entry.request.signal?.removeEventListener('abort', entry.onAbort)
    if (entry.id !== 0) this.#outstanding.delete(entry.id)
    else {
      const at = this.#waiting.indexOf(entry)
      if (at >= 0) this.#waiting.splice(at, 1)
    }
  }

  #next(): void {
    while (this.#outstanding.size < this.#maxOutstanding) {
      const entry = this.#waiting.shift()
      if (entry === undefined) return
      this.#send(entry)
    }
  }
}
