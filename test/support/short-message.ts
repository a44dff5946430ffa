/**
 * Arbitrary short messages, each in the form in which it is read back (words where there are words, no element that would
 * read as another), so that `decode(encode(message))` is the very message.
 */
import fc from 'fast-check'
import { Seconds } from '../../src/base/index.ts'
import { commandType } from '../../src/sms/command.ts'
import { septetsToText, textToSeptets } from '../../src/sms/character-set.ts'
import { countsSeptets, dataCoding, decodeDataCoding, type DataCoding } from '../../src/sms/data-coding.ts'
import type { Enumeration } from '../../src/sms/enumeration.ts'
import type {
  Address,
  Command,
  Deliver,
  DeliverReport,
  InformationElement,
  MobileOriginated,
  MobileTerminated,
  NumberAddress,
  OctetData,
  StatusReport,
  Submit,
  SubmitReport,
  Timestamp,
  UserData,
  UserDataHeader,
  Validity,
} from '../../src/sms/index.ts'
import { decodeElement, waitingKind } from '../../src/sms/information-element.ts'
import { nationalLanguage } from '../../src/sms/national-language.ts'
import { decodeRelativePeriod } from '../../src/sms/relative-period.ts'
import { decodeTimestamp } from '../../src/sms/timestamp.ts'
import { numberingPlan, numberType } from '../../src/sms/type-of-address.ts'
import { decodeHeader, headerOctets } from '../../src/sms/user-data-header.ts'

const octet = fc.integer({ min: 0, max: 255 })
const octets = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength })

/** A word, or a number that has none. */
function codeOf<W extends string>(enumeration: Enumeration<W>, most: number): fc.Arbitrary<W | number> {
  return fc.integer({ min: 0, max: most }).map((code) => enumeration.decode(code))
}

/** Without the fields that are `undefined`. */
function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T // the same fields
}

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined })

const digits = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789*#abcf')), maxLength })

const number: fc.Arbitrary<NumberAddress> = fc.record({
  type: codeOf(numberType, 7).filter((type) => type !== 5),
  plan: codeOf(numberingPlan, 15),
  digits: digits(20),
})

export const serviceCentre: fc.Arbitrary<NumberAddress> = fc
  .record({ type: codeOf(numberType, 7), plan: codeOf(numberingPlan, 15), digits: digits(20) })
  .filter((address) => !(address.digits.length % 2 === 0 && address.digits.endsWith('f')))

const alphanumeric: fc.Arbitrary<Address> = fc
  .record({
    type: fc.constant('alphanumeric' as const),
    plan: codeOf(numberingPlan, 15),
    text: fc.uint8Array({ max: 127, maxLength: 11 }).map((septets) => septetsToText(septets)),
  })
  .filter(({ text }) => textToSeptets(text).length <= 11)

const address = fc.oneof(number, alphanumeric)

