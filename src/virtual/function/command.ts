/**
 * One COMMAND while it is served: what was asked, and the ways to answer. Behaviours get it first, then the parts of the
 * service. It is answered once; what comes after that, or after the host gave up, goes nowhere. Nor does the answer to a
 * host that has gone, of which a modem knows nothing: what that host asked for is done all the same.
 */
import type {
  CidFacts,
  Command as CommandMessage,
  InfoCodec,
  MbimExVersion,
  Operation,
  ProtocolErrorCode,
  Status,
} from '../../mbim/index.ts'
import type { Modem } from '../modem/modem.ts'
import type { ControlSession } from './control-session.ts'
import type { Served } from './part.ts'
import type { ServiceTable } from './service-table.ts'

/** Where answers go. */
export interface CommandEnd {
  /** With `value` encoded by `codec`, or with an empty information buffer. */
  answer(command: Command, status: Status, codec?: InfoCodec, value?: unknown): void
  refuse(transactionId: number, error: ProtocolErrorCode): void
  /** It will have no answer any more, or has had it. */
  done(command: Command): void
  restart(): void
}

export interface CommandOptions {
  readonly message: CommandMessage
  readonly modem: Modem
  readonly session: ControlSession
  readonly services: ServiceTable
  readonly end: CommandEnd
}

export class Command implements Served {
  readonly modem: Modem
  readonly session: ControlSession
  readonly services: ServiceTable
  readonly transactionId: number
  /** UUID of the service. */
  readonly service: string
  readonly cid: number
  readonly operation: Operation
  /** The information buffer as it came. */
  readonly info: Uint8Array
  readonly #end: CommandEnd
  #control: AbortController | undefined
  #state: 'open' | 'unheard' | 'answered' | 'abandoned' = 'open'
  #afterwards: (() => void)[] | undefined

  constructor({ message, modem, session, services, end }: CommandOptions) {
    this.modem = modem
    this.session = session
    this.services = services
    this.transactionId = message.transactionId
    this.service = message.service
    this.cid = message.cid
    this.operation = message.operation
    this.info = message.info
    this.#end = end
  }

  get version(): MbimExVersion {
    return this.session.version
  }

  get signal(): AbortSignal {
    this.#control ??= new AbortController()
    if (this.#state === 'abandoned') this.#control.abort()
    return this.#control.signal
  }

  /** Neither answered nor given up, and there is still somebody to answer. */
  get isOpen(): boolean {
    return this.#state === 'open'
  }

  /** Whether it is this CID, and this operation if one is named. */
  is(cid: CidFacts, operation?: Operation): boolean {
    return (
      this.service === cid.service.uuid &&
      this.cid === cid.number &&
      (operation === undefined || this.operation === operation)
    )
  }

  /**
   * The information buffer read by `codec`: `command.input(Connect.set)`.
   * @throws WireError
   */
  input<T>(codec: InfoCodec<T>): T {
    return codec.decode(this.info, this.version)
  }

  /** COMMAND_DONE without info. */
  answer(status: Status): void {
    this.#settle(() => {
      this.#end.answer(this, status)
    })
  }

  /** COMMAND_DONE with info: `command.answerWith(Connect.response, { … })`. */
  answerWith<T>(codec: InfoCodec<T>, value: T, status: Status = 'success'): void {
    this.#settle(() => {
      this.#end.answer(this, status, codec, value) // encodes what it is given with it
    })
  }

  /** FUNCTION_ERROR. */
  refuse(error: ProtocolErrorCode): void {
    this.#settle(() => {
      this.#end.refuse(this.transactionId, error)
    })
  }

  /** The host has gone without a word. */
  unhear(): void {
    if (this.#state === 'open') this.#state = 'unheard'
  }

  /** The host does not wait for it any more, or what it was asked in is over. */
  abandon(): void {
    if (this.#state !== 'open' && this.#state !== 'unheard') return
    this.#state = 'abandoned'
    this.#end.done(this)
    this.#control?.abort()
  }

  afterwards(action: () => void): void {
    if (this.#state === 'answered') action()
    else (this.#afterwards ??= []).push(action)
  }

  restart(): void {
    this.#end.restart()
  }

  #settle(send: () => void): void {
    if (this.#state !== 'open' && this.#state !== 'unheard') return
    // What cannot be written is not an answer: it throws, and the command is still to be answered.
    if (this.#state === 'open') send()
    this.#state = 'answered'
    this.#end.done(this)
    for (const action of this.#afterwards ?? []) action()
  }
}
