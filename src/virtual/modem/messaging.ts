/**
 * The modem's side of short messages: the store on its card, what it sends and what comes. It is in reach of the service
 * centre while it is registered. A class 0 message is shown and not stored (3GPP TS 23.038 §4).
 */
import type { Clock } from '../../base/index.ts'
import type { Status } from '../../mbim/index.ts'
import {
  decodePdu,
  encodePdu,
  messageClassOf,
  parseNumber,
  SmsError,
  type Deliver,
  type StatusReport,
  type Submit,
} from '../../sms/index.ts'
import type { MessageCentre, RpCause, Terminal } from '../carrier/message-centre.ts'
import type { Timing } from '../timing.ts'
import { cdmaRecordOf, submitOf } from './cdma-message.ts'
import type { Tell } from './change.ts'
import type { Equipment } from './equipment.ts'
import type { CdmaRecord, Filter, MessageRecord, MessageShelf } from './message-shelf.ts'
import { aborted, pause } from './pause.ts'
import type { Radio } from './radio.ts'
import type { Registration } from './registration.ts'
import type { Sim } from './sim.ts'

interface Environment {
  readonly clock: Clock
  readonly timing: Timing
  readonly centre: MessageCentre
  readonly equipment: Equipment
  readonly sim: Sim
  readonly radio: Radio
  readonly registration: Registration
  readonly tell: Tell
}

export interface PlacedRecord extends MessageRecord {
  readonly index: number
}

export type Sent = { readonly reference: number } | { readonly status: Status }

export type Outgoing = Uint8Array | Omit<CdmaRecord, 'timestamp'>

/** A message that is shown at once: it waits for whoever speaks to hosts to pick it up while it is told. */
const CLASS_0 = 0

export class Messaging implements Terminal {
  readonly #environment: Environment
  /** The number under which it is in reach. */
  #number: string | undefined
  #latest: number | undefined
  #shown: PlacedRecord | undefined
  /** TP-MR of the last message, as the card keeps it (EF-SMSS). */
  #reference = 0

  constructor(environment: Environment) {
    this.#environment = environment
  }

  /** That of the card in use, while the card may be used. */
  get shelf(): MessageShelf | undefined {
    const { sim } = this.#environment
    return sim.subscriber === undefined ? undefined : sim.card?.messages
  }

  get format(): 'pdu' | 'cdma' {
    return this.#environment.equipment.cellular === 'cdma' ? 'cdma' : 'pdu'
  }

  get serviceCentre(): string {
    return this.#environment.sim.card?.serviceCentre ?? ''
  }

  /** The place of the latest message, until it has been read. */
  get latest(): number | undefined {
    return this.#latest !== undefined && this.shelf?.at(this.#latest)?.status === 'new'
      ? this.#latest
      : undefined
  }

  /** The message that is being shown. */
  get shown(): PlacedRecord | undefined {
    return this.#shown
  }

