/**
 * Being told that an interface has connected or disconnected. A registered event is signalled whenever any dial interface
 * of the router does, outgoing or incoming, after the new state can be read; never for a failed attempt, and never after it
 * was withdrawn.
 *
 * One watcher follows a router's journal for all registrations. It begins before a registration is answered, so nothing
 * that happens from then on is missed; while the service is away it waits and goes on from its cursor, and what cannot be
 * told any more is found by comparing states.
 */
import { watchResuming, type WatchItem } from '../../../../api/index.ts'
import type { Clock, Logger } from '../../../../base/index.ts'
import { DialtoneError, toDialtoneError } from '../../../../base/index.ts'
import type { DialInterface } from '../../../../core/index.ts'
import { isEventHandle, look, sameEvent, signal, type EventHandle } from '../../event/event-memory.ts'
import { ERROR_INVALID_HANDLE, ERROR_INVALID_PARAMETER } from '../../win32-error.ts'
import type { MprNotificationFunctions } from '../function/notification.ts'
import { ErrorNumber } from './error-number.ts'
import type { Router } from './router.ts'
import type { Session, SessionTable } from './session-table.ts'

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
    if (!isEventHandle(event) || look(event) === 'stale') throw new ErrorNumber(ERROR_INVALID_PARAMETER)
    return event
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
    const { service } = this.#router
    const { clock, log } = this.#surroundings
    return new Promise((resolve, reject) => {
      const follow = async (): Promise<void> => {
        try {
          for await (const item of watchResuming(service, { signal: stop.signal, clock })) {
            this.#hear(item)
            resolve()
          }
        } catch (thrown) {
          log.warn({ error: toDialtoneError(thrown).message }, 'events are not signalled any more')
          reject(toDialtoneError(thrown))
        }
        // Whoever waits for what was ended meanwhile begins anew.
        if (this.#stop !== stop) {
          resolve()
          return
        }
        this.#ready = undefined
        reject(new DialtoneError('service_unavailable', 'the service has ended'))
      }
      void follow()
    })
  }

  #end(): void {
    this.#stop?.abort()
    this.#stop = undefined
    this.#ready = undefined
    this.#connections = new Map()
  }

  #hear(item: WatchItem): void {
    if (item.type === 'snapshot') {
      this.#connections = connectionsOf(item.dialInterfaces)
    } else if (item.type === 'gap') {
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
