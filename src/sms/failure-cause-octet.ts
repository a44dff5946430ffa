/**
 * TP-FCS, the octet that stands in a deliver or submit report only when it travels in an RP-ERROR (3GPP TS 23.040 9.2.2.1a,
 * 9.2.2.2a). The report itself does not say which of the two layouts it has.
 */
import { checkInteger } from './error.ts'
import type { OctetReader } from './octet-reader.ts'

/** What the report travels in: RP-ACK, a positive acknowledgement, or RP-ERROR. */
export type ReportKind = 'ack' | 'error'

/**
 * Without `kind` the octet itself decides: every cause that is assigned has its highest bit set (9.2.3.22), which in TP-PI,
 * the octet otherwise here, would announce an extension that has never been defined.
 */
export function readFailureCause(reader: OctetReader, kind: ReportKind | undefined): number | undefined {
  const present = kind === undefined ? (reader.peek() ?? 0) >= 0x80 : kind === 'error'
  return present ? reader.octet('failureCause') : undefined
}

export function failureCauseOctets(cause: number | undefined): number[] {
  return cause === undefined ? [] : [checkInteger('failureCause', cause, 0, 255)]
}
