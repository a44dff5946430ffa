import { describe, expect, test } from 'vitest'
import { toHex } from '../../src/base/index.ts'
import { Reader } from '../../src/mbim/codec/reader.ts'
import { check, noTally } from './check.ts'
import { Fuzzer } from './fuzzer.ts'
import { generate } from './generate.ts'
import { formatInput, parseInput, type Input } from './input.ts'
import { StepCounter, TooManySteps } from './steps.ts'

describe('a short run of the fuzzer', () => {
  test('breaks nothing, and feeds something of every kind', () => {
    using fuzzer = new Fuzzer(1)
    const failure = fuzzer.feed(20_000)
    expect(failure?.error, failure?.text).toBeUndefined()
    for (const count of Object.values(fuzzer.inputs)) expect(count).toBeGreaterThan(50)
    const { frames, decoded, refused, lost, captures, captured, unreadable } = fuzzer.tally
    expect(frames).toBeGreaterThan(19_000)
    expect(Math.min(decoded, refused)).toBeGreaterThan(5_000)
    expect(lost).toBeGreaterThan(50)
    expect(captured).toBeGreaterThan(captures)
    expect(unreadable).toBeGreaterThan(20)
  })

  test('finds what breaks, and tells how to feed it again', () => {
    const picky = ({ input }: { input: Input }): void => {
      if (input.kind === 'stream' && input.chunks.length > 20) throw new RangeError('too many')
    }
    using fuzzer = new Fuzzer(1, { check: picky })
    const failure = fuzzer.feed(20_000)
    expect(failure?.error).toEqual(new RangeError('too many'))
    expect(() => picky({ input: parseInput(failure?.text ?? '') })).toThrow('too many')
  })

  test.each(['stream', 'disturbed-stream'])('knows which messages may come out of a %s', (wanted) => {
    using steps = new StepCounter()
    const [stream] = generate(3)
      .filter(({ origin, messages }) => origin === wanted && messages !== undefined && messages.length > 2)
      .take(1)
    if (stream === undefined) throw new TypeError(`no ${wanted}`)
    const checkWith = (messages: readonly Uint8Array[]): void =>
      check({ ...stream, messages }, noTally(), steps)
    const { messages = [] } = stream
    checkWith(messages)
    expect(() => checkWith([])).toThrow('that nobody sent')
    const withAnother = expect(() => checkWith([...messages, Uint8Array.of(1)]))
    if (wanted === 'stream') withAnother.toThrow('did not arrive')
    else withAnother.not.toThrow()
  })
})

test('the same seed makes the same inputs, another one others', () => {
  const texts = (seed: number): string[] =>
    generate(seed)
      .map(({ input }) => formatInput(input))
      .take(500)
      .toArray()
  expect(texts(7)).toEqual(texts(7))
  expect(texts(7)).not.toEqual(texts(8))
})

test.each([
  'frame:v3:0200000010000000',
  'frame:v1:',
  'stream:v4:02,0000,0c000000',
  'capture:0a0d',
  'capture:',
])('%s is an input', (text) => {
  expect(formatInput(parseInput(text))).toBe(text)
})

test.each(['frame:v5:00', 'frames:v1:00', 'frame:v1:0x', ''])('"%s" is none', (text) => {
  expect(() => parseInput(text)).toThrow('not an input')
})

describe('steps', () => {
  const loop = (times: number): void => {
    const reader = new Reader(new Uint8Array(8), 0, 8)
    for (let time = 0; time < times; time++) reader.u32(4)
  }

  test('are what is asked of readers', () => {
    using steps = new StepCounter()
    expect(steps.during(10, () => loop(10)).steps).toBe(10)
    expect(steps.during(10, () => loop(3)).steps).toBe(3)
  })

  test('end a loop that has no end', () => {
    using steps = new StepCounter()
    expect(() => steps.during(1000, () => loop(Infinity))).toThrow(TooManySteps)
  })

  test('are counted no longer than wanted', () => {
    const counter = new StepCounter()
    counter[Symbol.dispose]()
    expect(counter.during(2, () => loop(3)).steps).toBe(0)
  })
})

test('hexadecimal text of an input is that of its bytes', () => {
  const frame = Uint8Array.of(1, 0xab)
  expect(formatInput({ kind: 'frame', version: 2, frame })).toBe(`frame:v2:${toHex(frame)}`)
})
