import { describe, expect, test } from 'vitest'
import { expectBytes } from '../../../test/support/codec-table.ts'
import { fromHex } from '../../base/index.ts'
import { info } from './info.ts'
import { u32 } from './integer.ts'
import { ipv4 } from './ip-address.ts'
import { oArray, olStruct, olStructBlock, olStructList, oValue, u32Array } from './list.ts'
import { countOf } from './presence.ts'
import { string } from './string.ts'
import { struct } from './struct.ts'

const provider = struct({ name: string(), rssi: u32 })
const one = '0c000000 02000000 05000000 61000000'
const two = '00000000 00000000 06000000'

describe('a structure in the data buffer', () => {
  const codec = info(struct({ cell: olStruct(provider) }))

  test('has offsets of its own', () => {
    expectBytes(codec, { cell: { name: 'a', rssi: 5 } }, `08000000 10000000 ${one}`)
  })

  test('may be absent', () => {
    expectBytes(codec, {}, '00000000 00000000')
    expect(codec.decode(fromHex('08000000 00000000'), 1)).toEqual({})
  })
})

describe('a list of structures', () => {
  const codec = info(struct({ count: countOf('providers'), max: u32, providers: olStructList(provider) }))
  const value = {
    max: 9,
    providers: [
      { name: 'a', rssi: 5 },
      { name: '', rssi: 6 },
    ],
  }
  const hex = `02000000 09000000 18000000 10000000 28000000 0c000000 ${one} ${two}`

  test('is a count, the pairs and the structures', () => {
    expectBytes(codec, { max: 9, providers: [] }, '00000000 09000000')
    expectBytes(codec, value, hex)
  })

  test('may be laid out in another order', () => {
    const swapped = `02000000 09000000 24000000 10000000 18000000 0c000000 ${two} ${one}`
    expect(codec.decode(fromHex(swapped), 1)).toEqual(value)
  })

  test.each([
    [
      'a count that does not fit',
      'ffffffff 09000000 18000000 10000000',
      'providers @8: 34359738360 bytes expected, 8 left',
    ],
    [
      'an element that leads out',
      hex.replace('10000000', '30000000'),
      'providers.0 @8: offset 24 with 48 bytes leads out',
    ],
    [
      'an element that is too short',
      hex.replace('0c000000', '08000000'),
      'providers.1.rssi @48: the structure ends',
    ],
    [
      'a text that leads out',
      hex.replace('0c000000 02', '0c000000 06'),
      'providers.0.name @24: offset 12 with 6 bytes',
    ],
    [
      'an element that is absent',
      hex.replace('28000000 0c000000', '00000000 00000000'),
      'providers.1.name @52: the structure ends after 0',
    ],
  ])('with %s is refused', (_, bytes, message) => {
    expect(() => codec.decode(fromHex(bytes), 1)).toThrow(message)
  })

  test.each([
    ['overlap', '02000000 14000000 08000000 18000000 08000000 11111111 22222222 33333333', 'items overlap'],
    [
      'are the same',
      '02000000 14000000 08000000 14000000 08000000 11111111 22222222 33333333',
      'items overlap',
    ],
    ['lie in the fixed part', '01000000 08000000 08000000 11111111', '@8: an item overlaps the fixed part'],
  ])('whose elements %s is refused', (_, bytes, message) => {
    const pairs = info(
      struct({ count: countOf('pairs'), pairs: olStructList(struct({ low: u32, high: u32 })) }),
    )
    expect(() => pairs.decode(fromHex(bytes), 1)).toThrow(message)
  })

  test('says which element cannot be written', () => {
    const wrong = {
      max: 9,
      providers: [
        { name: 'a', rssi: 5 },
        { name: 'b', rssi: -1 },
      ],
    }
    expect(() => codec.encode(wrong, 1)).toThrow('providers.1.rssi: -1 is not a whole number')
  })
})

describe('a block of structures', () => {
  const codec = info(struct({ cells: olStructBlock(provider) }))

  test('has the elements back to back, each with its data', () => {
    expectBytes(codec, { cells: [] }, '00000000 00000000')
    expectBytes(
      codec,
      {
        cells: [
          { name: 'a', rssi: 5 },
          { name: '', rssi: 6 },
          { name: 'bc', rssi: 7 },
        ],
      },
      `08000000 30000000 03000000 ${one} ${two} 0c000000 04000000 07000000 62006300`,
    )
  })

  test.each([
    [
      'a count that does not fit',
      '08000000 04000000 ffffffff',
      'cells @12: 51539607540 bytes expected, 0 left',
    ],
    ['no room for its count', '08000000 02000000 0100', 'cells @8: 4 bytes expected, 2 left'],
    [
      'a text that reaches into the next element',
      '08000000 1c000000 02000000 0c000000 08000000 05000000 00000000 00000000 06000000',
      'cells.1.name @32: the structure ends after 4 bytes',
    ],
    [
      'a text in its own fixed part',
      `08000000 14000000 01000000 ${one.replace('0c', '08')}`,
      'cells.0 @20: an item overlaps',
    ],
  ])('with %s is refused', (_, bytes, message) => {
    expect(() => codec.decode(fromHex(bytes), 1)).toThrow(message)
  })
})

describe('things by offset alone', () => {
  const codec = info(
    struct({
      count: countOf('addresses'),
      addresses: oArray(struct({ prefix: u32, address: ipv4 })),
      gateway: oValue(ipv4),
    }),
  )

  test('are in the data buffer', () => {
    expectBytes(codec, { addresses: [] }, '00000000 00000000 00000000')
    expectBytes(
      codec,
      {
        addresses: [
          { prefix: 30, address: '10.0.0.2' },
          { prefix: 8, address: '10.0.0.3' },
        ],
        gateway: '10.0.0.1',
      },
      '02000000 0c000000 1c000000 1e000000 0a000002 08000000 0a000003 0a000001',
    )
  })

  test('are refused when they lead out or overlap', () => {
    expect(() => codec.decode(fromHex('00000001 0c000000 00000000'), 1)).toThrow(
      'addresses @4: offset 12 with 134217728',
    )
    expect(() => codec.decode(fromHex('00000000 00000000 0c000000'), 1)).toThrow(
      'gateway @8: offset 12 with 4 bytes',
    )
    expect(() => codec.decode(fromHex('01000000 0c000000 10000000 1e000000 0a000002'), 1)).toThrow(
      'items overlap',
    )
  })
})

describe('an array in place', () => {
  const codec = info(struct({ count: countOf('cids'), cids: u32Array }))

  test('is as long as its count says', () => {
    expectBytes(codec, { cids: [1, 0xffffffff] }, '02000000 01000000 ffffffff')
    expect(() => codec.decode(fromHex('03000000 01000000 ffffffff'), 1)).toThrow(
      'cids @4: 12 bytes expected, 8 left',
    )
    expect(() => codec.encode({ cids: [1, -1] }, 1)).toThrow('cids.1: -1 is not a 32-bit number')
  })
})
