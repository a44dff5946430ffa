import { describe, expect, test } from 'vitest'
import { alone } from '../../../test/support/codec-table.ts'
import { ipv4, ipv6 } from './ip-address.ts'

describe('an IPv4 address', () => {
  test.each([
    ['0.0.0.0', '00000000'],
    ['10.64.0.255', '0a4000ff'],
  ])('%s is in network order', (text, hex) => {
    expect(alone(ipv4).encode(text)).toBe(hex)
    expect(alone(ipv4).decode(hex)).toBe(text)
  })

  test.each(['', '10.0.0', '10.0.0.256', '10.0.0.01', '10.0.0.1.2', '10.0.0.-1', ' 10.0.0.1'])(
    '%j is none',
    (text) => {
      expect(() => alone(ipv4).encode(text)).toThrow('is not an IPv4 address')
    },
  )
})

describe('an IPv6 address', () => {
  // RFC 5952 §4: no leading zeros, the longest run of zeros left out, the first of equals, never one group alone.
  test.each([
    ['::', '00000000000000000000000000000000'],
    ['::1', '00000000000000000000000000000001'],
    ['1::', '00010000000000000000000000000000'],
    ['2001:db8::1', '20010db8000000000000000000000001'],
    ['2001:db8:0:1:1:1:1:1', '20010db8000000010001000100010001'],
    ['2001:db8::1:0:0:1', '20010db8000000000001000000000001'],
    ['2001:0:0:1::1', '20010000000000010000000000000001'],
    ['fe80::abcd:ef01:2345:6789', 'fe80000000000000abcdef0123456789'],
  ])('%s', (text, hex) => {
    expect(alone(ipv6).encode(text)).toBe(hex)
    expect(alone(ipv6).decode(hex)).toBe(text)
  })

  test('is taken in any spelling', () => {
    expect(alone(ipv6).encode('2001:0DB8:0:0:0:0:0:0001')).toBe('20010db8000000000000000000000001')
  })

  test.each(['', ':', ':::', '1', '1:2:3:4:5:6:7:8:9', '1::2::3', '12345::', '::g', '1:2:3:4:5:6:7::8'])(
    '%j is none',
    (text) => {
      expect(() => alone(ipv6).encode(text)).toThrow('is not an IPv6 address')
    },
  )
})
