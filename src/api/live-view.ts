/**
 * Keeps a `View` up to date by watching the service, and tells when a request has ended. Started by the first who needs
 * it, ended by disposal.
 *
 * While the service is away (it restarts, the network to it is down) the view stays as it last was and `interruption`
 * says why; it goes on by itself. Where the service ended for good, or refuses to be watched, everybody waiting is told.
 */
import { DialtoneError, toDialtoneError, type Clock, type Random } from '../base/index.ts'
import type { Event, Request } from '../core/index.ts'
import { isEvent, watchResuming } from './resume.ts'
import type { Service, WatchItem } from './service.ts'
import { apply, viewOf, type View } from './view.ts'

/** Requests that ended are remembered, as a request may end before the caller has been told its id. */
const REMEMBERED = 1024

interface Waiter {
  readonly resolve: (request: Request) => void
  readonly reject: (error: DialtoneError) => void
}

export class LiveView implements AsyncDisposable {
  readonly #service: Service
  readonly #options: { readonly clock?: Clock; readonly random?: Random }
  readonly #stop = new AbortController()
  #view: View | undefined
  #ready: Promise<View> | undefined
  #following: Promise<void> = Promise.resolve()
  #interruption: DialtoneError | undefined
  #end: DialtoneError | undefined
  #forgotten = false
  readonly #ended = new Map<number, Request>()
  readonly #waiters = new Map<number, Waiter[]>()
  readonly #arrivals = new Set<() => void>()

  constructor(service: Service, options: { readonly clock?: Clock; readonly random?: Random } = {}) {
    this.#service = service
    this.#options = options
  }

  /** Why the view is not kept up to date at the moment; nothing while it is. */
  get interruption(): DialtoneError | undefined {
    return this.#end ?? this.#interruption
  }

  /** What is known, however old; nothing before the first `current()`. */
  get view(): View | undefined {
    return this.#view
  }

  /**
   * The view, up to date.
   * @throws DialtoneError why it is not: `service_unavailable` while the service is away.
   */
  async current(): Promise<View> {
    const view = await (this.#ready ??= this.#start())
    if (this.interruption !== undefined) throw this.interruption
    return view
  }

  /** Resolves with the request once it has ended and the view shows what it led to. */
  async ended(id: number): Promise<Request> {
    await this.current()
    const known = this.#ended.get(id)
    if (known !== undefined) return known
    const waiting = new Promise<Request>((resolve, reject) => {
      const waiters = this.#waiters.get(id)
      if (waiters === undefined) this.#waiters.set(id, [{ resolve, reject }])
      else waiters.push({ resolve, reject })
    })
    if (this.#forgotten && this.#view?.requests.has(id) !== true) await this.#ask([id])
    return waiting
  }

  /** Resolves once the view holds what `item` tells; at once where no view is kept. */
  async reached(item: WatchItem): Promise<void> {
    const { epoch, seq } = isEvent(item) ? item : item.cursor
    // Epochs are ordered in time as their names are.
    const behind = (): boolean => {
      if (this.#view === undefined || this.#end !== undefined) return false
      const { cursor } = this.#view
      return cursor.epoch === epoch ? cursor.seq < seq : cursor.epoch < epoch
    }
    while (behind()) {
      await new Promise<void>((resolve) => {
        this.#arrivals.add(resolve)
      })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort()
    this.#fail(new DialtoneError('cancelled', 'the connection manager was closed'))
    await this.#following
  }

  #start(): Promise<View> {
    return new Promise((resolve, reject) => {
      this.#following = this.#follow(resolve).then(
        () => this.#fail(new DialtoneError('service_stopping', 'the service has ended')),
        (thrown: unknown) => this.#fail(toDialtoneError(thrown)),
      )
      void this.#following.then(() => {
        reject(this.#end ?? new DialtoneError('internal', 'the view ended without a reason'))
      })
    })
  }

  async #follow(ready: (view: View) => void): Promise<void> {
    // What a service knew before it stopped is not what it knows once it has started again: then all is asked anew.
    while (await this.#watch(ready));
  }

  /** True when the service has started again. */
  async #watch(ready: (view: View) => void): Promise<boolean> {
    const items = watchResuming(this.#service, {
      ...this.#options,
      signal: this.#stop.signal,
      patient: this.#view !== undefined,
      onInterruption: (error) => {
        this.#interruption = error
      },
    })
    for await (const item of items) {
      if (item.type === 'service.started') return true
      this.#interruption = undefined
      if (item.type === 'snapshot' || item.type === 'gap') await this.#replace(viewOf(item))
      else if (isEvent(item)) this.#take(item)
      this.#arrived()
      if (this.#view !== undefined) ready(this.#view)
    }
    return false
  }

  #take(event: Event): void {
    if (this.#view === undefined || !apply(this.#view, event)) return
    if (event.type === 'request.ended') this.#settle(event.data)
  }

  /** In place of what was known; requests that are no longer pending have ended unseen. */
  async #replace(view: View): Promise<void> {
    this.#view = view
    await this.#ask([...this.#waiters.keys()].filter((id) => !view.requests.has(id)))
  }

  async #ask(ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      try {
        const request = await this.#service.request({ request: id })
        if (request.state !== 'pending') this.#settle(request)
      } catch (thrown) {
        const error = toDialtoneError(thrown)
        // Anything but "never heard of it" is asked again when the service is back.
        if (error.code === 'not_found') this.#reject(id, lost(id))
      }
    }
  }

  #settle(request: Request): void {
    this.#ended.set(request.id, request)
    for (const old of this.#ended.keys()) {
      if (this.#ended.size <= REMEMBERED) break
      this.#ended.delete(old)
      this.#forgotten = true
    }
    const waiters = this.#waiters.get(request.id) ?? []
    this.#waiters.delete(request.id)
    for (const { resolve } of waiters) resolve(request)
  }

  #reject(id: number, error: DialtoneError): void {
    const waiters = this.#waiters.get(id) ?? []
    this.#waiters.delete(id)
    for (const { reject } of waiters) reject(error)
  }

  #fail(error: DialtoneError): void {
    this.#end ??= error
    for (const id of [...this.#waiters.keys()]) this.#reject(id, this.#end)
    this.#arrived()
  }

  #arrived(): void {
    for (const wake of this.#arrivals) wake()
    this.#arrivals.clear()
  }
}

function lost(id: number): DialtoneError {
  return new DialtoneError(
    'service_restarted',
    `the service was restarted without its state: how request ${id} ended is not known`,
  )
}
