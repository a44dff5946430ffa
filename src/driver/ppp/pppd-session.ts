/**
 * One pppd, from its start (or from when it was found running) to its end, whatever that takes: asked to end it has a while,
 * then it is killed; one that even that does not end is given up and said so. Facts are told in order, the end last and once.
 */
import {
  DialtoneError,
  equal,
  Seconds,
  toDialtoneError,
  type Clock,
  type Logger,
  type Timer,
} from '../../base/index.ts'
import type { Cause, IpSettings } from '../../core/index.ts'
import type { PppdProcess, PppHost, ProcessEnd } from './host.ts'
import { causeOfEnd } from './ppp-cause.ts'
import type { SessionFiles, SessionFolder, SessionRecord } from './session-folder.ts'
import { chatStatus, ipSettingsOf, peerName, type Told } from './told.ts'

export type SessionFact =
  /** The modem has a carrier, or the concentrator a session: the two ends begin to agree. */
  | { readonly type: 'carrier' }
  | { readonly type: 'up'; readonly ip: IpSettings; readonly peer?: string }
  | { readonly type: 'ended'; readonly cause: Cause }

export interface SessionOptions {
  readonly folder: SessionFolder
  readonly host: PppHost
  readonly clock: Clock
  readonly log: Logger
  readonly tell: (fact: SessionFact) => void
}

/** pppd repeats a request to terminate for 9 s at the most (RFC 1661 §4.6, its defaults) and lets its scripts end. */
const END_PATIENCE = Seconds(12)
/** A process that was killed goes at once, unless the kernel holds it. */
const KILL_PATIENCE = Seconds(5)
/**
 * One family comes, and goes, a moment before the other. A request for addresses is repeated every 3 s (RFC 1661 §4.6): whoever has
 * said nothing to three of them has nothing to say.
 */
const FAMILY_PATIENCE = Seconds(10)
/** What may be missed by being told is found by looking. */
const PACE = Seconds(1)

export class PppdSession {
  readonly record: SessionRecord
  readonly #options: SessionOptions
  readonly #process: PppdProcess
  readonly #watch: Disposable
  readonly #over = Promise.withResolvers<undefined>()
  #timer: Timer | undefined
  #patience: Timer | undefined
  #looking: Timer | undefined
  #carrier = false
  /** As it was told. */
  #ip: IpSettings | undefined
  /** Since when a family is awaited. */
  #partSince: number | undefined
  /** Why it is being ended. */
  #ending: Cause | undefined
  #ended = false

