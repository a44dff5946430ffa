/** Instants as people read them. */
import { formatDuration, Milliseconds, type Instant } from '../../../base/index.ts'

/** `14:03:22.125`, in the time of this computer. */
export function timeOfDay(instant: Instant): string {
  const date = new Date(instant)
  const two = (value: number): string => value.toString().padStart(2, '0')
  const milliseconds = date.getMilliseconds().toString().padStart(3, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${milliseconds}`
}

/** `2026-01-01 14:03:22`. */
export function dateAndTime(instant: Instant): string {
  const date = new Date(instant)
  const two = (value: number): string => value.toString().padStart(2, '0')
  const day = `${date.getFullYear().toString()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${timeOfDay(instant).slice(0, 8)}`
}

/** How long ago: `just now`, `4 min`. */
export function ago(instant: Instant, now: Instant): string {
  const passed = now - instant
  return passed < 1000 ? 'just now' : `for ${formatDuration(Milliseconds(Math.floor(passed / 1000) * 1000))}`
}
