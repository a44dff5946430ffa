import { describe, expect, expectTypeOf, test } from 'vitest'
import { alone } from '../../../test/support/codec-table.ts'
import type { ValueOf } from './codec.ts'
import { enumeration, explained } from './enumeration.ts'

const Switch = enumeration({ off: 0, on: 1 })
const Short = enumeration({ edl: 17 }, { bytes: 2 })

describe('an enumeration', () => {
  test('is a word above the wire', () => {
    expect(alone(Switch).decode('01000000')).toBe('on')
    expect(alone(Switch).encode('on')).toBe('01000000')
    expectTypeOf<ValueOf<typeof Switch>>().toEqualTypeOf<'off' | 'on' | number>()
  })

  test('lets a number survive that has no word', () => {
    expect(alone(Switch).decode('04000080')).toBe(0x80000004)
    expect(alone(Switch).encode(0x80000004)).toBe('04000080')
  })

  test('can be two bytes long', () => {
    expect(alone(Short).encode('edl')).toBe('1100')
    expect(alone(Short).decode('1200')).toBe(0x12)
    expect(() => alone(Short).encode(0x10000)).toThrow('value: 65536 is none of edl')
  })

  test('does not write what is no word of it', () => {
    const wrong = 'standby' as 'on'
    expect(() => alone(Switch).encode(wrong)).toThrow('value: "standby" is none of off, on')
    // Words of every object are no words of a table.
    expect(() => alone(Switch).encode('constructor' as 'on')).toThrow('is none of')
  })

  test('can have a sentence for each word', () => {
    const { codec, texts } = explained({ busy: [1, 'try again'] })
    expect(alone(codec).decode('01000000')).toBe('busy')
    expect(texts.busy).toBe('try again')
  })
})
