/**
 * Short messages: what a modem keeps in its store, what came without being stored, and what was sent. Numbers and texts
 * are personal. A text is nowhere in these words: a part holds its octets as the network coded them, and whoever may read
 * them has them decoded (`OpenMessage`). So no event, no log and no journal can hold one.
 */
import type { Instant } from '../base/index.ts'

/** Received and unread or read, outgoing and not sent or sent. */
export type MessageStatus = 'new' | 'read' | 'draft' | 'sent'

export type MessageFilter = 'all' | MessageStatus

/** Which messages are meant; an `index` is a place in the store, from 1 on. */
export type MessageSelection =
  { readonly filter: MessageFilter } | { readonly index: number } | { readonly id: string }

/** `unreadable`: what is stored there is no message that can be decoded. */
export type MessageKind = 'text' | 'data' | 'status-report' | 'unreadable'

/** 0 is shown at once and not stored (3GPP TS 23.038 §4). */
export type MessageClass = 0 | 1 | 2 | 3

/** What the network says became of a message that was sent (3GPP TS 23.040 §9.2.3.15). */
export interface DeliveryReport {
  /** TP-MR: which of the messages sent to that number. */
  readonly reference: number
  readonly state: DeliveryState
  /** TP-ST as it came, and in words. */
  readonly status: number
  readonly text: string
}

/** `pending`: the network goes on trying. */
export type DeliveryState = 'pending' | 'delivered' | 'failed'

/** What a part says of the message that it belongs to (3GPP TS 23.040 §9.2.3.24.1). */
export interface Concatenation {
  /** Whether the reference has 16 bits, not 8. */
  readonly wide: boolean
  readonly reference: number
  readonly total: number
  /** From 1 to `total`. */
  readonly sequence: number
}

/** The octets of a part, in hexadecimal, and the form in which the modem has them. */
export type MessageOctets =
  /** Service centre and TPDU as in 3GPP TS 27.005 §3.1, or the binary message of 3GPP2 C.S0015. */
  | { readonly format: 'pdu'; readonly octets: string }
  /** The user data of a CDMA message; encoding and language by their numbers in 3GPP2 C.R1001. */
  | {
      readonly format: 'cdma'
      readonly octets: string
      readonly address: string
      /** `YY/MM/DD,HH:mm:SS±ZZ` */
      readonly time: string
      readonly encoding: number
      readonly language: number
      readonly characters: number
    }

/** What stands at one place of the store, or came without one: a message, or a part of a long one. */
export interface MessagePart {
  /** Absent where it is not stored. */
  readonly index?: number
  readonly status: MessageStatus
  readonly kind: MessageKind
  /** Sender of a received one, recipient of one that is or was to be sent. Personal. */
  readonly number?: string
  readonly class?: MessageClass
  /** When the service centre took it. */
  readonly time?: Instant
  readonly concatenation?: Concatenation
  readonly report?: DeliveryReport
  readonly content: MessageOctets
}

/** A message as events tell it. */
export interface Message {
  /** The same for as long as it is there. */
  readonly id: string
  readonly kind: MessageKind
  readonly direction: 'incoming' | 'outgoing'
  readonly status: MessageStatus
  /** Personal. */
  readonly number?: string
  readonly class?: MessageClass
  readonly time?: Instant
  /** The places of its parts in the store; none where it is not stored. */
  readonly indexes: readonly number[]
  /** Of how many parts it consists, and the numbers of those that have not come. */
  readonly total: number
  readonly missing: readonly number[]
  /** Of a status report. */
  readonly report?: DeliveryReport
  /** Of a sent one: the references that the network knows its parts by. */
  readonly references?: readonly number[]
  /** Of a sent one for which reports were asked. */
  readonly delivery?: { readonly state: DeliveryState; readonly text: string }
}

/** A message with its content, for those who may read it. */
export interface OpenMessage extends Message {
  /** Absent where it is none, or of an encoding that is not known here. What is missing of it shows as `…`. */
  readonly text?: string
  /** Of data: the octets in hexadecimal. */
  readonly data?: string
  readonly parts: readonly {
    readonly index?: number
    readonly status: MessageStatus
    readonly content: MessageOctets
  }[]
}

/** Where a modem keeps messages, and how it sends them. */
export interface MessageStore {
  /** Before it is initialized nothing is known of what is in it. */
  readonly state: 'not-initialized' | 'initialized'
  readonly format: 'pdu' | 'cdma'
  /** How many places it has. */
  readonly capacity: number
  /** The number of the service centre that messages are sent through. */
  readonly serviceCentre?: string
  /** The longest text of a CDMA modem, in octets; 0 with other modems. */
  readonly cdmaLength: number
  /** Nothing more is received until something is deleted. */
  readonly full: boolean
  /** The place of the latest message that nobody has read. */
  readonly latest?: number
}

/** A message that is ready to be sent, part by part. */
export type OutgoingPart = Exclude<MessageOctets, { format: 'cdma' }> | Omit<CdmaOctets, 'time'>

type CdmaOctets = Extract<MessageOctets, { format: 'cdma' }>

export const MESSAGE_FILTERS = [
  'all',
  'new',
  'read',
  'draft',
  'sent',
] as const satisfies readonly MessageFilter[]

/** What was at a place when it was read. */
export interface ReadMessage {
  readonly id: string
  readonly indexes: readonly number[]
  readonly status: MessageStatus
}
