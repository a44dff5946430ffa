import { expect, test } from 'vitest'
import { formatBytes, parseBytes } from './bytes.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1_500_000, '1.5 MB'],
  [999_960_000, '1.0 GB'],
  [2 ** 60, '1152.9 PB'],
])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})

test.each([
  ['1024', 1024],
  ['500MB', 500e6],
  ['1.5 gb', 1.5e9],
  ['10 GiB', undefined],
  ['-1', undefined],
  ['', undefined],
])('%s is read as %s', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes)
})
