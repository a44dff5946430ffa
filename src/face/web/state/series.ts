/**
 * Measurements over time in bounded memory: three grids, each finer and shorter than the next, as long as a dashboard may
 * be left open. A cell of a grid holds the mean of what was measured in it; what is older than its grid is let go.
 */
import type { Instant } from '../../../base/index.ts'

export const SPANS = {
  hour: { step: 10_000, cells: 360 },
  day: { step: 240_000, cells: 360 },
  week: { step: 1_800_000, cells: 336 },
} as const

export type Span = keyof typeof SPANS

interface Cell {
  /** When the cell begins. */
  start: Instant
  /** Of each column: what was measured, added up, and how often. */
  readonly sums: number[]
  readonly counts: number[]
}

/** One time of a series: `values` has one entry a column, `undefined` where nothing was measured. */
export interface Point {
  readonly time: Instant
  readonly values: readonly (number | undefined)[]
}

export class Series {
  readonly #columns: number
  readonly #grids: Readonly<Record<Span, Cell[]>> = { hour: [], day: [], week: [] }

  constructor(columns: number) {
    this.#columns = columns
  }

  /** In any order; what is older than all that a grid can hold leaves no trace in it. */
  add(time: Instant, values: readonly (number | undefined)[]): void {
    for (const span of Object.keys(SPANS) as Span[]) this.#addTo(span, time, values)
  }

  points(span: Span): readonly Point[] {
    return this.#grids[span].map(({ start, sums, counts }) => ({
      time: start,
      values: sums.map((sum, column) => {
        const count = counts[column] ?? 0
        return count === 0 ? undefined : sum / count
      }),
    }))
  }

  #addTo(span: Span, time: Instant, values: readonly (number | undefined)[]): void {
    const { step, cells } = SPANS[span]
    const grid = this.#grids[span]
    const start = time - (time % step)
    const newest = grid.at(-1)?.start ?? start
    if (start <= newest - step * cells) return
    let at = grid.length
    while (at > 0 && (grid[at - 1]?.start ?? 0) > start) at--
    let cell = grid[at - 1]
    if (cell?.start !== start) {
      cell = { start, sums: zeros(this.#columns), counts: zeros(this.#columns) }
      grid.splice(at, 0, cell)
    }
    for (let column = 0; column < this.#columns; column++) {
      const value = values[column]
      if (value === undefined) continue
      cell.sums[column] = (cell.sums[column] ?? 0) + value
      cell.counts[column] = (cell.counts[column] ?? 0) + 1
    }
    const oldest = (grid.at(-1)?.start ?? start) - step * cells
    let old = 0
    while ((grid[old]?.start ?? Infinity) <= oldest) old++
    if (old > 0) grid.splice(0, old)
  }
}

function zeros(amount: number): number[] {
  return Array.from({ length: amount }, () => 0)
}
