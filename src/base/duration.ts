/**
 * Durations are branded milliseconds: `Seconds(30)` says its unit where it is written, and a bare number is not
 * taken for one.
 */
declare const unit: unique symbol

/** A length of time in milliseconds. Make one with `Milliseconds`, `Seconds`, `Minutes` or `Hours`. */
export type Duration = number & { readonly [unit]: 'milliseconds' }

export const Milliseconds = (value: number): Duration => value as Duration
export const Seconds = (value: number): Duration => Milliseconds(value * 1000)
export const Minutes = (value: number): Duration => Seconds(value * 60)
export const Hours = (value: number): Duration => Minutes(value * 60)

/** In words for a person: `1.25 s`, `10 min`, `6 h`; two units at the most (`1 h 30 min`). */
export function formatDuration(duration: Duration): string {
  if (duration < 1000) return `${Math.round(duration).toString()} ms`
  if (duration < 60_000) return `${(Math.round(duration / 10) / 100).toString()} s`
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ] as const
  const parts: string[] = []
  let rest = Math.round(duration / 1000) * 1000
  for (const [size, name] of units) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count.toString()} ${name}`)
    if (parts.length === 2 || (parts.length > 0 && count === 0)) break
  }
  return parts.join(' ')
}

const UNITS = { ms: 1, s: 1000, min: 60_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** One number with its unit; also what a JSON Schema says of such a text. */
const PART = '[0-9]{1,9}(?:\\.[0-9]{1,3})?\\s*(?:ms|min|s|m|h|d)'
export const DURATION_PATTERN = `^${PART}(?:\\s*${PART})*$`

/** `90 s`, `10min`, `1 h 30 min`, `1h30m`; nothing where it is no such text. A number without its unit is none. */
export function parseDuration(text: string): Duration | undefined {
  const trimmed = text.trim()
  if (!new RegExp(DURATION_PATTERN).test(trimmed)) return undefined
  const parts = trimmed.matchAll(/([\d.]+)\s*([a-z]+)/g)
  let sum = 0
  // The pattern has no other units.
  for (const [, value, unit] of parts) sum += Number(value) * UNITS[unit as keyof typeof UNITS]
  return Milliseconds(sum)
}
