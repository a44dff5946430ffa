import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DatagramSender } from './datagram-sender.ts'
import { SystemError } from './libc.ts'
import { monotonicMicroseconds } from './monotonic.ts'

test.each([
  ['@'.padEnd(109, 'x'), 'ENAMETOOLONG'],
  ['/'.padEnd(108, 'x'), 'ENAMETOOLONG'],
  ['vsock:2:1', 'EINVAL'],
  ['', 'EINVAL'],
])('cannot have %s: %s', (name, code) => {
  expect(() => new DatagramSender(name)).toThrow(SystemError)
  expect(() => new DatagramSender(name)).toThrow(code)
})

test('says so where nobody listens', () => {
  using sender = new DatagramSender('/nowhere/notify')
  expect(() => sender.send('READY=1')).toThrow('ENOENT')
  using abstract = new DatagramSender('@dialtone-nobody')
  expect(() => abstract.send('READY=1')).toThrow('ECONNREFUSED')
})

test('the monotonic clock is the one that the kernel tells', () => {
  const before = Number(monotonicMicroseconds()) / 1e6
  const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])
  const after = Number(monotonicMicroseconds()) / 1e6
  expect(after).toBeGreaterThanOrEqual(before)
  // The uptime counts sleep as well, and is given in hundredths.
  expect(uptime).toBeGreaterThan(before - 0.02)
})
