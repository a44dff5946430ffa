import { describe, expect, test } from 'vitest'
import { Reader } from './reader.ts'
import { WireError } from './wire-error.ts'

function reader(length: number): Reader {
  return new Reader(new Uint8Array(length), 0, length)
}

describe('claiming items', () => {
  test.each([
    [
      'in order',
      [
        [8, 4],
        [12, 4],
      ],
    ],
    [
      'backwards',
      [
        [12, 4],
        [8, 4],
      ],
    ],
    [
      'with a gap that is filled later',
      [
        [8, 4],
        [16, 4],
        [12, 4],
      ],
    ],
    ['up to the very end', [[8, 12]]],
  ])('%s', (_, items) => {
    const here = reader(20)
    here.at = 8
    for (const [offset = 0, size = 0] of items) expect(here.claim(0, 0, offset, size)).toBe(offset)
    expect(() => {
      here.settle()
    }).not.toThrow()
  })

  test.each([
    ['one beyond the end', [[8, 13]]],
    ['one whose end would wrap', [[0xfffffffc, 8]]],
    ['one of 4 GiB', [[8, 0xffffffff]]],
    ['one in the fixed part', [[4, 4]]],
    [
      'two that share a byte',
      [
        [8, 5],
        [12, 4],
      ],
    ],
    [
      'one twice',
      [
        [8, 4],
        [8, 4],
      ],
    ],
    [
      'one within another',
      [
        [8, 12],
        [12, 2],
      ],
    ],
    [
      'many that together are more than there is',
      [
        [8, 12],
        [8, 12],
      ],
    ],
    [
      'one in a gap that is too small',
      [
        [8, 4],
        [16, 4],
        [11, 4],
      ],
    ],
  ])('fails for %s', (_, items) => {
    const here = reader(20)
    here.at = 8
    expect(() => {
      for (const [offset = 0, size = 0] of items) here.claim(0, 0, offset, size)
      here.settle()
    }).toThrow(WireError)
  })
})

describe('a structure within another', () => {
  test('has bounds of its own, and the outer one gets its own back', () => {
    const here = reader(40)
    here.at = 8
    here.claim(0, 0, 8, 16)
    const inner = here.within(8, 24, (within, base) => {
      within.at = base + 4
      expect(() => within.claim(0, base, 4, 13)).toThrow('leads out of the 16 bytes')
      return within.claim(0, base, 4, 8)
    })
    expect(inner).toBe(12)
    expect(here.at).toBe(20)
    expect(here.end).toBe(40)
    here.at = 8
    expect(here.claim(0, 0, 24, 16)).toBe(24)
    expect(() => {
      here.settle()
    }).not.toThrow()
    expect(() => here.claim(0, 0, 8, 4)).toSatisfy((claim: () => number) => {
      claim()
      return true
    })
    expect(() => {
      here.settle()
    }).toThrow('items overlap')
  })
})

test('a thousand items in the worst order take no time', () => {
  const count = 20_000
  const here = reader(8 + 4 * count)
  here.at = 8
  // From the middle outwards by turns: never in order, never at either end of what was claimed before.
  for (let index = 0; index < count; index += 2) here.claim(0, 0, 8 + 4 * index, 4)
  for (let index = 1; index < count; index += 2) here.claim(0, 0, 8 + 4 * index, 4)
  expect(() => {
    here.settle()
  }).not.toThrow()
})
