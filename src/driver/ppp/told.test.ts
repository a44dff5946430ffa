import { expect, test } from 'vitest'
import { chatStatus, ipSettingsOf, peerName, readEnvironment, type Told } from './told.ts'

const environment = (text: string): ReadonlyMap<string, string> =>
  readEnvironment(new TextEncoder().encode(text))
const up = (text: string): Told => ({ 'ip-up': environment(text) })
const upV6 = (text: string): Told => ({ 'ipv6-up': environment(text) })
const device = { mtu: 1400, addresses: [] }

test('what pppd tells becomes IP settings', () => {
  expect(
    ipSettingsOf(
      up('IFNAME=ppp0\0IPLOCAL=10.0.0.2\0IPREMOTE=10.0.0.1\0DNS1=10.0.0.53\0DNS2=10.0.0.53\0'),
      device,
    ),
  ).toEqual({
    v4: {
      addresses: [{ address: '10.0.0.2', prefixLength: 32 }],
      gateway: '10.0.0.1',
      dns: ['10.0.0.53'],
      mtu: 1400,
    },
  })
})

test.each([
  '',
  'IPLOCAL',
  '=10.0.0.2',
  'IPLOCAL=',
  'IPLOCAL=10.0.0.2/8',
  'IPLOCAL=127.0.0.1',
  'IPLOCAL=224.0.0.1',
  'IPLOCAL=$(reboot)',
  'IPLOCAL=0.0.0.0',
])('%j is no address', (text) => {
  expect(ipSettingsOf(up(text), device)).toBeUndefined()
  expect(ipSettingsOf(upV6(text.replace('IPLOCAL', 'LLLOCAL')), device)).toBeUndefined()
})

test.each([
  ['ip-up', 'IPLOCAL=fe80::1'],
  ['ipv6-up', 'LLLOCAL=2001:db8::1'],
  ['ipv6-up', 'LLLOCAL=fe80::'],
  ['ipv6-up', 'LLLOCAL=fec0::1'],
  ['ipv6-up', 'LLLOCAL=fe80::1%eth0'],
] as const)('to %s, %j is no address', (teller, text) => {
  expect(ipSettingsOf({ [teller]: environment(text) }, device)).toBeUndefined()
})

test('of IPv6, addresses that lead further come before that of the link', () => {
  const told = upV6('LLLOCAL=fe80::0000:0000:0000:0002\0LLREMOTE=fe80::0200:00ff:fe00:0001\0')
  const link = { address: 'fe80::2', prefixLength: 128 }
  const rest = { gateway: 'fe80::200:ff:fe00:1', dns: [], mtu: 1400 }
  expect(ipSettingsOf(told, device)).toEqual({ v6: { addresses: [link], ...rest } })
  const both = { ...told, ...up('IPLOCAL=10.0.0.2\0') }
  expect(ipSettingsOf(both, { ...device, addresses: ['2001:db8::2'] })).toEqual({
    v4: { addresses: [{ address: '10.0.0.2', prefixLength: 32 }], dns: [], mtu: 1400 },
    v6: { addresses: [{ address: '2001:db8::2', prefixLength: 64 }, link], ...rest },
  })
})

test('a name server that is none is left out', () => {
  const told = up('IPLOCAL=10.0.0.2\0DNS1=evil; rm -rf /\0DNS2=255.255.255.255\0')
  expect(ipSettingsOf(told, device)?.v4).toMatchObject({ dns: [] })
})

test('the status of chat and the name of a caller are taken as they have to be', () => {
  expect(chatStatus({ connect: environment('STATUS=4') })).toBe(4)
  expect(chatStatus({ connect: environment('STATUS=4x') })).toBeUndefined()
  expect(peerName({ 'ip-up': environment('PEERNAME=branch\0') })).toBe('branch')
  expect(peerName({ 'ip-up': environment('PEERNAME=\0') })).toBeUndefined()
  expect(peerName({})).toBeUndefined()
})
