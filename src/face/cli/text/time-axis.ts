/** Marks of time over a line of characters, at round moments of the local day, as far apart as their words need. */
import type { Instant } from '../../../base/index.ts'
import { dateAndTime } from './time.ts'

const DAY = 24 * 60
/** Minutes between marks: what divides an hour or a day, and then whole days. */
const STEPS = [
  1,
  2,
  5,
  10,
  15,
  30,
  60,
  120,
  180,
  240,
  360,
  720,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
]
const MINUTE = 60_000
/** Columns of a mark: `│`, `14:00` or `01-31`, and two blanks. */
const MARK = 8

/** `│18:00      │00:00`: `width` columns at the most, for the time from `from` to `to`. Empty where no mark has room. */
export function timeAxis(from: Instant, to: Instant, width: number): string {
  const piece = (to - from) / width
  const step = STEPS.find((minutes) => minutes * MINUTE >= piece * MARK)
  if (step === undefined || piece <= 0) return ''
  const first = new Date(from)
  let line = ''
  for (let minutes = 0; ; minutes += step) {
    // Local time is counted on, so that a day on which clocks change moves no mark from its round moment.
    const at = new Date(first.getFullYear(), first.getMonth(), first.getDate(), 0, minutes).getTime()
    const column = Math.round((at - from) / piece)
    if (at >= to || column > width - MARK + 2) return line
    // An hour that clocks repeat or leave out can bring two marks to one place.
    if (at < from || column < line.length) continue
    const [day = '', time = ''] = dateAndTime(at).split(' ')
    line = `${line.padEnd(column)}│${step < DAY ? time.slice(0, 5) : day.slice(5)}  `
  }
}
