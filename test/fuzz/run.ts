/**
 * `npm run fuzz -- [--seconds N] [--seed S]`: feeds the MBIM codec and the reader of captures hostile input, for a minute unless told. Prints the
 * seed, the counts and the rate. An input that breaks something is printed with how to feed it again:
 * `npm run fuzz -- --input TEXT`.
 */
import { setImmediate } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { systemRandom } from '../../src/base/index.ts'
import { check, noTally } from './check.ts'
import { Fuzzer, type Failure } from './fuzzer.ts'
import { parseInput } from './input.ts'
import { StepCounter } from './steps.ts'

/** Inputs between two looks at the clock. */
const TURN = 512

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    input: { type: 'string' },
  },
})

const seed = Number(values.seed ?? systemRandom.integer(2 ** 31))
if (values.input !== undefined) feedAgain(values.input)
else await fuzz(Number(values.seconds), seed)

async function fuzz(seconds: number, seed: number): Promise<void> {
  if (!(seconds > 0) || !Number.isInteger(seed)) {
    console.error('usage: npm run fuzz -- [--seconds N] [--seed S] | --input TEXT')
    process.exitCode = 2
    return
  }
  console.log(`seed ${seed}, ${seconds} s`)
  const interrupt = new AbortController()
  process.once('SIGINT', () => interrupt.abort())
  using fuzzer = new Fuzzer(seed)
  const start = performance.now()
  const elapsed = (): number => (performance.now() - start) / 1000
  let failure: Failure | undefined
  while (failure === undefined && !interrupt.signal.aborted && elapsed() < seconds) {
    failure = fuzzer.feed(TURN)
    // Lets an interrupt in.
    await setImmediate()
  }
  report(fuzzer, elapsed())
  if (failure === undefined) return
  console.log(`\nan input of kind "${failure.origin}" broke something:`, failure.error)
  console.log(`\nagain: npm run fuzz -- --input ${failure.text}\n   or: npm run fuzz -- --seed ${seed}`)
  process.exitCode = 1
}

function report({ inputs, tally }: Fuzzer, seconds: number): void {
  const rate = (count: number): string => `${Math.round(count / seconds).toLocaleString('en')}/s`
  const lines: [string, number][] = [
    ['frames of every operation of every CID', inputs.valid],
    ['the same, mutated', inputs.mutated],
    ['streams of fragments', inputs.stream],
    ['the same, some lost, doubled, early', inputs['disturbed-stream']],
    ['the same, some mutated as well', inputs['mutated-stream']],
    ['captures, whole and damaged', inputs.capture],
    ['noise', inputs.noise],
    ['frames read', tally.frames],
    ['  decoded', tally.decoded],
    ['  refused', tally.refused],
    ['stretches and fragments lost', tally.lost],
    ['frames found in captures', tally.captured],
    ['captures refused', tally.unreadable],
  ]
  for (const [name, count] of lines) {
    console.log(`${name.padEnd(40)}${count.toLocaleString('en').padStart(12)}  ${rate(count)}`)
  }
  console.log(`most steps for a byte: ${tally.stepsPerByte.toFixed(2)}; ${seconds.toFixed(1)} s`)
}

function feedAgain(text: string): void {
  using steps = new StepCounter()
  const tally = noTally()
  check({ input: parseInput(text) }, tally, steps)
  const { decoded, refused, lost, captured } = tally
  console.log(`nothing broke: ${decoded} decoded, ${refused} refused, ${lost} lost, ${captured} of a capture`)
}
