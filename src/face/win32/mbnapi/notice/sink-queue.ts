/**
 * The calls that are due to one sink, of however many event interfaces: one at a time, in the order of the journal. A sink
 * that throws or hangs harms nobody else. A sink that is slower than the events is not waited for: past a bound its calls
 * are no longer queued, and once it has worked off what there is it reads on from the journal itself, at its own pace, so
 * that it misses nothing. When it has caught up it is told with the others again.
 */
import { watchResuming } from '../../../../api/index.ts'
import type { Clock } from '../../../../base/index.ts'
import { formatCursor, type Cursor } from '../../../../core/index.ts'
import type { EventInterfaceName } from '../event-interface.ts'
import type { Ground } from '../ground.ts'
import type { Notice } from './notice.ts'
import type { Observer } from './observer.ts'

/** How many calls may wait for one sink. */
export const LONGEST_QUEUE = 1024

interface Subscription {
  readonly to: EventInterfaceName
  readonly target: object
  /** It was registered here, which a sink that reads the journal has yet to reach. */
  from: Cursor | undefined
}

interface Call {
  readonly subscription: Subscription
  readonly notice: Notice
}

export class SinkQueue {
  readonly #ground: Ground
  readonly #clock: Clock
  readonly #others: () => Cursor | undefined
  readonly #subscriptions = new Set<Subscription>()
  readonly #calls: Call[] = []
  /** Where it reads on by itself, since it was left behind. */
  #behind: Observer | undefined
  #stop = new AbortController()
  #working = false

  /** `others`: how far those have been told who have not fallen behind. */
  constructor(ground: Ground, clock: Clock, others: () => Cursor | undefined) {
    this.#ground = ground
    this.#clock = clock
    this.#others = others
  }

  get empty(): boolean {
    return this.#subscriptions.size === 0
  }

  /** Whether it no longer takes part in what others are told, and reads the journal by itself. */
  get left(): boolean {
    return this.#behind !== undefined
  }

  get full(): boolean {
    return this.#calls.length >= LONGEST_QUEUE
  }

  /** Begins to call `target` for what happens after `cursor`; ends with the disposal. */
  subscribe(to: EventInterfaceName, target: object, cursor: Cursor): Disposable {
    const reached = this.#behind === undefined || isAt(this.#behind.cursor, cursor)
    const subscription: Subscription = { to, target, from: reached ? undefined : cursor }
    this.#subscriptions.add(subscription)
    return {
      [Symbol.dispose]: () => {
        this.#subscriptions.delete(subscription)
        if (this.empty) this.#reset()
      },
    }
  }

  /** Nobody is to be called any more; a call that is under way still keeps the next one waiting, whenever that comes. */
  #reset(): void {
    this.#calls.length = 0
    this.#behind = undefined
    this.#stop.abort()
    this.#stop = new AbortController()
  }

  push(notices: readonly Notice[]): void {
    this.#calls.push(...this.#callsOf(notices))
    this.#work()
  }

  /** Leaves it to itself; `observer`, which becomes its own, stands after the last that was pushed. */
  leave(observer: Observer): void {
    this.#behind = observer
    this.#work()
  }

  #callsOf(notices: readonly Notice[]): readonly Call[] {
    return notices.flatMap((notice) =>
      [...this.#subscriptions]
        .filter(({ to, from }) => to === notice.to && from === undefined)
        .map((subscription) => ({ subscription, notice })),
    )
  }

  #work(): void {
    if (this.#working) return
    this.#working = true
    void this.#run().finally(() => {
      this.#working = false
      // What came between the last look and now.
      if (this.#calls.length > 0) this.#work()
    })
  }

  async #run(): Promise<void> {
    await this.#workOff()
    if (this.#behind !== undefined) await this.#readOn(this.#behind)
  }

  async #workOff(): Promise<void> {
    for (let call = this.#calls.shift(); call !== undefined; call = this.#calls.shift()) {
      await this.#call(call)
    }
  }

  async #readOn(observer: Observer): Promise<void> {
    const { service, log } = this.#ground
    const since = formatCursor(observer.cursor)
    try {
      for await (const item of watchResuming(service, {
        since,
        signal: this.#stop.signal,
        clock: this.#clock,
        patient: true,
      })) {
        for (const call of this.#callsOf(observer.advance(item))) await this.#call(call)
        if (this.#behind !== observer) return
        this.#arrive(observer.cursor, item.type === 'gap')
        const others = this.#others()
        if (others === undefined || !isAt(observer.cursor, others)) continue
        this.#behind = undefined
        return
      }
    } catch (thrown) {
      log.error({ error: thrown }, 'a sink that had fallen behind can no longer be told what happens')
    }
  }

  /** Subscriptions that were made further on begin where they were made. */
  #arrive(cursor: Cursor, past: boolean): void {
    for (const subscription of this.#subscriptions) {
      const { from } = subscription
      if (from !== undefined && (past || isAt(cursor, from))) subscription.from = undefined
    }
  }

  async #call({ subscription, notice }: Call): Promise<void> {
    await this.#ground.gate.open()
    if (!this.#subscriptions.has(subscription)) return
    try {
      await notice.call(subscription.target)
    } catch (thrown) {
      this.#ground.log.warn({ error: thrown, interface: notice.to }, 'a sink failed')
    }
  }
}

function isAt(one: Cursor, other: Cursor): boolean {
  return one.epoch === other.epoch && one.seq === other.seq
}
