/**
 * One control protocol: the automaton with its counters, its timer and its packets. What its options mean is the layer's affair
 * (LCP, IPCP, IPv6CP); what a packet is carried by is the link's. RFC 1661 §4, §5.
 */
import { Seconds, type Clock, type Timer } from '../../base/index.ts'
import {
  CODE,
  isSameOctets,
  readOptions,
  writeControlPacket,
  writeOptions,
  type ControlPacket,
  type Option,
} from './control-packet.ts'
import { transition, type Action, type Event, type State } from './transition.ts'

/** What is thought of the options that the other asks for. */
export type Judgement =
  | { readonly verdict: 'ack' }
  /** These are not known, or not to be had. */
  | { readonly verdict: 'reject'; readonly options: readonly Option[] }
  /** These, but with other values. */
  | { readonly verdict: 'nak'; readonly options: readonly Option[] }

export interface Layer {
  readonly protocol: number
  /** What is asked for, as things are now. */
  request(): readonly Option[]
  judge(options: readonly Option[]): Judgement
  /** The other would rather have these values. */
  naked(options: readonly Option[]): void
  /** The other does not have these. */
  rejected(options: readonly Option[]): void
  /** A code that is none of the automaton's; false when it is not known. */
  receive?(packet: ControlPacket): boolean
  up(): void
  down(): void
  /** Nothing more is to be had: it was refused, ended, or nobody answered. */
  finished(): void
}

/** RFC 1661 §4.6. */
const RESTART = Seconds(3)
const MOST_TERMINATES = 2
const MOST_REQUESTS = 10
const MOST_NAKS = 5

const EMPTY = new Uint8Array(0)

/** Code-Reject carries what it rejects, cut to what any peer takes. */
const MOST_REJECTED = 1000

export class Automaton implements Disposable {
  readonly #clock: Clock
  readonly #layer: Layer
  readonly #send: (protocol: number, information: Uint8Array) => void
  #state: State = 'initial'
  #identifier = 0
  #requested: readonly Option[] = []
  #timer: Timer | undefined
  #restarts = 0
  #naks = 0
  /** What the present packet is answered with. */
  #answer: ControlPacket | undefined

  constructor(options: {
    readonly clock: Clock
    readonly layer: Layer
    readonly send: (protocol: number, information: Uint8Array) => void
  }) {
    this.#clock = options.clock
    this.#layer = options.layer
    this.#send = options.send
  }

  get state(): State {
    return this.#state
  }

  get isOpened(): boolean {
    return this.#state === 'opened'
  }

  up(): void {
    this.#event('up')
  }

  down(): void {
    this.#event('down')
  }

  open(): void {
    this.#event('open')
  }

  close(): void {
    this.#event('close')
  }

  /** The other does not know this protocol at all (RFC 1661 §5.7). */
  protocolRejected(): void {
    this.#event('rxj-')
  }

