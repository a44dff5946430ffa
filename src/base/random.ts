/**
 * Chance is a parameter, as time is: whatever draws takes a `Random`, so that the same seed gives the same bytes.
 */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  integer(below: number): number
}

/** A seeded generator (mulberry32): fast, well spread, not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000
  }
  return { next, integer: (below) => Math.floor(next() * below) }
}

/** The host's generator. */
export const systemRandom: Random = {
  next: () => Math.random(),
  integer: (below) => Math.floor(Math.random() * below),
}
