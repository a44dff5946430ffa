/**
 * The control session with one function: idle, opening, open, lost, ended. Carries transactions while it is open; notices
 * that the function forgot the session (NOT_OPENED), does not answer any more, or is gone; opens it again when told.
 */
import { DialtoneError, type Clock, type Logger, type Random } from '../base/index.ts'
import type { Channel } from '../channel/index.ts'
import {
  DeviceServices,
  MsVersion,
  ProxyVersion,
  serializeInfo,
  toMbimExVersion,
  WireError,
  type FunctionMessage,
  type IndicateStatus,
  type InfoCodec,
  type MbimExVersion,
  type ProtocolErrorCode,
} from '../mbim/index.ts'
import { listServices, negotiateVersion, probe, type ProbePort } from './agreement.ts'
import { Backlog } from './backlog.ts'
import type { CommandPort } from './command.ts'
import { ProtocolError } from './errors.ts'
import { Link } from './link.ts'
import { closeFunction, openFunction, type OpeningContext } from './opening.ts'
import type { ServiceList } from './service-list.ts'
import { TIMEOUTS } from './timeouts.ts'
import { Transactions, type TransactionRequest } from './transactions.ts'

/** How a session was lost: the function was reset behind our back, or it does not answer. */
export type LostState = 'closed' | 'wedged'

export interface SessionListener {
  indication(indication: IndicateStatus): void
  /** All that was outstanding has been rejected; `recover` opens the function again. */
  lost(state: LostState, cause: DialtoneError): void
  /** The channel has ended: exactly once, and without a cause when `close` was called. */
  ended(cause?: DialtoneError): void
}

export interface SessionOptions {
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  readonly maxOutstanding: number
  readonly maxControlTransfer: number
  readonly highestVersion: MbimExVersion
}

interface Waiting {
  readonly signal?: AbortSignal | undefined
}

/** Unanswered commands in a row, with nothing heard in between, that make a function wedged. */
const WEDGED_AFTER = 3

export class Session implements CommandPort {
  readonly name: string
  /** When the function said something last, on the clock's monotonic time. */
  lastHeard: number
  readonly #listener: SessionListener
  readonly #options: SessionOptions
  readonly #link: Link
  readonly #transactions: Transactions
  readonly #backlog: Backlog
  readonly #ended: Promise<void>
  #tellEnded: () => void = () => undefined
  #state: 'idle' | 'opening' | 'open' | 'lost' | 'ended' = 'idle'
  #endCause: DialtoneError | undefined
  #version: MbimExVersion = 1
  #services: ServiceList | undefined
  /** An OPEN is out: what arrives before its answer belongs to the session before it. */
  #discarding = false
  #strayCloseDone: (() => void) | undefined
  /** Ends the attempts to open when the channel ends or is let go. */
  #attempts: AbortController | undefined
  /** For what is said before the session is open. */
  readonly #inside: OpeningContext & ProbePort

