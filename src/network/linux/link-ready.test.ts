import { expect, test } from 'vitest'
import { Milliseconds, VirtualClock } from '../../base/index.ts'
import type { AddressEntry, Device, Kernel } from './kernel.ts'
import { linkReady } from './link-ready.ts'

const V6: AddressEntry = { device: 'wan0', address: '2001:db8::2', prefixLength: 64, scope: 'global' }

/** A wait, and the kernel's workers in the hand of the test. */
function waiting(device: Partial<Device> | undefined, local: string[] = []) {
  const clock = new VirtualClock()
  const kernel = { device: () => device, isLocal: (address: string) => local.includes(address) }
  const life = new AbortController()
  let outcome = 'waits'
  // The cast: only these two are asked.
  const options = { kernel: kernel as unknown as Kernel, clock, signal: life.signal }
  linkReady({ device: 'wan0', addresses: [V6] }, options).then(
    () => (outcome = 'done'),
    (thrown: unknown) => (outcome = String(thrown)),
  )
  return {
    life,
    clock,
    after: async (milliseconds: number) => {
      await clock.advance(Milliseconds(milliseconds))
      return outcome
    },
  }
}

test('what is ready, or gone, is not waited for', async () => {
  expect(await waiting({ running: true }, [V6.address]).after(0)).toBe('done')
  expect(await waiting(undefined).after(0)).toBe('done')
})

test('the device is waited for, and then the address', async () => {
  const device = { running: false }
  const local: string[] = []
  const { after, clock } = waiting(device, local)
  expect(await after(10)).toBe('waits')
  device.running = true
  expect(await after(10)).toBe('waits')
  local.push(V6.address)
  expect(await after(1)).toBe('done')
  expect(clock.pending).toBe(0)
})

test('for a second, and not when nobody wants it any more', async () => {
  const slow = waiting({ running: false })
  expect(await slow.after(990)).toBe('waits')
  expect(await slow.after(20)).toBe('done')
  const { after, life, clock } = waiting({ running: false })
  expect(await after(10)).toBe('waits')
  life.abort(new Error('it is over'))
  expect(await after(0)).toBe('Error: it is over')
  expect(clock.pending).toBe(0)
})
