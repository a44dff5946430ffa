import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex } from '../base/index.ts'
import { readMbimDescriptor } from './usb-descriptor.ts'

const DEVICE = '12 01 00 02 ef 02 01 40 86 12 17 09 00 00 01 02 03 01'
const CONFIGURATION = '09 02 62 00 02 01 00 a0 32 08 0b 00 02 02 0e 00 00'
const CONTROL = '09 04 00 00 01 02 0e 00 00 05 24 00 10 01 05 24 06 00 01'
const MBIM = '0c 24 1b 00 01 00 10 20 80 00 08 20'
const EXTENDED = '08 24 1c 00 01 40 dc 05'
const DATA = '07 05 81 03 10 00 09 09 04 01 00 00 0a 00 02 00'

const read = (text: string, interfaceNumber = 0) => readMbimDescriptor(fromHex(text), interfaceNumber)

test.each([
  ['both descriptors', [MBIM, EXTENDED], { maxControlMessage: 4096, maxOutstanding: 64 }],
  ['without the extended one', [MBIM], { maxControlMessage: 4096 }],
  ['without any', [], undefined],
  ['a control message below 64 bytes is not believed', ['0c 24 1b 00 01 20 00 20 80 00 08 20'], undefined],
  ['nor are no outstanding commands', [MBIM, '08 24 1c 00 01 00 dc 05'], { maxControlMessage: 4096 }],
])('%s', (_name, descriptors, expected) => {
  expect(read([DEVICE, CONFIGURATION, CONTROL, ...descriptors, DATA].join(' '))).toEqual(expected)
})

test('another interface of the same device is not meant', () => {
  expect(read([DEVICE, CONTROL, MBIM].join(' '), 2)).toBeUndefined()
})

test('whatever the bytes, it ends', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(4), (bytes, number) => {
      readMbimDescriptor(bytes, number)
    }),
  )
})
