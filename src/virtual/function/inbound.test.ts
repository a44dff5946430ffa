import { expect, test } from 'vitest'
import { Milliseconds, Seconds } from '../../base/index.ts'
import {
  BasicConnect,
  Connect,
  DeviceCaps,
  DeviceServices,
  fragment,
  MsVersion,
  serializeMessage,
  SubscriberReadyStatus,
  type ProtocolErrorCode,
} from '../../mbim/index.ts'
import { activation, errorIn, open } from '../../../test/support/host-rig.ts'

test('long answers come in fragments that are filled, long commands are put together', async () => {
  const { host, modem } = await open({ maxControlTransfer: 64 })
  modem.carrier.setApn('internet', { type: 'accept' })
  const { status, info } = await host.set(Connect, activation({ userName: 'u'.repeat(200) }))
  expect(status).toBe('success')
  expect(info?.activationState).toBe('activated')
  host.forget()
  expect((await host.query(DeviceServices)).info?.deviceServices).toHaveLength(5)
  expect(host.frames.length).toBeGreaterThan(3)
  for (const frame of host.frames.slice(0, -1)) expect(frame.length).toBe(64)
})

test('indications come in fragments, too', async () => {
  const { host, modem, clock } = await open({ maxControlTransfer: 64 })
  modem.removeSim()
  modem.insertSim()
  await clock.advance(Seconds(1))
  expect(host.told(SubscriberReadyStatus).map(({ readyState }) => readyState)).toEqual([
    'sim-not-inserted',
    'not-initialized',
    'initialized',
  ])
  expect(host.frames.length).toBeGreaterThan(host.messages.length)
})

test('a fragment that does not come in time, and every stray one', async () => {
  const { host, clock } = await open({ maxControlTransfer: 64 })
  const pieces = fragment(host.frame(MsVersion, 21, { mbimVersion: 0, mbimExtendedVersion: 0 }), 64)
  expect(pieces).toHaveLength(1)
  const [first, second, third] = fragment(
    serializeMessage({
      type: 'command',
      transactionId: 22,
      service: BasicConnect.uuid,
      cid: Connect.number,
      operation: 'set',
      info: Connect.set.encode(activation(), 1),
    }),
    64,
  )
  if (first === undefined || second === undefined || third === undefined) throw new Error('too short')
  host.send(first)
  await clock.advance(Milliseconds(1249))
  expect(host.messages).toEqual([])
  await clock.advance(Milliseconds(1))
  expect(host.messages.map(errorIn)).toEqual(['timeout-fragment'])
  host.send(second)
  host.send(third)
  await clock.advance(Milliseconds(1))
  expect(host.messages.map(errorIn).slice(1)).toEqual([
    'fragment-out-of-sequence',
    'fragment-out-of-sequence',
  ])
  host.send(first)
  host.send(third)
  await clock.advance(Milliseconds(1))
  expect(errorIn(host.messages.at(-1))).toBe('fragment-out-of-sequence')
  await clock.advance(Seconds(10))
  expect(host.answers).toHaveLength(4)
  expect(clock.pending).toBeLessThanOrEqual(1)
})

test('errors of the host are not answered by errors', async () => {
  const { host, clock } = await open()
  for (const error of ['unknown', 'timeout-fragment', 'cancel'] as const) {
    host.send(serializeMessage({ type: 'host-error', transactionId: 999, error }))
  }
  const broken = serializeMessage({ type: 'host-error', transactionId: 999, error: 'cancel' })
  host.send(broken.subarray(0, 12))
  await clock.advance(Seconds(1))
  expect(host.messages).toEqual([])
})

test.each<[string, (frame: Uint8Array) => Uint8Array, ProtocolErrorCode | undefined]>([
  ['a type nobody knows', (frame) => patched(frame, 0, 9), 'unknown'],
  ['a type of the function', (frame) => patched(frame, 0, 0x80000003), 'unknown'],
  ['a length that is not that of the frame', (frame) => patched(frame, 4, 60), 'length-mismatch'],
  ['transaction 0', (frame) => patched(frame, 8, 0), 'unknown'],
  ['no fragments', (frame) => patched(frame, 12, 0), 'length-mismatch'],
  ['a buffer longer than the frame', (frame) => patched(frame, 44, 400), 'length-mismatch'],
  ['a frame longer than agreed on', (frame) => padded(frame, 5000), 'unknown'],
  ['less than a header', (frame) => frame.subarray(0, 8), undefined],
])('%s', async (_what, damage, error) => {
  const { host, clock } = await open()
  host.send(damage(host.frame(DeviceCaps, 31)))
  await clock.advance(Seconds(1))
  expect(host.messages.map(errorIn)).toEqual(error === undefined ? [] : [error])
})

function patched(frame: Uint8Array, at: number, value: number): Uint8Array {
  const copy = frame.slice()
  new DataView(copy.buffer).setUint32(at, value, true)
  return copy
}

function padded(frame: Uint8Array, length: number): Uint8Array {
  const longer = new Uint8Array(length)
  longer.set(frame)
  return patched(longer, 4, length)
}
