import { expect, test } from 'vitest'
import { linkAddresses } from './link-addresses.ts'

const TEXT = `fe80000000000000a00000000000000b 05 80 20 80 pppx
20010db8000000010000000000000002 05 40 00 00     pppx
20010db8000000010000000000000003 05 40 00 01     pppx
20010db8000000010000000000000004 05 40 00 40     pppx
20010db8000000010000000000000005 05 40 00 20     pppx
20010db8000000010000000000000006 02 40 00 80     eth0
fd000000000000000000000000000007 05 40 00 100     pppx
not a line of the kernel
`

test('the addresses of a link are those that serve, and no other link has', () => {
  expect(linkAddresses(TEXT, 'pppx')).toEqual(['2001:db8:0:1::2', 'fd00::7'])
  expect(linkAddresses(TEXT, 'ppp')).toEqual([])
  expect(linkAddresses('', 'pppx')).toEqual([])
})
