/**
 * The service centre of short messages (3GPP TS 23.040): takes what subscribers send, keeps it until it can be delivered,
 * and reports upon it. It knows its subscribers by number; whoever else is written to is outside, where everything
 * arrives.
 */
import {
  deliver,
  formatAddress,
  instantToTimestamp,
  parseAddress,
  parseNumber,
  textOf,
  type Deliver,
  type MessagePart,
  type StatusReport,
  type Submit,
} from '../../sms/index.ts'
import type { Instant } from '../../base/index.ts'

/** TS 24.011 §8.2.5.4: RP cause, why a message was not taken. */
export type RpCause = number

/** A modem, as far as messages come to it. */
export interface Terminal {
  /** `full`: it has no room, and says so when it has. */
  receive(message: Deliver | StatusReport): 'taken' | 'full'
}

/** What is done with what is sent. */
export type CentreAnswer =
  | { readonly type: 'accept' }
  | { readonly type: 'reject'; readonly cause: RpCause }
  /** No answer ever comes. */
  | { readonly type: 'silent' }

/** A message that left for a number that is no subscriber's. */
export interface SentOutside {
  readonly from: string
  readonly to: string
  readonly submit: Submit
  /** Nothing where it is no text. */
  readonly text: string | undefined
}

/** RP causes: TS 24.011 table 8.4. */
const UNASSIGNED_NUMBER = 1

/** TP-ST: 3GPP TS 23.040 §9.2.3.15. */
const RECEIVED = 0x00
const EXPIRED = 0x46

const MOST_KEPT = 1000

interface Waiting {
  readonly message: Deliver | StatusReport
  readonly until: Instant
  /** Who gets a report once it is delivered, or is not. */
  readonly reportTo?: { readonly number: string; readonly submit: Submit; readonly accepted: Instant }
}

export class MessageCentre {
  /** The number of the centre. */
  readonly number: string
  answer: CentreAnswer = { type: 'accept' }
  /** TP-ST of the reports upon what went outside; none where it never reports. */
  outsideStatus: number | undefined = RECEIVED
  /** The country code and operator of the carrier's own numbers. */
  readonly #prefix: string
  readonly #subscribers = new Set<string>()
  readonly #terminals = new Map<string, Terminal>()
  readonly #queues = new Map<string, Waiting[]>()
  #sentOutside: readonly SentOutside[] = []
  #reference = 0

  constructor(options: { readonly number: string; readonly prefix: string }) {
    this.number = options.number
    this.#prefix = options.prefix
  }

  /** Another for each long message from outside: 0 to 255. */
  nextReference(): number {
    this.#reference = (this.#reference + 1) % 256
    return this.#reference
  }

  /** What went outside, the latest last. */
  get sentOutside(): readonly SentOutside[] {
    return this.#sentOutside
  }

  /** From now on messages to this number wait for its modem. */
  subscribe(number: string): void {
    this.#subscribers.add(number)
  }

  /** The modem of that number can be reached; what waited for it comes. */
  attach(number: string, terminal: Terminal, now: Instant): void {
    this.subscribe(number)
    this.#terminals.set(number, terminal)
    this.memoryAvailable(number, now)
  }

  detach(number: string, terminal: Terminal): void {
    if (this.#terminals.get(number) === terminal) this.#terminals.delete(number)
  }

  /** The modem has room again (TS 24.011 §7.3.2, RP-SMMA). */
  memoryAvailable(number: string, now: Instant): void {
    this.#flush(number, now)
  }

  /** A subscriber sends. Nothing when it was accepted. */
  submit(from: string, submit: Submit, now: Instant): RpCause | undefined {
    if (this.answer.type === 'reject') return this.answer.cause
    const to = formatAddress(submit.destination)
    if (!this.#subscribers.has(to)) return this.#submitOutside(from, to, submit, now)
    const message = deliver({
      originator: parseNumber(from),
      timestamp: instantToTimestamp(now),
      protocolIdentifier: submit.protocolIdentifier,
      dataCoding: submit.dataCoding,
      replyPath: submit.replyPath,
      userData: submit.userData,
    })
    const reportTo = submit.statusReport ? { reportTo: { number: from, submit, accepted: now } } : {}
    this.#enqueue(to, { message, until: validUntil(submit, now), ...reportTo }, now)
    return undefined
  }

  /** Somebody outside, or the operator itself, writes to a subscriber, whose modem may be away. */
  send(to: string, from: string, part: MessagePart, now: Instant): void {
    const message = deliver({ originator: parseAddress(from), timestamp: instantToTimestamp(now), ...part })
    this.#enqueue(to, { message, until: Infinity }, now)
  }

  #submitOutside(from: string, to: string, submit: Submit, now: Instant): RpCause | undefined {
    if (to.startsWith(this.#prefix)) return UNASSIGNED_NUMBER
    this.#sentOutside = [...this.#sentOutside, { from, to, submit, text: textOf(submit) }].slice(-MOST_KEPT)
    if (submit.statusReport && this.outsideStatus !== undefined) {
      this.#report({ number: from, submit, accepted: now }, this.outsideStatus, now)
    }
    return undefined
  }

  #enqueue(number: string, waiting: Waiting, now: Instant): void {
    const queue = this.#queues.get(number) ?? []
    this.#queues.set(number, queue)
    if (queue.length >= MOST_KEPT) queue.shift()
    queue.push(waiting)
    this.#flush(number, now)
  }

  /** In order: what has no room holds up what comes after it. */
  #flush(number: string, now: Instant): void {
    const queue = this.#queues.get(number)
    const terminal = this.#terminals.get(number)
    for (let first = queue?.[0]; first !== undefined; first = queue?.[0]) {
      const expired = first.until <= now
      if (!expired && terminal?.receive(first.message) !== 'taken') return
      queue?.shift()
      if (first.reportTo !== undefined) this.#report(first.reportTo, expired ? EXPIRED : RECEIVED, now)
    }
    this.#queues.delete(number)
  }

  #report(to: NonNullable<Waiting['reportTo']>, status: number, now: Instant): void {
    const { number, submit, accepted } = to
    const message: StatusReport = {
      type: 'status-report',
      moreMessages: false,
      loopPrevention: false,
      ofCommand: false,
      messageReference: submit.messageReference,
      recipient: submit.destination,
      timestamp: instantToTimestamp(accepted),
      dischargeTime: instantToTimestamp(now),
      status,
    }
    this.#enqueue(number, { message, until: Infinity }, now)
  }
}

/** A period counts from now; a time of day, or none, is taken as for ever. */
function validUntil({ validity }: Submit, now: Instant): Instant {
  return validity?.format === 'relative' ? now + validity.period : Infinity
}
