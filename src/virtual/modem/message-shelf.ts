/** The store of short messages on a card (EF-SMS, 3GPP TS 51.011 §10.5.3): places from 1 on, each empty or with a record. */
export type RecordStatus = 'new' | 'old' | 'draft' | 'sent'

export interface MessageRecord {
  readonly status: RecordStatus
  /** Service centre and TPDU, as MBIM has it; of a CDMA modem the fields of its record. */
  readonly content: Uint8Array | CdmaRecord
}

/** A message as a CDMA modem stores and sends it; encoding and language by their numbers in 3GPP2 C.R1001. */
export interface CdmaRecord {
  readonly address: string
  readonly timestamp: string
  readonly encoding: number
  readonly language: number
  readonly octets: Uint8Array
  readonly characters: number
}

export type Filter = 'all' | RecordStatus

export class MessageShelf {
  readonly #records: (MessageRecord | undefined)[]

  constructor(capacity: number) {
    this.#records = Array.from<undefined>({ length: capacity })
  }

  get capacity(): number {
    return this.#records.length
  }

  get isFull(): boolean {
    return this.#records.every((record) => record !== undefined)
  }

  /** The place it was put at; nothing when there is none left. */
  add(record: MessageRecord): number | undefined {
    const free = this.#records.findIndex((one) => one === undefined)
    if (free < 0) return undefined
    this.#records[free] = record
    return free + 1
  }

  at(index: number): MessageRecord | undefined {
    return this.#records[index - 1]
  }

  /** The places of what the filter means. */
  places(filter: Filter): readonly number[] {
    return this.#records.flatMap((record, at) =>
      record !== undefined && (filter === 'all' || record.status === filter) ? [at + 1] : [],
    )
  }

  markRead(index: number): void {
    const record = this.at(index)
    if (record?.status === 'new') this.#records[index - 1] = { ...record, status: 'old' }
  }

  markSent(index: number): void {
    const record = this.at(index)
    if (record?.status === 'draft') this.#records[index - 1] = { ...record, status: 'sent' }
  }

  remove(index: number): void {
    this.#records[index - 1] = undefined
  }
}
