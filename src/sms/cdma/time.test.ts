import { expect, test } from 'vitest'
import { fromHex, toHex } from '../../base/index.ts'
import { SmsError } from '../error.ts'
import { cdmaTimeOctets, decodeCdmaTime, formatCdmaTime, parseCdmaTime, type CdmaTime } from './time.ts'

const time = (year: number, month = 1, day = 2, hour = 3, minute = 4, second = 5): CdmaTime => ({
  year,
  month,
  day,
  hour,
  minute,
  second,
})

test.each<[CdmaTime, number, string, string]>([
  [time(1996), 0, '960102030405', '96/01/02,03:04:05+00'],
  [time(2095), 13, '950102030405', '95/01/02,03:04:05+13'],
  [time(2024, 2, 29, 23, 59, 59), -12, '240229235959', '24/02/29,23:59:59-12'],
  [time(2000), -5, '000102030405', '00/01/02,03:04:05-05'],
])('%j in zone %i', (value, zone, hex, text) => {
  expect(toHex(cdmaTimeOctets(value, 't'))).toBe(hex)
  expect(decodeCdmaTime(fromHex(hex))).toEqual(value)
  expect(formatCdmaTime(value, zone)).toBe(text)
  expect(parseCdmaTime(text)).toEqual({ time: value, zone })
})

test.each(['9601020304', '96010203040506', '960002030405', '960230030405', '960102240405', '9601020304a5'])(
  '%s is no time',
  (hex) => {
    expect(decodeCdmaTime(fromHex(hex))).toBeUndefined()
  },
)

test.each(['', '96/01/02,03:04:05', '96/01/02,03:04:05+14', '96/13/02,03:04:05+01', '96/01/02 03:04:05+01'])(
  '%o is no such text',
  (text) => {
    expect(parseCdmaTime(text)).toBeUndefined()
  },
)

test('a zone of minus zero is zero', () => {
  expect(parseCdmaTime('96/01/02,03:04:05-00')?.zone).toBe(0)
})

test('what is no time is not written', () => {
  expect(() => cdmaTimeOctets(time(2023, 2, 29), 't')).toThrow(new SmsError('t', 'there is no such time'))
  expect(() => cdmaTimeOctets(time(1995), 't')).toThrow('t.year: 1995 is not')
  expect(() => formatCdmaTime(time(2023), 14)).toThrow('zone: 14 is not')
})
