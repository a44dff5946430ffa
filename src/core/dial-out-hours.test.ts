import { expect, test } from 'vitest'
import { describeDialOutHours, parseDialOutHours } from './dial-out-hours.ts'

const days = (numbers: string, times: string): readonly string[] =>
  Array.from(numbers, (day) => `${day} ${times}`)

test.each([
  [days('12345', '08:00-18:00'), 'Mon-Fri 08:00-18:00'],
  [
    [...days('60', '09:00-12:00'), ...days('12345', '08:00-18:00')],
    'Mon-Fri 08:00-18:00; Sat, Sun 09:00-12:00',
  ],
  [days('0123456', '00:00-24:00'), 'every day 00:00-24:00'],
  [days('5613', '08:00-18:00'), 'Mon, Wed, Fri, Sat 08:00-18:00'],
  [days('3', '13:00-17:30 8:00-12:00'), 'Wed 08:00-12:00 13:00-17:30'],
  [[], 'at any time'],
])('%j are said as %j', (items, words) => {
  expect(describeDialOutHours(parseDialOutHours(items))).toBe(words)
})

test('where they are of another place it is named', () => {
  const hours = parseDialOutHours(['1 08:00-18:00'], 'Europe/Berlin')
  expect(describeDialOutHours(hours)).toBe('Mon 08:00-18:00 (Europe/Berlin)')
})
