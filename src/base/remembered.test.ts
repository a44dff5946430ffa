import { expect, test } from 'vitest'
import { remembered } from './remembered.ts'

test('makes something of a value once, also where that is nothing', () => {
  let made = 0
  const length = remembered((text: { readonly of: string }) => {
    made += 1
    return text.of === '' ? undefined : text.of.length
  })
  const [one, same, none] = [{ of: 'four' }, { of: 'four' }, { of: '' }]
  expect([one, one, same, none, none].map(length)).toEqual([4, 4, 4, undefined, undefined])
  expect(made).toBe(3)
})
