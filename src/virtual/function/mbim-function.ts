/**
 * The function end of a control channel (MBIM 1.0 §9): opens, closes, resynchronises, serves commands, several at a time
 * and in whatever order they finish, and tells what changes. What a command does is the services' affair, what a modem is
 * the modem's.
 *
 * It outlives channels: a host end that vanished without CLOSE left the control session open, and the next one finds it so.
 */
import { silent, type Logger } from '../../base/index.ts'
import type { Channel } from '../../channel/index.ts'
import {
  fragment,
  INFO_AT,
  LEAST_CONTROL_TRANSFER,
  MsWakeReason,
  serializeInfo,
  serializeMessage,
  type Header,
  type HostMessage,
  type Command as CommandMessage,
  type InfoCodec,
  type ProtocolErrorCode,
  type Status,
} from '../../mbim/index.ts'
import type { Change } from '../modem/change.ts'
import type { Modem } from '../modem/modem.ts'
import { pause } from '../modem/pause.ts'
import { BehaviourChain } from './behaviour.ts'
import { Command, type CommandEnd } from './command.ts'
import { ControlSession } from './control-session.ts'
import { dispatch } from './dispatch.ts'
import { Inbound } from './inbound.ts'
import type { IndicationPart } from './part.ts'
import type { ServiceTable } from './service-table.ts'

/** A wedged function hears nothing until it is opened anew, or only until the modem is restarted. */
export type Wedge = 'until-open' | 'until-restart'

export interface MbimFunctionOptions {
  readonly modem: Modem
  readonly services: ServiceTable
  /** wMaxControlMessage: the longest fragment it can take or send. */
  readonly maxControlTransfer: number
  /** bMaxOutstandingCommandMessages (MBIM 1.0 §6.5): one command more is answered BUSY. */
  readonly maxOutstanding: number
  /** Takes the whole modem down and up again. */
  readonly restart: () => void
  readonly log?: Logger
}

const NOTHING = new Uint8Array(0)

/** Who does not have it needs nothing remembered. */
const WAKE_REASON_SINCE = MsWakeReason.since

export class MbimFunction {
  readonly behaviours = new BehaviourChain()
  readonly #options: MbimFunctionOptions
  readonly #log: Logger
  readonly #inbound: Inbound
  readonly #commands = new Map<number, Command>()
  /** Of hosts that have gone, and still served. */
  readonly #unheard = new Set<Command>()
  readonly #end: CommandEnd
  #channel: Channel | undefined
  #shared = false
  #session: ControlSession | undefined
  #opening: AbortController | undefined
  #wedge: Wedge | undefined

