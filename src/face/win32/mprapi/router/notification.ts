/**
 * Being told that an interface has connected or disconnected. A registered event is signalled whenever any dial interface
 * of the router does, outgoing or incoming, after the new state can be read; never for a failed attempt, and never after it
 * was withdrawn.
 *
 * One watcher follows a router's journal for all registrations. It begins before a registration is answered, so nothing
 * that happens from then on is missed; while the service is away it waits and goes on from its cursor, and what cannot be
 * told any more is found by comparing states. A router that refuses it later is asked again, at longer and longer intervals, while
 * anybody is registered: once it answers, all are signalled, for something may have been missed.
 */
import { watchResuming, type WatchItem } from '../../../../api/index.ts'
import type { Clock, Logger } from '../../../../base/index.ts'
import {
  DialtoneError,
  retrySchedule,
  Seconds,
  sleep,
  systemRandom,
  toDialtoneError,
} from '../../../../base/index.ts'
import type { DialInterface } from '../../../../core/index.ts'
import { sameEvent, signal, type EventHandle } from '../../event/event-memory.ts'
import { ERROR_INVALID_HANDLE, ERROR_INVALID_PARAMETER } from '../../win32-error.ts'
import type { MprNotificationFunctions } from '../function/notification.ts'
import { ErrorNumber } from './error-number.ts'
import { needEvent } from './event-argument.ts'
import type { Router } from './router.ts'
import type { Session, SessionTable } from './session-table.ts'

/** What waiting does not mend, such as a right that was taken away, may be mended by people. */
const REFUSED = { first: Seconds(1), ceiling: Seconds(60), jitter: 0.25 }

interface Surroundings {
  readonly clock: Clock
  readonly log: Logger
}

interface Registration {
  readonly event: EventHandle
  readonly session: Session
  readonly withdraw: () => void
}

export function notificationFunctions(
  sessions: SessionTable,
  surroundings: Surroundings,
): MprNotificationFunctions {
  const watchers = new Map<Router, Watcher>()
  const watcherOf = (router: Router): Watcher => {
    const watcher = watchers.get(router) ?? new Watcher(router, surroundings)
    watchers.set(router, watcher)
    return watcher
  }
  // Rights come first, which the session looks at; then the event, then the router, then whether the event is one.
  const check = async ({ router }: Session, event: unknown): Promise<EventHandle> => {
    if (event === null || event === undefined) throw new ErrorNumber(ERROR_INVALID_PARAMETER)
    await router.needDemandDial()
    return needEvent(event)
  }
  return {
    MprAdminRegisterConnectionNotification: sessions.call(async (session, event) => {
      await watcherOf(session.router).register(session, await check(session, event))
    }),
    MprAdminDeregisterConnectionNotification: sessions.call(async (session, event) => {
      if (watcherOf(session.router).deregister(session, await check(session, event))) return
      throw new ErrorNumber(ERROR_INVALID_PARAMETER)
    }),
  }
}

class Watcher {
  readonly #router: Router
  readonly #surroundings: Surroundings
  readonly #registrations = new Set<Registration>()
  /** The connection that each interface has, by its number. */
  #connections: ReadonlyMap<string, number> = new Map()
  #stop: AbortController | undefined
  #ready: Promise<void> | undefined

  constructor(router: Router, surroundings: Surroundings) {
    this.#router = router
    this.#surroundings = surroundings
  }

