import { assert, maxSafeInteger, property } from 'fast-check'
import { expect, test } from 'vitest'
import { formatSize, parseSize } from './size.ts'

test.each([
  ['100 MiB', 104_857_600],
  ['1.5GiB', 1_610_612_736],
  ['64 kB', 64_000],
  ['0 B', 0],
  // As numbers, 549695201.91 times 1000 is none that is whole.
  ['549695201.91 kB', 549_695_201_910],
  ['7', undefined],
  ['1.0001 B', undefined],
  ['0.5 B', undefined],
  ['1 mib', undefined],
  ['-1 B', undefined],
  ['999999999999 GiB', undefined],
])('%s', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes)
})

test('what is written is read again', () => {
  assert(
    property(
      maxSafeInteger(),
      (value) => parseSize(formatSize(Math.abs(value) % 1e12)) === Math.abs(value) % 1e12,
    ),
  )
})
