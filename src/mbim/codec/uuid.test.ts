import { describe, expect, test } from 'vitest'
import { alone } from '../../../test/support/codec-table.ts'
import { namedUuid, uuid } from './uuid.ts'

const TEXT = 'a289cc33-bcbb-8b4f-b6b0-133ec2aae6df'
const HEX = 'a289cc33bcbb8b4fb6b0133ec2aae6df'

describe('a UUID', () => {
  test('has its bytes in the order of its text', () => {
    expect(alone(uuid).encode(TEXT)).toBe(HEX)
    expect(alone(uuid).decode(HEX)).toBe(TEXT)
  })

  test('is read in lower case, however it is written', () => {
    expect(alone(uuid).encode(TEXT.toUpperCase())).toBe(HEX)
    expect(alone(uuid).decode(HEX)).toBe(TEXT)
  })

  test('is not mistaken for one that begins alike', () => {
    const other = `${HEX.slice(0, 30)}00`
    expect(alone(uuid).decode(HEX)).toBe(TEXT)
    expect(alone(uuid).decode(other)).toBe(`${TEXT.slice(0, 34)}00`)
    expect(alone(uuid).decode(HEX)).toBe(TEXT)
  })

  test('is right when there are more of them than are kept', () => {
    for (let number = 0; number < 600; number++) {
      const hex = `${number.toString(16).padStart(8, '0')}00000000000000000000000${(number % 10).toString()}`
      expect(alone(uuid).encode(alone(uuid).decode(hex) ?? '')).toBe(hex)
    }
  })

  test.each(['', 'internet', `${TEXT}0`, TEXT.replaceAll('-', '')])('is not written from %j', (text) => {
    expect(() => alone(uuid).encode(text)).toThrow(/^value: .* is not a UUID$/)
  })

  test('can have a word', () => {
    const Type = alone(namedUuid({ internet: TEXT }))
    expect(Type.encode('internet')).toBe(HEX)
    expect(Type.decode(HEX)).toBe('internet')
    expect(Type.decode('00'.repeat(16))).toBe('00000000-0000-0000-0000-000000000000')
  })
})
