/** SMS-DELIVER: a message from the service centre to the mobile (3GPP TS 23.040 9.2.2.1). */
import { addressOctets, readAddress, type Address } from './address.ts'
import {
  countsSeptets,
  dataCoding,
  decodeDataCoding,
  encodeDataCoding,
  type DataCoding,
} from './data-coding.ts'
import { checkInteger } from './error.ts'
import type { OctetReader } from './octet-reader.ts'
import { NO_PROTOCOL } from './protocol-identifier.ts'
import { readTimestamp, timestampOctets, type Timestamp } from './timestamp.ts'
import { headerBit, LONGEST_USER_DATA, readUserData, userDataOctets, type UserData } from './user-data.ts'

export interface Deliver {
  readonly type: 'deliver'
  /** Type indicator 11, reserved: "process the message as if it were an SMS-DELIVER" (9.2.3.1). */
  readonly reservedType?: true
  /** TP-MMS, which is 0 when there are more. */
  readonly moreMessages: boolean
  /** TP-LP: it was forwarded or made by a machine; another must not answer by itself. */
  readonly loopPrevention: boolean
  /** TP-SRI: the sender gets a status report. */
  readonly statusReport: boolean
  /** TP-RP: an answer may go through the service centre of this message. */
  readonly replyPath: boolean
  /** TP-OA */
  readonly originator: Address
  /** TP-PID */
  readonly protocolIdentifier: number
  /** TP-DCS */
  readonly dataCoding: DataCoding
  /** TP-SCTS: when the service centre took it. */
  readonly timestamp: Timestamp
  /** TP-UD */
  readonly userData: UserData
}

/** A plain message, but for what is given. */
export function deliver(
  fields: Omit<Partial<Deliver>, 'type'> & Pick<Deliver, 'originator' | 'timestamp' | 'userData'>,
): Deliver {
  return {
    type: 'deliver',
    moreMessages: false,
    loopPrevention: false,
    statusReport: false,
    replyPath: false,
    protocolIdentifier: NO_PROTOCOL,
    dataCoding: dataCoding('gsm7'),
    ...fields,
  }
}

/** `firstOctet` has been read. */
export function readDeliver(reader: OctetReader, firstOctet: number): Deliver {
  const originator = readAddress(reader, 'originator')
  const protocolIdentifier = reader.octet('protocolIdentifier')
  const dataCoding = decodeDataCoding(reader.octet('dataCoding'))
  const timestamp = readTimestamp(reader, 'timestamp')
  const form = {
    septets: countsSeptets(dataCoding),
    hasHeader: (firstOctet & 0x40) !== 0,
    longest: LONGEST_USER_DATA,
  }
  return {
    type: 'deliver',
    ...((firstOctet & 3) === 3 && { reservedType: true }),
    moreMessages: (firstOctet & 0x04) === 0,
    loopPrevention: (firstOctet & 0x08) !== 0,
    statusReport: (firstOctet & 0x20) !== 0,
    replyPath: (firstOctet & 0x80) !== 0,
    originator,
    protocolIdentifier,
    dataCoding,
    timestamp,
    userData: readUserData(reader, form, 'userData'),
  }
}

export function deliverOctets(message: Deliver): number[] {
  const { originator, protocolIdentifier, dataCoding, timestamp, userData } = message
  const form = { septets: countsSeptets(dataCoding), longest: LONGEST_USER_DATA }
  return [
    (message.reservedType === true ? 3 : 0) |
      (message.moreMessages ? 0 : 0x04) |
      (message.loopPrevention ? 0x08 : 0) |
      (message.statusReport ? 0x20 : 0) |
      headerBit(userData) |
      (message.replyPath ? 0x80 : 0),
    ...addressOctets(originator, 'originator'),
    checkInteger('protocolIdentifier', protocolIdentifier, 0, 255),
    encodeDataCoding(dataCoding, 'dataCoding'),
    ...timestampOctets(timestamp, 'timestamp'),
    ...userDataOctets(userData, form, 'userData'),
  ]
}
