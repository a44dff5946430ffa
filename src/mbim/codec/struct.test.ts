import { describe, expect, expectTypeOf, test } from 'vitest'
import { expectBytes } from '../../../test/support/codec-table.ts'
import { fromHex } from '../../base/index.ts'
import { personal, secret, type ValueOf } from './codec.ts'
import { enumeration } from './enumeration.ts'
import { info } from './info.ts'
import { u32 } from './integer.ts'
import { olStructList, u32Array } from './list.ts'
import { countOf, only, optional, overlay, since, when } from './presence.ts'
import { string } from './string.ts'
import { layoutOf, struct } from './struct.ts'
import { tlvString } from './tlv.ts'

describe('a structure', () => {
  const codec = info(
    struct({ id: u32, name: string(), inner: struct({ low: u32, text: string() }), last: u32 }),
  )
  const value = { id: 1, name: 'a', inner: { low: 2, text: 'b' }, last: 3 }
  // The offsets of an inner structure count from its own first byte, 12.
  const hex = '01000000 20000000 02000000 02000000 18000000 02000000 03000000'

  test('has its fields in the order of the wire, whatever the order of the value', () => {
    const bytes = '01000000 1c000000 02000000 02000000 14000000 02000000 03000000 61000000 62000000'
    expectBytes(codec, value, bytes)
    expectBytes(codec, { last: 3, inner: { text: 'b', low: 2 }, name: 'a', id: 1 }, bytes)
  })

  test('may have gaps, and bytes of a newer end behind it', () => {
    expect(codec.decode(fromHex(`${hex} 99999999 61000000 62000000 77777777`), 1)).toEqual(value)
  })

  test.each([0, 3, 4, 11, 12, 15, 27])('of which there are only %d bytes is refused', (length) => {
    const bytes = fromHex(`${hex} 99999999 61000000 62000000`).slice(0, length)
    expect(() => codec.decode(bytes, 1)).toThrow(`the structure ends after ${length} bytes`)
  })

  test('names the field that is missing or wrong in a value', () => {
    const { inner: _, ...incomplete } = value
    expect(() => codec.encode(incomplete as typeof value, 1)).toThrow(
      'inner.low: missing, or not of the right type',
    )
    expect(() => codec.encode({ ...value, inner: { ...value.inner, low: -1 } }, 1)).toThrow(
      'inner.low: -1 is not',
    )
    expect(() => codec.encode({ ...value, name: 5 as unknown as string }, 1)).toThrow('name: ')
  })

  test('is read the same whatever was read before', () => {
    const words = info(
      struct({ one: enumeration({ a: 0, b: 1 }), other: enumeration({ c: 0, d: 1 }), text: string() }),
    )
    const read = (hex: string): unknown => words.decode(fromHex(`${hex} 00000000 00000000`), 1)
    const first = read('00000000 00000000')
    expect(first).toEqual({ one: 'a', other: 'c', text: '' })
    expect(read('01000000 00000000')).toEqual({ one: 'b', other: 'c', text: '' })
    expect(read('99000000 01000000')).toEqual({ one: 0x99, other: 'd', text: '' })
    expect(() => words.decode(fromHex('00000000 00000000 10000000 02000000'), 1)).toThrow('text')
    expect(read('01000000 00000000')).toEqual({ one: 'b', other: 'c', text: '' })
    expect(first).toEqual({ one: 'a', other: 'c', text: '' })
  })

  test('writes well after a failure', () => {
    expect(() => codec.encode({ ...value, last: -1 }, 1)).toThrow('last')
    expectBytes(
      codec,
      value,
      '01000000 1c000000 02000000 02000000 14000000 02000000 03000000 61000000 62000000',
    )
  })
})

describe('what a value consists of', () => {
  const Format = enumeration({ pdu: 0, cdma: 1 })
  const message = struct({
    count: countOf('items'),
    format: Format,
    flags: since(3, u32),
    pdu: when('format', 'pdu', u32),
    items: olStructList(struct({ id: u32, extra: since(2, u32) })),
  })

  test('is in its type', () => {
    expectTypeOf<ValueOf<typeof message>>().toEqualTypeOf<{
      readonly format: 'pdu' | 'cdma' | number
      readonly flags?: number | undefined
      readonly pdu?: number | undefined
      readonly items: readonly { readonly id: number; readonly extra?: number | undefined }[]
    }>()
  })

  test('depends on the version', () => {
    const names = (version: 1 | 2 | 3): string[] => layoutOf(message.fields, version).map(({ name }) => name)
    expect(names(1)).toEqual(['count', 'format', 'pdu', 'items'])
    expect(names(3)).toEqual(['count', 'format', 'flags', 'pdu', 'items'])
  })
})

