/**
 * Which bearer carries which session. A bearer of ours has the session that it was made for; one that was connected before
 * us, or by somebody else, gets the first that is free, in the order of their links. What others made is told and can be
 * ended, but stays theirs: only what was made here is deleted.
 */
import { equal } from '../../base/index.ts'
import type { DriverFact, Link, NetworkCause } from '../../core/index.ts'
import { networkCauseFrom } from './cause.ts'
import { background, type ModemContext } from './context.ts'
import { connectionError, ipSettings, isConnected, linkName, needsPpp } from './fact/bearer.ts'
import { maxSessions } from './fact/equipment.ts'
import { BEARER, MODEM } from './names.ts'
import { count, paths, record } from './read.ts'
import type { RemoteObject } from './remote-object.ts'

interface Followed {
  readonly bearer: RemoteObject
  readonly ours: boolean
  readonly listening: Disposable
  /** While it has one. */
  sessionId?: number
  /** As it was told last. */
  told?: Extract<DriverFact, { type: 'context' }>
}

export class Sessions implements Disposable {
  readonly #context: ModemContext
  readonly #followed = new Map<string, Followed>()
  /** Sessions whose verb tells what becomes of them. */
  readonly #busy = new Set<number>()
  /** Bytes of bearers that are no longer there. */
  #retired = { received: 0, sent: 0 }

  constructor(context: ModemContext) {
    this.#context = context
  }

