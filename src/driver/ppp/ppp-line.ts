/**
 * One line, shared by the interfaces that are dialled with it: it carries one link at a time, whoever's that is. While nobody
 * dials, a pppd waits on it for callers where an interface answers; the name that a caller proves to have says whose the link
 * is. A link that was there before this process is taken over.
 */
import {
  equal,
  Minutes,
  Seconds,
  toDialtoneError,
  type Clock,
  type Logger,
  type Timer,
} from '../../base/index.ts'
import {
  CauseError,
  type Cause,
  type DialedLink,
  type DialerFact,
  type DialSettings,
} from '../../core/index.ts'
import type { DialOptions, PppDialerSettings } from '../../core/index.ts'
import { answerScript, dialScript } from './chat-script.ts'
import type { PppHost } from './host.ts'
import { answerOptions, callOptions, secretsOf, type Caller } from './pppd-options.ts'
import { PppdSession, type SessionFact } from './pppd-session.ts'
import type { SessionFolder } from './session-folder.ts'

/** An interface that is dialled with the line. */
export interface LineUser {
  readonly id: string
  readonly dialer: PppDialerSettings
  readonly settings: () => DialSettings
  readonly hear: (fact: DialerFact) => void
}

export interface PppLineOptions {
  readonly line: PppDialerSettings['line']
  /** The network device of its links. */
  readonly link: string
  readonly folder: SessionFolder
  readonly host: PppHost
  readonly clock: Clock
  readonly log: Logger
}

/** What the line carries, or is to. */
interface Use {
  /** The interface that has dialled it, or has been called by it. */
  owner?: string | undefined
  readonly direction: DialedLink['direction']
  readonly by?: string
  session?: PppdSession
  carrier: boolean
  link?: DialedLink
  /** Ends the attempt of whoever waits for it. */
  readonly outcome?: PromiseWithResolvers<undefined>
}

/** A modem takes its time, authentication and IP theirs; what takes longer has come to nothing. */
const DIAL_PATIENCE = Minutes(3)
/** How often it is looked whether the line is there. */
const PACE = Seconds(1)
/** Until a line that could not be waited on is tried again. */
const WAIT_AGAIN = Seconds(10)
/** A link of an interface that does not come back after a restart is nobody's. */
const OWNER_PATIENCE = Minutes(1)

export class PppLine {
  readonly #options: PppLineOptions
  readonly #log: Logger
  readonly #users = new Map<string, LineUser>()
  /** What each of them was told last. */
  readonly #told = new Map<string, { readonly cause: Cause | undefined }>()
  #use: Use | undefined
  #timer: Timer | undefined
  #ownerTimer: Timer | undefined
  #waitAt = -Infinity
  #secrets = ''

  constructor(options: PppLineOptions) {
    this.#options = options
    this.#log = options.log.child({ subject: options.line.device })
  }

