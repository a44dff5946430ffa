/**
 * What this page has asked of the service: each from the click to its end. An operation that answers with a request id is
 * under way until the event that ends that request, which may come before the answer does.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import { Seconds, type Clock, type Instant } from '../../../base/index.ts'
import type { Service } from '../../../api/index.ts'
import { causeOf, type Cause, type Request } from '../../../core/index.ts'

/** What is said of an action: `Connecting modem0`, `modem0 is connected`, `modem0 could not be connected`. */
export interface ActionWords {
  readonly doing: string
  readonly done: string
  readonly failed: string
}

export interface Action {
  readonly id: number
  /** Whatever it is done to: the id of a modem, connection or dial interface, the name of a profile. */
  readonly subject: string
  /** Which of the things that can be done to it: `connect`, `radio`. */
  readonly kind: string
  readonly words: ActionWords
  readonly state: 'sent' | 'pending' | 'done' | 'failed'
  readonly startedAt: Instant
  readonly endedAt?: Instant
  /** Once the service has taken it on. */
  readonly requestId?: number
  /** Of one that ended well and answered with a request. */
  readonly request?: Request
  readonly cause?: Cause
}

export interface ActionInput {
  readonly subject: string
  readonly kind: string
  readonly words: ActionWords
  /** Asks the service; what it answers may carry a `requestId`. */
  readonly call: (service: Service) => Promise<unknown>
}

/** Those that ended well leave by themselves; those that failed stay until somebody has read them. */
const SHOWN = Seconds(6)
const MOST = 20
const MOST_ENDED = 256

export class Actions {
  readonly #clock: Clock
  readonly #service: Service
  readonly #all = signal<readonly Action[]>([])
  /** Requests that ended of late: one may have before its id was known here. */
  readonly #ended = new Map<number, Request>()
  readonly #waiting = new Map<number, (action: Action) => void>()
  #last = 0

  constructor(options: { readonly service: Service; readonly clock: Clock }) {
    this.#service = options.service
    this.#clock = options.clock
  }

  /** Oldest first. */
  get all(): ReadonlySignal<readonly Action[]> {
    return this.#all
  }

  /** The last one of this kind that was done to the subject, while it is of interest. */
  last(subject: string, kind: string): Action | undefined {
    return this.#all.value.findLast((one) => one.subject === subject && one.kind === kind)
  }

  isBusy(subject: string, kind?: string): boolean {
    return this.#all.value.some(
      (one) => one.subject === subject && (kind === undefined || one.kind === kind) && isUnderWay(one),
    )
  }

  /** Resolves with its end; never rejects: a failure is the action's. */
  run({ call, ...rest }: ActionInput): Promise<Action> {
    const id = ++this.#last
    const action: Action = { ...rest, id, state: 'sent', startedAt: this.#clock.now() }
    // What failed before is answered by trying again.
    const others = this.#all
      .peek()
      .filter((one) => isUnderWay(one) || one.subject !== rest.subject || one.kind !== rest.kind)
    this.#all.value = [...others, action].slice(-MOST)
    const ended = new Promise<Action>((resolve) => this.#waiting.set(id, resolve))
    this.#carryOut(id, call).catch((thrown: unknown) => this.#end(id, { cause: causeOf(thrown) }))
    return ended
  }

  dismiss(id: number): void {
    this.#all.value = this.#all.peek().filter((one) => one.id !== id)
  }

  /** Gives the request up; it ends as cancelled, unless it ends otherwise first. */
  cancel(id: number): void {
    const { requestId } = this.#all.peek().find((one) => one.id === id) ?? {}
    // Where it has ended by now, its end says how.
    if (requestId !== undefined) this.#service.cancelRequest({ request: requestId }).catch(() => undefined)
  }

  /** For every request that ended, whoever asked for it. */
  ended(request: Request): void {
    this.#ended.set(request.id, request)
    for (const old of this.#ended.keys()) {
      if (this.#ended.size <= MOST_ENDED) break
      this.#ended.delete(old)
    }
    for (const { id, requestId } of this.#all.peek()) if (requestId === request.id) this.#endWith(id, request)
  }

  /** After a gap, in which a request may have ended unseen: those still under way are asked for. */
  async askAgain(): Promise<void> {
    for (const { id, requestId, state } of this.#all.peek()) {
      if (requestId === undefined || state !== 'pending') continue
      const request = await this.#service.request({ request: requestId }).catch(() => undefined)
      if (request !== undefined && request.state !== 'pending') this.#endWith(id, request)
    }
  }

  async #carryOut(id: number, call: ActionInput['call']): Promise<void> {
    const requestId = requestIdOf(await call(this.#service))
    if (requestId === undefined) {
      this.#end(id, {})
      return
    }
    this.#change(id, { state: 'pending', requestId })
    const request = this.#ended.get(requestId)
    if (request !== undefined) this.#endWith(id, request)
  }

  #endWith(id: number, request: Request): void {
    if (request.state === 'succeeded') this.#end(id, { request })
    else this.#end(id, { cause: request.cause ?? { code: 'internal', message: 'it failed without a cause' } })
  }

  #end(id: number, end: Pick<Action, 'request' | 'cause'>): void {
    const state = end.cause === undefined ? 'done' : 'failed'
    this.#change(id, { ...end, state, endedAt: this.#clock.now() })
    const action = this.#all.peek().find((one) => one.id === id)
    if (action !== undefined) this.#waiting.get(id)?.(action)
    this.#waiting.delete(id)
    if (state === 'done') this.#clock.setTimer(SHOWN, () => this.dismiss(id), { background: true })
  }

  #change(id: number, values: Partial<Action>): void {
    this.#all.value = this.#all.peek().map((one) => (one.id === id ? { ...one, ...values } : one))
  }
}

export function isUnderWay({ state }: Action): boolean {
  return state === 'sent' || state === 'pending'
}

function requestIdOf(answer: unknown): number | undefined {
  if (typeof answer !== 'object' || answer === null || !('requestId' in answer)) return undefined
  return typeof answer.requestId === 'number' ? answer.requestId : undefined
}
