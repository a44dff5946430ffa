/**
 * What a status report, a deliver report and a submit report end in, all of it optional: TP-PID, TP-DCS, TP-UDL and TP-UD,
 * and TP-PI, the octet that says which are there (3GPP TS 23.040 9.2.3.27).
 */
import {
  countsSeptets,
  dataCoding,
  decodeDataCoding,
  encodeDataCoding,
  type DataCoding,
} from './data-coding.ts'
import { checkInteger } from './error.ts'
import type { OctetReader } from './octet-reader.ts'
import { readUserData, userDataOctets, type UserData } from './user-data.ts'

export interface ReportParameters {
  readonly protocolIdentifier?: number
  /** Where there is user data and no coding, the user data is in the default alphabet. */
  readonly dataCoding?: DataCoding
  readonly userData?: UserData
}

const HAS = { protocolIdentifier: 1, dataCoding: 2, userData: 4 } as const
const ANOTHER_FOLLOWS = 0x80
/** No field of its own limits the user data of a report: the TPDU's length does. */
const LONGEST = 164

/** TP-PI. Reserved bits announce what is to be discarded behind the user data; extension octets hold only such bits. */
export function readIndicator(reader: OctetReader): number {
  const path = 'parameterIndicator'
  const indicator = reader.octet(path)
  for (let next = indicator; (next & ANOTHER_FOLLOWS) !== 0; next = reader.octet(path));
  return indicator
}

/** What the indicator announces. `firstOctet` holds TP-UDHI. */
export function readParameters(reader: OctetReader, indicator: number, firstOctet: number): ReportParameters {
  const has = (bit: number): boolean => (indicator & bit) !== 0
  const protocolIdentifier = has(HAS.protocolIdentifier) ? reader.octet('protocolIdentifier') : undefined
  const coding = has(HAS.dataCoding) ? decodeDataCoding(reader.octet('dataCoding')) : undefined
  const form = {
    septets: countsSeptets(coding ?? dataCoding('gsm7')),
    hasHeader: (firstOctet & 0x40) !== 0,
    longest: LONGEST,
  }
  return {
    ...(protocolIdentifier !== undefined && { protocolIdentifier }),
    ...(coding !== undefined && { dataCoding: coding }),
    ...(has(HAS.userData) && { userData: readUserData(reader, form, 'userData') }),
  }
}

export function indicatorOf(parameters: ReportParameters): number {
  return (
    (parameters.protocolIdentifier === undefined ? 0 : HAS.protocolIdentifier) |
    (parameters.dataCoding === undefined ? 0 : HAS.dataCoding) |
    (parameters.userData === undefined ? 0 : HAS.userData)
  )
}

/** What follows the indicator. */
export function parameterOctets(parameters: ReportParameters): number[] {
  const { protocolIdentifier, dataCoding: coding, userData } = parameters
  const form = { septets: countsSeptets(coding ?? dataCoding('gsm7')), longest: LONGEST }
  return [
    ...(protocolIdentifier === undefined
      ? []
      : [checkInteger('protocolIdentifier', protocolIdentifier, 0, 255)]),
    ...(coding === undefined ? [] : [encodeDataCoding(coding, 'dataCoding')]),
    ...(userData === undefined ? [] : userDataOctets(userData, form, 'userData')),
  ]
}
