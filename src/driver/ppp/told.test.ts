import { expect, test } from 'vitest'
import { chatStatus, ipSettingsOf, peerName, readEnvironment, type Told } from './told.ts'

const environment = (text: string): ReadonlyMap<string, string> =>
  readEnvironment(new TextEncoder().encode(text))
const up = (text: string): Told => ({ 'ip-up': environment(text) })

test('what pppd tells becomes IP settings', () => {
  expect(
    ipSettingsOf(
      up('IFNAME=ppp0\0IPLOCAL=10.0.0.2\0IPREMOTE=10.0.0.1\0DNS1=10.0.0.53\0DNS2=10.0.0.53\0'),
      1400,
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
  'IPLOCAL=fe80::1',
  'IPLOCAL=$(reboot)',
  'IPLOCAL=0.0.0.0',
])('%j is no address', (text) => {
  expect(ipSettingsOf(up(text), 1400)).toBeUndefined()
})

test('a name server that is none is left out', () => {
  const told = up('IPLOCAL=10.0.0.2\0DNS1=evil; rm -rf /\0DNS2=255.255.255.255\0')
  expect(ipSettingsOf(told, 1400)?.v4).toMatchObject({ dns: [] })
})

test('the status of chat and the name of a caller are taken as they have to be', () => {
  expect(chatStatus({ connect: environment('STATUS=4') })).toBe(4)
  expect(chatStatus({ connect: environment('STATUS=4x') })).toBeUndefined()
  expect(peerName({ 'auth-up': environment('PEERNAME=branch\0') })).toBe('branch')
  expect(peerName({ 'auth-up': environment('PEERNAME=\0') })).toBeUndefined()
  expect(peerName({})).toBeUndefined()
})
