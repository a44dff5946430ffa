/**
 * Ids of epochs: random, and ordered in time as text. Nine digits (base 36) of the time in milliseconds last until the
 * year 5188; six of chance keep apart what two machines begin in the same instant.
 */
import type { Instant, Random } from '../base/index.ts'

const TIME_DIGITS = 9
const CHANCE_DIGITS = 6

/** Later than `previous`, even if the clock has gone back since. */
export function newEpochId(now: Instant, random: Random, previous?: string): string {
  const before = previous === undefined ? -1 : Number.parseInt(previous.slice(0, TIME_DIGITS), 36)
  const time = Math.max(Math.trunc(now), before + 1, 0)
  const chance = random.integer(36 ** CHANCE_DIGITS)
  return time.toString(36).padStart(TIME_DIGITS, '0') + chance.toString(36).padStart(CHANCE_DIGITS, '0')
}
