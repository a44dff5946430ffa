import { expect, test } from 'vitest'
import { textOf, withText } from './text.ts'

test('the text of a value is made once', () => {
  let made = 0
  const value = { toJSON: () => ++made }
  expect([textOf(value), textOf(value), made]).toEqual(['1', '1', 1])
})

test('a text that is known is not made again', () => {
  const value = withText({ a: 1 }, '{ "a": 1 }')
  expect(textOf(value)).toBe('{ "a": 1 }')
})

test('each value has its own', () => {
  expect([textOf({ a: 1 }), textOf({ a: 1 }), textOf([])]).toEqual(['{"a":1}', '{"a":1}', '[]'])
})
