/** Feeds what `generate` makes until told to stop, or until something breaks. */
import { check, noTally, type Tally } from './check.ts'
import { generate, type Origin } from './generate.ts'
import { formatInput, type Input } from './input.ts'
import { StepCounter } from './steps.ts'

export interface Failure {
  readonly origin: Origin
  readonly input: Input
  /** The input as text, to be fed again. */
  readonly text: string
  readonly error: unknown
}

export class Fuzzer implements Disposable {
  readonly tally: Tally = noTally()
  readonly inputs: Record<Origin, number> = {
    valid: 0,
    mutated: 0,
    stream: 0,
    'disturbed-stream': 0,
    'mutated-stream': 0,
    capture: 0,
    noise: 0,
  }
  readonly #generated: ReturnType<typeof generate>
  readonly #steps = new StepCounter()
  readonly #check: typeof check

  /** @param options.check instead of the checks of the codec: what throws is found */
  constructor(seed: number, options: { readonly check?: typeof check } = {}) {
    this.#generated = generate(seed)
    this.#check = options.check ?? check
  }

  /** Feeds so many inputs; gives the first that broke something. */
  feed(count: number): Failure | undefined {
    for (let fed = 0; fed < count; fed++) {
      const generated = this.#generated.next().value
      const { origin, input } = generated
      this.inputs[origin]++
      try {
        this.#check(generated, this.tally, this.#steps)
      } catch (error) {
        return { origin, input, text: formatInput(input), error }
      }
    }
    return undefined
  }

  [Symbol.dispose](): void {
    this.#steps[Symbol.dispose]()
  }
}
