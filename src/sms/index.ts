/**
 * Short messages, both ways: the PDUs of 3GPP TS 23.040 and TS 23.038 as MBIM and AT commands carry them, texts to parts
 * and back, and the CDMA messages of 3GPP2 C.S0015. Pure and synchronous; runs in a browser.
 *
 * Contract. Whatever octets are given, the answer is a value or an `SmsError` with path and offset. A value that was read
 * is written as octets that read as the same value again; reserved and unknown codes survive. Nothing is kept or allocated
 * beyond the size of the input. Texts and numbers are personal: errors do not quote them, and callers log neither.
 *
 * ```ts
 * // A text to PDUs, one a part: for MBIM SMS_SEND, or after AT+CMGS=<tpduLength(pdu)>.
 * const destination = parseNumber('+491701234567')
 * const pdus = splitText('Grüße, und zwar viele …', { reference: 7 }).map((part) =>
 *   encodePdu({ message: submit({ destination, statusReport: true, ...part }) }),
 * )
 *
 * // Received PDUs to texts, in whatever order the parts come.
 * const reassembler = new Reassembler<Deliver>()
 * const { message } = decodePdu(octets, 'mobile-terminated')
 * if (message.type === 'deliver') {
 *   const { state, parts } = reassembler.add(message, clock.now())
 *   if (state === 'complete') show(formatAddress(message.originator), joinText(parts))
 * } else if (message.type === 'status-report') {
 *   show(describeDeliveryStatus(message.status).text)
 * }
 * ```
 */

// Errors
export { SmsError } from './error.ts'

// PDUs and the six messages in them
export { decodePdu, encodePdu, tpduLength, type Pdu } from './pdu.ts'
export {
  decodeTpdu,
  encodeTpdu,
  type Direction,
  type MobileOriginated,
  type MobileTerminated,
  type Tpdu,
  type TpduOf,
  type TpduOptions,
} from './tpdu.ts'
export { deliver, type Deliver } from './deliver.ts'
export { submit, type Submit } from './submit.ts'
export type { StatusReport } from './status-report.ts'
export type { DeliverReport } from './deliver-report.ts'
export type { SubmitReport } from './submit-report.ts'
export type { Command, CommandType } from './command.ts'
export type { ReportKind } from './failure-cause-octet.ts'
export type { ReportParameters } from './report-parameters.ts'

// Their fields
export {
  formatAddress,
  parseAddress,
  parseNumber,
  type Address,
  type AlphanumericAddress,
  type NumberAddress,
} from './address.ts'
export type { NumberingPlan, NumberType } from './type-of-address.ts'
export {
  alphabetOf,
  dataCoding,
  decodeDataCoding,
  encodeDataCoding,
  messageClassOf,
  type Alphabet,
  type DataCoding,
  type MessageClass,
} from './data-coding.ts'
export { describeDeliveryStatus, type DeliveryOutcome, type DeliveryStatus } from './delivery-status.ts'
export { describeFailureCause } from './failure-cause.ts'
export { describeProtocolIdentifier, NO_PROTOCOL, replaceTypeOf, SILENT } from './protocol-identifier.ts'
export {
  instantToTimestamp,
  timestampToInstant,
  type LocalTime,
  type RawTime,
  type Timestamp,
} from './timestamp.ts'
export {
  relativeValidity,
  type AbsoluteValidity,
  type EnhancedValidity,
  type RelativeValidity,
  type Validity,
} from './validity.ts'

// User data and its header
export type { OctetData, SeptetData, UserData } from './user-data.ts'
export { characterSetOf, lastElement, type UserDataHeader } from './user-data-header.ts'
export type {
  Concatenation,
  InformationElement,
  LockingShift,
  MalformedHeader,
  MessageWaiting,
  OtherElement,
  Ports,
  SingleShift,
  WaitingKind,
} from './information-element.ts'

// Text, parts and messages
export { septetsToText, textToSeptets, type CharacterSet } from './character-set.ts'
export { packSeptets, unpackSeptets } from './septet.ts'
export { nationalLanguage, type NationalLanguage } from './national-language.ts'
export { textOf, type TextCarrier } from './text.ts'
export { planText, type TextPlan, type TextPlanOptions } from './text-plan.ts'
export { splitText, type MessagePart, type SplitOptions } from './split-text.ts'
export { splitData } from './split-data.ts'
export { joinData, joinText } from './join-parts.ts'
export {
  Reassembler,
  type Arrival,
  type Incomplete,
  type ReassemblerOptions,
  type ReceivedPart,
} from './reassembler.ts'
export type { PartOptions } from './part-header.ts'

// CDMA
export {
  bearerDataOf,
  cdmaSubmit,
  decodeCdmaMessage,
  encodeCdmaMessage,
  type CdmaMessage,
  type CdmaParameter,
} from './cdma/message.ts'
export type { Subparameter } from './cdma/subparameter.ts'
export { formatCdmaAddress, parseCdmaNumber, type CdmaAddress } from './cdma/address.ts'
export { cdmaEncoding, cdmaLanguage, type CdmaEncoding, type CdmaLanguage } from './cdma/encoding.ts'
export { cdmaText, cdmaTextData, cheapestCdmaEncoding, LONGEST_CDMA_MESSAGE } from './cdma/text.ts'
export { formatCdmaTime, parseCdmaTime, type CdmaTime } from './cdma/time.ts'
export type { CdmaUserData } from './cdma/user-data.ts'
