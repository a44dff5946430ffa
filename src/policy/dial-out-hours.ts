/**
 * Dial-out hours: whether dialling is allowed at an instant, and when that changes next. The windows are of the wall
 * clock where the interface is: an hour that the clock skips in spring is skipped, one that it repeats in autumn counts
 * twice. Hours without a window restrict nothing, as an absent or empty value does in Routing and Remote Access.
 */
import type { Instant } from '../base/index.ts'
import type { DialOutHours, TimeWindow } from '../core/index.ts'

const MINUTE = 60_000
const DAY = 1440
const WEEK = 7 * DAY

/** Whether dialling is allowed. */
export function isDialOutAllowed(hours: DialOutHours | undefined, at: Instant): boolean {
  const windows = windowsOf(hours)
  return windows === undefined || isWithin(windows, minuteOfWeek(at, hours?.timeZone))
}

/** When it is allowed next, or no longer, whichever the present is not; nothing where that never changes. */
export function nextDialOutChange(hours: DialOutHours | undefined, after: Instant): Instant | undefined {
  const windows = windowsOf(hours)
  if (windows === undefined || (windows[0]?.from === 0 && windows[0].to === WEEK)) return undefined
  const timeZone = hours?.timeZone
  const allowed = isWithin(windows, minuteOfWeek(after, timeZone))
  let at = after
  // A change of the clock that opens or shuts nothing only moves the edges behind it: two a year, so a week has two at most.
  for (let clockChanges = 0; clockChanges < 4; clockChanges++) {
    const offset = offsetAt(at, timeZone)
    const minute = minuteOfWeek(at, timeZone)
    const edge = nextEdge(windows, minute)
    const candidate = Math.floor((at + offset) / MINUTE) * MINUTE - offset + (edge - minute) * MINUTE
    if (offsetAt(candidate, timeZone) === offset) return candidate
    const change = clockChange(at, candidate, timeZone)
    if (isWithin(windows, minuteOfWeek(change, timeZone)) !== allowed) return change
    at = change
  }
  return at
}

/** By minute of the week from Sunday, sorted, those that touch made one; nothing where there is no restriction. */
function windowsOf(hours: DialOutHours | undefined): readonly TimeWindow[] | undefined {
  const all = (hours?.days ?? [])
    .flatMap(({ day, windows }) =>
      windows.map(({ from, to }) => ({ from: day * DAY + from, to: day * DAY + to })),
    )
    .sort((one, other) => one.from - other.from)
  if (all.length === 0) return undefined
  const merged: { from: number; to: number }[] = []
  for (const window of all) {
    const last = merged.at(-1)
    if (last !== undefined && window.from <= last.to) last.to = Math.max(last.to, window.to)
    else merged.push({ ...window })
  }
  return merged
}

function isWithin(windows: readonly TimeWindow[], minute: number): boolean {
  return windows.some(({ from, to }) => minute >= from && minute < to)
}

/** The next edge after `minute`, which may be in the week after; Saturday's midnight is none where both sides are open. */
function nextEdge(windows: readonly TimeWindow[], minute: number): number {
  const overMidnight = windows[0]?.from === 0 && windows.at(-1)?.to === WEEK
  const edges = windows
    .flatMap(({ from, to }) => [from, to])
    .filter((edge) => !overMidnight || (edge !== 0 && edge !== WEEK))
    .flatMap((edge) => [edge, edge + WEEK])
  return Math.min(...edges.filter((edge) => edge > minute))
}

/** The instant between two at which the local clock is set; found by halving, as there is one. */
function clockChange(before: Instant, after: Instant, timeZone: string | undefined): Instant {
  const offset = offsetAt(before, timeZone)
  let [low, high] = [before, after]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle, timeZone) === offset) low = middle
    else high = middle
  }
  return high
}

function minuteOfWeek(at: Instant, timeZone: string | undefined): number {
  const local = at + offsetAt(at, timeZone)
  const minutes = Math.floor(local / MINUTE)
  // 1970-01-01 was a Thursday.
  return (((minutes + 4 * DAY) % WEEK) + WEEK) % WEEK
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds by which the local clock is ahead of UTC. */
function offsetAt(at: Instant, timeZone: string | undefined): number {
  const key = timeZone ?? ''
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      ...(timeZone === undefined ? {} : { timeZone }),
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(key, format)
  }
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** Whether the time zone is known here. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}