  async register(session: Session, event: EventHandle): Promise<void> {
    // The last registration may be withdrawn, and watching end with it, before this one is made.
    for (let begun: Promise<void> | undefined; begun === undefined || begun !== this.#ready;) {
      begun = this.#ready ??= this.#start()
      try {
        await begun
      } catch (thrown) {
        if (this.#ready === begun) this.#ready = undefined
        throw thrown
      }
    }
    if (session.isClosed) {
      if (this.#registrations.size === 0) this.#end()
      throw new ErrorNumber(ERROR_INVALID_HANDLE)
    }
    if (this.#find(session, event) !== undefined) return
    const withdraw = (): void => {
      this.#registrations.delete(registration)
      session.closing.delete(withdraw)
      if (this.#registrations.size === 0) this.#end()
    }
    const registration = { event, session, withdraw }
    this.#registrations.add(registration)
    session.closing.add(withdraw)
  }

  deregister(session: Session, event: EventHandle): boolean {
    const registration = this.#find(session, event)
    registration?.withdraw()
    return registration !== undefined
  }

  #find(session: Session, event: EventHandle): Registration | undefined {
    return [...this.#registrations].find((one) => one.session === session && sameEvent(one.event, event))
  }

  /** Resolves once it is known what is connected now, which is where watching begins. */
  #start(): Promise<void> {
    const stop = (this.#stop = new AbortController())
    const { promise, resolve, reject } = Promise.withResolvers<undefined>()
    void this.#follow(stop, { begun: () => resolve(undefined), refused: reject })
    return promise
  }

  async #follow(
    stop: AbortController,
    told: { begun: () => void; refused: (why: Error) => void },
  ): Promise<void> {
    const { service } = this.#router
    const { clock, log } = this.#surroundings
    const options = { signal: stop.signal, clock }
    let delays: ReturnType<typeof retrySchedule> | undefined
    for (let hasBegun = false; ;) {
      let why = new DialtoneError('service_unavailable', 'the service has ended')
      let isAnew = hasBegun
      try {
        for await (const item of watchResuming(service, options)) {
          this.#hear(item, { isAnew })
          hasBegun = true
          isAnew = false
          delays = undefined
          told.begun()
        }
      } catch (thrown) {
        why = toDialtoneError(thrown)
      }
      // Whoever waits for what was ended meanwhile begins anew.
      if (this.#stop !== stop) {
        told.begun()
        return
      }
      if (!hasBegun) {
        this.#ready = undefined
        told.refused(why)
        return
      }
      log.warn({ error: why.message }, 'events are not signalled until the router answers again')
      delays ??= retrySchedule({ ...REFUSED, random: systemRandom })
      const delay = delays.next()
      if (delay.done === true) return // never: the schedule has no end
      try {
        await sleep(clock, delay.value, { signal: stop.signal, background: true })
      } catch {
        return // nobody is registered any more
      }
    }
  }

  #end(): void {
    this.#stop?.abort()
    this.#stop = undefined
    this.#ready = undefined
    this.#connections = new Map()
  }

  #hear(item: WatchItem, { isAnew }: { readonly isAnew: boolean }): void {
    if (item.type === 'snapshot' && !isAnew) {
      this.#connections = connectionsOf(item.dialInterfaces)
    } else if (item.type === 'gap' || item.type === 'snapshot') {
      // Whatever came and went in between cannot be told apart from nothing: it may have been missed.
      this.#connections = connectionsOf(item.dialInterfaces)
      this.#signal()
    } else if (item.type === 'dial.arrived' || item.type === 'dial.changed') {
      this.#become(item.data.id, item.data.connected?.number)
    } else if (item.type === 'dial.removed' && item.dialInterface !== undefined) {
      this.#become(item.dialInterface, undefined)
    }
  }

  #become(id: string, connection: number | undefined): void {
    if (this.#connections.get(id) === connection) return
    const next = new Map(this.#connections)
    if (connection === undefined) next.delete(id)
    else next.set(id, connection)
    this.#connections = next
    this.#signal()
  }

  #signal(): void {
    for (const { event, withdraw } of [...this.#registrations]) {
      // An event that its owner has closed is registered no longer.
      if (!signal(event)) withdraw()
    }
  }
}

function connectionsOf(interfaces: readonly DialInterface[]): ReadonlyMap<string, number> {
  return new Map(
    interfaces.flatMap(({ id, connected }) => (connected === undefined ? [] : [[id, connected.number]])),
  )
}
