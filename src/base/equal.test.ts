import { expect, test } from 'vitest'
import { equal } from './equal.ts'

test.each<[unknown, unknown, boolean]>([
  [1, 1, true],
  [NaN, NaN, true],
  [0, '0', false],
  [null, undefined, false],
  [null, {}, false],
  [{ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: 1, b: 2 }, { a: 1 }, false],
  [{ a: 1, b: undefined }, { a: 1 }, true],
  [[1, 2], [2, 1], false],
  [[1, 2], [1, 2, 3], false],
  [[], {}, false],
  [{ a: [] }, { a: [] }, true],
])('%j and %j: %s', (one, other, expected) => {
  expect(equal(one, other)).toBe(expected)
  expect(equal(other, one)).toBe(expected)
})