  /** Takes over the channel. */
  constructor(channel: Channel, listener: SessionListener, options: SessionOptions) {
    const { clock, log, maxControlTransfer, maxOutstanding, random } = options
    this.name = channel.name
    this.lastHeard = clock.monotonic()
    this.#listener = listener
    this.#options = options
    this.#ended = new Promise((resolve) => (this.#tellEnded = resolve))
    this.#link = new Link(
      channel,
      {
        heard: (header) => this.#backlog.heard(header),
        expects: (id) => this.#transactions.has(id),
        message: (message) => this.#message(message),
        lost: (id, error) => {
          const what = this.#transactions.describe(id)
          if (what !== undefined) this.#transactions.fail(id, new ProtocolError(error, what))
        },
        closed: (cause) => this.#end(cause),
      },
      { clock, log, maxControlTransfer },
    )
    this.#transactions = new Transactions(
      {
        send: (message) => this.#link.send(message),
        abandoned: (id) => {
          this.#link.forget(id)
          this.#link.sendError(id, 'cancel')
        },
        timedOut: (count) => {
          if (count >= WEDGED_AFTER) {
            this.#lose('wedged', new DialtoneError('timeout', `${this.name} does not answer any more`))
          }
        },
      },
      // A random start: the late answer to the host before us must not pass for one to us.
      { clock, maxOutstanding, firstId: 1 + random.integer(0x7fffffff) },
    )
    const backlog = (this.#backlog = new Backlog(() => this.#ask()))
    const version = (): MbimExVersion => this.#version
    this.#inside = {
      run: (request) =>
        this.#state === 'ended'
          ? Promise.reject(this.#refusal(request.what))
          : this.#transactions.run(request),
      get version() {
        return version()
      },
      onStrayCloseDone: (callback) => {
        this.#strayCloseDone = callback
        return { [Symbol.dispose]: () => (this.#strayCloseDone = undefined) }
      },
      backlog,
      clock,
      log,
      maxControlTransfer,
    }
    this.#link.start()
  }

  get version(): MbimExVersion {
    return this.#version
  }

  get services(): ServiceList | undefined {
    return this.#services
  }

  run(request: TransactionRequest): Promise<FunctionMessage> {
    if (this.#state === 'open') return this.#transactions.run(request)
    return Promise.reject(this.#refusal(request.what))
  }

  /** Asks before it opens, so that a live session is taken over: then `adopted`. */
  async open(options: Waiting): Promise<{ adopted: boolean }> {
    this.#begin('idle')
    const found = await probe(this.#inside, options)
    const adopted = found !== 'closed' && found !== 'silent'
    const { behind } = this.#backlog
    if (behind > 0) this.#options.log.warn({ behind }, 'the modem is behind with what it says; taken over so')
    await this.#agree(adopted ? found : await this.#reopen(found === 'silent', options), options)
    return { adopted }
  }

  /** After `lost`. The function's contexts are gone. It may be tried again when it fails. */
  async recover(state: LostState, options: Waiting): Promise<void> {
    this.#begin('lost')
    try {
      await this.#agree(await this.#reopen(state === 'wedged', options), options)
    } catch (error) {
      if (this.#state === 'opening') this.#state = 'lost'
      throw error
    }
  }

  /** Ends the channel; with `close` the function's session before it. What is outstanding is cancelled. */
  async close(options: { close: boolean }): Promise<void> {
    if (this.#state === 'ended') return
    const letGo = (what: string): DialtoneError =>
      new DialtoneError('cancelled', `${what}: ${this.name} was let go`)
    this.#attempts?.abort(letGo('OPEN'))
    this.#transactions.abandonAll(letGo)
    if (options.close && this.#state !== 'idle') {
      this.#state = 'lost'
      // What does not answer a CLOSE cannot be closed; the channel ends all the same.
      await closeFunction(this.#inside, { timeout: TIMEOUTS.close }).catch(() => undefined)
    }
    this.#link.close()
    await this.#ended
  }

  #begin(from: 'idle' | 'lost'): void {
    if (this.#state !== from) throw this.#refusal('opening')
    this.#state = 'opening'
  }

  async #reopen(wedged: boolean, options: Waiting): Promise<ServiceList> {
    const attempts = (this.#attempts = new AbortController())
    const signal = options.signal ? AbortSignal.any([options.signal, attempts.signal]) : attempts.signal
    this.#discarding = true
    this.#backlog.clear()
    try {
      this.#link.agree(await openFunction(this.#inside, { signal, wedged }))
    } finally {
      this.#listen()
      this.#attempts = undefined
    }
    this.#version = 1
    return listServices(this.#inside, options)
  }

  async #agree(services: ServiceList, options: Waiting): Promise<void> {
    const { highestVersion, log } = this.#options
    await negotiateVersion(this.#inside, services, highestVersion, { ...options, log })
    // The channel may have ended with the last answer on its way to us.
    if (this.#state !== 'opening') throw this.#refusal('opening')
    this.#services = services
    this.#state = 'open'
  }

  #message(message: FunctionMessage): void {
    this.lastHeard = this.#options.clock.monotonic()
    this.#transactions.heard()
    if (this.#discarding && message.type !== 'open-done' && message.type !== 'close-done') {
      if (message.type !== 'function-error') return
    }
    switch (message.type) {
      case 'indicate-status':
        this.#indication(message)
        break
      case 'function-error':
        this.#functionError(message.transactionId, message.error)
        break
      case 'close-done':
        if (!this.#transactions.answer(message)) this.#strayCloseDone?.()
        break
      case 'open-done':
        // From here on it is the new session's; what the old one left unfinished never comes.
        if (this.#transactions.answer(message) && message.status === 'success') this.#listen()
        break
      case 'command-done':
        // At once, not when the asker gets to see it: the next frame is in the new version already.
        if (message.service === MsVersion.service.uuid && message.cid === MsVersion.number) {
          if (message.status === 'success') this.#adoptVersion(MsVersion.response, message.info)
        }
        if (!this.#transactions.answer(message)) {
          this.#options.log.debug(
            { type: message.type, id: message.transactionId },
            'nobody waits for this answer',
          )
        }
    }
  }

  #listen(): void {
    this.#discarding = false
    this.#link.forget()
  }

  #indication(indication: IndicateStatus): void {
    // mbim-proxy tells every client which version one of them agreed on for all.
    if (indication.service === ProxyVersion.service.uuid && indication.cid === ProxyVersion.number) {
      this.#adoptVersion(ProxyVersion.indication, indication.info)
    } else this.#listener.indication(indication)
  }

  #adoptVersion(codec: InfoCodec<{ readonly mbimExtendedVersion: number }>, info: Uint8Array): void {
    try {
      const { mbimExtendedVersion } = codec.decode(info, this.#version)
      this.#version = toMbimExVersion(mbimExtendedVersion)
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      this.#options.log.warn({ error: error.message }, 'the version cannot be read')
    }
  }

  #functionError(id: number, error: ProtocolErrorCode): void {
    const failure = new ProtocolError(error, this.#transactions.describe(id) ?? this.name)
    this.#transactions.fail(id, failure)
    if (error === 'not-opened') this.#lose('closed', failure)
    // "Anything else": MBIM 1.0 has the host reset a function that says so.
    else if (error === 'unknown') this.#lose('wedged', failure)
  }

  /** What the function answers to it is of no value but to push on what is ahead of it. */
  #ask(): void {
    const transactionId = this.#transactions.newId()
    const { service, number: cid } = DeviceServices
    const envelope = {
      type: 'command',
      transactionId,
      service: service.uuid,
      cid,
      operation: 'query',
    } as const
    this.#backlog.asked(transactionId)
    this.#link.send(serializeInfo(envelope, DeviceServices.query, {}, this.#version))
  }

  #lose(state: LostState, cause: DialtoneError): void {
    if (this.#state !== 'open') return
    this.#state = 'lost'
    this.#backlog.clear()
    this.#link.forget()
    this.#transactions.failAll(
      (what) => new DialtoneError(cause.code, `${what}: ${cause.message}`, { cause }),
    )
    this.#listener.lost(state, cause)
  }

  #end(cause: DialtoneError | undefined): void {
    this.#state = 'ended'
    this.#endCause = cause
    this.#attempts?.abort(this.#refusal('OPEN'))
    this.#transactions.failAll((what) => this.#refusal(what))
    this.#tellEnded()
    this.#listener.ended(cause)
  }

  /** Why nothing can be asked now. */
  #refusal(what: string): DialtoneError {
    switch (this.#state) {
      case 'ended': {
        const cause = this.#endCause
        return cause === undefined
          ? new DialtoneError('cancelled', `${what}: ${this.name} was let go`)
          : new DialtoneError('unplugged', `${what}: ${cause.message}`, { cause })
      }
      case 'lost':
        return new DialtoneError('busy', `${what}: ${this.name} has to be opened again first`)
      default:
        return new DialtoneError('invalid_state', `${what}: ${this.name} is ${this.#state}`)
    }
  }
}
