/** Requests from their beginning to their one end, told and stored; and whoever waits for an end. */
import { compact, DialtoneError, Milliseconds, type Clock } from '../base/index.ts'
import type {
  Cause,
  IpSettings,
  OperationResult,
  PinKind,
  Request,
  RequestKind,
  Store,
} from '../core/index.ts'

export interface Beginning {
  readonly kind: RequestKind
  readonly by: string
  readonly modem?: string
  readonly connection?: string
  readonly dialInterface?: string
  readonly profile?: string
  readonly pin?: PinKind
  readonly service?: string
  readonly command?: number
}

export interface Ending {
  readonly cause?: Cause
  readonly ip?: IpSettings
  readonly result?: OperationResult
}

/**
 * How many requests may wait at one modem, and how many of them may be one caller's: nobody uses up what a modem takes,
 * and what is owed an end does not grow for ever while a modem keeps silent.
 */
export const PENDING_PER_MODEM = 256
export const PENDING_PER_CALLER = 64

export class RequestBook {
  readonly #store: Store
  readonly #clock: Clock
  readonly #waiting = new Map<number, Set<() => void>>()

  constructor(store: Store, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** @throws DialtoneError `busy` when too many are pending. */
  begin(beginning: Beginning): Request {
    this.#refuseTooMany(beginning)
    const request: Request = {
      id: this.#store.requests.nextId(),
      ...beginning,
      startedAt: this.#clock.now(),
      state: 'pending',
    }
    this.#put('request.started', request)
    return request
  }

  /** Ends a request that is pending; one that has ended has ended. */
  end(id: number, { cause, ip, result }: Ending): void {
    const request = this.#store.requests.get(id)
    if (request?.state !== 'pending') return
    const state: Request['state'] = cause === undefined ? 'succeeded' : 'failed'
    this.#put(
      'request.ended',
      compact({ ...request, state, endedAt: this.#clock.now(), ip, cause, ...result }),
    )
    const wakers = this.#waiting.get(id) ?? []
    this.#waiting.delete(id)
    for (const wake of wakers) wake()
  }

  /** Ends everything that is pending on a dial interface which is there no more. */
  endAllOf(dialInterface: string, ending: Ending): void {
    for (const request of this.pending()) {
      if (request.dialInterface === dialInterface) this.end(request.id, ending)
    }
  }

  /** @throws DialtoneError `not_found`. */
  get(id: number): Request {
    const request = this.#store.requests.get(id)
    if (request !== undefined) return request
    throw new DialtoneError('not_found', `there is no request ${id}, or it ended too long ago`)
  }

  pending(): readonly Request[] {
    return this.#store.requests.pending()
  }

  /** All that are remembered, the newest first. */
  all(): readonly Request[] {
    const { requests } = this.#store
    return [...requests.pending(), ...requests.ended()].sort((one, other) => other.id - one.id)
  }

  /** Resolves when the request has ended, or when `wait` milliseconds are over. */
  async ended(id: number, wait: number): Promise<void> {
    if (wait <= 0 || this.get(id).state !== 'pending') return
    await new Promise<void>((resolve) => {
      const wakers = this.#waiting.get(id) ?? new Set()
      this.#waiting.set(id, wakers)
      const wake = (): void => {
        timer[Symbol.dispose]()
        wakers.delete(wake)
        if (wakers.size === 0) this.#waiting.delete(id)
        resolve()
      }
      const timer = this.#clock.setTimer(Milliseconds(wait), wake)
      wakers.add(wake)
    })
  }

  /** The request once it has ended; as it is, should the service end before. */
  async whenEnded(id: number): Promise<Request> {
    const request = this.get(id)
    if (request.state !== 'pending') return request
    await new Promise<void>((resolve) => {
      const wakers = this.#waiting.get(id) ?? new Set()
      this.#waiting.set(id, wakers)
      wakers.add(resolve)
    })
    return this.get(id)
  }

  /** Lets everybody go who waits. */
  close(): void {
    for (const wakers of [...this.#waiting.values()]) for (const wake of [...wakers]) wake()
  }

  #refuseTooMany({ modem, dialInterface, by, kind }: Beginning): void {
    const waiting = this.pending().filter(
      (request) => request.modem === modem && request.dialInterface === dialInterface,
    )
    const own = waiting.filter((request) => request.by === by)
    const whose = own.length >= PENDING_PER_CALLER ? `${own.length} requests of ${by}` : undefined
    const all = waiting.length >= PENDING_PER_MODEM ? `${waiting.length} requests` : undefined
    const many = whose ?? all
    if (many === undefined) return
    throw new DialtoneError(
      'busy',
      `${many} are pending at this ${modem === undefined ? 'interface' : 'modem'} already; wait for one to end, or cancel one, before the next ${kind}`,
    )
  }

  #put(type: 'request.started' | 'request.ended', request: Request): void {
    const { id, by, modem, connection, dialInterface } = request
    this.#store.requests.put(request)
    const where = compact({ modem, connection, dialInterface })
    this.#store.journal.append({ type, by, ...where, request: id, data: request })
  }
}
