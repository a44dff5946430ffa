/**
 * A moment as local time with its distance from UTC (3GPP TS 23.040 9.2.3.11): TP-SCTS, TP-DT and the absolute TP-VP. Seven
 * octets of two decimal digits each, the first digit in the low half. Digits that make no time survive as they are.
 */
import type { Instant } from '../base/index.ts'
import { checkInteger, SmsError } from './error.ts'
import type { OctetReader } from './octet-reader.ts'

/** A local time. The two digits of the year reach from 1990 to 2089: the first short message was sent in 1992. */
export interface LocalTime {
  /** 1990–2089 */
  readonly year: number
  /** 1–12 */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** Local time minus UTC in quarters of an hour, −79 to 79. */
  readonly quarterHours: number
}

/** The seven octets of a field that holds no time. */
export interface RawTime {
  readonly raw: Uint8Array
}

export type Timestamp = LocalTime | RawTime

const LENGTH = 7
const FIRST_YEAR = 1990
const QUARTER_HOUR = 15 * 60_000

export function readTimestamp(reader: OctetReader, path: string): Timestamp {
  return decodeTimestamp(reader.octets(LENGTH, path))
}

/** `octets`: seven. */
export function decodeTimestamp(octets: Uint8Array): Timestamp {
  const [year = -1, month = 0, day = 0, hour = -1, minute = -1, second = -1] = Array.from(octets, twoDigits)
  const zone = octets[LENGTH - 1] ?? 0
  // Bit 3 of the first digit is the sign, which leaves three bits for the tens.
  const quarters = twoDigits(zone & 0xf7)
  const time: LocalTime = {
    year: year + (year < FIRST_YEAR % 100 ? 2000 : 1900),
    month,
    day,
    hour,
    minute,
    second,
    quarterHours: (zone & 0x08) !== 0 && quarters !== 0 ? -quarters : quarters,
  }
  return year >= 0 && quarters >= 0 && isTime(time) ? time : { raw: octets.slice() }
}

export function timestampOctets(timestamp: Timestamp, path: string): Uint8Array {
  if ('raw' in timestamp) {
    if (timestamp.raw.length !== LENGTH) throw new SmsError(`${path}.raw`, `is not ${LENGTH} octets`)
    return timestamp.raw
  }
  const { year, month, day, hour, minute, second, quarterHours } = timestamp
  checkInteger(`${path}.year`, year, FIRST_YEAR, FIRST_YEAR + 99)
  checkInteger(`${path}.quarterHours`, quarterHours, -79, 79)
  if (!isTime(timestamp)) throw new SmsError(path, 'there is no such time')
  const octets = [year % 100, month, day, hour, minute, second, Math.abs(quarterHours)].map(swappedDigits)
  return Uint8Array.from(octets, (octet, index) =>
    index === LENGTH - 1 && quarterHours < 0 ? octet | 0x08 : octet,
  )
}

/** The moment that is meant, nothing for a field that holds no time. */
export function timestampToInstant(timestamp: Timestamp): Instant | undefined {
  if ('raw' in timestamp) return undefined
  const { year, month, day, hour, minute, second, quarterHours } = timestamp
  return Date.UTC(year, month - 1, day, hour, minute, second) - quarterHours * QUARTER_HOUR
}

/** `instant` to the second, as it reads `quarterHours` quarters of an hour ahead of UTC. */
export function instantToTimestamp(instant: Instant, quarterHours = 0): LocalTime {
  const local = new Date(instant + quarterHours * QUARTER_HOUR)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    quarterHours,
  }
}

/** −1 when one of the two is no decimal digit. */
export function twoDigits(octet: number): number {
  const tens = octet & 0xf
  const units = octet >> 4
  return tens > 9 || units > 9 ? -1 : tens * 10 + units
}

export function swappedDigits(value: number): number {
  return Math.floor(value / 10) | ((value % 10) << 4)
}

function isTime({ year, month, day, hour, minute, second }: LocalTime): boolean {
  const within = (value: number, least: number, most: number): boolean =>
    Number.isInteger(value) && value >= least && value <= most
  return (
    within(month, 1, 12) &&
    within(day, 1, new Date(Date.UTC(year, month, 0)).getUTCDate()) &&
    within(hour, 0, 23) &&
    within(minute, 0, 59) &&
    within(second, 0, 59)
  )
}
