/** How often something took how long, in buckets, by labels. */
import { keyOf, type Labels, type Sample } from './metric.ts'

interface Series {
  readonly labels: Labels
  /** By bucket; the last is for what fits in none. */
  readonly counts: number[]
  sum: number
}

export class Histogram {
  /** Upper bounds, ascending. */
  readonly #bounds: readonly number[]
  readonly #series = new Map<string, Series>()

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
  }

  observe(labels: Labels, value: number): void {
    const key = keyOf(labels)
    let series = this.#series.get(key)
    if (series === undefined) {
      series = { labels, counts: new Array<number>(this.#bounds.length + 1).fill(0), sum: 0 }
      this.#series.set(key, series)
    }
    const bucket = this.#bounds.findIndex((bound) => value <= bound)
    const index = bucket === -1 ? this.#bounds.length : bucket
    series.counts[index] = (series.counts[index] ?? 0) + 1
    series.sum += value
  }

  *[Symbol.iterator](): Iterator<Sample> {
    for (const { labels, counts, sum } of this.#series.values()) {
      let total = 0
      for (const [index, count] of counts.entries()) {
        total += count
        const bound = this.#bounds[index]
        const le = bound === undefined ? '+Inf' : bound.toString()
        yield { suffix: '_bucket', labels: { ...labels, le }, value: total }
      }
      yield { suffix: '_sum', labels, value: sum }
      yield { suffix: '_count', labels, value: total }
    }
  }
}
