import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatIpAddress, formatIpPrefix, overlaps, parseIpAddress, parseIpPrefix } from './ip-address.ts'

test.each([
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['192.0.2.7', '192.0.2.7/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['::/0', '::/0'],
  ['2001:DB8:0:0::/32', '2001:db8::/32'],
  ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1/128'],
  ['::ffff:192.0.2.7', '::ffff:c000:207/128'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8/128'],
  ['1::3:4:5:6:7:8', '1:0:3:4:5:6:7:8/128'],
])('%s is %s', (text, canonical) => {
  const network = parseIpPrefix(text)
  expect(network && formatIpPrefix(network)).toBe(canonical)
})

test.each([
  '',
  '10.0.0.0/33',
  '10.0.0.1/8',
  '010.0.0.1',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.0/08',
  '10.0.0.0/8/8',
  '2001:db8::1/64',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  'fe80::1%eth0',
  'g::',
  '1:2:3:4:5:6:7:8::',
  '12345::',
  '::1.2.3',
  ':1',
])('%j is no network', (text) => {
  expect(parseIpPrefix(text)).toBeUndefined()
})

test.each([
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/16', '10.1.0.0/16', false],
  ['0.0.0.0/0', '::/0', false],
  ['::/0', '2001:db8::/32', true],
])('%s and %s overlap: %s', (one, other, expected) => {
  const [first, second] = [parseIpPrefix(one), parseIpPrefix(other)]
  expect(first && second && overlaps(first, second)).toBe(expected)
})

test('every address reads back as it was written', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
  )
  fc.assert(
    fc.property(bytes, (address) => {
      expect(parseIpAddress(formatIpAddress(address))).toEqual(address)
    }),
  )
})
