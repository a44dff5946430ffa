import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../base/index.ts'
import {
  addressOctets,
  formatAddress,
  parseAddress,
  parseNumber,
  readAddress,
  type Address,
} from './address.ts'
import { SmsError } from './error.ts'
import { OctetReader } from './octet-reader.ts'
import { readServiceCentre, serviceCentreOctets } from './service-centre.ts'

const international = (digits: string): Address => ({ type: 'international', plan: 'telephone', digits })

describe('address', () => {
  test.each<[Address, string]>([
    [international('31641600986'), '0b911346610089f6'],
    [international('46708251358'), '0b916407281553f8'],
    [{ type: 'unknown', plan: 'telephone', digits: '12345678' }, '088121436587'],
    [{ type: 'national', plan: 'telephone', digits: '1701234567' }, '0aa17110325476'],
    [{ type: 'network', plan: 'private', digits: '*100#' }, '05b91a00fb'],
    [{ type: 'abbreviated', plan: 6, digits: '1' }, '01e6f1'],
    [{ type: 'extension', plan: 15, digits: 'abcf' }, '04ffdcfe'],
    [{ type: 'subscriber', plan: 'national', digits: '' }, '00c8'],
    [{ type: 'alphanumeric', plan: 'unknown', text: 'Telia' }, '09d0d4323b1d06'],
    [{ type: 'alphanumeric', plan: 'unknown', text: 'sipgate' }, '0dd0f334fc1ca69701'],
    [{ type: 'alphanumeric', plan: 'telephone', text: '' }, '00d1'],
    [{ type: 'alphanumeric', plan: 'unknown', text: 'A€' }, '06d0c14d19'],
  ])('%j is %s', (address, hex) => {
    expect(toHex(Uint8Array.from(addressOctets(address, 'a')))).toBe(hex)
    expect(readAddress(new OctetReader(fromHex(hex)), 'a')).toEqual(address)
  })

  test('the filler of an odd number does not matter, and a stray end mark survives', () => {
    expect(readAddress(new OctetReader(fromHex('03910120')), 'a')).toEqual(international('100'))
    expect(readAddress(new OctetReader(fromHex('0491f121')), 'a')).toEqual(international('1f12'))
  })

  test.each([
    ['15910000', 'originator @0: 21 semi-octets; an address has at most 20'],
    ['04', 'originator @1: the PDU ends before it'],
    ['049121', 'originator @2: takes 2 octets, 1 are left'],
  ])('%s fails: %s', (hex, message) => {
    expect(() => readAddress(new OctetReader(fromHex(hex)), 'originator')).toThrow(message)
  })

  test.each<[Address, string]>([
    [international('123456789012345678901'), 'a.digits: 21 digits'],
    [international('12x'), 'a.digits: character 2 is no digit'],
    [{ type: 5, plan: 1, digits: '1' }, 'a.type: an alphanumeric address has text'],
    [{ type: 8, plan: 1, digits: '1' }, 'a.type: 8 is not a whole number from 0 to 7'],
    [{ type: 'unknown', plan: 16, digits: '1' }, 'a.plan: 16 is not'],
    [{ type: 'alphanumeric', plan: 0, text: 'twelve chars' }, 'a.text: 12 septets; at most 11 fit'],
    [{ type: 'alphanumeric', plan: 0, text: 'Привет' }, 'a.text: the alphabet lacks character 0'],
  ])('%j cannot be written: %s', (address, message) => {
    expect(() => addressOctets(address, 'a')).toThrow(SmsError)
    expect(() => addressOctets(address, 'a')).toThrow(message)
  })

  test.each<[string, Address, string]>([
    ['+49 (170) 123-45.67', international('491701234567'), '+491701234567'],
    ['12345', { type: 'unknown', plan: 'telephone', digits: '12345' }, '12345'],
    ['*100#', { type: 'unknown', plan: 'telephone', digits: '*100#' }, '*100#'],
    ['Dialtone', { type: 'alphanumeric', plan: 'unknown', text: 'Dialtone' }, 'Dialtone'],
    ['4ever', { type: 'alphanumeric', plan: 'unknown', text: '4ever' }, '4ever'],
  ])('%s is read as a person means it', (text, address, back) => {
    expect(parseAddress(text)).toEqual(address)
    expect(formatAddress(address)).toBe(back)
  })
})

test('a telephone number is one, a name is none', () => {
  expect(parseNumber('+49 170-1')).toEqual(international('491701'))
  for (const wrong of ['', '+', '0170x', 'Dialtone']) {
    expect(() => parseNumber(wrong)).toThrow(new SmsError('address', 'is no telephone number'))
  }
})

describe('service centre', () => {
  test.each<[ReturnType<typeof readServiceCentre>, string]>([
    [undefined, '00'],
    [{ type: 'international', plan: 'telephone', digits: '31624000000' }, '07911326040000f0'],
    [{ type: 'international', plan: 'telephone', digits: '4792001201' }, '06917429002110'],
    [{ type: 'unknown', plan: 'telephone', digits: '999999' }, '0481999999'],
    [{ type: 5, plan: 'unknown', digits: '12' }, '02d021'],
    [{ type: 'extension', plan: 11, digits: '' }, '01fb'],
    [{ type: 'unknown', plan: 'unknown', digits: '1f2' }, '0380f1f2'],
  ])('%j is %s', (address, hex) => {
    expect(toHex(Uint8Array.from(serviceCentreOctets(address, 's')))).toBe(hex)
    expect(readServiceCentre(new OctetReader(fromHex(hex)), 's')).toEqual(address)
  })

  test('one of more than 11 octets is refused both ways', () => {
    expect(() => readServiceCentre(new OctetReader(fromHex('0c91')), 's')).toThrow('s @0: 12 octets')
    const digits = '1'.repeat(21)
    expect(() => serviceCentreOctets({ type: 0, plan: 0, digits }, 's')).toThrow(
      's.digits: 21 digits; at most 20',
    )
  })

  test('an end mark that would read as filler is refused', () => {
    expect(() => serviceCentreOctets({ type: 0, plan: 0, digits: '1f' }, 's')).toThrow(SmsError)
  })
})
