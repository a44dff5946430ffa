/**
 * Dial-out hours as Routing and Remote Access writes them: one item per day, `D HH:MM-HH:MM HH:MM-HH:MM`, D from 0
 * (Sunday) to 6 (Saturday), on the 24-hour clock (MPR_INTERFACE_1.lpwsDialoutHoursRestriction). The times are those at
 * which dialling is allowed.
 */
import { DialtoneError } from '../base/index.ts'
import type { DialOutHours, TimeWindow } from './dial-interface.ts'

/** A day of more windows than this has been made to be large. */
const MOST_WINDOWS = 96

/** @throws DialtoneError `invalid_argument` that names the item. */
export function parseDialOutHours(items: readonly string[], timeZone?: string): DialOutHours {
  const days = items.map((item) => {
    const [day = '', ...windows] = item.trim().split(/\s+/)
    if (!/^[0-6]$/.test(day) || windows.length === 0 || windows.length > MOST_WINDOWS) throw unreadable(item)
    return { day: Number(day), windows: windows.map((window) => parseWindow(window, item)) }
  })
  return { days, ...(timeZone === undefined ? {} : { timeZone }) }
}

export function formatDialOutHours({ days }: DialOutHours): readonly string[] {
  return days.map(({ day, windows }) => [day, ...windows.map(formatTimeWindow)].join(' '))
}

// A week begins on Monday (ISO 8601), but its days are counted from Sunday.
const WEEK = [1, 2, 3, 4, 5, 6, 0]
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** For people, in few words: `Mon-Fri 08:00-18:00; Sat 09:00-12:00 (Europe/Berlin)`. */
export function describeDialOutHours({ days, timeZone }: DialOutHours): string {
  const byTimes = new Map<string, number[]>()
  for (const [at, day] of WEEK.entries()) {
    const windows = days.filter((one) => one.day === day).flatMap((one) => one.windows)
    if (windows.length === 0) continue
    const times = windows
      .toSorted((one, other) => one.from - other.from)
      .map(formatTimeWindow)
      .join(' ')
    byTimes.set(times, [...(byTimes.get(times) ?? []), at])
  }
  if (byTimes.size === 0) return 'at any time'
  const all = Array.from(byTimes, ([times, at]) => `${formatDays(at)} ${times}`).join('; ')
  return timeZone === undefined ? all : `${all} (${timeZone})`
}

/** Places in `WEEK`, in order: three or more that follow one another are a stretch. */
function formatDays(places: readonly number[]): string {
  if (places.length === WEEK.length) return 'every day'
  const stretches: number[][] = []
  for (const at of places) {
    const last = stretches.at(-1)
    if (last?.at(-1) === at - 1) last.push(at)
    else stretches.push([at])
  }
  const name = (at: number | undefined): string => DAYS[WEEK[at ?? 0] ?? 0] ?? ''
  return stretches
    .map((stretch) =>
      stretch.length < 3 ? stretch.map(name).join(', ') : `${name(stretch[0])}-${name(stretch.at(-1))}`,
    )
    .join(', ')
}

/** `09:00-12:00`. */
export function formatTimeWindow({ from, to }: TimeWindow): string {
  return `${formatTime(from)}-${formatTime(to)}`
}

function formatTime(minutes: number): string {
  const two = (value: number): string => value.toString().padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

function parseWindow(text: string, item: string): TimeWindow {
  const match = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(text)
  if (match === null) throw unreadable(item)
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number)
  if (fromMinute > 59 || toMinute > 59) throw unreadable(item)
  return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute }
}

function unreadable(item: string): DialtoneError {
  return new DialtoneError(
    'invalid_argument',
    `${JSON.stringify(item.slice(0, 80))} are no dial-out hours: write a day from 0 (Sunday) to 6 and its times, such as "1 08:00-12:00 13:00-17:30"`,
  )
}