  /** Registered: what waited comes now. */
  online(): void {
    const { centre, clock, sim } = this.#environment
    this.#number = sim.card?.telephoneNumbers[0]
    if (this.#number !== undefined) centre.attach(this.#number, this, clock.now())
  }

  offline(): void {
    if (this.#number !== undefined) this.#environment.centre.detach(this.#number, this)
    this.#number = undefined
  }

  /** The card became usable, or another. */
  refresh(): void {
    this.#environment.tell({ topic: 'message-configuration' })
  }

  setServiceCentre(number: string, by?: object): Status {
    const { sim, tell } = this.#environment
    if (sim.fault !== undefined || sim.card === undefined) return sim.fault ?? 'failure'
    if (!/^\+?\d{0,19}$/.test(number)) return 'invalid-parameters'
    sim.card.serviceCentre = number
    tell({ topic: 'message-configuration', by })
    return 'success'
  }

  /** What is read is read from then on. */
  read(filter: Filter | number): readonly PlacedRecord[] | Status {
    const { sim } = this.#environment
    const { shelf } = this
    if (sim.fault !== undefined || shelf === undefined) return sim.fault ?? 'not-initialized'
    const places = typeof filter === 'number' ? [filter] : shelf.places(filter)
    const records = places.flatMap((index) => {
      const record = shelf.at(index)
      return record === undefined ? [] : [{ ...record, index }]
    })
    if (typeof filter === 'number' && records.length === 0) return 'invalid-memory-index'
    for (const { index } of records) shelf.markRead(index)
    return records
  }

  delete(filter: Filter | number): Status {
    const { centre, clock, sim } = this.#environment
    const { shelf } = this
    if (sim.fault !== undefined || shelf === undefined) return sim.fault ?? 'not-initialized'
    if (typeof filter === 'number' && shelf.at(filter) === undefined) return 'invalid-memory-index'
    const wasFull = shelf.isFull
    for (const index of typeof filter === 'number' ? [filter] : shelf.places(filter)) shelf.remove(index)
    if (wasFull && this.#number !== undefined) centre.memoryAvailable(this.#number, clock.now())
    return 'success'
  }

  /** Keeps a message that is to be sent later. The place it was put at, or why it was not. */
  store(pdu: Uint8Array): { readonly index: number } | { readonly status: Status } {
    const { sim } = this.#environment
    const { shelf } = this
    if (sim.fault !== undefined || shelf === undefined) return { status: sim.fault ?? 'not-initialized' }
    const prepared = this.#prepare(pdu)
    if (!('type' in prepared)) return prepared
    const index = shelf.add({ status: 'draft', content: pdu })
    return index === undefined ? { status: 'memory-full' } : { index }
  }

  /** What was stored has been sent. */
  markSent(index: number): void {
    this.shelf?.markSent(index)
  }

  /** Gives the reference of the message, or why it was not sent. */
  async send(outgoing: Outgoing, signal: AbortSignal): Promise<Sent> {
    const { clock, timing, centre } = this.#environment
    const refusal = this.#refusal()
    if (refusal !== undefined) return { status: refusal }
    const prepared = this.#prepare(outgoing)
    if (!('type' in prepared)) return prepared
    this.#reference = (this.#reference + 1) % 256
    const message: Submit = { ...prepared, messageReference: this.#reference }
    await pause(clock, timing.message, signal)
    if (centre.answer.type === 'silent') {
      await Promise.race([aborted(signal), pause(clock, timing.messageTimeout, signal)])
      return { status: 'sms-network-timeout' }
    }
    const number = this.#number
    if (number === undefined) return { status: this.#refusal() ?? 'not-registered' }
    const cause = centre.submit(number, message, clock.now())
    return cause === undefined
      ? { reference: message.messageReference }
      : { status: STATUS_OF[cause] ?? 'failure' }
  }

  receive(message: Deliver | StatusReport): 'taken' | 'full' {
    const { clock, centre, tell } = this.#environment
    const { shelf } = this
    if (shelf === undefined) return 'full'
    const isReport = message.type === 'status-report'
    const content =
      this.format === 'pdu'
        ? encodePdu({ serviceCentre: parseNumber(centre.number), message })
        : isReport
          ? undefined
          : cdmaRecordOf(message, clock.now())
    // What has no form in this modem is acknowledged and lost, as a CDMA modem does with reports.
    if (content === undefined) return 'taken'
    const record: MessageRecord = { status: 'new', content }
    if (!isReport && messageClassOf(message.dataCoding) === CLASS_0) {
      this.#shown = { ...record, index: 0 }
      tell({ topic: 'message-shown' })
      this.#shown = undefined
      return 'taken'
    }
    const index = shelf.add(record)
    if (index === undefined) {
      tell({ topic: 'message-store' })
      return 'full'
    }
    this.#latest = index
    tell({ topic: 'message-store', index })
    return 'taken'
  }

  #refusal(): Status | undefined {
    const { sim, radio, registration } = this.#environment
    if (sim.fault !== undefined) return sim.fault
    if (sim.readyState === 'not-activated') return 'service-not-activated'
    if (!radio.isOn) return 'radio-power-off'
    if (!registration.isRegistered || this.#number === undefined) return 'not-registered'
    return undefined
  }

  #prepare(outgoing: Outgoing): Submit | { readonly status: Status } {
    try {
      if (!(outgoing instanceof Uint8Array)) {
        return submitOf(outgoing) ?? { status: 'sms-encoding-not-supported' }
      }
      const { serviceCentre, message } = decodePdu(outgoing, 'mobile-originated')
      if (message.type !== 'submit') return { status: 'operation-not-allowed' }
      if (serviceCentre === undefined && this.serviceCentre === '') {
        return { status: 'sms-unknown-smsc-address' }
      }
      return message
    } catch (thrown) {
      if (thrown instanceof SmsError) return { status: 'invalid-parameters' }
      throw thrown
    }
  }
}

/** RP causes (TS 24.011 table 8.4) as a modem answers them; any other is a failure. */
const STATUS_OF: Readonly<Record<RpCause, Status>> = {
  10: 'operation-not-allowed', // call barred
  22: 'memory-full', // memory capacity exceeded
  29: 'operation-not-allowed', // facility rejected
  30: 'service-not-activated', // unknown subscriber
  38: 'sms-network-timeout', // network out of order
  50: 'service-not-activated', // requested facility not subscribed
  69: 'no-device-support', // requested facility not implemented
  96: 'invalid-parameters', // invalid mandatory information
}
