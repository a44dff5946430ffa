import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Hours, Minutes } from '../base/index.ts'
import type { Address } from './address.ts'
import { joinText } from './join-parts.ts'
import { Reassembler, type ReceivedPart } from './reassembler.ts'
import { splitText } from './split-text.ts'
import type { DataCoding } from './data-coding.ts'

interface Part extends ReceivedPart {
  readonly dataCoding: DataCoding
  readonly index: number
}

const alice: Address = { type: 'international', plan: 'telephone', digits: '491701234567' }
const bob: Address = { type: 'alphanumeric', plan: 'unknown', text: 'Bob' }

const text = (length: number, seed = 'x'): string => seed.repeat(length)

function partsOf(
  message: string,
  options: { reference?: number; wide?: boolean; from?: Address } = {},
): Part[] {
  const { reference = 7, wide = false, from = alice } = options
  return splitText(message, { reference, wide }).map((part, index) => ({ ...part, originator: from, index }))
}

const twoParts = (seed = 'x'): [Part, Part] => partsOf(text(200, seed)) as [Part, Part]
const threeParts = (seed = 'x'): [Part, Part, Part] => partsOf(text(400, seed)) as [Part, Part, Part]

test('a message of one part is complete at once and is not kept', () => {
  const reassembler = new Reassembler<Part>()
  const [part] = partsOf('hi')
  expect(part && reassembler.add(part, 0)).toEqual({
    state: 'complete',
    parts: [part],
    missing: [],
    dropped: [],
  })
  expect(reassembler.size).toBe(0)
  expect(reassembler.nextExpiry()).toBeUndefined()
})

test('parts come together in any order, and what the caller put beside them stays', () => {
  const reassembler = new Reassembler<Part>()
  const [one, two, three] = threeParts()
  expect(reassembler.add(three, 0)).toMatchObject({ state: 'waiting', missing: [1, 2] })
  expect(reassembler.add(one, 1)).toMatchObject({ state: 'waiting', missing: [2] })
  const arrival = reassembler.add(two, 2)
  expect(arrival).toEqual({ state: 'complete', parts: [one, two, three], missing: [], dropped: [] })
  expect(arrival.parts.map(({ index }) => index)).toEqual([0, 1, 2])
  expect(joinText(arrival.parts)).toBe(text(400))
})

test('duplicates are told apart before and after the message is complete', () => {
  const reassembler = new Reassembler<Part>()
  const [one, two] = twoParts()
  reassembler.add(one, 0)
  expect(reassembler.add({ ...one }, 1).state).toBe('duplicate')
  expect(reassembler.add(two, 2).state).toBe('complete')
  expect(reassembler.add(two, 3).state).toBe('duplicate')
  expect(reassembler.add(one, 4)).toEqual({ state: 'duplicate', parts: [], missing: [], dropped: [] })
})

describe('messages are kept apart', () => {
  test.each<[string, Part]>([
    ['sender', partsOf(text(200), { from: bob })[1] as Part],
    ['reference', partsOf(text(200), { reference: 8 })[1] as Part],
    ['width of the reference', partsOf(text(200), { wide: true })[1] as Part],
    ['total', threeParts()[1]],
  ])('by %s', (_, other) => {
    const reassembler = new Reassembler<Part>()
    const [one, two] = twoParts()
    expect(reassembler.add(one, 0).state).toBe('waiting')
    expect(reassembler.add(other, 0)).toMatchObject({ state: 'waiting', dropped: [] })
    expect(reassembler.add(two, 0)).toMatchObject({ state: 'complete', parts: [one, two], dropped: [] })
  })

  test('a name that looks like a number is not that number', () => {
    const reassembler = new Reassembler<Part>()
    const [one, two] = twoParts()
    reassembler.add(
      { ...one, originator: { type: 'alphanumeric', plan: 'telephone', text: alice.digits } },
      0,
    )
    expect(reassembler.add(two, 0).state).toBe('waiting')
  })
})

describe('a reference that is used again', () => {
  test('gives up the unfinished message that had it', () => {
    const reassembler = new Reassembler<Part>()
    const [one] = threeParts('x')
    const [again, more, last] = threeParts('y')
    reassembler.add(one, 0)
    expect(reassembler.add(again, 1)).toEqual({
      state: 'waiting',
      parts: [],
      missing: [2, 3],
      dropped: [{ reason: 'superseded', parts: [one], missing: [2, 3] }],
    })
    reassembler.add(more, 2)
    expect(reassembler.add(last, 3)).toMatchObject({ state: 'complete', parts: [again, more, last] })
  })

  test('after a finished message begins another, with nothing dropped', () => {
    const reassembler = new Reassembler<Part>()
    for (const part of twoParts('x')) reassembler.add(part, 0)
    const [again, last] = twoParts('y')
    expect(reassembler.add(again, 1)).toMatchObject({ state: 'waiting', dropped: [] })
    expect(reassembler.add(last, 2).state).toBe('complete')
  })
})

