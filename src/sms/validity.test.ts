import { describe, expect, test } from 'vitest'
import { fromHex, Hours, Milliseconds, Minutes, Seconds, toHex } from '../base/index.ts'
import { SmsError } from './error.ts'
import { OctetReader } from './octet-reader.ts'
import { decodeRelativePeriod, encodeRelativePeriod } from './relative-period.ts'
import {
  readValidity,
  relativeValidity,
  validityFormatBits,
  validityOctets,
  type EnhancedValidity,
  type Validity,
} from './validity.ts'

test.each([
  [0, Minutes(5)],
  [143, Hours(12)],
  [144, Minutes(12 * 60 + 30)],
  [167, Hours(24)],
  [168, Hours(48)],
  [0xaa, Hours(4 * 24)],
  [196, Hours(30 * 24)],
  [197, Hours(5 * 7 * 24)],
  [255, Hours(63 * 7 * 24)],
])('relative period %i is %i ms', (octet, period) => {
  expect(decodeRelativePeriod(octet)).toBe(period)
})

test('the 256 relative periods rise, and each comes back', () => {
  for (let octet = 0; octet < 256; octet++) {
    const period = decodeRelativePeriod(octet)
    if (octet > 0) expect(period).toBeGreaterThan(decodeRelativePeriod(octet - 1))
    expect(encodeRelativePeriod(period, 'p')).toBe(octet)
    expect(relativeValidity(period)).toEqual({ format: 'relative', period })
    expect(() => encodeRelativePeriod(Milliseconds(period + 1), 'p')).toThrow(SmsError)
  }
})

test('a wished validity is rounded up, and down only at 63 weeks', () => {
  expect(relativeValidity(Seconds(1)).period).toBe(Minutes(5))
  expect(relativeValidity(Minutes(6)).period).toBe(Minutes(10))
  expect(relativeValidity(Hours(31 * 24)).period).toBe(Hours(35 * 24))
  expect(relativeValidity(Hours(10_000 * 24)).period).toBe(Hours(63 * 7 * 24))
})

describe('formats', () => {
  type Rest<T> = T extends unknown ? Omit<T, 'format'> : never // of each shape by itself
  const enhanced = (rest: Rest<EnhancedValidity>): Validity => ({ format: 'enhanced', ...rest })
  test.each<[Validity | undefined, number, string]>([
    [undefined, 0x00, ''],
    [{ format: 'relative', period: Hours(96) }, 0x10, 'aa'],
    [{ format: 'absolute', until: { raw: new Uint8Array(7) } }, 0x18, '00000000000000'],
    [enhanced({ singleShot: false, coding: 'none' }), 0x08, '00000000000000'],
    [enhanced({ singleShot: true, coding: 'relative', period: Hours(12) }), 0x08, '418f0000000000'],
    [enhanced({ singleShot: false, coding: 'seconds', period: Seconds(255) }), 0x08, '02ff0000000000'],
    [
      enhanced({ singleShot: true, coding: 'clock', period: Seconds(12 * 3600 + 34 * 60 + 56) }),
      0x08,
      '43214365000000',
    ],
    [enhanced({ raw: fromHex('80400000000000') }), 0x08, '80400000000000'],
    [enhanced({ raw: fromHex('04000000000000') }), 0x08, '04000000000000'],
    [enhanced({ raw: fromHex('02000000000000') }), 0x08, '02000000000000'],
    [enhanced({ raw: fromHex('03000600000000') }), 0x08, '03000600000000'],
    [enhanced({ raw: fromHex('08000000000000') }), 0x08, '08000000000000'],
  ])('%j: bits %i, octets %s', (validity, bits, hex) => {
    expect(validityFormatBits(validity)).toBe(bits)
    expect(toHex(Uint8Array.from(validityOctets(validity, 'v')))).toBe(hex)
    expect(readValidity(new OctetReader(fromHex(hex)), bits, 'v')).toEqual(validity)
  })

  test.each<[Validity, string]>([
    [{ format: 'relative', period: Minutes(7) }, 'v.period: a relative validity period cannot be 420000 ms'],
    [enhanced({ singleShot: true, coding: 'seconds', period: Seconds(256) }), 'v.period: 256 is not'],
    [enhanced({ singleShot: true, coding: 'seconds', period: Milliseconds(1500) }), 'v.period: 1.5 is not'],
    [enhanced({ singleShot: true, coding: 'clock', period: Hours(100) }), 'v.period: 360000 is not'],
    [enhanced({ raw: new Uint8Array(8) }), 'v.raw: is not 7 octets'],
  ])('%j cannot be written', (validity, message) => {
    expect(() => validityOctets(validity, 'v')).toThrow(message)
  })
})
