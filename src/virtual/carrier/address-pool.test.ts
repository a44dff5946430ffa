import { expect, test } from 'vitest'
import { AddressPool, formatIpv6 } from './address-pool.ts'

const dns = { ipv4Dns: ['198.51.100.53'], ipv6Dns: ['2001:db8::53'] }

test('a lease is a subnet of its own with its gateway, name servers and MTU', () => {
  const pool = new AddressPool({ ipv4: '100.64.0.0/16', ipv6: '2001:db8:100::/48', mtu: 1430, ...dns })
  expect(pool.lease(['ipv4', 'ipv6'])).toEqual({
    ipv4: {
      address: '100.64.0.2',
      prefixLength: 30,
      gateway: '100.64.0.1',
      dns: ['198.51.100.53'],
      mtu: 1430,
    },
    ipv6: {
      address: '2001:db8:100::2',
      prefixLength: 64,
      gateway: '2001:db8:100::1',
      dns: ['2001:db8::53'],
      mtu: 1430,
    },
  })
  expect(pool.lease(['ipv4', 'ipv6'])).toMatchObject({
    ipv4: { address: '100.64.0.6', gateway: '100.64.0.5' },
    ipv6: { address: '2001:db8:100:1::2', gateway: '2001:db8:100:1::1' },
  })
  expect(pool.leased('ipv4')).toBe(2)
})

test('the last subnet of a pool is inside of it', () => {
  const pool = new AddressPool({ ipv4: '203.0.113.240/28' })
  const addresses = Array.from({ length: 4 }, () => pool.lease(['ipv4'])?.ipv4?.address)
  expect(addresses).toEqual(['203.0.113.242', '203.0.113.246', '203.0.113.250', '203.0.113.254'])
  expect(pool.lease(['ipv4'])).toBeUndefined()
})

test('what is returned is used again last, and once', () => {
  const pool = new AddressPool({ ipv4: '203.0.113.0/28' })
  const first = pool.lease(['ipv4'])
  const second = pool.lease(['ipv4'])
  if (first === undefined || second === undefined) throw new Error('the pool has four subnets')
  pool.release(first)
  pool.release(first)
  pool.release(second)
  expect(pool.leased('ipv4')).toBe(0)
  const order = Array.from({ length: 4 }, () => pool.lease(['ipv4'])?.ipv4?.address)
  expect(order).toEqual(['203.0.113.10', '203.0.113.14', '203.0.113.2', '203.0.113.6'])
})

test('both families or none', () => {
  const pool = new AddressPool({ ipv4: '203.0.113.0/30', ipv6: '2001:db8:1::/48' })
  expect(pool.lease(['ipv4', 'ipv6'])).toBeDefined()
  expect(pool.lease(['ipv4', 'ipv6'])).toBeUndefined()
  expect(pool.leased('ipv6')).toBe(1)
  expect(pool.lease(['ipv6'])).toBeDefined()
  expect(new AddressPool({ ipv4: '203.0.113.0/24' }).lease(['ipv6'])).toBeUndefined()
})

test.each([
  { ipv4: '100.64.0.0' },
  { ipv4: '100.64.0.0/31' },
  { ipv4: '100.64.0.1/16' },
  { ipv4: '256.0.0.0/8' },
  { ipv4: 'a.b.c.d/16' },
  { ipv6: '2001:db8::/33' },
  { ipv6: '2001:db8:1:2:3::/48' },
  { ipv6: '::/48' },
])('%o is no pool', (options) => {
  expect(() => new AddressPool(options)).toThrow(expect.objectContaining({ code: 'invalid_argument' }))
})

test.each([
  [[0x2001, 0xdb8, 0, 0, 0, 0, 0, 1], '2001:db8::1'],
  [[0x2001, 0xdb8, 0, 1, 0, 0, 0, 1], '2001:db8:0:1::1'],
  [[0x2001, 0xdb8, 0, 0, 1, 0, 0, 1], '2001:db8::1:0:0:1'],
  [[0x2001, 0xdb8, 0, 1, 1, 1, 1, 1], '2001:db8:0:1:1:1:1:1'],
  [[0, 0, 0, 0, 0, 0, 0, 0], '::'],
])('RFC 5952: %j is %s', (groups, text) => {
  expect(formatIpv6(groups)).toBe(text)
})
