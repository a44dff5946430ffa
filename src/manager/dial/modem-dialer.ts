/**
 * Dials with a modem's connection and a profile. The connection is looked at as the machine of the modem has it, so it
 * makes no difference who brought it up or down. An attempt tries the modems in order of preference, each once.
 */
import { equal } from '../../base/index.ts'
import {
  CauseError,
  connectionId,
  connectObstacle,
  type Cause,
  type ConnectionMachine,
  type ContextSettings,
  type DialedLink,
  type Dialer,
  type DialerFact,
  type DialerOwner,
  type DialOptions,
  type DialSettings,
  type IpSettings,
  type Link,
  type ModemDialerSettings,
} from '../../core/index.ts'
import type { ModemPool, Pooled, PooledModem } from './modem-pool.ts'

/** Every modem has it; further sessions are for who asks for them by name. */
const SESSION = 0

const NOTHING: { readonly ip?: IpSettings; readonly link?: Link } = {}

interface Found extends PooledModem {
  readonly session: ConnectionMachine
}

export class ModemDialer implements Dialer, Pooled {
  readonly kind = 'modem'
  readonly #owner: DialerOwner
  readonly #pool: ModemPool
  /** As they were when it was made: others take another dialer. */
  readonly #settings: ModemDialerSettings
  #tell: (fact: DialerFact) => void = () => undefined
  /** The connection that serves, and what was told of it. */
  #held: { readonly id: string; readonly link?: DialedLink } | undefined
  #dialling = false
  #hangingUp = false
  #available: { readonly cause: Cause | undefined } | undefined

  constructor(owner: DialerOwner, settings: ModemDialerSettings, pool: ModemPool) {
    this.#owner = owner
    this.#pool = pool
    this.#settings = settings
  }

  get id(): string {
    return this.#owner.id
  }

  rank(): readonly (string | number)[] {
    const { enabled, priority, name } = this.#owner.settings()
    return [enabled ? 0 : 1, priority, name]
  }

  start(tell: (fact: DialerFact) => void): void {
    this.#tell = tell
    this.#pool.add(this)
    this.look()
  }

