import { expect, test } from 'vitest'
import { BAD, digits, oneOf, optional, or, readValues, splitValues, text, whole, word } from './parameter.ts'

test.each([
  ['', []],
  ['1', [{ number: 1 }]],
  ['1,,"a"', [{ number: 1 }, undefined, { string: 'a' }]],
  [' 1 , "a b" ', [{ number: 1 }, { string: 'a b' }]],
  [',', [undefined, undefined]],
  ['""', [{ string: '' }]],
  ['"a\\22b\\5C"', [{ string: 'a"b\\' }]],
])('the values of %s', (given, values) => {
  expect(splitValues(given)).toEqual(values)
})

// A string that does not end, a word without quotes, a sign, a number that is none, more than anything takes.
test.each(['"a', 'a', '-1', '1e3', '"a" "b"', '"a\\zz"', '1234567890123456', ','.repeat(40)])(
  '%s is no list of values',
  (given) => {
    expect(splitValues(given)).toBeUndefined()
  },
)

test('a field takes what is in its range, and says which that is', () => {
  const cases = [
    [whole(0, 2), '2', 2],
    [whole(0, 2), '3', BAD],
    [whole(0, 2), '"2"', BAD],
    [oneOf(0, 4), '4', 4],
    [oneOf(0, 4), '1', BAD],
    [text(3), '"abc"', 'abc'],
    [text(3), '"abcd"', BAD],
    [word('IP', 'IPV6'), '"ipv6"', 'IPV6'],
    [word('IP'), '"PPP"', BAD],
    [digits(4), '"+123"', '+123'],
    [digits(4), '1234', '1234'],
    [digits(4), '"12a"', BAD],
    [optional(whole(1, 1)), ',', undefined],
    [or(whole(0, 1), 1), ',', 1],
    [or(whole(0, 1), 1), '7', BAD],
  ] as const
  for (const [field, given, value] of cases) expect(field.read(splitValues(given)?.[0])).toBe(value)
  expect([whole(0, 2), oneOf(0, 4), word('IP', 'IPV6')].map(({ form }) => form)).toEqual([
    '(0-2)',
    '(0,4)',
    '("IP","IPV6")',
  ])
})

test('all of the fields are taken or none', () => {
  const fields = [whole(0, 9), optional(text(5))] as const
  expect(readValues(fields, '1')).toEqual([1, undefined])
  expect(readValues(fields, '1,"a"')).toEqual([1, 'a'])
  for (const wrong of ['', '1,2', '1,"a",3', 'x']) expect(readValues(fields, wrong)).toBeUndefined()
})
