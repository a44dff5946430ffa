/** A SIM card: what is stored on it stays on it when it moves to another modem. */
import { SERVICE_CENTRE } from '../carrier/default-carrier.ts'
import type { Operator, Plmn } from '../carrier/operator.ts'
import { MessageShelf } from './message-shelf.ts'
import { newPin, type Pin } from './pin.ts'
import { PinLock } from './pin-lock.ts'

export interface PreferredProvider {
  readonly plmn: Plmn
  readonly name: string
  readonly state: 'preferred' | 'forbidden'
}

export interface CardOptions {
  readonly iccid: string
  readonly imsi: string
  readonly telephoneNumbers?: readonly string[]
  readonly home: Pick<Operator, 'plmn' | 'name'>
  /** Enabled and `1234` unless told. */
  readonly pin1?: Partial<Pin>
  readonly pin2?: Partial<Pin>
  readonly preferred?: readonly PreferredProvider[]
  /** Hosts are asked not to show the numbers (MBIM 1.0 §10.5.2.4, PROTECT_UNIQUE_ID). */
  readonly protectIds?: boolean
  /** Through which it sends short messages; that of the default carrier unless given. */
  readonly serviceCentre?: string
  /** How many short messages it has room for; 30 unless given. */
  readonly messageCapacity?: number
}

/** As operators order them: cards in the field have 10 to 50 (3GPP TS 51.011 §10.5.3 allows 255). */
const MESSAGE_CAPACITY = 30

export class Card {
  readonly iccid: string
  readonly imsi: string
  readonly telephoneNumbers: readonly string[]
  readonly home: Pick<Operator, 'plmn' | 'name'>
  readonly protectIds: boolean
  readonly pins: PinLock
  /** EF-PLMNwAcT and the forbidden part that the host sees with it. */
  preferred: readonly PreferredProvider[]
  /** Networks that refused the card for good (EF-FPLMN, 3GPP TS 23.122 §3.1). */
  readonly refusedBy = new Set<Plmn>()
  /** The chip is broken. */
  broken = false
  /** EF-SMS */
  readonly messages: MessageShelf
  /** EF-SMSP: the number that short messages are sent through; hosts may change it. Empty: none. */
  serviceCentre: string

  constructor(options: CardOptions) {
    this.iccid = options.iccid
    this.imsi = options.imsi
    this.telephoneNumbers = options.telephoneNumbers ?? []
    this.home = options.home
    this.protectIds = options.protectIds ?? false
    this.preferred = options.preferred ?? []
    this.serviceCentre = options.serviceCentre ?? SERVICE_CENTRE
    this.messages = new MessageShelf(options.messageCapacity ?? MESSAGE_CAPACITY)
    this.pins = new PinLock([
      newPin({ kind: 'pin1', code: '1234', enabled: false, ...options.pin1 }),
      newPin({ kind: 'pin2', code: '5678', puk: '87654321', ...options.pin2 }),
    ])
  }

  isForbidden(plmn: Plmn): boolean {
    return this.refusedBy.has(plmn) || this.preferred.some((p) => p.plmn === plmn && p.state === 'forbidden')
  }
}