const timestamp: fc.Arbitrary<Timestamp> = fc.oneof(
  fc.uint8Array({ minLength: 7, maxLength: 7 }).map(decodeTimestamp),
  fc
    .record({
      year: fc.integer({ min: 1990, max: 2089 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      second: fc.integer({ min: 0, max: 59 }),
      quarterHours: fc.integer({ min: -79, max: 79 }),
    })
    .map((time) => time as Timestamp),
)

const coding: fc.Arbitrary<DataCoding> = octet.map(decodeDataCoding)

const element: fc.Arbitrary<InformationElement> = fc.oneof(
  fc
    .tuple(fc.boolean(), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat())
    .map(([wide, reference, total, sequence]): InformationElement => ({
      type: 'concatenation',
      wide,
      reference: reference % (wide ? 0x10000 : 0x100),
      total,
      sequence: 1 + (sequence % total),
    })),
  fc
    .tuple(fc.boolean(), fc.nat({ max: 49151 }), fc.nat({ max: 49151 }))
    .map(([wide, destination, source]): InformationElement => ({
      type: 'ports',
      wide,
      destination: wide ? destination : 240 + (destination % 16),
      source: wide ? source : 240 + (source % 16),
    })),
  fc.record({
    type: fc.constant('message-waiting' as const),
    store: fc.boolean(),
    profile: fc.integer({ min: 1, max: 4 }),
    kind: codeOf(waitingKind, 31),
    count: octet,
  }),
  fc.record({
    type: fc.constantFrom('single-shift' as const, 'locking-shift' as const),
    language: codeOf(nationalLanguage, 255),
  }),
  fc
    .record({ type: fc.constant('other' as const), id: octet, octets: octets(12) })
    .filter(({ id, octets: content }) => decodeElement(id, content).type === 'other'),
)

/** At most 60 octets. */
const header: fc.Arbitrary<UserDataHeader> = fc.oneof(
  { weight: 4, arbitrary: fc.array(element, { maxLength: 4 }) },
  { weight: 1, arbitrary: octets(40).map(decodeHeader) },
)

function userData(dataCodingOf: DataCoding, longest: number): fc.Arbitrary<UserData> {
  return optional(header).chain((elements): fc.Arbitrary<UserData> => {
    const taken = elements === undefined ? 0 : headerOctets(elements, 'header').length
    const septets = Math.floor(((longest - taken) * 8) / 7)
    return countsSeptets(dataCodingOf)
      ? fc
          .uint8Array({ max: 127, maxLength: Math.min(160, septets) })
          .map((values) => present({ header: elements, septets: values }) as UserData)
      : octets(longest - taken).map((values) => present({ header: elements, octets: values }) as UserData)
  })
}

/** A coding and user data that agree. */
const content = coding.chain((dataCodingOf) =>
  userData(dataCodingOf, 140).map((data) => ({ dataCoding: dataCodingOf, userData: data })),
)

const reportParameters = fc
  .tuple(optional(octet), optional(coding))
  .chain(([protocolIdentifier, dataCodingOf]) =>
    optional(userData(dataCodingOf ?? dataCoding('gsm7'), 120)).map((data) =>
      present({ protocolIdentifier, dataCoding: dataCodingOf, userData: data }),
    ),
  )

const seconds = (least: number, most: number): fc.Arbitrary<ReturnType<typeof Seconds>> =>
  fc.integer({ min: least, max: most }).map(Seconds)

const enhanced = { format: fc.constant('enhanced' as const), singleShot: fc.boolean() }
const validity: fc.Arbitrary<Validity> = fc.oneof(
  fc.record({ format: fc.constant('relative' as const), period: octet.map(decodeRelativePeriod) }),
  fc.record({ format: fc.constant('absolute' as const), until: timestamp }),
  fc.record({ ...enhanced, coding: fc.constant('none' as const) }),
  fc.record({
    ...enhanced,
    coding: fc.constant('relative' as const),
    period: octet.map(decodeRelativePeriod),
  }),
  fc.record({ ...enhanced, coding: fc.constant('seconds' as const), period: seconds(1, 255) }),
  fc.record({ ...enhanced, coding: fc.constant('clock' as const), period: seconds(0, 359_999) }),
  fc.uint8Array({ minLength: 7, maxLength: 7 }).map((raw) => {
    raw[0] = (raw[0] ?? 0) | 0x80
    return { format: 'enhanced' as const, raw }
  }),
)

const deliver: fc.Arbitrary<Deliver> = fc
  .record({
    reservedType: optional(fc.constant(true as const)),
    moreMessages: fc.boolean(),
    loopPrevention: fc.boolean(),
    statusReport: fc.boolean(),
    replyPath: fc.boolean(),
    originator: address,
    protocolIdentifier: octet,
    timestamp,
    content,
  })
  .map(({ content: parts, ...fields }) => present({ type: 'deliver', ...fields, ...parts }) as Deliver)

const submit: fc.Arbitrary<Submit> = fc
  .record({
    rejectDuplicates: fc.boolean(),
    statusReport: fc.boolean(),
    replyPath: fc.boolean(),
    messageReference: octet,
    destination: address,
    protocolIdentifier: octet,
    validity: optional(validity),
    content,
  })
  .map(({ content: parts, ...fields }) => present({ type: 'submit', ...fields, ...parts }) as Submit)

const statusReport: fc.Arbitrary<StatusReport> = fc
  .record({
    moreMessages: fc.boolean(),
    loopPrevention: fc.boolean(),
    ofCommand: fc.boolean(),
    messageReference: octet,
    recipient: address,
    timestamp,
    dischargeTime: timestamp,
    status: octet,
    parameters: reportParameters,
  })
  .map(({ parameters, ...fields }) => ({ type: 'status-report', ...fields, ...parameters }) as StatusReport)

const submitReport: fc.Arbitrary<SubmitReport> = fc
  .record({ failureCause: optional(octet), timestamp, parameters: reportParameters })
  .map(
    ({ parameters, ...fields }) =>
      present({ type: 'submit-report', ...fields, ...parameters }) as SubmitReport,
  )

const deliverReport: fc.Arbitrary<DeliverReport> = fc
  .record({ failureCause: optional(octet), parameters: reportParameters })
  .map(
    ({ parameters, ...fields }) =>
      present({ type: 'deliver-report', ...fields, ...parameters }) as DeliverReport,
  )

const command: fc.Arbitrary<Command> = fc
  .record({
    statusReport: fc.boolean(),
    messageReference: octet,
    protocolIdentifier: octet,
    commandType: codeOf(commandType, 255),
    messageNumber: octet,
    destination: address,
    commandData: userData(dataCoding('octets'), 140).map((data) => data as OctetData),
  })
  .map((fields): Command => ({ type: 'command', ...fields }))

export const mobileTerminated: fc.Arbitrary<MobileTerminated> = fc.oneof(deliver, statusReport, submitReport)
export const mobileOriginated: fc.Arbitrary<MobileOriginated> = fc.oneof(submit, command, deliverReport)
