/**
 * A TPDU, the message as it travels between mobile and service centre: six kinds (3GPP TS 23.040 9.2.2), told apart by two
 * bits and the direction.
 *
 * Reading gives a value or throws `SmsError`; what was read is written again as the same value. Spare bits are ignored and
 * written as zero, as the standard asks. Octets behind the end are ignored: SIM records are filled up with them, and
 * later versions of the standard may add fields there (9.2.3.27).
 */
import { commandOctets, readCommand, type Command } from './command.ts'
import { deliverOctets, readDeliver, type Deliver } from './deliver.ts'
import { deliverReportOctets, readDeliverReport, type DeliverReport } from './deliver-report.ts'
import { SmsError } from './error.ts'
import type { ReportKind } from './failure-cause-octet.ts'
import { OctetReader } from './octet-reader.ts'
import { readStatusReport, statusReportOctets, type StatusReport } from './status-report.ts'
import { readSubmit, submitOctets, type Submit } from './submit.ts'
import { readSubmitReport, submitReportOctets, type SubmitReport } from './submit-report.ts'

/** From the service centre to the mobile. */
export type MobileTerminated = Deliver | StatusReport | SubmitReport
/** From the mobile to the service centre. */
export type MobileOriginated = Submit | Command | DeliverReport
export type Tpdu = MobileTerminated | MobileOriginated

interface Messages {
  'mobile-terminated': MobileTerminated
  'mobile-originated': MobileOriginated
}

/** The messages that travel in a direction. */
export type TpduOf<D extends Direction> = Messages[D]

/** What a modem has received is mobile-terminated; what it sends, or has stored as sent or draft, mobile-originated. */
export type Direction = keyof Messages

export interface TpduOptions {
  /** What a deliver or submit report travels in; told by its failure cause unless given. */
  readonly report?: ReportKind
}

/** The sum of the fields of an SMS-SUBMIT at their longest; the other kinds stop at the same length (9.2.2). */
const LONGEST = 164

/** @param offset where in `octets` the TPDU starts */
export function decodeTpdu<D extends Direction>(
  octets: Uint8Array,
  direction: D,
  options: TpduOptions = {},
  offset = 0,
): TpduOf<D> {
  const reader = new OctetReader(octets, offset)
  const message =
    direction === 'mobile-terminated'
      ? readMobileTerminated(reader, options)
      : readMobileOriginated(reader, options)
  const length = reader.offset - offset
  if (length > LONGEST) {
    throw new SmsError('tpdu', `${length} octets; it has at most ${LONGEST}`, { offset: offset + LONGEST })
  }
  return message as TpduOf<D> // the direction decided which
}

export function encodeTpdu(message: Tpdu): Uint8Array {
  const octets = tpduOctets(message)
  if (octets.length > LONGEST) {
    throw new SmsError('tpdu', `${octets.length} octets; it has at most ${LONGEST}`)
  }
  return Uint8Array.from(octets)
}

function readMobileTerminated(reader: OctetReader, { report }: TpduOptions): MobileTerminated {
  const firstOctet = reader.octet('type')
  switch (firstOctet & 3) {
    case 1:
      return readSubmitReport(reader, firstOctet, report)
    case 2:
      return readStatusReport(reader, firstOctet)
    default:
      return readDeliver(reader, firstOctet)
  }
}

function readMobileOriginated(reader: OctetReader, { report }: TpduOptions): MobileOriginated {
  const start = reader.offset
  const firstOctet = reader.octet('type')
  switch (firstOctet & 3) {
    case 0:
      return readDeliverReport(reader, firstOctet, report)
    case 1:
      return readSubmit(reader, firstOctet)
    case 2:
      return readCommand(reader, firstOctet)
    default:
      throw new SmsError('type', 'type 3 is reserved from the mobile', { offset: start })
  }
}

function tpduOctets(message: Tpdu): number[] {
  switch (message.type) {
    case 'deliver':
      return deliverOctets(message)
    case 'status-report':
      return statusReportOctets(message)
    case 'submit-report':
      return submitReportOctets(message)
    case 'submit':
      return submitOctets(message)
    case 'command':
      return commandOctets(message)
    case 'deliver-report':
      return deliverReportOctets(message)
  }
}
