import { expect, test } from 'vitest'
import type { IpSettings } from '../../core/index.ts'
import type { AddressEntry } from './kernel.ts'
import { nameServers } from './name-servers.ts'

const on = (device: string, address: string, prefixLength: number): AddressEntry => ({
  device,
  address,
  prefixLength,
  scope: 'global',
})
const MACHINE = [
  on('lo', '127.0.0.1', 8),
  on('lan0', '192.168.7.1', 23),
  on('lan0', 'fd77::1', 62),
  on('dt-branc-1', '192.0.0.8', 32),
  // What the link has itself is no reason: its network's servers may well be there.
  on('wwan0', '10.64.0.2', 30),
]

function ip(...servers: readonly string[]): IpSettings {
  const isV6 = (server: string): boolean => server.includes(':')
  return {
    v4: {
      addresses: [{ address: '10.64.0.2', prefixLength: 30 }],
      dns: servers.filter((server) => !isV6(server)),
    },
    v6: { addresses: [{ address: '2001:db8:64::2', prefixLength: 64 }], dns: servers.filter(isV6) },
  }
}

test.each([
  '10.64.0.1',
  '203.0.113.53',
  '192.168.8.1',
  '192.168.5.255',
  '2001:db8:64::1',
  '2001:db8::53',
  'fd77:0:0:4::1',
])('%s is asked', (server) => {
  const settings = ip(server)
  expect(nameServers(settings, 'wwan0', MACHINE)).toEqual({ ip: settings, refused: [] })
})

test.each([
  ['a host of the LAN', '192.168.6.9'],
  ['a host of the LAN, IPv6', 'fd77:0:0:3::9'],
  ['an address of this machine', '192.168.7.1'],
  ['an address of ours', '192.0.0.8'],
  ['the address that the network gave', '10.64.0.2'],
  ['the same of IPv6, spelt otherwise', '2001:db8:64:0::2'],
  ['this machine', '127.0.0.53'],
  ['this machine by IPv6', '::1'],
  ['nobody', '0.0.0.0'],
  ['nobody by IPv6', '::'],
  ['a group', '224.0.0.251'],
  ['a group by IPv6', 'ff02::fb'],
  ['a neighbour of any link', 'fe80::1'],
  ['no address', 'example'],
])('%s is not asked', (_what, server) => {
  const { ip: usable, refused } = nameServers(ip('203.0.113.53', server, '2001:db8::53'), 'wwan0', MACHINE)
  expect(refused).toEqual([server])
  expect(usable).toEqual(ip('203.0.113.53', '2001:db8::53'))
})
