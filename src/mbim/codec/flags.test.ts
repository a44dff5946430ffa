import { describe, expect, test } from 'vitest'
import { alone } from '../../../test/support/codec-table.ts'
import { DataClass } from '../word/device.ts'
import { flags } from './flags.ts'

const Caps = flags({ receive: 1, send: 2, custom: 0x80000000 })

describe('flags', () => {
  test.each([
    [[], '00000000'],
    [['receive'], '01000000'],
    [['receive', 'send', 'custom'], '03000080'],
    [['send', 0x10], '12000000'],
  ] as const)('%j, both ways', (value, hex) => {
    expect(alone(Caps).encode(value)).toBe(hex)
    expect(alone(Caps).decode(hex)).toEqual(value)
  })

  test('are written in any order, and once', () => {
    expect(alone(Caps).encode(['send', 'receive', 'send', 3])).toBe('03000000')
  })

  test('are not written when they are no words', () => {
    expect(() => alone(Caps).encode(['jump' as 'send'])).toThrow(
      'value: "jump" is none of receive, send, custom',
    )
    expect(() => alone(Caps).encode([2 ** 32])).toThrow('value: 4294967296 is none of')
  })

  test('can be read often without being made anew, and cannot be spoilt by whoever holds them', () => {
    const { decode } = alone(Caps)
    expect(decode('03000000')).toBe(decode('03000000'))
    expect(decode('03000000')).toSatisfy(Object.isFrozen)
    for (let number = 0; number < 200; number++) {
      const hex = `${number.toString(16).padStart(2, '0')}000000`
      expect(alone(Caps).encode(decode(hex) ?? [])).toBe(hex)
    }
  })

  test('of 64 bits keep what is in the upper half', () => {
    const wide = alone(flags({ nr: 2 }, { bytes: 8 }))
    expect(wide.decode('0200000000000000')).toEqual(['nr'])
    expect(wide.decode('0600000001000080')).toEqual(['nr', 4, 0x80000001_00000000])
    expect(wide.encode(['nr', 4, 0x80000001_00000000])).toBe('0600000001000080')
  })
})

describe('the data classes', () => {
  test.each([
    [1, ['lte', '5g-nsa'], '60000000'],
    [2, ['lte', '5g-sa'], 'a0000000'],
    [3, ['lte', '5g'], '60000000'],
  ] as const)('in version %d', (version, value, hex) => {
    expect(alone(DataClass).encode(value, version)).toBe(hex)
    expect(alone(DataClass).decode(hex, version)).toEqual(value)
  })

  test('may be spelled as another version does', () => {
    expect(alone(DataClass).encode(['5g'], 2)).toBe('c0000000')
    expect(alone(DataClass).encode(['5g-nsa'], 3)).toBe('40000000')
    expect(alone(DataClass).encode(['5g-sa'], 4)).toBe('40000000')
  })
})