  look(): void {
    const found = this.#find()
    if (found === undefined) {
      this.#gone()
      if (!this.#dialling) this.#lookAvailable()
      return
    }
    const { id, phase } = found.session
    if (this.#held !== undefined && this.#held.id !== id) this.#gone()
    if (phase.at !== 'up' || phase.ip === undefined) {
      if (this.#held?.link !== undefined) this.#gone()
      if (this.#held === undefined && !this.#dialling) {
        this.#tell({ type: 'connecting', ...moverOf(found.session) })
      }
      this.#held = { id }
      return
    }
    const link = linkOf(found)
    const known = this.#held?.link
    this.#held = { id, link }
    if (!equal(known, link)) this.#tell({ type: 'up', link })
  }

  async dial({ signal, by }: DialOptions): Promise<void> {
    this.#dialling = true
    try {
      await this.#dial(signal, by)
    } finally {
      this.#dialling = false
      this.look()
    }
  }

  async hangUp({ by }: DialOptions): Promise<void> {
    this.#hangingUp = true
    try {
      await this.#hangUp(by)
    } finally {
      this.#hangingUp = false
      this.look()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#tell = () => undefined
    this.#pool.remove(this)
  }

  async #dial(signal: AbortSignal, by: string): Promise<void> {
    const { name } = this.#owner.settings()
    const { modems, profile } = this.#settings
    const { context } = this.#pool.profile(profile)
    let refusal = this.#obstacle()
    for (const { unit, modem } of this.#pool.modems(modems)) {
      const cause = connectObstacle(modem, SESSION)
      if (cause !== undefined) {
        refusal ??= cause
        continue
      }
      const connection = connectionId(modem.identity.id, SESSION)
      if (!this.#pool.take(connection, this)) continue
      this.#held = { id: connection }
      const request = { kind: 'connect', by, modem: modem.identity.id, connection, profile } as const
      const { id } = this.#pool.requests.begin(request)
      const cancel = (): void => unit.post({ type: 'cancel', request: id })
      signal.addEventListener('abort', cancel, { once: true })
      const { accessString } = context
      const use = { by, profile, ...(accessString === '' ? {} : { accessString }), dialInterface: name }
      const settings = withCredentials(context, this.#owner.settings())
      unit.post({ type: 'connect', sessionId: SESSION, request: id, by, settings, use })
      if (signal.aborted) cancel()
      const ended = await this.#pool.requests.whenEnded(id)
      signal.removeEventListener('abort', cancel)
      if (ended.cause === undefined) return
      refusal = ended.cause
      this.look()
      if (signal.aborted || refusal.code === 'cancelled') break
    }
    throw new CauseError(refusal ?? { code: 'no_device', message: `${name} has no modem to dial with` })
  }

  async #hangUp(by: string): Promise<void> {
    const held = this.#held
    const place = held && this.#sessions().find(({ session }) => session.id === held.id)
    if (place === undefined || place.session.phase.at === 'down') return
    const { unit, modem, session } = place
    const { sessionId, id: connection } = session
    const { requests } = this.#pool
    const { id } = requests.begin({ kind: 'disconnect', by, modem: modem.identity.id, connection })
    unit.post({ type: 'disconnect', sessionId, request: id, by })
    const { cause } = await requests.whenEnded(id)
    if (cause !== undefined && cause.code !== 'not_activated') throw new CauseError(cause)
  }

  /** Of all modems, whoever they serve. */
  #sessions(): readonly Found[] {
    return this.#pool
      .modems([])
      .flatMap((one) => [...one.modem.sessions.values()].map((session) => ({ ...one, session })))
  }

  /** Something of its modems is on the way down, and nothing else is in use. */
  #isEnding(): boolean {
    const sessions = this.#pool
      .modems(this.#settings.modems)
      .flatMap(({ modem }) => [...modem.sessions.values()])
    const busy = sessions.filter(({ phase }) => phase.at !== 'down')
    return (
      busy.length > 0 && busy.every(({ phase }) => phase.at === 'deactivating' || phase.at === 'abandoning')
    )
  }

  /** The session that serves: of the first modem whose connection bears the profile and is not another interface's. */
  #find(): Found | undefined {
    const { modems, profile } = this.#settings
    const { type } = this.#owner.settings()
    for (const { unit, modem } of this.#pool.modems(modems)) {
      for (const session of modem.sessions.values()) {
        if (!isAlive(session)) continue
        const ours = session.use?.profile === profile
        const called = type === 'full-router' && modems.length > 0 && session.use === undefined
        if ((ours || (called && session.phase.at === 'up')) && this.#pool.claim(session.id, this)) {
          return { unit, modem, session }
        }
      }
    }
    return undefined
  }

  /** Nothing serves: why, if something did. */
  #gone(): void {
    const held = this.#held
    if (held === undefined || (this.#dialling && held.link === undefined)) return
    this.#held = undefined
    this.#pool.release(held.id, this)
    this.#available = undefined
    this.#tell({ type: 'down', cause: this.#causeOfEnd(held.id) })
  }

  #causeOfEnd(connection: string): Cause {
    const session = this.#sessions().find(({ session: { id } }) => id === connection)?.session
    if (session === undefined) return { code: 'unplugged', message: 'the modem is gone' }
    const { phase } = session
    const ended =
      phase.at === 'down' || phase.at === 'deactivating' || phase.at === 'abandoning'
        ? phase.ended
        : undefined
    if (ended === undefined) return { code: 'disconnected', message: 'the connection ended' }
    return ended.how === 'asked' ? { code: 'cancelled', message: `disconnected by ${ended.by}` } : ended.cause
  }

  #lookAvailable(): void {
    // What is just coming down is no news: it will be free, or taken by another.
    if (this.#hangingUp || this.#isEnding()) return
    const cause = this.#obstacle()
    if (this.#available !== undefined && equal(this.#available.cause, cause)) return
    this.#available = { cause }
    this.#tell({ type: 'available', ...(cause && { cause }) })
  }

  /** Why none of its modems could dial now. */
  #obstacle(): Cause | undefined {
    const { modems, profile } = this.#settings
    const there = this.#pool.modems(modems).filter(({ modem }) => modem.phase !== 'gone')
    if (there.length === 0) {
      const wanted =
        modems.length === 0 ? 'there is no modem' : `none of its modems is there (${modems.join(', ')})`
      return { code: 'no_device', message: wanted }
    }
    if (!this.#pool.hasProfile(profile)) {
      return {
        code: 'not_found',
        message: `its profile ${JSON.stringify(profile)} is not there; add it, or name another`,
      }
    }
    const causes = there.map(({ modem }) => connectObstacle(modem, SESSION))
    if (causes.includes(undefined)) return undefined
    const taken = causes.find((cause) => cause?.code === 'max_activated_contexts' || cause?.code === 'busy')
    return taken ? { ...taken, code: 'busy' } : causes[0]
  }
}

function isAlive({ phase }: ConnectionMachine): boolean {
  return (
    phase.at === 'up' ||
    phase.at === 'attaching' ||
    phase.at === 'activating' ||
    phase.at === 'activating-elsewhere'
  )
}

function moverOf({ phase, use }: ConnectionMachine): { readonly by?: string; readonly request?: number } {
  if (phase.at === 'attaching' || phase.at === 'activating') return phase.mover
  return use === undefined ? {} : { by: use.by }
}

function linkOf({ modem, session }: Found): DialedLink {
  const { phase, use, id } = session
  const { ip = {}, link = { sessionId: session.sessionId, configuredBy: 'us' } } =
    phase.at === 'up' ? phase : NOTHING
  return {
    direction: use === undefined ? 'incoming' : 'outgoing',
    port: modem.identity.name,
    connection: id,
    ...(use && { by: use.by }),
    ip,
    link,
  }
}

/** The credentials of the interface take the place of those of the profile. */
function withCredentials(context: ContextSettings, { credentials }: DialSettings): ContextSettings {
  if (credentials === undefined) return context
  const { userName, domain, password } = credentials
  const { password: _, ...rest } = context
  return {
    ...rest,
    userName: domain === undefined || domain === '' ? userName : `${domain}\\${userName}`,
    ...(password === undefined ? {} : { password }),
  }
}
