import { expect, test } from 'vitest'
import { enumeration } from './enumeration.ts'
import { SmsError } from './error.ts'

const colour = enumeration({ red: 1, green: 2 })

test('numbers are words, and those without a word stay numbers', () => {
  expect([0, 1, 2, 3].map((code) => colour.decode(code))).toEqual([0, 'red', 'green', 3])
  expect(colour.encode('green', 'c', 3)).toBe(2)
  expect(colour.encode(3, 'c', 3)).toBe(3)
})

test('what has no number is refused', () => {
  expect(() => colour.encode(4, 'c', 3)).toThrow(new SmsError('c', '4 is not a whole number from 0 to 3'))
  expect(() => colour.encode('blue' as 'red', 'c', 3)).toThrow('c: "blue" is none of red, green')
  expect(() => colour.encode('toString' as 'red', 'c', 3)).toThrow(SmsError)
})
