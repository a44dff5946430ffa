/** Marks of time over a line of characters, at round moments of the local day, as far apart as their words need. */
import { roundMoments, type Instant } from '../../../base/index.ts'
import { dateAndTime } from './time.ts'

/** Columns of a mark: `│`, `14:00` or `01-31`, and two blanks. */
const MARK = 8

/** `│18:00      │00:00`: `width` columns at the most, for the time from `from` to `to`. Empty where no mark has room. */
export function timeAxis(from: Instant, to: Instant, width: number): string {
  const piece = (to - from) / width
  const { moments, days } = roundMoments(from, to, piece * MARK)
  let line = ''
  for (const at of moments) {
    const column = Math.round((at - from) / piece)
    if (column > width - MARK + 2) return line
    if (column < line.length) continue
    const [day = '', time = ''] = dateAndTime(at).split(' ')
    line = `${line.padEnd(column)}│${days ? day.slice(5) : time.slice(0, 5)}  `
  }
  return line
}
