/** Counters by their labels. */
import { keyOf, type Labels, type Sample } from './metric.ts'

export class Counts {
  readonly #samples = new Map<string, { readonly labels: Labels; value: number }>()

  /** With 0, the counter is there from now on: what is not there cannot be seen to grow. */
  add(labels: Labels, by = 1): void {
    const key = keyOf(labels)
    const sample = this.#samples.get(key)
    if (sample === undefined) this.#samples.set(key, { labels, value: by })
    else sample.value += by
  }

  /** Forgets those with this label. */
  remove(label: string, value: string): void {
    for (const [key, { labels }] of this.#samples) if (labels[label] === value) this.#samples.delete(key)
  }

  *[Symbol.iterator](): Iterator<Sample> {
    for (const { labels, value } of this.#samples.values()) yield { labels, value }
  }
}