  add(user: LineUser): void {
    if (this.#users.size === 0) this.#adopt()
    this.#users.set(user.id, user)
    this.#told.delete(user.id)
    const use = this.#use
    if (use?.owner === user.id) {
      if (use.link !== undefined) user.hear({ type: 'up', link: use.link })
      else user.hear({ type: 'connecting', ...(use.by !== undefined && { by: use.by }) })
    }
    this.look()
    // What it has heard may have been enough for it.
    if (this.#users.size > 0) this.#timer ??= this.#pace()
  }

  /** A link that is up stays up. */
  async remove(user: LineUser): Promise<void> {
    if (this.#users.get(user.id) !== user) return
    this.#users.delete(user.id)
    this.#told.delete(user.id)
    if (this.#users.size > 0) {
      this.look()
      return
    }
    for (const timer of [this.#timer, this.#ownerTimer]) timer?.[Symbol.dispose]()
    this.#timer = undefined
    const use = this.#use
    this.#use = undefined
    // Whoever has it goes on alone; a pppd that waits for callers would let them in while nobody looks.
    if (use?.direction === 'incoming' && !use.carrier) await use.session?.end(CANCELLED)
    else use?.session?.leave()
  }

  /** Why it could not be dialled now. */
  obstacle(): Cause | undefined {
    const { host, line } = this.#options
    const use = this.#use
    if (use === undefined) return host.obstacle() ?? host.lineObstacle(line)
    if (use.direction === 'incoming' && !use.carrier) return undefined
    const holder = use.owner === undefined ? undefined : this.#users.get(use.owner)
    return {
      code: 'busy',
      message: `the line ${line.device} is used by ${holder?.settings().name ?? 'a caller'}`,
    }
  }

  /** @throws CauseError */
  async dial(user: LineUser, { signal, by }: DialOptions): Promise<void> {
    const obstacle = this.obstacle()
    if (obstacle !== undefined) throw new CauseError(obstacle)
    const waiting = this.#use?.session
    const outcome = Promise.withResolvers<undefined>()
    const use: Use = { owner: user.id, direction: 'outgoing', by, carrier: false, outcome }
    this.#use = use
    this.#lookAvailable()
    try {
      await waiting?.end(CANCELLED)
      if (signal.aborted) throw new CauseError(CANCELLED)
      use.session = this.#start(user, use)
    } catch (thrown) {
      this.#release(use)
      throw thrown
    }
    const { session } = use
    const cancel = (): void => void session.end(CANCELLED)
    signal.addEventListener('abort', cancel, { once: true })
    using _ = this.#options.clock.setTimer(DIAL_PATIENCE, () => void session.end(TOO_LONG), {
      background: true,
    })
    try {
      await outcome.promise
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  /** Resolves when its link is down and that has been told. */
  async hangUp(user: LineUser, { by }: DialOptions): Promise<void> {
    const use = this.#use
    if (use?.owner !== user.id) return
    await use.session?.end({ code: 'cancelled', message: `disconnected by ${by}` })
  }

  /** Looks what the line can do for whom, and has callers waited for. */
  look(): void {
    this.#lookAnswer()
    this.#lookAvailable()
  }

  #pace(): Timer {
    return this.#options.clock.setTimer(
      PACE,
      () => {
        this.#timer = this.#pace()
        this.look()
      },
      { background: true },
    )
  }

  #adopt(): void {
    const { folder, host, clock } = this.#options
    const { owner, by } = folder.record() ?? {}
    const use: Use =
      owner === undefined
        ? { direction: 'incoming', carrier: false }
        : { direction: 'outgoing', carrier: true, owner, ...(by !== undefined && { by }) }
    const tell = (fact: SessionFact): void => this.#hear(use, fact)
    const session = PppdSession.adopt({ folder, host, clock, log: this.#log, tell })
    if (session === undefined) {
      folder.clear()
      return
    }
    use.session = session
    // Else it would be ended as one that waits for callers, by the first interface to be there that takes none.
    use.carrier ||= session.hasCarrier
    this.#use = use
    this.#log.info({ pid: session.pid }, 'a pppd of an earlier life of the service is taken over')
    // Whose a call that came in is, is known once all interfaces are there: by then it looks by itself.
    if (use.direction === 'outgoing') session.look()
    this.#ownerTimer = clock.setTimer(OWNER_PATIENCE, () => this.#endUnowned(), { background: true })
  }

  #endUnowned(): void {
    const use = this.#use
    if (use?.owner === undefined || this.#users.has(use.owner)) return
    void use.session?.end({ code: 'cancelled', message: 'its interface is not there any more' })
  }

  #start(user: LineUser, use: Use): PppdSession {
    const { line, link, host } = this.#options
    const { credentials } = user.settings()
    const { dialer } = user
    return this.#session(
      use,
      { v: 1, line: line.device, link, owner: user.id, ...(use.by !== undefined && { by: use.by }) },
      {
        options: callOptions(dialer, { credentials, device: link, ipv6: host.hasIpv6() }),
        ...(dialer.line.kind === 'serial' && { chat: dialScript(dialer.line) }),
      },
    )
  }

  #session(
    use: Use,
    record: Parameters<typeof PppdSession.start>[1],
    files: Parameters<typeof PppdSession.start>[2],
  ): PppdSession {
    const { folder, host, clock } = this.#options
    const tell = (fact: SessionFact): void => this.#hear(use, fact)
    return PppdSession.start({ folder, host, clock, log: this.#log, tell }, record, files)
  }

  #hear(use: Use, fact: SessionFact): void {
    switch (fact.type) {
      case 'carrier':
        use.carrier = true
        // What has changed since it was waited for holds for this caller.
        if (use.direction === 'incoming') this.#rewriteSecrets()
        break
      case 'up':
        this.#up(use, fact)
        break
      case 'ended':
        this.#ended(use, fact.cause)
        break
    }
    this.#lookAvailable()
  }

  #up(use: Use, { ip, peer }: Extract<SessionFact, { type: 'up' }>): void {
    const { line, link } = this.#options
    use.carrier = true
    use.owner ??= this.#answering().find((user) => user.settings().name === peer)?.id
    if (use.owner === undefined) {
      this.#log.warn({}, 'a caller is refused: it is none of those that may call')
      void use.session?.end(CANCELLED)
      return
    }
    use.link = {
      direction: use.direction,
      port: line.device,
      ...(use.by !== undefined && { by: use.by }),
      ip,
      link: { name: link, sessionId: 0, configuredBy: 'driver' },
    }
    this.#users.get(use.owner)?.hear({ type: 'up', link: use.link })
    use.outcome?.resolve(undefined)
  }

  #ended(use: Use, ended: Cause): void {
    const cause = this.#isGone() && ended.code !== 'cancelled' ? this.#gone() : ended
    const user = use.owner === undefined ? undefined : this.#users.get(use.owner)
    this.#release(use)
    if (use.direction === 'incoming') {
      if (!use.carrier && cause.code !== 'cancelled') {
        this.#waitAt = this.#options.clock.monotonic() + WAIT_AGAIN
        this.#log.warn({ cause: cause.message }, 'callers cannot be waited for')
      } else if (use.owner === undefined && cause !== CANCELLED) {
        this.#log.info({ cause: cause.message }, 'a call came in and has come to nothing')
      }
    }
    if (use.link !== undefined || use.outcome === undefined) user?.hear({ type: 'down', cause })
    use.outcome?.reject(new CauseError(cause))
  }

