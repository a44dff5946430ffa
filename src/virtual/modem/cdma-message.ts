/** Between the messages of the network and the records of a CDMA modem: a text and its number, and nothing else of it. */
import type { Instant } from '../../base/index.ts'
import {
  cdmaEncoding,
  cdmaText,
  cdmaTextData,
  cheapestCdmaEncoding,
  formatAddress,
  formatCdmaTime,
  parseNumber,
  splitText,
  submit,
  textOf,
  timestampToInstant,
  type Deliver,
  type Submit,
} from '../../sms/index.ts'
import type { CdmaRecord } from './message-shelf.ts'

/** 3GPP2 C.R1001 table 9.2-1: the language is not known. */
const UNKNOWN_LANGUAGE = 0

/** Nothing where it is no text, or one that has no room in a CDMA message. */
export function cdmaRecordOf(message: Deliver, now: Instant): CdmaRecord | undefined {
  const text = textOf(message)
  if (text === undefined) return undefined
  const encoding = cheapestCdmaEncoding(text)
  const { octets, characters } = cdmaTextData(text, encoding)
  const at = new Date(timestampToInstant(message.timestamp) ?? now)
  return {
    address: formatAddress(message.originator),
    timestamp: formatCdmaTime(
      {
        year: at.getUTCFullYear(),
        month: at.getUTCMonth() + 1,
        day: at.getUTCDate(),
        hour: at.getUTCHours(),
        minute: at.getUTCMinutes(),
        second: at.getUTCSeconds(),
      },
      0,
    ),
    encoding: cdmaEncoding.encode(encoding, 'encoding', 31),
    language: UNKNOWN_LANGUAGE,
    octets,
    characters,
  }
}

/** What a CDMA modem sends, as the network has it. @throws SmsError where it is no text */
export function submitOf(record: Omit<CdmaRecord, 'timestamp'>): Submit | undefined {
  const { address, octets, characters } = record
  const text = cdmaText({ encoding: cdmaEncoding.decode(record.encoding), characters, octets })
  const [part] = text === undefined ? [] : splitText(text, { reference: 0 })
  return part && submit({ destination: parseNumber(address), ...part })
}
