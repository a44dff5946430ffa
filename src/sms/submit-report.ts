/** SMS-SUBMIT-REPORT: the service centre accepts or refuses a submit or command (3GPP TS 23.040 9.2.2.2a). */
import { failureCauseOctets, readFailureCause, type ReportKind } from './failure-cause-octet.ts'
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

export interface SubmitReport extends ReportParameters {
  readonly type: 'submit-report'
  /** TP-FCS: there is one exactly in a negative report. `describeFailureCause` says it in words. */
  readonly failureCause?: number
  /** TP-SCTS: when the service centre took it. With the message reference it names the message in later reports. */
  readonly timestamp: Timestamp
}

/** `firstOctet` has been read. */
export function readSubmitReport(
  reader: OctetReader,
  firstOctet: number,
  kind: ReportKind | undefined,
): SubmitReport {
  const failureCause = readFailureCause(reader, kind)
  const indicator = readIndicator(reader)
  const timestamp = readTimestamp(reader, 'timestamp')
  return {
    type: 'submit-report',
    ...(failureCause !== undefined && { failureCause }),
    timestamp,
    ...readParameters(reader, indicator, firstOctet),
  }
}

export function submitReportOctets(report: SubmitReport): number[] {
  return [
    0x01 | headerBit(report.userData),
    ...failureCauseOctets(report.failureCause),
    indicatorOf(report),
    ...timestampOctets(report.timestamp, 'timestamp'),
    ...parameterOctets(report),
  ]
}
