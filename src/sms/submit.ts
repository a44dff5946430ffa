/** SMS-SUBMIT: a message from the mobile to the service centre (3GPP TS 23.040 9.2.2.2). */
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
import { headerBit, LONGEST_USER_DATA, readUserData, userDataOctets, type UserData } from './user-data.ts'
import { readValidity, validityFormatBits, validityOctets, type Validity } from './validity.ts'

export interface Submit {
  readonly type: 'submit'
  /** TP-RD: the service centre refuses it while it holds one with the same reference and destination. */
  readonly rejectDuplicates: boolean
  /** TP-SRR: the sender wants a status report. */
  readonly statusReport: boolean
  /** TP-RP: an answer may go through the same service centre. */
  readonly replyPath: boolean
  /** TP-MR. Modems put their own counter here and answer with it. */
  readonly messageReference: number
  /** TP-DA */
  readonly destination: Address
  /** TP-PID */
  readonly protocolIdentifier: number
  /** TP-DCS */
  readonly dataCoding: DataCoding
  /** TP-VP; without it the service centre decides. */
  readonly validity?: Validity
  /** TP-UD */
  readonly userData: UserData
}

/** A plain message, but for what is given. */
export function submit(
  fields: Omit<Partial<Submit>, 'type'> & Pick<Submit, 'destination' | 'userData'>,
): Submit {
  return {
    type: 'submit',
    rejectDuplicates: false,
    statusReport: false,
    replyPath: false,
    messageReference: 0,
    protocolIdentifier: NO_PROTOCOL,
    dataCoding: dataCoding('gsm7'),
    ...fields,
  }
}

/** `firstOctet` has been read. */
export function readSubmit(reader: OctetReader, firstOctet: number): Submit {
  const messageReference = reader.octet('messageReference')
  const destination = readAddress(reader, 'destination')
  const protocolIdentifier = reader.octet('protocolIdentifier')
  const dataCoding = decodeDataCoding(reader.octet('dataCoding'))
  const validity = readValidity(reader, firstOctet, 'validity')
  const form = {
    septets: countsSeptets(dataCoding),
    hasHeader: (firstOctet & 0x40) !== 0,
    longest: LONGEST_USER_DATA,
  }
  return {
    type: 'submit',
    rejectDuplicates: (firstOctet & 0x04) !== 0,
    statusReport: (firstOctet & 0x20) !== 0,
    replyPath: (firstOctet & 0x80) !== 0,
    messageReference,
    destination,
    protocolIdentifier,
    dataCoding,
    ...(validity !== undefined && { validity }),
    userData: readUserData(reader, form, 'userData'),
  }
}

export function submitOctets(message: Submit): number[] {
  const { messageReference, destination, protocolIdentifier, dataCoding, validity, userData } = message
  const form = { septets: countsSeptets(dataCoding), longest: LONGEST_USER_DATA }
  return [
    0x01 |
      (message.rejectDuplicates ? 0x04 : 0) |
      validityFormatBits(validity) |
      (message.statusReport ? 0x20 : 0) |
      headerBit(userData) |
      (message.replyPath ? 0x80 : 0),
    checkInteger('messageReference', messageReference, 0, 255),
    ...addressOctets(destination, 'destination'),
    checkInteger('protocolIdentifier', protocolIdentifier, 0, 255),
    encodeDataCoding(dataCoding, 'dataCoding'),
    ...Array.from(validityOctets(validity, 'validity')),
    ...userDataOctets(userData, form, 'userData'),
  ]
}
