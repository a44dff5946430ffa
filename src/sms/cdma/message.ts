/**
 * A CDMA message in binary form: what SmsSendCdmaPdu takes and IMbnSmsReadMsgPdu gives (3GPP2 C.S0015-A 3.4.2.1, the SMS
 * point-to-point message): its type, then parameters of identifier, length and content (table 3.4.3-1). Parameters that
 * have no fields here survive as `other`.
 */
import { enumeration, type Word } from '../enumeration.ts'
import { checkInteger, SmsError } from '../error.ts'
import { OctetReader } from '../octet-reader.ts'
import { cdmaAddressOctets, decodeCdmaAddress, type CdmaAddress } from './address.ts'
import type { CdmaLanguage } from './encoding.ts'
import { decodeSubparameter, subparameterOctets, type Subparameter } from './subparameter.ts'
import type { CdmaUserData } from './user-data.ts'

/** Table 3.4-1. */
export const cdmaTransport = enumeration({ 'point-to-point': 0, broadcast: 1, acknowledge: 2 })

/** The teleservice identifiers of 3GPP2 C.R1001. */
export const cdmaTeleservice = enumeration({
  /** IS-91 Extended Protocol Enhanced Services. */
  'extended-protocol': 4096,
  /** CDMA Cellular Paging, WPT. */
  paging: 4097,
  /** CDMA Cellular Messaging, WMT: the one of text messages. */
  messaging: 4098,
  /** CDMA Voice Mail Notification, VMN. */
  'voice-mail-notification': 4099,
  wap: 4100,
  /** CDMA Enhanced Messaging, WEMT. */
  'enhanced-messaging': 4101,
})

export type CdmaParameter =
  | { readonly type: 'teleservice'; readonly teleservice: Word<typeof cdmaTeleservice> | number }
  | { readonly type: 'originator' | 'destination'; readonly address: CdmaAddress }
  /** The acknowledgement of the relay layer that is asked for, 0–63. */
  | { readonly type: 'bearer-reply'; readonly sequence: number }
  | { readonly type: 'bearer-data'; readonly subparameters: readonly Subparameter[] }
  | { readonly type: 'other'; readonly id: number; readonly octets: Uint8Array }

export interface CdmaMessage {
  readonly transport: Word<typeof cdmaTransport> | number
  /** In the order of the octets. */
  readonly parameters: readonly CdmaParameter[]
}

/** Table 3.4.3-1. */
const ID = { teleservice: 0, originator: 2, destination: 4, bearerReply: 6, bearerData: 8 } as const

/** Length octets count to 255 and a message has few parameters: past this it is none. */
const LONGEST = 1024

/** @throws SmsError when a parameter ends behind the message, or a subparameter behind its parameter */
export function decodeCdmaMessage(octets: Uint8Array): CdmaMessage {
  if (octets.length > LONGEST) {
    throw new SmsError('message', `${octets.length} octets; at most ${LONGEST} are read`, { offset: LONGEST })
  }
  const reader = new OctetReader(octets)
  const transport = cdmaTransport.decode(reader.octet('transport'))
  const parameters: CdmaParameter[] = []
  while (reader.left > 0) {
    const path = `parameters[${parameters.length}]`
    const id = reader.octet(path)
    const length = reader.octet(path)
    const start = reader.offset
    parameters.push(decodeParameter(id, reader.octets(length, path), start, path))
  }
  return { transport, parameters }
}

export function encodeCdmaMessage({ transport, parameters }: CdmaMessage): Uint8Array {
  const octets = [
    cdmaTransport.encode(transport, 'transport', 255),
    ...parameters.flatMap((parameter, index) => {
      const path = `parameters[${index}]`
      const [id, content] = identifierAndContent(parameter, path)
      if (content.length > 255) throw new SmsError(path, `${content.length} octets; it has at most 255`)
      return [id, content.length, ...Array.from(content)]
    }),
  ]
  if (octets.length > LONGEST) throw new SmsError('message', `${octets.length} octets; at most ${LONGEST}`)
  return Uint8Array.from(octets)
}

/** A text to be sent: what SmsSendCdma says in fields, as SmsSendCdmaPdu says it in octets. */
export function cdmaSubmit(fields: {
  readonly destination: CdmaAddress
  readonly userData: CdmaUserData
  readonly messageId?: number
  readonly language?: CdmaLanguage
}): CdmaMessage {
  const { destination, userData, messageId = 0, language } = fields
  return {
    transport: 'point-to-point',
    parameters: [
      { type: 'teleservice', teleservice: 'messaging' },
      { type: 'destination', address: destination },
      {
        type: 'bearer-data',
        subparameters: [
          { type: 'message-identifier', messageType: 'submit', messageId, header: false },
          { type: 'user-data', userData },
          ...(language === undefined ? [] : [{ type: 'language', language } as const]),
        ],
      },
    ],
  }
}

/** The subparameters of the bearer data, none when there is no bearer data. */
export function bearerDataOf({ parameters }: CdmaMessage): readonly Subparameter[] {
  return parameters.find((parameter) => parameter.type === 'bearer-data')?.subparameters ?? []
}

function decodeParameter(id: number, octets: Uint8Array, start: number, path: string): CdmaParameter {
  const [a = 0, b = 0] = octets
  switch (id) {
    case ID.teleservice:
      if (octets.length !== 2) break
      return { type: 'teleservice', teleservice: cdmaTeleservice.decode((a << 8) | b) }
    case ID.originator:
    case ID.destination: {
      const address = decodeCdmaAddress(octets, true)
      if (address === undefined) break
      return { type: id === ID.originator ? 'originator' : 'destination', address }
    }
    case ID.bearerReply:
      if (octets.length !== 1) break
      return { type: 'bearer-reply', sequence: a >> 2 }
    case ID.bearerData:
      return { type: 'bearer-data', subparameters: decodeBearerData(octets, start, path) }
  }
  return { type: 'other', id, octets }
}

function decodeBearerData(octets: Uint8Array, start: number, path: string): Subparameter[] {
  const subparameters: Subparameter[] = []
  for (let offset = 0; offset < octets.length;) {
    const [id = 0, length] = octets.subarray(offset, offset + 2)
    const end = offset + 2 + (length ?? 0)
    if (length === undefined || end > octets.length) {
      const place = { offset: start + offset }
      throw new SmsError(
        `${path}.subparameters[${subparameters.length}]`,
        'ends behind the bearer data',
        place,
      )
    }
    subparameters.push(decodeSubparameter(id, octets.slice(offset + 2, end)))
    offset = end
  }
  return subparameters
}

function identifierAndContent(parameter: CdmaParameter, path: string): [number, ArrayLike<number>] {
  switch (parameter.type) {
    case 'teleservice': {
      const value = cdmaTeleservice.encode(parameter.teleservice, `${path}.teleservice`, 0xffff)
      return [ID.teleservice, [value >> 8, value & 0xff]]
    }
    case 'originator':
    case 'destination':
      return [ID[parameter.type], cdmaAddressOctets(parameter.address, true, `${path}.address`)]
    case 'bearer-reply':
      return [ID.bearerReply, [checkInteger(`${path}.sequence`, parameter.sequence, 0, 63) << 2]]
    case 'bearer-data':
      return [
        ID.bearerData,
        parameter.subparameters.flatMap((subparameter, index) =>
          subparameterOctets(subparameter, `${path}.subparameters[${index}]`),
        ),
      ]
    case 'other':
      return [checkInteger(`${path}.id`, parameter.id, 0, 255), parameter.octets]
  }
}
