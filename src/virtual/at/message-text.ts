/** Short messages in text mode: 3GPP TS 27.005 §3.1, §3.4, §4. */
import { fromHex, toHex } from '../../base/index.ts'
import {
  alphabetOf,
  decodeDataCoding,
  decodePdu,
  encodeDataCoding,
  encodePdu,
  formatAddress,
  parseNumber,
  relativeValidity,
  SmsError,
  submit,
  textOf,
  textToSeptets,
  type Address,
  type DataCoding,
  type Deliver,
  type StatusReport,
  type Timestamp,
  type Tpdu,
  type UserData,
} from '../../sms/index.ts'
import { quoted } from './quoted.ts'
import { typeOfNumber } from './type-of-number.ts'
import { relativePeriodOf } from './relative-period-of.ts'
import type { Settings } from './settings.ts'
import { fromTerminal, lineToOctets, toTerminal } from './terminal-character-set.ts'

/** `"26/01/01,12:00:00+04"`: §3.1 `<scts>`; nothing between the quotes where the field holds no time. */
export function formatTimestamp(timestamp: Timestamp): string {
  if ('raw' in timestamp) return '""'
  const { year, month, day, hour, minute, second, quarterHours } = timestamp
  const two = (value: number): string => (Math.abs(value) % 100).toString().padStart(2, '0')
  const zone = `${quarterHours < 0 ? '-' : '+'}${two(quarterHours)}`
  return `"${two(year)}/${two(month)}/${two(day)},${two(hour)}:${two(minute)}:${two(second)}${zone}"`
}

function number(address: Address, { characterSet }: Settings): string {
  const text = formatAddress(address)
  // A name is a text; a number is the same in every set but one.
  return quoted(
    'text' in address || characterSet === 'UCS2' ? toTerminal(text, characterSet) : text,
    characterSet,
  )
}

/** What it says, as the terminal is to see it: text in its own set, anything else in hexadecimal. */
function content(
  { dataCoding, userData }: { readonly dataCoding?: DataCoding; readonly userData?: UserData },
  { characterSet }: Settings,
): string {
  if (userData === undefined) return ''
  if ('octets' in userData) return toHex(userData.octets).toUpperCase()
  return toTerminal(
    textOf({ ...(dataCoding === undefined ? {} : { dataCoding }), userData }) ?? '',
    characterSet,
  )
}

/** Header line and text of a message that came, without the name of the code before it. */
export function describeDelivery(message: Tpdu, settings: Settings): string {
  if (message.type === 'status-report') return describeReport(message, settings)
  if (message.type !== 'deliver') return ''
  return `${delivered(message, settings)}\r\n${content(message, settings)}`
}

/** §3.4.1: `<fo>,<mr>,<ra>,<tora>,<scts>,<dt>,<st>` */
function describeReport(report: StatusReport, settings: Settings): string {
  const { messageReference, recipient, timestamp, dischargeTime, status } = report
  const type = typeOfNumber(formatAddress(recipient))
  const fields = [STATUS_REPORT, messageReference, number(recipient, settings), type]
  return [...fields, formatTimestamp(timestamp), formatTimestamp(dischargeTime), status].join(',')
}

/** The first octet of a report, whose other bits say nothing here. */
const STATUS_REPORT = 2
/** Those of a delivery and of a submission with a relative validity. */
const DELIVER = 0
const SUBMIT = 17

function delivered(message: Deliver, settings: Settings): string {
  const { originator, timestamp, protocolIdentifier, dataCoding, userData } = message
  const short = `${number(originator, settings)},,${formatTimestamp(timestamp)}`
  if (!settings.messageDetails) return short
  const type = typeOfNumber(formatAddress(originator))
  const coding = encodeDataCoding(dataCoding, 'dataCoding')
  return [short, type, DELIVER, protocolIdentifier, coding, '""', 129, lengthOf(userData)].join(',')
}

function lengthOf(userData: UserData | undefined): number {
  if (userData === undefined) return 0
  return 'octets' in userData ? userData.octets.length : userData.septets.length
}

/** A stored record in text mode: what follows its status, and the text; nothing for what is no message. */
export function describeStored(octets: Uint8Array, status: string, settings: Settings): string | undefined {
  try {
    if (status === 'new' || status === 'old') {
      return describeDelivery(decodePdu(octets, 'mobile-terminated').message, settings)
    }
    const { message } = decodePdu(octets, 'mobile-originated')
    if (message.type !== 'submit') return undefined
    const { destination, protocolIdentifier, dataCoding, userData } = message
    const short = `${number(destination, settings)},`
    const type = typeOfNumber(formatAddress(destination))
    const details = [
      type,
      SUBMIT,
      protocolIdentifier,
      encodeDataCoding(dataCoding, 'dataCoding'),
      '',
      '""',
      129,
      lengthOf(userData),
    ]
    return `${[short, ...(settings.messageDetails ? details : [])].join(',')}\r\n${content(message, settings)}`
  } catch (thrown) {
    if (thrown instanceof SmsError) return undefined
    throw thrown
  }
}

/** The PDU of a text that was typed, by the parameters of +CSMP; nothing where no message can be made of it. */
export function composeSubmit(
  destination: string,
  typed: string,
  settings: Settings,
): Uint8Array | undefined {
  const [firstOctet, validity, protocolIdentifier, coding] = settings.textParameters
  try {
    const dataCoding = decodeDataCoding(coding)
    const userData = composed(typed, dataCoding, settings)
    if (userData === undefined) return undefined
    const message = submit({
      destination: parseNumber(destination),
      protocolIdentifier,
      dataCoding,
      userData,
      rejectDuplicates: (firstOctet & 0x04) !== 0,
      statusReport: (firstOctet & 0x20) !== 0,
      replyPath: (firstOctet & 0x80) !== 0,
      // Of the formats of a validity the relative one has one number.
      ...((firstOctet & 0x18) === 0x10 && { validity: relativeValidity(relativePeriodOf(validity)) }),
    })
    return encodePdu({ message })
  } catch (thrown) {
    if (thrown instanceof SmsError) return undefined
    throw thrown
  }
}

function composed(typed: string, dataCoding: DataCoding, { characterSet }: Settings): UserData | undefined {
  const unbroken = typed.replace(/\r\n?/g, '\n')
  if (alphabetOf(dataCoding) !== 'gsm7') {
    return /^(?:[0-9a-f]{2})*$/i.test(typed) ? { octets: fromHex(typed) } : undefined
  }
  // What was typed in the set of the card is septets already.
  if (characterSet === 'GSM') return { septets: lineToOctets(unbroken) }
  const text = fromTerminal(unbroken, characterSet)
  return text === undefined ? undefined : { septets: textToSeptets(text) }
}
