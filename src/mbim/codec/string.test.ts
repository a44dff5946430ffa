import { describe, expect, test } from 'vitest'
import { alone, expectBytes } from '../../../test/support/codec-table.ts'
import { fromHex } from '../../base/index.ts'
import { string, stringList, utf8 } from './string.ts'
import { countOf } from './presence.ts'
import { struct } from './struct.ts'
import { info } from './info.ts'

describe('a text', () => {
  test.each([
    ['', '00000000 00000000'],
    ['a', '08000000 02000000 6100 0000'],
    ['ab', '08000000 04000000 6100 6200'],
    ['é€', '08000000 04000000 e900 ac20'],
    ['𝄞', '08000000 04000000 34d8 1edd'],
    ['\ud834', '08000000 02000000 34d8 0000'],
    ['a\0b', '08000000 06000000 6100 0000 6200 0000'],
  ])('%j is UTF-16LE behind an offset and a size, padded', (text, hex) => {
    expect(alone(string()).encode(text)).toBe(hex.replaceAll(' ', ''))
    expect(alone(string()).decode(hex)).toBe(text)
  })

  test.each(Array.from({ length: 40 }, (_, length) => length))('of %d characters', (length) => {
    const text = Array.from({ length }, (_, index) => String.fromCharCode(0x41 + index)).join('')
    expect(alone(string()).decode(alone(string()).encode(text))).toBe(text)
  })

  test('is longer than any that is read at one go', () => {
    const text = 'Lorem ipsum '.repeat(1000)
    expect(alone(string()).decode(alone(string()).encode(text))).toBe(text)
  })

  test('loses the terminator that some devices count', () => {
    expect(alone(string()).decode('08000000 04000000 6100 0000')).toBe('a')
    expect(alone(string()).decode('08000000 04000000 0000 0000')).toBe('')
  })

  test('is absent when its size is 0, whatever its offset', () => {
    expect(alone(string()).decode('ffffffff 00000000')).toBe('')
  })

  test('may lack its padding', () => {
    expect(alone(string()).decode('08000000 02000000 6100')).toBe('a')
  })

  test('is refused when it has half a character', () => {
    expect(() => alone(string()).decode('08000000 03000000 61006200')).toThrow(
      'value @0: a text of 3 bytes, an odd number',
    )
  })

  test('is bounded when it is written, and not when it is read', () => {
    const short = alone(string({ max: 2 }))
    expect(() => short.encode('abc')).toThrow('value: longer than 2 characters')
    expect(short.decode('08000000 06000000 6100 6200 6300')).toBe('abc')
  })
})

describe('a text in UTF-8', () => {
  test.each([
    ['', '00000000 00000000'],
    ['é', '08000000 02000000 c3a9 0000'],
    ['\ufeffa', '08000000 04000000 efbbbf 61'],
  ])('%j', (text, hex) => {
    expect(alone(utf8()).encode(text)).toBe(hex.replaceAll(' ', ''))
    expect(alone(utf8()).decode(hex)).toBe(text)
  })

  test('reads ill-formed bytes as replacement characters', () => {
    expect(alone(utf8()).decode('08000000 02000000 61ff')).toBe('a\ufffd')
  })

  test('is bounded in bytes', () => {
    expect(() => alone(utf8({ max: 3 })).encode('éé')).toThrow('value: longer than 3 bytes')
  })
})

describe('a list of texts', () => {
  const codec = info(struct({ count: countOf('numbers'), numbers: stringList({ max: 3 }) }))

  test('is as many pairs as its count says', () => {
    expectBytes(codec, { numbers: [] }, '00000000')
    expectBytes(
      codec,
      { numbers: ['1', '', '23'] },
      '03000000 1c000000 02000000 00000000 00000000 20000000 04000000 3100 0000 3200 3300',
    )
  })

  test('says which one is wrong', () => {
    expect(() => codec.decode(fromHex('02000000 14000000 02000000 16000000 03000000 31003200'), 1)).toThrow(
      'numbers.1 @12: a text of 3 bytes, an odd number',
    )
    expect(() => codec.encode({ numbers: ['1', '1234'] }, 1)).toThrow('numbers.1: longer than 3 characters')
  })
})