  #release(use: Use): void {
    if (this.#use === use) this.#use = undefined
    if (use.owner !== undefined) this.#told.delete(use.owner)
  }

  #isGone(): boolean {
    return this.#options.host.lineObstacle(this.#options.line)?.code === 'no_device'
  }

  #gone(): Cause {
    return { code: 'unplugged', message: `the line ${this.#options.line.device} is gone` }
  }

  /** Whoever has the line hears of its link instead. */
  #lookAvailable(): void {
    const cause = this.obstacle()
    for (const [id, user] of this.#users) {
      if (this.#use?.owner === id) continue
      const told = this.#told.get(id)
      if (told !== undefined && equal(told.cause, cause)) continue
      this.#told.set(id, { cause })
      user.hear({ type: 'available', ...(cause && { cause }) })
    }
  }

  /** Those that callers may reach now. */
  #answering(): readonly LineUser[] {
    return [...this.#users.values()].filter((user) => {
      const { enabled, type } = user.settings()
      return user.dialer.answer !== undefined && enabled && type === 'full-router'
    })
  }

  #lookAnswer(): void {
    const { line, link, host, clock } = this.#options
    const [first] = this.#answering()
    const use = this.#use
    if (use !== undefined) {
      const waits = use.direction === 'incoming' && !use.carrier
      if (waits && first === undefined) void use.session?.end(CANCELLED)
      else if (waits) this.#rewriteSecrets()
      return
    }
    const answer = first?.dialer.answer
    if (first === undefined || answer === undefined || first.dialer.line.kind !== 'serial') return
    if (clock.monotonic() < this.#waitAt) return
    if ((host.obstacle() ?? host.lineObstacle(line)) !== undefined) return
    const waiting: Use = { direction: 'incoming', carrier: false }
    this.#use = waiting
    try {
      this.#secrets = secretsOf(this.#callers())
      waiting.session = this.#session(
        waiting,
        { v: 1, line: line.device, link },
        {
          options: answerOptions(first.dialer, answer.address, link),
          chat: answerScript(first.dialer.line),
          secrets: this.#secrets,
        },
      )
    } catch (thrown) {
      this.#release(waiting)
      this.#waitAt = clock.monotonic() + WAIT_AGAIN
      this.#log.error({ error: toDialtoneError(thrown).message }, 'callers cannot be waited for')
    }
  }

  #callers(): readonly Caller[] {
    return this.#answering().flatMap((user) => {
      const { name, credentials } = user.settings()
      const { answer } = user.dialer
      const password = credentials?.password
      return answer === undefined || !password ? [] : [{ name, password, peer: answer.peer }]
    })
  }

  #rewriteSecrets(): void {
    const secrets = secretsOf(this.#callers())
    if (secrets === this.#secrets) return
    try {
      this.#options.folder.writeSecrets(secrets)
      this.#secrets = secrets
    } catch (thrown) {
      this.#log.error({ error: toDialtoneError(thrown).message }, 'what callers prove could not be written')
      void this.#use?.session?.end(CANCELLED)
    }
  }
}

const CANCELLED: Cause = { code: 'cancelled', message: 'the attempt was given up' }
const TOO_LONG: Cause = { code: 'timeout', message: 'pppd has not come to an end in three minutes' }
