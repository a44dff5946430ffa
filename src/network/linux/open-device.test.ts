import { expect, test } from 'vitest'
import { Seconds, VirtualClock } from '../../base/index.ts'
import type { Link } from '../../core/index.ts'
import type { Device, Kernel } from './kernel.ts'
import { OpenDevice } from './open-device.ts'

const UP: Device = {
  name: 'wan0',
  index: 7,
  up: true,
  carrier: true,
  running: true,
  mtu: 1500,
  statistics: {
    bytesSent: 0,
    bytesReceived: 0,
    packetsSent: 0,
    packetsReceived: 0,
    errorsSent: 0,
    errorsReceived: 0,
  },
}
const DOWN: Device = { ...UP, up: false, carrier: false, running: false }

/** A device that is open, what the kernel says of it in the hand of the test. */
function opened(configuredBy: Link['configuredBy']) {
  const clock = new VirtualClock()
  const told: string[] = []
  let now: Device | undefined = UP
  // The cast: only this is asked.
  const kernel = { device: () => now } as unknown as Kernel
  const lost = ({ message }: { readonly message: string }): void => void told.push(message)
  const device = new OpenDevice(UP, { kernel, clock, configuredBy, lost })
  const becomes = (next: Device | undefined): void => {
    now = next
    device.look()
  }
  return { clock, device, told, becomes }
}

const SET_DOWN = 'somebody has set the network device wan0 down'
const GONE = 'the network device wan0 is not there any more'

test.each([
  ['set down', DOWN, SET_DOWN],
  ['without its carrier', { ...UP, carrier: false }, 'the network device wan0 has lost its carrier'],
  ['gone', undefined, GONE],
  ['another one of its name', { ...UP, index: 8 }, GONE],
])('a device of ours that is %s is lost, which is said at once and once', (_, next, message) => {
  const { becomes, told, device } = opened('us')
  becomes(next)
  becomes(next)
  expect(told).toEqual([message])
  expect(device.is(UP)).toBe(false)
})

test('why one that its driver has set up is lost is for the driver to say: only its silence is broken', async () => {
  const { becomes, told, clock, device } = opened('driver')
  becomes(DOWN)
  await clock.advance(Seconds(4))
  becomes(undefined)
  expect([told, device.is(UP)]).toEqual([[], true])
  await clock.advance(Seconds(6))
  expect([told, device.is(UP)]).toEqual([[GONE], false])
  becomes(undefined)
  expect([told.length, clock.pending]).toEqual([1, 0])
})

test('a driver that spoke, or has brought it up again, is not contradicted', async () => {
  const spoken = opened('driver')
  spoken.becomes(DOWN)
  spoken.device[Symbol.dispose]()
  await spoken.clock.advance(Seconds(60))
  expect(spoken.told).toEqual([])

  const again = opened('driver')
  again.becomes(DOWN)
  again.becomes(UP)
  await again.clock.advance(Seconds(60))
  expect(again.told).toEqual([])
  again.becomes(DOWN)
  await again.clock.advance(Seconds(10))
  expect(again.told).toEqual([SET_DOWN])
})

test('one of the same name that has come in its place is another', () => {
  const { device } = opened('driver')
  expect([device.is(UP), device.is({ ...UP, index: 8 })]).toEqual([true, false])
})
