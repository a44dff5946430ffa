/** SMS-STATUS-REPORT: what became of a message or command, to whoever sent it (3GPP TS 23.040 9.2.2.3). */
import { addressOctets, readAddress, type Address } from './address.ts'
import { checkInteger } from './error.ts'
import type { OctetReader } from './octet-reader.ts'
import {
  indicatorOf,
  parameterOctets,
  readIndicator,
  readParameters,
  type ReportParameters,
} from './report-parameters.ts'
import { readTimestamp, timestampOctets, type Timestamp } from './timestamp.ts'
import { headerBit } from './user-data.ts'

export interface StatusReport extends ReportParameters {
  readonly type: 'status-report'
  /** TP-MMS, which is 0 when there are more. */
  readonly moreMessages: boolean
  /** TP-LP */
  readonly loopPrevention: boolean
  /** TP-SRQ: what it reports upon was an SMS-COMMAND, not an SMS-SUBMIT. */
  readonly ofCommand: boolean
  /** TP-MR of the message. */
  readonly messageReference: number
  /** TP-RA: whom the message went to. */
  readonly recipient: Address
  /** TP-SCTS: when the service centre took it. */
  readonly timestamp: Timestamp
  /** TP-DT: when it was delivered, or last tried. */
  readonly dischargeTime: Timestamp
  /** TP-ST: `describeDeliveryStatus` says it in words. */
  readonly status: number
}

/** SIM records end in such octets (3GPP TS 31.102 4.2.25); nobody means all parameters and endless extensions by it. */
const PADDING = 0xff

/** `firstOctet` has been read. */
export function readStatusReport(reader: OctetReader, firstOctet: number): StatusReport {
  const messageReference = reader.octet('messageReference')
  const recipient = readAddress(reader, 'recipient')
  const timestamp = readTimestamp(reader, 'timestamp')
  const dischargeTime = readTimestamp(reader, 'dischargeTime')
  const status = reader.octet('status')
  // The only message whose indicator may be absent along with everything behind it.
  const indicator = reader.left === 0 || reader.peek() === PADDING ? 0 : readIndicator(reader)
  return {
    type: 'status-report',
    moreMessages: (firstOctet & 0x04) === 0,
    loopPrevention: (firstOctet & 0x08) !== 0,
    ofCommand: (firstOctet & 0x20) !== 0,
    messageReference,
    recipient,
    timestamp,
    dischargeTime,
    status,
    ...readParameters(reader, indicator, firstOctet),
  }
}

export function statusReportOctets(report: StatusReport): number[] {
  const indicator = indicatorOf(report)
  return [
    0x02 |
      (report.moreMessages ? 0 : 0x04) |
      (report.loopPrevention ? 0x08 : 0) |
      (report.ofCommand ? 0x20 : 0) |
      headerBit(report.userData),
    checkInteger('messageReference', report.messageReference, 0, 255),
    ...addressOctets(report.recipient, 'recipient'),
    ...timestampOctets(report.timestamp, 'timestamp'),
    ...timestampOctets(report.dischargeTime, 'dischargeTime'),
    checkInteger('status', report.status, 0, 255),
    ...(indicator === 0 ? [] : [indicator, ...parameterOctets(report)]),
  ]
}
