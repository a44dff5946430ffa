import { describe, expect, test } from 'vitest'
import { alone, expectBytes } from '../../../test/support/codec-table.ts'
import { fromHex } from '../../base/index.ts'
import { bytes, bytesRest, countedBytes, lBytes, loBytes, oBytes, olBytes } from './bytes.ts'
import { info } from './info.ts'
import { u32 } from './integer.ts'
import { countOf } from './presence.ts'
import { struct } from './struct.ts'

const some = Uint8Array.of(1, 2, 3)
const none = new Uint8Array(0)

describe('bytes', () => {
  test.each([
    ['in place', bytes(3), some, '010203'],
    ['up to the end, without padding', bytesRest, some, '010203'],
    ['up to the end, none', bytesRest, none, ''],
    ['behind their length, padded', lBytes, some, '03000000 01020300'],
    ['behind a length of 0', lBytes, none, '00000000'],
    ['by offset and size', olBytes(), some, '08000000 03000000 01020300'],
    ['by offset and size, absent', olBytes(), none, '00000000 00000000'],
    ['by size and offset', loBytes(), some, '03000000 08000000 01020300'],
    ['by size and offset, absent', loBytes(), none, '00000000 00000000'],
  ])('%s', (_, codec, value, hex) => {
    expect(alone(codec).encode(value)).toBe(hex.replaceAll(' ', ''))
    expect(alone(codec).decode(hex)).toEqual(value)
  })

  test('may lack their padding at the end', () => {
    expect(alone(lBytes).decode('03000000 010203')).toEqual(some)
    expect(alone(olBytes()).decode('08000000 03000000 010203')).toEqual(some)
  })

  test('that are read are views on the frame', () => {
    const frame = fromHex('08000000 03000000 01020300')
    const { value } = info(struct({ value: olBytes() })).decode(frame, 1)
    expect(value.buffer).toBe(frame.buffer)
  })

  test('in place are as many as they must be', () => {
    expect(() => alone(bytes(4)).encode(some)).toThrow('value: 3 bytes instead of 4')
    expect(() => alone(bytes(4)).decode('010203')).toThrow('value @0: the structure ends after 3 bytes')
  })

  test('are bounded when they are written, and not when they are read', () => {
    for (const codec of [olBytes({ max: 2 }), loBytes({ max: 2 })]) {
      expect(() => alone(codec).encode(some)).toThrow('value: longer than 2 bytes')
    }
    expect(alone(olBytes({ max: 2 })).decode('08000000 03000000 01020300')).toEqual(some)
  })
})

describe('bytes that another field counts', () => {
  const filter = info(
    struct({
      size: countOf('pattern', 'mask'),
      pattern: oBytes({ max: 4 }),
      mask: oBytes({ max: 4 }),
      id: u32,
    }),
  )

  test('may share their count', () => {
    const value = { pattern: some, mask: Uint8Array.of(0xff, 0xff, 0xf0), id: 7 }
    expectBytes(filter, value, '03000000 10000000 14000000 07000000 01020300 fffff000')
    expectBytes(filter, { pattern: none, mask: none, id: 7 }, '00000000 00000000 00000000 07000000')
  })

  test.each([
    [some, none],
    [none, some],
    [some, Uint8Array.of(1)],
  ])('%#: are equally long then', (pattern, mask) => {
    expect(() => filter.encode({ pattern, mask, id: 7 }, 1)).toThrow(
      'mask: not as long as the field that it shares its count with',
    )
  })

  test('stand in place, padded', () => {
    const pco = info(struct({ size: countOf('data'), type: u32, data: countedBytes() }))
    expectBytes(pco, { type: 1, data: some }, '03000000 01000000 01020300')
    expect(pco.decode(fromHex('03000000 01000000 010203'), 1)).toEqual({ type: 1, data: some })
    expect(() => pco.decode(fromHex('05000000 01000000 01020304'), 1)).toThrow(
      'data @8: 5 bytes expected, 4 left',
    )
  })
})
