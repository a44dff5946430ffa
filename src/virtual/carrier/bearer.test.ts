import { expect, test } from 'vitest'
import { requestFamilies, type IpType } from './bearer.ts'
import type { IpFamily } from './operator.ts'

const both = ['ipv4', 'ipv6'] as const

// 3GPP TS 24.301 §6.5.1.3: 50 is "PDN type IPv4 only allowed", 51 "IPv6 only"
test.each<[IpType, readonly IpFamily[], ReturnType<typeof requestFamilies>]>([
  ['default', both, { families: both, ipType: 'ipv4v6', networkError: 0 }],
  ['default', ['ipv4'], { families: ['ipv4'], ipType: 'ipv4', networkError: 0 }],
  ['default', ['ipv6'], { families: ['ipv6'], ipType: 'ipv6', networkError: 0 }],
  ['ipv4', both, { families: ['ipv4'], ipType: 'ipv4', networkError: 0 }],
  ['ipv4', ['ipv6'], { cause: 51 }],
  ['ipv6', both, { families: ['ipv6'], ipType: 'ipv6', networkError: 0 }],
  ['ipv6', ['ipv4'], { cause: 50 }],
  ['ipv4v6', both, { families: both, ipType: 'ipv4v6', networkError: 0 }],
  ['ipv4v6', ['ipv4'], { families: ['ipv4'], ipType: 'ipv4', networkError: 50 }],
  ['ipv4v6', ['ipv6'], { families: ['ipv6'], ipType: 'ipv6', networkError: 51 }],
  ['ipv4-and-ipv6', both, { families: both, ipType: 'ipv4-and-ipv6', networkError: 0 }],
  ['ipv4-and-ipv6', ['ipv6'], { families: ['ipv6'], ipType: 'ipv6', networkError: 51 }],
])('%s where there is %j', (ipType, offered, granted) => {
  expect(requestFamilies(ipType, offered)).toEqual(granted)
})
