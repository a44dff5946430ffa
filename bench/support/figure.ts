/** Figures from samples. */

/** The value that a share of the samples does not exceed. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}

/** `0.43 ms`, from milliseconds. */
export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? (value < 0.1 ? 3 : 2) : 1)} ms`
}