describe('expiry', () => {
  test('a message that stays quiet is given up, a later part of it begins anew', () => {
    const reassembler = new Reassembler<Part>({ expiry: Minutes(10) })
    const [one, two, three] = threeParts()
    reassembler.add(one, 0)
    expect(reassembler.nextExpiry()).toBe(Minutes(10))
    reassembler.add(three, Minutes(9))
    expect(reassembler.nextExpiry()).toBe(Minutes(19))
    expect(reassembler.expire(Minutes(19) - 1)).toEqual([])
    expect(reassembler.expire(Minutes(19))).toEqual([
      { reason: 'expired', parts: [one, three], missing: [2] },
    ])
    expect(reassembler.size).toBe(0)
    expect(reassembler.add(two, Minutes(20))).toMatchObject({ state: 'waiting', missing: [1, 3] })
  })

  test('is noticed on arrivals too, a day unless told otherwise', () => {
    const reassembler = new Reassembler<Part>()
    const [one] = twoParts()
    const [single] = partsOf('hi')
    reassembler.add(one, 0)
    expect(single && reassembler.add(single, Hours(24) - 1).dropped).toEqual([])
    expect(single && reassembler.add(single, Hours(24)).dropped).toMatchObject([
      { reason: 'expired', parts: [one] },
    ])
  })

  test('a finished message is forgotten without a word', () => {
    const reassembler = new Reassembler<Part>({ expiry: Minutes(10) })
    for (const part of twoParts()) reassembler.add(part, 0)
    expect(reassembler.nextExpiry()).toBeUndefined()
    expect(reassembler.expire(Minutes(10))).toEqual([])
    expect(reassembler.size).toBe(0)
  })
})

describe('memory', () => {
  test('finished messages go first, then the one that was quiet for the longest', () => {
    const reassembler = new Reassembler<Part>({ capacity: 255 })
    const [old] = partsOf(text(200), { reference: 1 }) as [Part, Part]
    const finished = partsOf(text(100 * 153), { reference: 2 })
    reassembler.add(old, 0)
    for (const part of finished) reassembler.add(part, 1)
    expect(reassembler.size).toBe(101)
    const long = partsOf(text(255 * 153), { reference: 3 })
    const dropped = long.slice(0, 254).flatMap((part) => reassembler.add(part, 2).dropped)
    expect(dropped).toEqual([])
    expect(reassembler.size).toBe(255)
    const last = reassembler.add(long[254] as Part, 3)
    expect(last.state).toBe('complete')
    expect(last.dropped).toEqual([{ reason: 'evicted', parts: [old], missing: [2] }])
    expect(reassembler.size).toBe(255)
  })

  test('a flood of parts that never complete stays within the capacity, and every part comes back', () => {
    const reassembler = new Reassembler<Part>({ capacity: 300 })
    let returned = 0
    for (let reference = 0; reference < 2000; reference++) {
      const [part] = partsOf(text(200), { reference, wide: true })
      returned += part ? reassembler.add(part, reference).dropped.length : 0
      expect(reassembler.size).toBeLessThanOrEqual(300)
    }
    expect(returned).toBe(1700)
  })
})

describe('however parts of several messages are mixed and doubled', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'ş', 'Ж', '€'), minLength: 71, maxLength: 700 })
  const mixed = fc.array(text, { minLength: 1, maxLength: 5 }).chain((texts) => {
    const parts = texts
      .flatMap((message, reference) => partsOf(message, { reference }))
      .flatMap((part) => [part, part])
    return fc.tuple(fc.constant(texts), fc.shuffledSubarray(parts, { minLength: parts.length }))
  })

  test('each message comes out once and whole', () => {
    fc.assert(
      fc.property(mixed, ([texts, parts]) => {
        const reassembler = new Reassembler<Part>()
        const read = parts.flatMap((part) => {
          const { state, parts: whole, dropped } = reassembler.add(part, 0)
          expect(dropped).toEqual([])
          return state === 'complete' ? [joinText(whole)] : []
        })
        // A message of one part is not remembered: it comes out as often as it came in.
        const expected = texts.flatMap((message) =>
          partsOf(message).length === 1 ? [message, message] : [message],
        )
        expect(read.sort()).toEqual(expected.sort())
      }),
      { numRuns: 60 },
    )
  })
})