  private constructor(options: SessionOptions, record: SessionRecord, process: PppdProcess) {
    const { folder, host } = options
    this.#options = options
    this.record = record
    this.#process = process
    this.#watch = host.watch(folder, () => this.#lookSoon())
    void process.ended.then((end) => this.#exited(end))
    this.#pace()
  }

  /** @throws DialtoneError `storage_failed` where its folder cannot be made */
  static start(options: SessionOptions, record: SessionRecord, files: SessionFiles): PppdSession {
    const { folder, host } = options
    try {
      folder.prepare(record, files)
    } catch (thrown) {
      throw new DialtoneError(
        'storage_failed',
        `${folder.path} could not be made: ${toDialtoneError(thrown).message}`,
        {
          cause: thrown,
        },
      )
    }
    return new PppdSession(options, record, host.start(folder))
  }

  /** The session that an earlier life of the service left in the folder, if it lives on. */
  static adopt(options: SessionOptions): PppdSession | undefined {
    const { folder, host } = options
    const record = folder.record()
    const process = record === undefined ? undefined : host.find(folder)
    return record === undefined || process === undefined
      ? undefined
      : new PppdSession(options, record, process)
  }

  get pid(): number {
    return this.#process.pid
  }

  /** Even where that has not been told yet. */
  get hasCarrier(): boolean {
    return chatStatus(this.#told()) === 0
  }

  /** Looks what it has told, now. */
  look(): void {
    if (this.#ended) return
    const { folder, host, tell } = this.#options
    const told = this.#told()
    this.#lookCarrier(told)
    const { link } = this.record
    const ip = ipSettingsOf(told, { mtu: host.mtu(link), addresses: host.addresses(link) })
    if (ip === undefined || this.#ending !== undefined || this.#isPassing(ip) || equal(ip, this.#ip)) return
    if (this.#ip === undefined) folder.forgetSecrets()
    this.#ip = ip
    const peer = peerName(told)
    tell({ type: 'up', ip, ...(peer !== undefined && { peer }) })
  }

  /** Resolves when it is over and that has been told, with this cause. */
  async end(cause: Cause): Promise<void> {
    if (!this.#ended && this.#ending === undefined) {
      this.#ending = cause
      this.#process.signal('SIGTERM')
      this.#wait(END_PATIENCE, () => {
        this.#options.log.warn({ pid: this.pid }, 'pppd does not end when it is asked to: it is killed')
        this.#process.signal('SIGKILL')
        this.#wait(KILL_PATIENCE, () => {
          this.#options.log.error({ pid: this.pid }, 'pppd does not end even when it is killed')
          const message = `pppd, process ${this.pid}, does not end: the kernel holds it`
          this.#finish({ code: 'timeout', message }, { clear: false })
        })
      })
    }
    await this.#over.promise
  }

  /** Lets it go on alone. Nothing more is told. */
  leave(): void {
    this.#ended = true
    // Read long ago, but by one that is just being started.
    this.#options.folder.forgetSecrets()
    this.#stopWaiting()
    this.#over.resolve(undefined)
  }

  /** IPv6 alone, and less than there was, is told once it has lasted. */
  #isPassing({ v4, v6 }: IpSettings): boolean {
    const isWhole = v4 !== undefined && (v6 !== undefined || this.#ip?.v6 === undefined)
    const now = this.#options.clock.monotonic()
    this.#partSince = isWhole ? undefined : (this.#partSince ?? now)
    return this.#partSince !== undefined && now - this.#partSince < FAMILY_PATIENCE
  }

  #lookCarrier(told: Told): void {
    if (this.#carrier || chatStatus(told) !== 0) return
    this.#carrier = true
    this.#options.tell({ type: 'carrier' })
  }

  #told(): Told {
    try {
      return this.#options.folder.read()
    } catch (thrown) {
      this.#options.log.warn({ error: toDialtoneError(thrown).message }, 'what pppd told could not be read')
      return {}
    }
  }

  /** Several files come at once. */
  #lookSoon(): void {
    if (this.#ended) return
    this.#looking ??= this.#options.clock.setTimer(Seconds(0), () => {
      this.#looking = undefined
      this.look()
    })
  }

  #pace(): void {
    this.#timer = this.#options.clock.setTimer(
      PACE,
      () => {
        this.look()
        if (!this.#ended) this.#pace()
      },
      { background: true },
    )
  }

  #wait(delay: ReturnType<typeof Seconds>, over: () => void): void {
    this.#patience = this.#options.clock.setTimer(delay, over, { background: true })
  }

  #exited(end: ProcessEnd): void {
    if (this.#ended) return
    // What it told last may not have been looked at.
    const told = this.#told()
    this.#lookCarrier(told)
    const chat = chatStatus(told)
    const { folder } = this.#options
    this.#finish(
      this.#ending ?? causeOfEnd({ ...end, ...(chat !== undefined && { chat }), log: folder.log() }),
    )
  }

  /** What still runs, although it was killed, still has its folder. */
  #finish(cause: Cause, { clear = true } = {}): void {
    this.#ended = true
    this.#stopWaiting()
    if (clear) this.#options.folder.clear()
    else this.#options.folder.forgetSecrets()
    this.#options.tell({ type: 'ended', cause })
    this.#over.resolve(undefined)
  }

  #stopWaiting(): void {
    this.#watch[Symbol.dispose]()
    for (const timer of [this.#timer, this.#patience, this.#looking]) timer?.[Symbol.dispose]()
  }
}
