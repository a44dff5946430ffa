import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textWidth } from './plain.ts'
import { wrap, wrapColumn } from './wrap.ts'

test('lines are broken between words, and each begins as it is to', () => {
  expect(wrap('one two three four five six', { width: 24, first: '- ', rest: '  ' })).toEqual([
    '- one two three four',
    '  five six',
  ])
})

test('where there is no terminal, or hardly one, nothing is broken', () => {
  expect(wrap('one two three', { width: undefined })).toEqual(['one two three'])
  expect(wrap('one two three', { width: 10, first: '> ' })).toEqual(['> one two three'])
})

test('wide characters count twice', () => {
  expect(wrap('中国移动 中国移动 中国移动', { width: 20 })).toEqual(['中国移动 中国移动', '中国移动'])
})

test('no line is longer than the terminal unless a single word is, and no word is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^\S{1,30}$/), { minLength: 1 }),
      fc.integer({ min: 24, max: 60 }),
      (words, width) => {
        const lines = wrap(words.join(' '), { width, first: '* ', rest: '  ' })
        expect(lines.map((line) => line.slice(2)).join(' ')).toBe(words.join(' '))
        for (const line of lines) {
          expect(textWidth(line) <= width || !line.slice(2).includes(' ')).toBe(true)
        }
      },
    ),
  )
})

test('in a column no line is wider than it is, however long a word, and no letter is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z中文]{1,30}$/u), { minLength: 1 }),
      fc.integer({ min: 1, max: 20 }),
      (words, width) => {
        const lines = wrapColumn(words.join(' '), width)
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''))
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(Math.max(2, width))
      },
    ),
  )
})
