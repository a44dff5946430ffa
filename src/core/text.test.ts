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

test('a copy that is changed has a text of its own, and nobody sees that of the first', () => {
  const value = { a: 'secret' }
  textOf(value)
  expect(textOf({ ...value, a: '(hidden)' })).toBe('{"a":"(hidden)"}')
  expect(Reflect.ownKeys(value)).toEqual(['a'])
})

test('a value that is frozen may have one', () => {
  const value = Object.freeze({ a: 1 })
  expect([textOf(value), textOf(value)]).toEqual(['{"a":1}', '{"a":1}'])
})
