/**
 * Tells all sinks of one facade what happens, from one stream of the service's events. It is opened for the first sink and
 * closed after the last, so that a program that listens to nothing costs nothing and can end. When the service is away for
 * a while the sinks stay, and are told what they missed.
 */
import { watchResuming } from '../../../../api/index.ts'
import { DialtoneError, toDialtoneError, type Clock } from '../../../../base/index.ts'
import type { EventInterfaceName } from '../event-interface.ts'
import type { Ground } from '../ground.ts'
import { Observer } from './observer.ts'
import { SinkQueue } from './sink-queue.ts'

/** A stream that is open: the journal followed by it, and how to close it. */
interface Stream {
  readonly started: Promise<Observer>
  readonly stop: AbortController
}

export class Notifier {
  readonly #ground: Ground
  readonly #clock: Clock
  /** Of every sink that has ever been registered, as long as it lives. */
  readonly #queues = new WeakMap<object, SinkQueue>()
  /** Those of the sinks that are registered now. */
  readonly #active = new Set<SinkQueue>()
  #stream: Stream | undefined
  /** How far the stream has been told. */
  #observer: Observer | undefined
  /** Subscriptions, and attempts at some, that need the stream. */
  #users = 0

  constructor(ground: Ground, clock: Clock) {
    this.#ground = ground
    this.#clock = clock
  }

  /**
   * Calls `target`, which belongs to `sink`, for everything that happens from now on, until disposed of. All that belongs
   * to one sink is called one at a time.
   * @throws DialtoneError `service_unavailable`
   */
  async subscribe(to: EventInterfaceName, sink: object, target: object): Promise<Disposable> {
    this.#users++
    try {
      const observer = await (this.#stream ??= this.#open()).started
      if (to === 'IMbnConnectionProfileManagerEvents' || to === 'IMbnConnectionProfileEvents') {
        await observer.listenToProfiles()
      }
      const queue =
        this.#queues.get(sink) ?? new SinkQueue(this.#ground, this.#clock, () => this.#observer?.cursor)
      this.#queues.set(sink, queue)
      this.#active.add(queue)
      const subscription = queue.subscribe(to, target, observer.cursor)
      let subscribed = true
      return {
        [Symbol.dispose]: () => {
          if (!subscribed) return
          subscribed = false
          subscription[Symbol.dispose]()
          if (queue.empty) this.#active.delete(queue)
          this.#leave()
        },
      }
    } catch (thrown) {
      this.#leave()
      throw thrown
    }
  }

  #leave(): void {
    if (--this.#users > 0) return
    this.#stream?.stop.abort()
    this.#stream = undefined
    this.#observer = undefined
  }

  #open(): Stream {
    const stop = new AbortController()
    const stream: Stream = {
      stop,
      started: new Promise((resolve, reject) => {
        void this.#follow(stop.signal, resolve)
          .then(() => new DialtoneError('service_stopping', 'the service has ended'), toDialtoneError)
          .then((error) => {
            // Of use to whoever still waits for the beginning; else the service is over, which its sinks cannot be told.
            reject(error)
            if (!stop.signal.aborted) this.#ground.log.info({ error }, 'the sinks are told no more')
            if (this.#stream !== stream) return
            this.#stream = undefined
            this.#observer = undefined
          })
      }),
    }
    return stream
  }

  async #follow(signal: AbortSignal, started: (observer: Observer) => void): Promise<void> {
    let observer: Observer | undefined
    for await (const item of watchResuming(this.#ground.service, { signal, clock: this.#clock })) {
      if (signal.aborted) return
      if (observer !== undefined) this.#tell(observer, item)
      else if (item.type === 'snapshot') {
        observer = this.#observer = Observer.from(this.#ground, item)
        started(observer)
      }
    }
  }

  #tell(observer: Observer, item: Parameters<Observer['advance']>[0]): void {
    for (const queue of this.#active) if (queue.full && !queue.left) queue.leave(observer.fork())
    const notices = observer.advance(item)
    if (notices.length === 0) return
    for (const queue of this.#active) if (!queue.left) queue.push(notices)
  }
}
