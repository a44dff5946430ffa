/** Numbers, amounts and times as the browser's own language writes them. */
import { formatDuration, Milliseconds, type Duration, type Instant } from '../../../base/index.ts'

const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' })
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

export const formatNumber = (value: number): string => number.format(value)

/** `14:03:22`. */
export const formatTime = (instant: Instant): string => time.format(instant)

/** `14:03`. */
export const formatMinute = (instant: Instant): string => minute.format(instant)

/** `Nov 21, 2026, 2:03:22 PM`. */
export const formatDateTime = (instant: Instant): string => whole.format(instant)

/** `Sat, Nov 21`. */
export const formatDay = (instant: Instant): string => day.format(instant)

/** `14:03:22`, with the day where that is not the same. */
export function formatMoment(instant: Instant, now: Instant): string {
  return formatDay(instant) === formatDay(now)
    ? formatTime(instant)
    : `${formatDay(instant)}, ${formatTime(instant)}`
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const bytes = UNITS.map(
  (unit) =>
    new Intl.NumberFormat(undefined, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: unit === 'byte' ? 0 : 1,
    }),
)

/** `1.5 MB`, in powers of ten, as operators count. */
export function formatBytes(amount: number): string {
  let value = amount
  let unit = 0
  // 999.95 would be written as 1,000.
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return bytes[unit]?.format(value) ?? ''
}

/** `25 Mbit/s`. */
export function formatSpeed(bits: number): string {
  if (bits >= 1e9) return `${formatNumber(bits / 1e9)} Gbit/s`
  return bits >= 1e6 ? `${formatNumber(bits / 1e6)} Mbit/s` : `${formatNumber(bits / 1e3)} kbit/s`
}

/** How long ago or until, by the second: `9 s`, `1 h 30 min`. Never less than nothing. */
export function formatSpan(milliseconds: number): string {
  return formatDuration(Milliseconds(Math.max(0, Math.round(milliseconds / 1000)) * 1000)).replace(
    '0 ms',
    '0 s',
  )
}

/** `10 min`, on one line. */
export function formatLength(duration: Duration): string {
  return formatDuration(duration).replaceAll(' ', '\u00A0')
}

/** `1 modem`, `3 modems`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${formatNumber(amount)} ${amount === 1 ? one : many}`
}
