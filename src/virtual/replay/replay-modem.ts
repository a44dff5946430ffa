/**
 * A modem of a capture, played back: it answers as it did and tells by itself what it told, with the timing it had. Whoever
 * asks in another order, or again, is told what is known at that place of the story; what the capture knows nothing of is
 * answered with a status of MBIM, and `remark` says so.
 *
 *     using modem = createReplayModem('drop.pcapng')
 *     const channel = modem.connect()                       // a host's end; speak MBIM on it
 */
import {
  DialtoneError,
  Milliseconds,
  silent,
  systemClock,
  toDialtoneError,
  type Clock,
  type Logger,
  type Timer,
} from '../../base/index.ts'
import { memoryChannel, type Channel } from '../../channel/index.ts'
import {
  DeviceCaps,
  findCid,
  fragment,
  LEAST_CONTROL_TRANSFER,
  MsDeviceCapsV2,
  parseMessage,
  readHeader,
  Reassembler,
  senderOf,
  serializeMessage,
  type FunctionMessage,
  type MbimExVersion,
  type Message,
} from '../../mbim/index.ts'
import type { HostedModem } from '../hosted-modem.ts'
import { asDeviceCaps, translated, versionAfter } from './translation.ts'
import {
  kindOf,
  kindOfQuery,
  type Answer,
  type Exchange,
  type Kind,
  type Occurrence,
  type Story,
} from './story.ts'
import { Teller, type Found } from './teller.ts'

export interface ReplayOptions {
  /** Which modem of the capture; the only one unless told. */
  readonly modem?: string
  /** What it is called here; as in the capture unless told. */
  readonly name?: string
  /** How many times faster than it was; 1 unless told. */
  readonly speed?: number
  /** Hears where the host leaves the story, and where the story itself breaks off. */
  readonly remark?: (remark: ReplayRemark) => void
  readonly clock?: Clock
  readonly log?: Logger
}

export interface ReplayRemark {
  /**
   * `otherwise`: asked with other values, and answered as those of the capture. `unknown`: nothing in the capture stands for
   * it, and it was refused. `unanswered`: the modem did not answer it then, and does not now. `over`: the story has been told.
   * `torn`, before anything else: the capture ends in the middle of something, and only what is before that is told.
   */
  readonly type: 'otherwise' | 'unknown' | 'unanswered' | 'over' | 'torn'
  /** In words. */
  readonly text: string
}

/** What a function of a capture, which does not say, can take (MBIM 1.0 errata-1 §6.4 asks for 64 at least). */
const MAX_CONTROL_TRANSFER = 4096

export class ReplayModem implements HostedModem, Disposable {
  readonly name: string
  readonly maxControlTransfer = MAX_CONTROL_TRANSFER
  readonly #story: Story
  readonly #teller: Teller
  readonly #clock: Clock
  readonly #log: Logger
  readonly #speed: number
  readonly #remark: (remark: ReplayRemark) => void
  readonly #hosts = new Set<(channel: Channel) => void>()
  readonly #answering = new Set<Timer>()
  readonly #remarks = new Set<string>()
  #inbound = new Reassembler()
  #channel: Channel | undefined
  #timer: Timer | undefined
  #isPlugged = true
  #isOpen: boolean
  /** What this host has agreed on. */
  #version: MbimExVersion = 1
  #longest = MAX_CONTROL_TRANSFER

  constructor(story: Story, options: ReplayOptions) {
    const { clock = systemClock, log = silent, speed = 1, remark = () => undefined } = options
    if (!(speed > 0 && speed <= 1_000_000)) {
      throw new DialtoneError('invalid_argument', `a story cannot be told ${speed} times as fast`)
    }
    this.#story = story
    this.name = options.name ?? story.modem
    this.#teller = new Teller(story, { speed })
    this.#clock = clock
    this.#log = log
    this.#speed = speed
    this.#remark = remark
    this.#isOpen = story.opened
  }

  get isPlugged(): boolean {
    return this.#isPlugged
  }

  /** One line for people. */
  get summary(): string {
    const { exchanges, occurrences, end } = this.#story
    return `${exchanges.length} commands and ${occurrences.length} indications of ${this.#story.modem}, over ${Math.round(end / 1000)} s`
  }

  /** Whether the capture holds the bring-up: without what a modem says of itself there a host can ask this and that, but drive nothing. */
  get isDrivable(): boolean {
    return this.#story.isDrivable
  }