describe('a field of a later version', () => {
  const codec = info(
    struct({ id: u32, flags: since(3, u32), list: since(2, struct({ n: countOf('v'), v: u32Array })) }),
  )

  test('is left out before, and neutral when it is not given', () => {
    expectBytes(codec, { id: 1 }, '01000000', 1)
    expect(codec.encode({ id: 1, flags: 7, list: { v: [1] } }, 1)).toEqual(fromHex('01000000'))
    expectBytes(codec, { id: 1, list: { v: [5] } }, '01000000 01000000 05000000', 2)
    expect(codec.encode({ id: 1 }, 4)).toEqual(fromHex('01000000 00000000 00000000'))
    expectBytes(codec, { id: 1, flags: 7, list: { v: [] } }, '01000000 07000000 00000000', 3)
  })
})

describe('a field at the end that may be missing', () => {
  const codec = info(struct({ id: u32, slot: optional(u32) }))

  test('is there or not', () => {
    expectBytes(codec, { id: 1 }, '01000000')
    expectBytes(codec, { id: 1, slot: 2 }, '01000000 02000000')
  })
})

describe('a field that depends on a word', () => {
  const Format = enumeration({ pdu: 0, cdma: 1 })
  const codec = info(
    struct({
      format: Format,
      count: countOf('pdus', 'cdmas'),
      pdus: when('format', 'pdu', u32Array),
      cdmas: when('format', 'cdma', u32Array),
      single: when('format', 'cdma', u32),
    }),
  )

  test('is there with that word only', () => {
    expectBytes(codec, { format: 'pdu', pdus: [1, 2] }, '00000000 02000000 01000000 02000000')
    expectBytes(codec, { format: 'cdma', cdmas: [3], single: 4 }, '01000000 01000000 03000000 04000000')
    expectBytes(codec, { format: 7 }, '07000000 00000000')
  })

  test('is refused in a value without that word, and missed with it', () => {
    expect(() => codec.encode({ format: 'pdu', pdus: [], cdmas: [1] }, 1)).toThrow(
      'cdmas: has no place unless format is cdma',
    )
    expect(() => codec.encode({ format: 'cdma', cdmas: [] }, 1)).toThrow('single: missing, as format is cdma')
  })
})

describe('only some fields of a structure', () => {
  const whole = struct({ id: u32, name: string(), n: countOf('list'), list: u32Array })
  const codec = info(only(whole, 'id'))

  test('write the others as zeros and do not ask for them', () => {
    expectTypeOf<ValueOf<typeof codec>>().toEqualTypeOf<{ readonly id: number }>()
    expectBytes(codec, { id: 5 }, '05000000 00000000 00000000 00000000')
    expect(codec.decode(fromHex('05000000'), 1)).toEqual({ id: 5 })
    expect(codec.decode(fromHex('05000000 ffffffff ffffffff 01000000 09000000'), 1)).toEqual({ id: 5 })
    expect(() => codec.decode(fromHex('050000'), 1)).toThrow('id @0')
  })
})

describe('a layout over another', () => {
  const codec = info(
    overlay(struct({ id: u32, name: string({ max: 9 }) }), {
      3: struct({ id: u32, media: u32, slot: since(4, u32), name: tlvString({ max: 9 }) }),
    }),
  )

  test('takes and gives one value', () => {
    expectTypeOf<ValueOf<typeof codec>>().toEqualTypeOf<{
      readonly id: number
      readonly name: string
      readonly media?: number | undefined
      readonly slot?: number | undefined
    }>()
    expectBytes(codec, { id: 1, name: 'a' }, '01000000 0c000000 02000000 61000000', 1)
    expectBytes(codec, { id: 1, name: 'a' }, '01000000 0c000000 02000000 61000000', 2)
    expect(codec.encode({ id: 1, name: 'a' }, 3)).toEqual(
      fromHex('01000000 00000000 0a000002 02000000 61000000'),
    )
    expectBytes(
      codec,
      { id: 1, name: 'a', media: 2, slot: 3 },
      '01000000 02000000 03000000 0a000002 02000000 61000000',
      4,
    )
  })
})

describe('secrecy', () => {
  test('is a property of the field, and stays when it is wrapped', () => {
    expect(secret(string()).secrecy).toBe('secret')
    expect(since(2, personal(string())).secrecy).toBe('personal')
    expect(optional(secret(u32)).secrecy).toBe('secret')
  })
})
