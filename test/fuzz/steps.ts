/**
 * How much work reading is, counted in what is asked of a `Reader`. A clock would be right only on an idle machine; and a
 * loop without end is ended here, where nobody would come to look at a clock.
 */
import { Reader } from '../../src/mbim/codec/reader.ts'

export class TooManySteps extends Error {
  constructor(budget: number) {
    super(`more than ${budget} steps`)
  }
}

const COUNTED = ['u16', 'u32', 'u64', 'need', 'claim', 'within', 'settle'] as const

type Method = (this: Reader, one: unknown, two: unknown, three: unknown, four: unknown) => unknown

export interface Counted<T> {
  readonly result: T
  readonly steps: number
  /** Items of varying size, at most: texts, bytes, lists, TLVs. */
  readonly items: number
}

/** Counts for all readers until it is disposed of: one at a time. */
export class StepCounter implements Disposable {
  #steps = 0
  #items = 0
  #budget = Infinity
  readonly #restore: (() => void)[] = []

  constructor() {
    const count = (name: string): void => {
      if (name === 'claim' || name === 'need') this.#items++
      if (++this.#steps > this.#budget) throw new TooManySteps(this.#budget)
    }
    for (const name of COUNTED) {
      // It is called with whatever it would be called with.
      const inner = Object.getOwnPropertyDescriptor(Reader.prototype, name)?.value as Method
      const counted: Method = function (one, two, three, four) {
        count(name)
        return inner.call(this, one, two, three, four)
      }
      Object.defineProperty(Reader.prototype, name, { value: counted, configurable: true, writable: true })
      this.#restore.push(() =>
        Object.defineProperty(Reader.prototype, name, { value: inner, configurable: true, writable: true }),
      )
    }
  }

  /** Does `work`, and tells how many steps it took and how many items it found. @throws TooManySteps beyond `budget` */
  during<T>(budget: number, work: () => T): Counted<T> {
    this.#steps = 0
    this.#items = 0
    this.#budget = budget
    try {
      const result = work()
      return { result, steps: this.#steps, items: this.#items }
    } finally {
      this.#budget = Infinity
    }
  }

  [Symbol.dispose](): void {
    for (const restore of this.#restore) restore()
  }
}
