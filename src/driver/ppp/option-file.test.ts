import { expect, test } from 'vitest'
import { optionLine } from './option-file.ts'

test.each([
  [['user', 'branch'], '"user" "branch"\n'],
  [['password', 'a b"c\\d #e'], '"password" "a b\\"c\\\\d #e"\n'],
  [['mtu', 1400], '"mtu" "1400"\n'],
  [['user', ''], '"user" ""\n'],
  [['user', 'EXAMPLE\\né'], '"user" "EXAMPLE\\\\né"\n'],
])('%j is one line of quoted words', (words, line) => {
  expect(optionLine(...words)).toBe(line)
})

test.each(['a\nnoauth', 'a\0', 'a\r', '\x7f', 'x'.repeat(1024)])('%j is no word', (word) => {
  expect(() => optionLine('user', word)).toThrow('a word for pppd')
})
