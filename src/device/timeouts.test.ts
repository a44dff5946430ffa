import { expect, test } from 'vitest'
import { Connect, DeviceCaps, PacketService, VisibleProviders } from '../mbim/index.ts'
import { timeoutOf } from './timeouts.ts'

test.each([
  [DeviceCaps, 'query', 10],
  [Connect, 'query', 10],
  [Connect, 'set', 180],
  [PacketService, 'set', 30],
  [VisibleProviders, 'query', 300],
] as const)('$name', (cid, operation, seconds) => {
  expect(timeoutOf(cid, operation)).toBe(seconds * 1000)
})