  receive(packet: ControlPacket): void {
    // Before the lower layer is up nothing can come; what does is dropped.
    if (this.#state === 'initial' || this.#state === 'starting') return
    switch (packet.code) {
      case CODE.configureRequest:
        this.#requestedByOther(packet)
        break
      case CODE.configureAck:
        if (this.#isAnswer(packet) && isSameOctets(packet.data, writeOptions(this.#requested))) {
          this.#event('rca')
        }
        break
      case CODE.configureNak:
      case CODE.configureReject:
        this.#refused(packet)
        break
      case CODE.terminateRequest:
        this.#answer = { code: CODE.terminateAck, identifier: packet.identifier, data: EMPTY }
        this.#event('rtr')
        break
      case CODE.terminateAck:
        this.#event('rta')
        break
      case CODE.codeReject:
        this.#codeRejected(packet)
        break
      default:
        if (this.#layer.receive?.(packet) === true) break
        this.#answer = this.#next(CODE.codeReject, writeControlPacket(packet).subarray(0, MOST_REJECTED))
        this.#event('ruc')
    }
  }

  /** A packet of the layer's own, with a number of its own. */
  say(code: number, data: Uint8Array): void {
    this.#transmit(this.#next(code, data))
  }

  /** The answer to one. */
  reply(packet: ControlPacket): void {
    this.#transmit(packet)
  }

  [Symbol.dispose](): void {
    this.#stop()
    this.#state = 'initial'
  }

  #requestedByOther({ identifier, data }: ControlPacket): void {
    const options = readOptions(data)
    // What does not fit is no request at all: the other asks again, or gives up.
    if (options === undefined) return
    const judgement = this.#limited(this.#layer.judge(options), options)
    if (judgement.verdict === 'ack') {
      this.#naks = 0
      this.#answer = { code: CODE.configureAck, identifier, data: writeOptions(options) }
      this.#event('rcr+')
      return
    }
    const code = judgement.verdict === 'nak' ? CODE.configureNak : CODE.configureReject
    this.#answer = { code, identifier, data: writeOptions(judgement.options) }
    this.#event('rcr-')
  }

  /** §4.6: an end to naks that lead nowhere. */
  #limited(judgement: Judgement, asked: readonly Option[]): Judgement {
    if (judgement.verdict !== 'nak') return judgement
    this.#naks += 1
    if (this.#naks <= MOST_NAKS) return judgement
    const types = new Set(judgement.options.map(({ type }) => type))
    const options = asked.filter(({ type }) => types.has(type))
    return options.length > 0 ? { verdict: 'reject', options } : judgement
  }

  #refused({ code, identifier, data }: ControlPacket): void {
    const options = readOptions(data)
    if (options === undefined || identifier !== this.#identifier) return
    if (this.#state === 'request-sent' || this.#state === 'ack-sent') {
      if (code === CODE.configureNak) this.#layer.naked(options)
      else this.#layer.rejected(options)
    }
    this.#event('rcn')
  }

  #codeRejected({ data }: ControlPacket): void {
    const [code = 0] = data
    // Without these there is no automaton; all else can be done without.
    this.#event(code >= CODE.configureRequest && code <= CODE.codeReject ? 'rxj-' : 'rxj+')
  }

  #isAnswer({ identifier }: ControlPacket): boolean {
    return identifier === this.#identifier
  }

  #event(event: Event): void {
    const step = transition(this.#state, event)
    if (step === undefined) return
    this.#state = step.next
    if (!TIMED.has(step.next)) this.#stop()
    for (const action of step.actions) this.#act(action)
  }

  #act(action: Action): void {
    switch (action) {
      case 'tlu':
        this.#layer.up()
        break
      case 'tld':
        this.#layer.down()
        break
      case 'tlf':
        this.#layer.finished()
        break
      case 'tls':
      case 'ser':
        break
      case 'irc':
        this.#restarts =
          this.#state === 'closing' || this.#state === 'stopping' ? MOST_TERMINATES : MOST_REQUESTS
        this.#naks = 0
        break
      case 'zrc':
        this.#restarts = 0
        this.#arm()
        break
      case 'scr':
        this.#requested = this.#layer.request()
        this.#sendCounted(CODE.configureRequest, writeOptions(this.#requested))
        break
      case 'str':
        this.#sendCounted(CODE.terminateRequest, EMPTY)
        break
      case 'sca':
      case 'scn':
      case 'sta':
      case 'scj':
        this.#transmit(this.#answer ?? this.#next(CODE.terminateAck, EMPTY))
        this.#answer = undefined
    }
  }

  #sendCounted(code: number, data: Uint8Array): void {
    const packet = this.#next(code, data)
    this.#restarts -= 1
    this.#arm()
    this.#transmit(packet)
  }

  #next(code: number, data: Uint8Array): ControlPacket {
    // A number of its own for what is asked anew; a rejection has one, too, but is not what an answer is waited for.
    if (code !== CODE.configureRequest && code !== CODE.terminateRequest) {
      return { code, identifier: (this.#identifier + 0x80) & 0xff, data }
    }
    this.#identifier = (this.#identifier + 1) & 0xff
    return { code, identifier: this.#identifier, data }
  }

  #transmit(packet: ControlPacket): void {
    this.#send(this.#layer.protocol, writeControlPacket(packet))
  }

  #arm(): void {
    this.#stop()
    this.#timer = this.#clock.setTimer(
      RESTART,
      () => {
        this.#timer = undefined
        this.#event(this.#restarts > 0 ? 'to+' : 'to-')
      },
      { background: true },
    )
  }

  #stop(): void {
    this.#timer?.[Symbol.dispose]()
    this.#timer = undefined
  }
}

/** §4.2: states in which the restart timer runs. */
const TIMED: ReadonlySet<State> = new Set(['closing', 'stopping', 'request-sent', 'ack-received', 'ack-sent'])
