/**
 * The time of a message centre: six octets of two decimal digits (3GPP2 C.S0015-B 4.5.4), and as the text that MBIM and
 * mbnapi give with a CDMA message, `YY/MM/DD,HH:mm:SS±ZZ` with the zone in hours.
 */
import { checkInteger, SmsError } from '../error.ts'

/** The two digits of the year reach from 1996 to 2095 (4.5.4). Local to the message centre. */
export interface CdmaTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const FIRST_YEAR = 1996
const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const

/** Nothing when the octets are no time. */
export function decodeCdmaTime(octets: Uint8Array): CdmaTime | undefined {
  if (octets.length !== FIELDS.length) return undefined
  const digits = Array.from(octets, (octet) => octet.toString(16).padStart(2, '0'))
  return digits.every((pair) => /^\d\d$/.test(pair)) ? timeOf(digits.map(Number)) : undefined
}

export function cdmaTimeOctets(time: CdmaTime, path: string): Uint8Array {
  return Uint8Array.from(pairsOf(time, path), (pair) => Number.parseInt(pair, 16))
}

/** The form of MBIM's SmsCdmaReadRecord and of IMbnSmsReadMsgTextCdma. `zone`: hours ahead of UTC, −12 to 13. */
export function formatCdmaTime(time: CdmaTime, zone: number): string {
  const [year, month, day, hour, minute, second] = pairsOf(time, 'time')
  checkInteger('zone', zone, -12, 13)
  const hours = Math.abs(zone).toString().padStart(2, '0')
  return `${year}/${month}/${day},${hour}:${minute}:${second}${zone < 0 ? '-' : '+'}${hours}`
}

/** Nothing when the text is no such time. */
export function parseCdmaTime(text: string): { time: CdmaTime; zone: number } | undefined {
  const match = /^(\d\d)\/(\d\d)\/(\d\d),(\d\d):(\d\d):(\d\d)([+-]\d\d)$/.exec(text)
  const time = match === null ? undefined : timeOf(match.slice(1, 7).map(Number))
  const zone = Number(match?.[7])
  return time === undefined || zone < -12 || zone > 13 ? undefined : { time, zone: zone + 0 }
}

function timeOf(fields: readonly number[]): CdmaTime | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields
  const time = { year: year + (year < FIRST_YEAR % 100 ? 2000 : 1900), month, day, hour, minute, second }
  return isTime(time) ? time : undefined
}

function pairsOf(time: CdmaTime, path: string): string[] {
  checkInteger(`${path}.year`, time.year, FIRST_YEAR, FIRST_YEAR + 99)
  if (!isTime(time)) throw new SmsError(path, 'there is no such time')
  return FIELDS.map((field) => (time[field] % 100).toString().padStart(2, '0'))
}

/** A calendar carries what is too much over to the next unit: a time is one that comes back as it was. */
function isTime({ year, month, day, hour, minute, second }: CdmaTime): boolean {
  const fields = [year, month, day, hour, minute, second]
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const back = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ]
  return fields.every((field, index) => field === back[index])
}
