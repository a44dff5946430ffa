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
