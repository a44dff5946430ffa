/** SMS-DELIVER-REPORT: the mobile accepts or refuses a deliver or status report (3GPP TS 23.040 9.2.2.1a). */
import { failureCauseOctets, readFailureCause, type ReportKind } from './failure-cause-octet.ts'
import type { OctetReader } from './octet-reader.ts'
import {
  indicatorOf,
  parameterOctets,
  readIndicator,
  readParameters,
  type ReportParameters,
} from './report-parameters.ts'
import { headerBit } from './user-data.ts'

export interface DeliverReport extends ReportParameters {
  readonly type: 'deliver-report'
  /** TP-FCS: there is one exactly in a negative report. `describeFailureCause` says it in words. */
  readonly failureCause?: number
}

/** `firstOctet` has been read. */
export function readDeliverReport(
  reader: OctetReader,
  firstOctet: number,
  kind: ReportKind | undefined,
): DeliverReport {
  const failureCause = readFailureCause(reader, kind)
  const indicator = readIndicator(reader)
  return {
    type: 'deliver-report',
    ...(failureCause !== undefined && { failureCause }),
    ...readParameters(reader, indicator, firstOctet),
  }
}

export function deliverReportOctets(report: DeliverReport): number[] {
  return [
    headerBit(report.userData),
    ...failureCauseOctets(report.failureCause),
    indicatorOf(report),
    ...parameterOctets(report),
  ]
}