  /** Follows the bearers that the modem has now; none of them is told of before `look`. */
  async follow(): Promise<void> {
    const { modem, service, signal } = this.#context
    const now = paths(modem.get(MODEM, 'Bearers'))
    for (const [path, followed] of this.#followed) {
      // One that is being made may not be in the list yet.
      const making = followed.sessionId !== undefined && this.#busy.has(followed.sessionId)
      if (!now.includes(path) && !making) this.#forget(followed)
    }
    const unknown = now.filter((path) => !this.#followed.has(path))
    const bearers = await Promise.allSettled(unknown.map((path) => service.object(path, BEARER, { signal })))
    for (const bearer of bearers) if (bearer.status === 'fulfilled') this.take(bearer.value, { ours: false })
  }

  /** From now on this bearer is followed. */
  take(
    bearer: RemoteObject,
    { ours, sessionId }: { readonly ours: boolean; readonly sessionId?: number },
  ): void {
    const known = this.#followed.get(bearer.path)
    if (known !== undefined && !ours) return
    known?.listening[Symbol.dispose]()
    const listening = bearer.listen({ changed: () => this.look() })
    const followed: Followed = { bearer, ours, listening, ...(sessionId !== undefined && { sessionId }) }
    this.#followed.set(bearer.path, followed)
  }

  /** Tells what is up and what is down where that has changed. */
  look(): void {
    const free = [...this.#followed.values()].filter(
      ({ bearer, sessionId }) => sessionId === undefined && isConnected(bearer),
    )
    for (const followed of free.toSorted((one, other) => byLink(one.bearer, other.bearer))) {
      this.#assign(followed)
    }
    for (const followed of this.#followed.values()) this.#tell(followed)
    this.#context.retell()
  }

  bearerOf(sessionId: number): { readonly bearer: RemoteObject; readonly ours: boolean } | undefined {
    return [...this.#followed.values()].find((followed) => followed.sessionId === sessionId)
  }

  isUp(sessionId: number): boolean {
    const followed = this.bearerOf(sessionId)
    return followed !== undefined && isConnected(followed.bearer)
  }

  /** Those that carry something. */
  connected(): readonly RemoteObject[] {
    return [...this.#followed.values()].map(({ bearer }) => bearer).filter(isConnected)
  }

  /** The sessions that have been told to be up. */
  up(): readonly number[] {
    return [...this.#followed.values()].flatMap(({ told }) =>
      told?.state === 'activated' ? [told.sessionId] : [],
    )
  }

  link(sessionId: number, bearer: RemoteObject): Link {
    const name = linkName(bearer)
    return { ...(name !== undefined && { name }), sessionId, configuredBy: 'us' }
  }

  traffic(): Extract<DriverFact, { type: 'traffic' }> {
    let { received, sent } = this.#retired
    for (const { bearer } of this.#followed.values()) {
      const bytes = bytesOf(bearer)
      received += bytes.received
      sent += bytes.sent
    }
    return { type: 'traffic', received, sent }
  }

  /** Whoever carries out a verb on a session tells of it by itself, until disposed. */
  busy(sessionId: number): Disposable {
    this.#busy.add(sessionId)
    return {
      [Symbol.dispose]: () => {
        this.#busy.delete(sessionId)
        this.look()
      },
    }
  }

  /** A verb has brought it up. */
  toldUp(bearer: RemoteObject, fact: Extract<DriverFact, { type: 'context' }>): void {
    const followed = this.#followed.get(bearer.path)
    if (followed !== undefined) followed.told = fact
    this.#context.tell(fact)
    this.#context.retell()
  }

  /** It carries nothing any more: the session is free, and what was made here is deleted. */
  end(sessionId: number, networkError?: NetworkCause): void {
    const followed = [...this.#followed.values()].find((one) => one.sessionId === sessionId)
    if (followed !== undefined) {
      delete followed.sessionId
      delete followed.told
      if (followed.ours) background(this.#context, 'deleting a bearer', this.remove(followed.bearer))
    }
    this.#context.tell({
      type: 'context',
      sessionId,
      state: 'deactivated',
      ...(networkError && { networkError }),
    })
    this.#context.retell()
  }

  /** Deletes a bearer that was made here, connected or not. */
  async remove(bearer: RemoteObject): Promise<void> {
    const { modem } = this.#context
    const followed = this.#followed.get(bearer.path)
    if (followed !== undefined) this.#forget(followed, { silently: true })
    await modem.call(MODEM, 'DeleteBearer', { signature: 'o', values: [bearer.path] })
  }

  [Symbol.dispose](): void {
    for (const { listening } of this.#followed.values()) listening[Symbol.dispose]()
    this.#followed.clear()
  }

  #assign(followed: Followed): void {
    const taken = new Set([...this.#followed.values()].map(({ sessionId }) => sessionId))
    const most = maxSessions(this.#context.modem, this.#context)
    for (let sessionId = 0; sessionId < most; sessionId++) {
      if (taken.has(sessionId) || this.#busy.has(sessionId)) continue
      followed.sessionId = sessionId
      return
    }
  }

  #tell(followed: Followed): void {
    const { bearer, sessionId, told } = followed
    if (sessionId === undefined || this.#busy.has(sessionId)) return
    if (!isConnected(bearer)) {
      if (told?.state === 'activated') this.end(sessionId, networkErrorOf(bearer))
      return
    }
    const ip = ipSettings(bearer)
    // The addresses are on their way, unless PPP is to bring them.
    if (ip === undefined && !needsPpp(bearer)) return
    const fact = {
      type: 'context',
      sessionId,
      state: 'activated',
      ...(ip && { ip, link: this.link(sessionId, bearer) }),
    } as const
    if (equal(fact, told)) return
    followed.told = fact
    this.#context.tell(fact)
  }

  #forget({ bearer, listening, sessionId, told }: Followed, { silently = false } = {}): void {
    listening[Symbol.dispose]()
    this.#followed.delete(bearer.path)
    const bytes = bytesOf(bearer)
    this.#retired = {
      received: this.#retired.received + bytes.received,
      sent: this.#retired.sent + bytes.sent,
    }
    this.#context.service.forget(bearer)
    if (silently || sessionId === undefined || told?.state !== 'activated' || this.#busy.has(sessionId)) {
      return
    }
    this.end(sessionId)
  }
}

/** Why the network or the modem ended it. */
export function networkErrorOf(bearer: RemoteObject): NetworkCause | undefined {
  const error = connectionError(bearer)
  return error && networkCauseFrom(error.name)
}

/** The link of a session of a shared port ends in a number; of bearers alike, the older one is first. */
function byLink(one: RemoteObject, other: RemoteObject): number {
  return numberOf(linkName(one)) - numberOf(linkName(other)) || numberOf(one.path) - numberOf(other.path)
}

function numberOf(name: string | undefined): number {
  return Number(/\d+$/.exec(name ?? '')?.[0] ?? 0)
}

function bytesOf(bearer: RemoteObject): { readonly received: number; readonly sent: number } {
  const stats = record(bearer.get(BEARER, 'Stats'))
  const most = (...names: string[]): number => Math.max(0, ...names.map((name) => count(stats[name]) ?? 0))
  return { received: most('total-rx-bytes', 'rx-bytes'), sent: most('total-tx-bytes', 'tx-bytes') }
}