  connect(name = this.name): Channel {
    if (!this.#isPlugged) {
      throw new DialtoneError('unplugged', `the modem ${this.name} is unplugged at this place`)
    }
    const [host, end] = memoryChannel(name)
    this.#leave()
    this.#channel = end
    end.start({
      frame: (frame) => {
        if (this.#channel === end) this.#receive(frame)
      },
      closed: () => {
        if (this.#channel === end) this.#leave()
      },
    })
    return host
  }

  attachHost(attached: (channel: Channel) => void): Disposable {
    this.#hosts.add(attached)
    if (this.#isPlugged) attached(this.connect())
    return { [Symbol.dispose]: () => void this.#hosts.delete(attached) }
  }

  /** The bus starts the function anew: the host has to open it. */
  resetFunction(): void {
    this.#isOpen = false
  }

  [Symbol.dispose](): void {
    this.#hosts.clear()
    this.#timer?.[Symbol.dispose]()
    this.#leave()
    this.#isPlugged = false
  }

  /** The channel has gone, and with it whoever waited for an answer. */
  #leave(): void {
    const channel = this.#channel
    this.#channel = undefined
    this.#inbound = new Reassembler()
    for (const timer of this.#answering) timer[Symbol.dispose]()
    this.#answering.clear()
    channel?.close()
  }

  #receive(frame: Uint8Array): void {
    const message = this.#messageOf(frame)
    if (message === undefined) return
    const { bytes, parsed } = message
    if (parsed.type === 'host-error') return
    const kind = kindOf(parsed)
    if (kind === undefined) return
    const { transactionId } = parsed
    if (parsed.type === 'open') this.#longest = Math.max(LEAST_CONTROL_TRANSFER, parsed.maxControlTransfer)
    if (parsed.type === 'command' && !this.#isOpen) {
      this.#say({ type: 'function-error', transactionId, error: 'not-opened' })
      return
    }
    const now = this.#clock.monotonic()
    const { found, caughtUp } = this.#teller.find({ ...kind, message: bytes }, now)
    for (const occurrence of caughtUp) this.#happen(occurrence)
    this.#answer(parsed, kind, found)
    this.#proceed()
  }

  #answer(asked: Message, { kind, name }: Kind, found: Found): void {
    const { transactionId } = asked
    if (found.type === 'exchange') {
      const { answer } = found.exchange
      if (!found.exact) this.#tell('otherwise', `${name} is asked with other values than in the capture`)
      if (answer === undefined) {
        this.#tell('unanswered', `${name} was not answered in the capture, and is not now`)
      } else this.#later(asked, found.exchange, answer)
      return
    }
    if (asked.type === 'open' || asked.type === 'close') {
      this.#isOpen = asked.type === 'open'
      if (this.#isOpen) this.#version = 1
      this.#say({
        type: asked.type === 'open' ? 'open-done' : 'close-done',
        transactionId,
        status: 'success',
      })
      return
    }
    if (asked.type !== 'command') return
    const { service, cid } = asked
    const known = found.type === 'told' ? found.occurrence : this.#substitute(kind)
    if (known !== undefined) {
      const info = infoOf(translated(known.message, known.version, this.#version))
      this.#say({ type: 'command-done', transactionId, service, cid, status: 'success', info })
      return
    }
    this.#tell('unknown', `${name} is not in the capture, and refused`)
    const status =
      findCid(service, cid) === undefined ? 'invalid-device-service-operation' : 'no-device-support'
    this.#say({ type: 'command-done', transactionId, service, cid, status, info: new Uint8Array(0) })
  }

  /** DEVICE_CAPS of MBIM 1.0, out of the form that hosts with extensions ask for. */
  #substitute(kind: string): Pick<Answer, 'message' | 'version'> | undefined {
    if (kind !== kindOfQuery(DeviceCaps)) return undefined
    const answer = this.#teller.answerTo(kindOfQuery(MsDeviceCapsV2))
    const message = answer && asDeviceCaps(answer)
    return message && { message, version: undefined }
  }

  /** As soon as it was answered then, under the host's transaction. */
  #later(asked: Message, { kind }: Exchange, { after, message, version }: Answer): void {
    const timer = this.#clock.setTimer(Milliseconds(after / this.#speed), () => {
      this.#answering.delete(timer)
      if (kind === 'open' || kind === 'close') this.#isOpen = kind === 'open'
      if (kind === 'open') this.#version = 1
      const answer = new Uint8Array(translated(message, version, this.#version))
      new DataView(answer.buffer).setUint32(8, asked.transactionId, true)
      this.#version = versionAfter(answer) ?? this.#version
      this.#send(answer)
    })
    this.#answering.add(timer)
  }

  /** What is due happens now; what comes next, in its time. */
  #proceed(): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
    for (const occurrence of this.#teller.due(this.#clock.monotonic())) this.#happen(occurrence)
    const wait = this.#teller.wait(this.#clock.monotonic())
    if (wait !== undefined) this.#timer = this.#clock.setTimer(Milliseconds(wait), () => this.#proceed())
    else if (this.#teller.isOver) {
      this.#tell('over', 'the capture has been played back; the modem stays as it was at its end')
    }
  }

  #happen(occurrence: Occurrence): void {
    switch (occurrence.type) {
      case 'indication':
        if (this.#isOpen) this.#send(translated(occurrence.message, occurrence.version, this.#version))
        return
      case 'set':
        // Its answer has gone to whoever has set it.
        return
      case 'unplug':
        this.#isPlugged = false
        this.#isOpen = false
        this.#leave()
        return
      case 'plug':
        this.#isPlugged = true
        for (const attached of this.#hosts) attached(this.connect())
    }
  }

  #say(message: FunctionMessage): void {
    this.#send(serializeMessage(message).slice())
  }

  #send(message: Uint8Array): void {
    for (const piece of fragment(message, this.#longest)) this.#channel?.send(piece)
  }

  /** Once: a host may ask the same for ever. */
  #tell(type: ReplayRemark['type'], text: string): void {
    if (this.#remarks.has(text)) return
    this.#remarks.add(text)
    this.#log.debug({ remark: type }, text)
    this.#remark({ type, text })
  }

  /** A whole message of the host; one that is none is told to him as far as its header goes. */
  #messageOf(frame: Uint8Array): { readonly bytes: Uint8Array; readonly parsed: Message } | undefined {
    try {
      if (senderOf(readHeader(frame).type) !== 'host') return undefined
      const assembly = this.#inbound.push(frame, this.#clock.monotonic())
      if (assembly.outcome === 'error') {
        const { transactionId, error } = assembly
        this.#say({ type: 'function-error', transactionId, error })
      }
      if (assembly.outcome !== 'message') return undefined
      return { bytes: assembly.message, parsed: parseMessage(assembly.message) }
    } catch (thrown) {
      this.#log.debug({ error: toDialtoneError(thrown).message }, 'the host sent what is no message')
      return undefined
    }
  }
}

function infoOf(message: Uint8Array): Uint8Array {
  const parsed = parseMessage(message)
  return 'info' in parsed ? parsed.info : new Uint8Array(0)
}
