/** The part of the contract that is about short messages: read, sent and deleted, and how the modem stores and sends them. */
import type { MessageClass, MessageFilter, OpenMessage } from '../../core/index.ts'
import type { Accepted } from '../accepted.ts'
import type { Tagged } from '../condition.ts'

/** A message to send: a text to a number, or a PDU or CDMA record that is ready. Exactly one of the three. */
export interface SendMessageInput {
  readonly modem: string
  /** `+491701234567`, or as it would be dialled. */
  readonly to?: string
  /** Of any length: split into as many parts as it takes, 255 at the most. */
  readonly text?: string
  readonly class?: MessageClass
  /** Asks the network what becomes of it: told as `message.changed`. */
  readonly report?: boolean
  /** Seconds for which the network tries; it decides unless given. */
  readonly validity?: number
  /** Hexadecimal: service centre (`00`: the one that is set up) and SMS-SUBMIT, as 3GPP TS 27.005 §3.1 has them. */
  readonly pdu?: string
  readonly cdma?: CdmaMessageInput
}

/** Encoding and language by their numbers in 3GPP2 C.R1001. */
export interface CdmaMessageInput {
  readonly address: string
  readonly encoding: number
  readonly language: number
  readonly characters: number
  /** Hexadecimal, 160 octets at the most. */
  readonly octets: string
}

/** By filter or by place; `new` unless told. */
export interface ReadMessagesInput {
  readonly modem: string
  readonly filter?: MessageFilter
  readonly index?: number
}

/** By filter or by place: one of them. */
export interface DeleteMessagesInput {
  readonly modem: string
  readonly filter?: MessageFilter
  readonly index?: number
}

export interface MessageConfiguration {
  /** The number of the service centre. */
  readonly serviceCentre?: string
  readonly format: 'pdu' | 'cdma'
}

export interface MessageConfigurationInput {
  readonly modem: string
  /** The number of the service centre. */
  readonly serviceCentre?: string
  readonly format?: 'pdu' | 'cdma'
}

export interface MessageService {
  /**
   * What is there of messages, with their texts, as it is known: without asking the modem, and without counting anything
   * as read. Also those that are not stored (class 0), and what was sent of late, without its text.
   */
  messages(input: {
    readonly modem: string
    readonly filter?: MessageFilter
  }): Promise<readonly OpenMessage[]>
  /** By id, or by a place in the store. */
  message(input: { readonly modem: string; readonly message: string }): Promise<OpenMessage>
  /**
   * Asynchronous, as is all that follows. What cannot be sent (no number, too long, a PDU that is none) is refused at once
   * with `invalid_argument` or `invalid_sms`. The request's `references` are those of its parts.
   */
  sendMessage(input: SendMessageInput): Promise<Accepted>
  /** Asks the modem, and counts what it finds as read: the request's `messages` say what that was. */
  readMessages(input: ReadMessagesInput): Promise<Accepted>
  deleteMessage(input: { readonly modem: string; readonly message: string }): Promise<Accepted>
  deleteMessages(input: DeleteMessagesInput): Promise<Accepted>
  /** As the modem told it; `busy` until it has. */
  messageConfiguration(input: { readonly modem: string }): Promise<MessageConfiguration & Tagged>
  setMessageConfiguration(input: MessageConfigurationInput): Promise<Accepted>
}