  constructor(options: MbimFunctionOptions) {
    this.#options = options
    this.#log = options.log ?? silent
    this.#inbound = new Inbound(options.modem.clock, {
      admit: (header) => this.#admit(header),
      message: (message) => {
        this.#serve(message)
      },
      refuse: (transactionId, error) => {
        this.#refuse(transactionId, error)
      },
    })
    this.#end = {
      answer: (command, status, codec, value) => {
        this.#answer(command, status, codec, value)
      },
      refuse: (transactionId, error) => {
        this.#refuse(transactionId, error)
      },
      done: (command) => {
        if (!this.#unheard.delete(command)) this.#commands.delete(command.transactionId)
      },
      restart: options.restart,
    }
    options.modem.listen((change) => {
      this.#indicate(change)
    })
  }

  get isOpen(): boolean {
    return this.#session !== undefined
  }

  get wedged(): Wedge | undefined {
    return this.#wedge
  }

  /**
   * Serves this channel in place of the one before, which is closed. `shared`: there are several hosts behind it, and whoever
   * has not asked for a change learns of it from its indication alone.
   */
  connect(channel: Channel, { shared = false } = {}): void {
    this.disconnect()
    this.#channel = channel
    this.#shared = shared
    channel.start({
      frame: (frame) => {
        if (this.#channel === channel) this.#receive(frame)
      },
      closed: () => {
        if (this.#channel === channel) this.#vanish()
      },
    })
  }

  /** Ends the channel; the control session stays as it is. */
  disconnect(): void {
    const channel = this.#channel
    this.#vanish()
    channel?.close()
  }

  /** Closed, without a word to anybody, as after power-on. */
  reset(): void {
    this.#wedge = undefined
    this.endSession()
  }

  /** The control session is over, with all that belongs to it; nobody is told. */
  endSession(): void {
    this.#opening?.abort()
    this.#opening = undefined
    this.#session = undefined
    this.#inbound.clear()
    for (const command of [...this.#commands.values(), ...this.#unheard]) command.abandon()
    this.#options.modem.endSession()
  }

  wedge(how: Wedge): void {
    this.#wedge = how
  }

  #vanish(): void {
    this.#channel = undefined
    this.#inbound.clear()
    for (const command of this.#commands.values()) {
      command.unhear()
      this.#unheard.add(command)
    }
    this.#commands.clear()
    this.#opening?.abort()
    this.#opening = undefined
  }

  #receive(frame: Uint8Array): void {
    this.#inbound.push(frame, this.#session?.maxControlTransfer ?? this.#options.maxControlTransfer)
  }

  #admit({ type, transactionId, currentFragment }: Header): ProtocolErrorCode | undefined {
    if (type !== 'command' || this.#wedge !== undefined) return undefined
    if (this.#session === undefined) return 'not-opened'
    return currentFragment === 0 && this.#commands.has(transactionId) ? 'duplicated-tid' : undefined
  }

  #serve(message: HostMessage): void {
    if (this.#wedge === 'until-restart' || (this.#wedge !== undefined && message.type !== 'open')) return
    switch (message.type) {
      case 'open':
        void this.#open(message.transactionId, message.maxControlTransfer)
        break
      case 'close':
        this.endSession()
        this.#send(
          serializeMessage({
            type: 'close-done',
            transactionId: message.transactionId,
            status: 'success',
          }),
        )
        break
      case 'command':
        this.#run(message)
        break
      case 'host-error':
        // Whatever the error, the host has given the transaction up.
        this.#commands.get(message.transactionId)?.abandon()
    }
  }

  /** OPEN while open does all of CLOSE without saying so (MBIM 1.0 §9.3.1): the way a host finds back in step. */
  async #open(transactionId: number, wanted: number): Promise<void> {
    const { maxControlTransfer, modem, services } = this.#options
    if (this.behaviours.keepsClosed(transactionId)) return
    if (wanted < LEAST_CONTROL_TRANSFER || wanted > maxControlTransfer) {
      this.#refuse(transactionId, 'max-transfer')
      return
    }
    this.#wedge = undefined
    this.endSession()
    const opening = new AbortController()
    this.#opening = opening
    if (modem.timing.open > 0) await pause(modem.clock, modem.timing.open, opening.signal)
    if (this.#opening !== opening) return
    this.#opening = undefined
    this.#session = new ControlSession(services, wanted)
    this.#send(serializeMessage({ type: 'open-done', transactionId, status: 'success' }))
    this.#watchSignal()
  }

  #run(message: CommandMessage): void {
    const session = this.#session
    if (session === undefined) {
      // It was closed while the fragments of this were on their way.
      this.#refuse(message.transactionId, 'not-opened')
      return
    }
    session.notice(message.service, message.cid)
    const { modem, services, maxOutstanding } = this.#options
    const command = new Command({ message, modem, session, services, end: this.#end })
    if (this.#commands.size >= maxOutstanding) {
      command.answer('busy')
      return
    }
    this.#commands.set(message.transactionId, command)
    const handled = this.behaviours.handles(command)
    if (handled === false) this.#dispatch(command)
    else if (handled !== true) {
      handled
        .then((taken) => {
          if (!taken) this.#dispatch(command)
        })
        .catch((thrown: unknown) => {
          this.#defect(thrown, command)
          command.answer('failure')
        })
    }
  }

  #dispatch(command: Command): void {
    dispatch(command, (thrown) => {
      this.#defect(thrown, command)
    })
    this.#watchSignal()
  }

  #answer(command: Command, status: Status, codec: InfoCodec | undefined, value: unknown): void {
    const { transactionId, service, cid, session } = command
    const envelope = { type: 'command-done', transactionId, service, cid, status } as const
    this.#send(
      codec === undefined
        ? serializeMessage({ ...envelope, info: NOTHING })
        : serializeInfo(envelope, codec, value, session.version),
    )
    const known = this.#options.services.find(service, cid)
    if (known !== undefined && session.version >= WAKE_REASON_SINCE) {
      session.lastWake = { kind: 'cid-response', cid: known.cid, payload: NOTHING }
    }
  }

  #indicate(change: Change): void {
    const session = this.#session
    if (session === undefined || this.#wedge !== undefined) return
    for (const part of this.#options.services.indications(change.topic)) {
      const { cid } = part
      // Who asked for it reads it in the answer, and nobody else hears that.
      const asked = change.by instanceof Command && change.by.isOpen && change.by.is(cid)
      if ((asked && !this.#shared) || cid.since > session.version) continue
      if (!session.subscriptions.has(cid.service.uuid, cid.number)) continue
      if (this.behaviours.swallows(cid, change)) continue
      try {
        this.#tell(session, part, change)
      } catch (thrown) {
        // Whatever changed has changed: that it cannot be told is no reason to stop it.
        this.#defect(thrown, { service: cid.service.uuid, cid: cid.number })
      }
    }
  }

  #tell(session: ControlSession, { cid, output, describe }: IndicationPart, change: Change): void {
    const value = describe(this.#options.modem, change, session.version)
    if (value === undefined) return
    const { uuid } = cid.service
    const envelope = { type: 'indicate-status', transactionId: 0, service: uuid, cid: cid.number } as const
    const frame = serializeInfo(envelope, output, value, session.version)
    // A copy: the frame may be a view on a large buffer.
    if (session.version >= WAKE_REASON_SINCE) {
      const payload = frame.slice(INFO_AT['indicate-status'])
      session.lastWake = { kind: 'cid-indication', cid, payload }
    }
    this.#send(frame)
  }

  #refuse(transactionId: number, error: ProtocolErrorCode): void {
    this.#send(serializeMessage({ type: 'function-error', transactionId, error }))
  }

  #send(message: Uint8Array): void {
    if (this.#wedge !== undefined) return
    const limit = this.#session?.maxControlTransfer ?? this.#options.maxControlTransfer
    for (const frame of fragment(message, limit)) this.#channel?.send(frame)
  }

  /** Reports of the signal cost a timer: only while somebody listens. */
  #watchSignal(): void {
    const wanted = this.#options.services
      .indications('signal')
      .some(({ cid }) => this.#session?.subscriptions.has(cid.service.uuid, cid.number) === true)
    this.#options.modem.signal.want(wanted)
  }

  #defect(thrown: unknown, { service, cid }: Pick<Command, 'service' | 'cid'>): void {
    this.#log.error({ service, cid, error: thrown }, 'the virtual modem could not serve or tell this')
  }
}
