/**
 * The bearer data of a CDMA message: subparameters of identifier, length and content (3GPP2 C.S0015-B 4.5). Those a text
 * message needs have fields; the others survive as `other`, as does one of these that is not in order.
 */
import { enumeration, type Word } from '../enumeration.ts'
import { checkInteger, SmsError } from '../error.ts'
import { cdmaAddressOctets, decodeCdmaAddress, type CdmaAddress } from './address.ts'
import { cdmaLanguage, type CdmaLanguage } from './encoding.ts'
import { cdmaTimeOctets, decodeCdmaTime, type CdmaTime } from './time.ts'
import { cdmaUserDataOctets, decodeCdmaUserData, type CdmaUserData } from './user-data.ts'

/** Table 4.5.1-1. */
export const cdmaMessageType = enumeration({
  deliver: 1,
  submit: 2,
  cancellation: 3,
  'delivery-acknowledgement': 4,
  'user-acknowledgement': 5,
  'read-acknowledgement': 6,
})

/** Table 4.5.9-1. */
export const cdmaPriority = enumeration({ normal: 0, interactive: 1, urgent: 2, emergency: 3 })

export type Subparameter =
  /** `header`: the user data begins with a user data header, in some teleservices. */
  | {
      readonly type: 'message-identifier'
      readonly messageType: Word<typeof cdmaMessageType> | number
      readonly messageId: number
      readonly header: boolean
    }
  | { readonly type: 'user-data'; readonly userData: CdmaUserData }
  /** When the message centre took it, in its own time. */
  | { readonly type: 'timestamp'; readonly time: CdmaTime }
  | { readonly type: 'priority'; readonly priority: Word<typeof cdmaPriority> | number }
  /** Which acknowledgements the sender asks for. */
  | {
      readonly type: 'reply-option'
      readonly user: boolean
      readonly delivery: boolean
      readonly read: boolean
    }
  | { readonly type: 'language'; readonly language: CdmaLanguage }
  | { readonly type: 'call-back-number'; readonly address: CdmaAddress }
  | { readonly type: 'other'; readonly id: number; readonly octets: Uint8Array }

/** Table 4.5-1. */
const ID = {
  messageIdentifier: 0x00,
  userData: 0x01,
  timestamp: 0x03,
  priority: 0x08,
  replyOption: 0x0a,
  language: 0x0d,
  callBackNumber: 0x0e,
} as const

export function decodeSubparameter(id: number, octets: Uint8Array): Subparameter {
  return decodeKnown(id, octets) ?? { type: 'other', id, octets }
}

function decodeKnown(id: number, octets: Uint8Array): Subparameter | undefined {
  const [a = 0, b = 0, c = 0] = octets
  const isLong = (length: number): boolean => octets.length === length
  switch (id) {
    case ID.messageIdentifier: {
      if (!isLong(3)) return undefined
      const messageId = ((a & 0xf) << 12) | (b << 4) | (c >> 4)
      const messageType = cdmaMessageType.decode(a >> 4)
      return { type: 'message-identifier', messageType, messageId, header: (c & 0x08) !== 0 }
    }
    case ID.userData: {
      const userData = decodeCdmaUserData(octets)
      return userData && { type: 'user-data', userData }
    }
    case ID.timestamp: {
      const time = decodeCdmaTime(octets)
      return time && { type: 'timestamp', time }
    }
    case ID.priority:
      return isLong(1) ? { type: 'priority', priority: cdmaPriority.decode(a >> 6) } : undefined
    case ID.replyOption:
      if (!isLong(1)) return undefined
      return {
        type: 'reply-option',
        user: (a & 0x80) !== 0,
        delivery: (a & 0x40) !== 0,
        read: (a & 0x20) !== 0,
      }
    case ID.language:
      return isLong(1) ? { type: 'language', language: cdmaLanguage.decode(a) } : undefined
    case ID.callBackNumber: {
      const address = decodeCdmaAddress(octets, false)
      return address && { type: 'call-back-number', address }
    }
    default:
      return undefined
  }
}

/** Identifier, length, content. */
export function subparameterOctets(subparameter: Subparameter, path: string): number[] {
  const [id, content] = identifierAndContent(subparameter, path)
  if (content.length > 255) throw new SmsError(path, `${content.length} octets; it has at most 255`)
  return [id, content.length, ...Array.from(content)]
}

function identifierAndContent(subparameter: Subparameter, path: string): [number, ArrayLike<number>] {
  switch (subparameter.type) {
    case 'message-identifier': {
      const type = cdmaMessageType.encode(subparameter.messageType, `${path}.messageType`, 15)
      const id = checkInteger(`${path}.messageId`, subparameter.messageId, 0, 0xffff)
      const last = ((id & 0xf) << 4) | (subparameter.header ? 0x08 : 0)
      return [ID.messageIdentifier, [(type << 4) | (id >> 12), (id >> 4) & 0xff, last]]
    }
    case 'user-data':
      return [ID.userData, cdmaUserDataOctets(subparameter.userData, `${path}.userData`)]
    case 'timestamp':
      return [ID.timestamp, cdmaTimeOctets(subparameter.time, `${path}.time`)]
    case 'priority':
      return [ID.priority, [cdmaPriority.encode(subparameter.priority, `${path}.priority`, 3) << 6]]
    case 'reply-option': {
      const { user, delivery, read } = subparameter
      return [ID.replyOption, [(user ? 0x80 : 0) | (delivery ? 0x40 : 0) | (read ? 0x20 : 0)]]
    }
    case 'language':
      return [ID.language, [cdmaLanguage.encode(subparameter.language, `${path}.language`, 255)]]
    case 'call-back-number':
      return [ID.callBackNumber, cdmaAddressOctets(subparameter.address, false, `${path}.address`)]
    case 'other':
      return [checkInteger(`${path}.id`, subparameter.id, 0, 255), subparameter.octets]
  }
}
