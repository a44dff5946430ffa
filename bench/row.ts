/** One line of the table that `npm run bench` prints. Figures carry their unit: `0.31 µs`, `52 000/s`. */
export interface BenchRow {
  readonly what: string
  readonly ours: string
  /** The same of a program that others wrote, measured in the same run; its name and version belong in `note`. */
  readonly peer?: string
  readonly aim: string
  /** Whether the aim is met; null where the figure has none, or could not be taken here. */
  readonly met: boolean | null
  readonly note?: string
}
