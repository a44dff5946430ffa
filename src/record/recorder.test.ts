import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { line, OPEN, ready } from '../../test/support/recorded-line.ts'
import { Hours, Minutes, Seconds, VirtualClock } from '../base/index.ts'
import {
  DeviceCaps,
  fragment,
  MsVersion,
  parseMessage,
  Pin,
  serializeInfo,
  serializeMessage,
  SubscriberReadyStatus,
} from '../mbim/index.ts'
import type { CaptureEntry, CaptureFrame } from './capture-file.ts'
import { readCapture } from './read-capture.ts'
import { openRecorder, type RecorderOptions } from './recorder.ts'

const RING = { enabled: true, size: 1024 * 1024, age: Hours(1) }
const PIN = serializeInfo(
  { type: 'command', transactionId: 2, service: Pin.service.uuid, cid: Pin.number, operation: 'set' },
  Pin.set,
  { pinType: 'pin1', pinOperation: 'enter', pin: '4711', newPin: '' },
  1,
).slice()

let folder: string
let clock: VirtualClock
/** Lives that are thought to be killed, and let go of in the end. */
let end: AsyncDisposableStack

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-record-'))
  clock = new VirtualClock()
  end = new AsyncDisposableStack()
})
afterEach(async () => {
  await end.disposeAsync()
  rmSync(folder, { recursive: true })
})

const options = (more: Partial<RecorderOptions> = {}): RecorderOptions => ({
  folder: join(folder, 'record'),
  ring: RING,
  application: 'test',
  clock,
  ...more,
})

const frames = (entries: readonly CaptureEntry[]): readonly CaptureFrame[] =>
  entries.filter((entry) => entry.kind === 'frame')

test('records what passes both ways, when, and what is said meanwhile', async () => {
  await using recorder = await openRecorder(options())
  const { host, function: other, received } = line((channel) => recorder.tap(channel, '/dev/cdc-wdm0'))
  host.send(OPEN)
  await clock.advance(Seconds(2))
  const answer = serializeMessage({ type: 'open-done', transactionId: 1, status: 'success' }).slice()
  other.send(answer)
  await clock.advance(Seconds(1))
  recorder.note('the modem is\nready', '/dev/cdc-wdm0')
  host.close()
  await clock.advance(Seconds(1))
  expect(received).toEqual([answer])

  const { entries } = readCapture(await recorder.save({ source: 'recorder' }))
  const start = clock.now() - Seconds(4)
  expect(entries).toEqual([
    { kind: 'note', at: start, text: 'opened memory', modem: '/dev/cdc-wdm0', channel: 'opened' },
    { kind: 'frame', at: start, modem: '/dev/cdc-wdm0', direction: 'sent', frame: OPEN, version: 1 },
    {
      kind: 'frame',
      at: start + 2000,
      modem: '/dev/cdc-wdm0',
      direction: 'received',
      frame: answer,
      version: 1,
    },
    { kind: 'note', at: start + 3000, text: 'the modem is ready', modem: '/dev/cdc-wdm0' },
    { kind: 'note', at: start + 3000, text: 'closed', modem: '/dev/cdc-wdm0', channel: 'closed' },
  ])
})

describe('what is hidden', () => {
  test('no secret is ever written, and personal data are given away only when asked for', async () => {
    await using recorder = await openRecorder(options())
    const { host, function: other } = line((channel) => recorder.tap(channel, 'm'))
    host.send(OPEN)
    host.send(PIN)
    other.send(ready(3, 2))
    await recorder.flush()
    const kept = readdirSync(join(folder, 'record')).map((name) => readFileSync(join(folder, 'record', name)))
    const whole = await recorder.save({ source: 'recorder', reveal: true })
    const redacted = await recorder.save({ source: 'recorder' })
    for (const bytes of [...kept, whole, redacted]) expect(utf16(bytes)).not.toContain('4711')
    expect(utf16(Buffer.concat(kept))).toContain('001010123456789')
    expect(utf16(whole)).toContain('001010123456789')
    for (const personal of ['00101', '8949', '4917']) expect(utf16(redacted)).not.toContain(personal)
    const [, pin, told] = frames(readCapture(redacted).entries).map(({ frame }) => parseMessage(frame))
    if (pin?.type !== 'command' || told?.type !== 'command-done') throw new Error('not what was sent')
    expect(Pin.set.decode(pin.info, 1)).toEqual({
      pinType: 'pin1',
      pinOperation: 'enter',
      pin: '',
      newPin: '',
    })
    expect(SubscriberReadyStatus.response.decode(told.info, 1)).toMatchObject({
      readyState: 'initialized',
      subscriberId: '0'.repeat(15),
      telephoneNumbers: ['0'.repeat(13), '0'.repeat(13)],
    })
  })

  test('a message in fragments is redacted as a whole, and keeps its fragments and their times', async () => {
    await using recorder = await openRecorder(options())
    const { host, function: other } = line((channel) => recorder.tap(channel, 'm'))
    host.send(OPEN)
    const pieces = fragment(ready(3, 12), 64)
    for (const piece of pieces) {
      other.send(piece)
      await clock.advance(Seconds(1))
    }
    const given = frames(readCapture(await recorder.save({ source: 'recorder' })).entries).slice(1)
    expect(given.map(({ frame }) => frame.length)).toEqual(pieces.map(({ length }) => length))
    expect(given.map(({ at }) => at - (given[0]?.at ?? 0))).toEqual(pieces.map((_, index) => index * 1000))
    const data = Buffer.concat(given.map(({ frame }) => frame.subarray(20)))
    expect(utf16(data)).not.toContain('4917')
    expect(utf16(data)).toContain('0'.repeat(13))
  })

  test('fragments whose message never ends keep their headers alone', async () => {
    await using recorder = await openRecorder(options())
    const { host, function: other } = line((channel) => recorder.tap(channel, 'm'))
    host.send(OPEN)
    const [first, second] = fragment(ready(3, 12), 64)
    if (first === undefined || second === undefined) throw new Error('one piece')
    other.send(first)
    other.send(second)
    await clock.advance(Seconds(3))
    host.send(OPEN)
    await clock.advance(Seconds(1))
    const given = frames(readCapture(await recorder.save({ source: 'recorder', reveal: true })).entries)
    expect(given.map(({ direction }) => direction)).toEqual(['sent', 'received', 'received', 'sent'])
    for (const { frame } of given.slice(1, 3)) {
      expect(frame.subarray(20).every((byte) => byte === 0)).toBe(true)
    }
  })

  test('frames are read by the version that the ends agreed on, which is kept with them', async () => {
    await using recorder = await openRecorder(options())
    const { host, function: other } = line((channel) => recorder.tap(channel, 'm'))
    host.send(OPEN)
    const { service, number: cid } = MsVersion
    other.send(
      serializeInfo(
        { type: 'command-done', transactionId: 5, service: service.uuid, cid, status: 'success' },
        MsVersion.response,
        { mbimVersion: 0x0100, mbimExtendedVersion: 0x0300 },
        1,
      ).slice(),
    )
    other.send(ready(3, 0))
    await clock.advance(Seconds(1))
    const given = frames(readCapture(await recorder.save({ source: 'recorder' })).entries)
    expect(given.map(({ version }) => version)).toEqual([1, 3, 3])
  })
})

describe('bounds', () => {
  const caps = (transactionId: number): Uint8Array =>
    serializeMessage({
      type: 'command',
      transactionId,
      service: DeviceCaps.service.uuid,
      cid: DeviceCaps.number,
      operation: 'query',
      info: new Uint8Array(0),
    }).slice()

  test('the oldest goes when there is too much, and what is left can be read', async () => {
    await using recorder = await openRecorder(options())
    const { host } = line((channel) => recorder.tap(channel, 'm'))
    const many = 30_000
    for (let id = 1; id <= many; id++) {
      host.send(caps(id))
      if (id % 1000 === 0) await recorder.flush()
    }
    await recorder.flush()
    const files = readdirSync(join(folder, 'record')).map((name) => statSync(join(folder, 'record', name)))
    const bytes = files.reduce((sum, { size }) => sum + size, 0)
    expect(bytes).toBeLessThanOrEqual(RING.size)
    expect(bytes).toBeGreaterThan(RING.size * 0.8)
    expect(recorder.ring).toMatchObject({ size: bytes, lost: 0 })
    expect(files.every(({ mode }) => (mode & 0o077) === 0)).toBe(true)
    const ids = frames(readCapture(await recorder.save({ source: 'recorder' })).entries).map(({ frame }) =>
      new DataView(frame.buffer, frame.byteOffset).getUint32(8, true),
    )
    expect(ids.at(-1)).toBe(many)
    expect(ids).toEqual(ids.map((_, index) => many - ids.length + 1 + index))
  })

  test('what is too old goes, also when nothing comes any more', async () => {
    await using recorder = await openRecorder(options())
    const { host } = line((channel) => recorder.tap(channel, 'm'))
    host.send(caps(1))
    await clock.advance(Minutes(50))
    host.send(caps(2))
    await clock.advance(Minutes(20))
    const given = frames(readCapture(await recorder.save({ source: 'recorder' })).entries)
    expect(given).toHaveLength(1)
    await clock.advance(Hours(2))
    await recorder.flush()
    expect(readdirSync(join(folder, 'record'))).toEqual([])
    expect(recorder.ring.size).toBe(0)
  })

  test('in memory it is no more than 2 MiB, whatever is allowed', async () => {
    const ring = { ...RING, size: 64 * 1024 * 1024 }
    await using recorder = await openRecorder(options({ folder: undefined, ring }))
    const { host } = line((channel) => recorder.tap(channel, 'm'))
    for (let id = 1; id <= 40_000; id++) {
      host.send(caps(id))
      if (id % 1000 === 0) await recorder.flush()
    }
    await recorder.flush()
    expect(recorder.ring.size).toBeLessThanOrEqual(2 * 1024 * 1024)
    expect(recorder.ring.size).toBeGreaterThan(1.5 * 1024 * 1024)
  })

  test('a capture of its own ends at its limit and keeps its beginning', async () => {
    await using recorder = await openRecorder(options({ ring: { ...RING, enabled: false } }))
    const { host } = line((channel) => recorder.tap(channel, 'm'))
    await recorder.start({ size: 100_000, age: Hours(1) })
    await expect(recorder.start({ size: 1, age: Hours(1) })).rejects.toMatchObject({ code: 'already_exists' })
    for (let id = 1; id <= 3000; id++) host.send(caps(id))
    await clock.advance(Seconds(1))
    expect(recorder.capture).toMatchObject({ running: false, ended: 'full' })
    const given = frames(readCapture(await recorder.save({ source: 'capture' })).entries)
    expect(given[0]?.frame).toEqual(caps(1))
    expect(given.length).toBeGreaterThan(500)
    expect(given.length).toBeLessThan(1200)
    await expect(recorder.stop()).rejects.toMatchObject({ code: 'invalid_state' })
    expect(recorder.ring.size).toBe(0)
  })
})

describe('a process that is killed', () => {
  test('leaves what was whole: a torn tail is cut off, and the next life goes on behind it', async () => {
    const killed = end.use(await openRecorder(options()))
    const { host } = line((channel) => killed.tap(channel, 'm'))
    host.send(OPEN)
    host.send(PIN)
    await killed.flush()
    const [name = ''] = readdirSync(join(folder, 'record'))
    const path = join(folder, 'record', name)
    truncateSync(path, statSync(path).size - 7)

    await using recorder = await openRecorder(options())
    const { host: again } = line((channel) => recorder.tap(channel, 'm'))
    again.send(OPEN)
    await clock.advance(Seconds(1))
    const { entries } = readCapture(await recorder.save({ source: 'recorder' }))
    expect(frames(entries).map(({ frame }) => frame)).toEqual([OPEN, OPEN])
    expect(entries.map(({ kind }) => kind)).toEqual(['note', 'frame', 'note', 'frame'])
  })

  test('has ended the capture that it was making, which can be saved', async () => {
    const killed = end.use(await openRecorder(options()))
    await killed.start({ size: 1_000_000, age: Hours(1) })
    killed.note('here')
    await killed.flush()
    await using recorder = await openRecorder(options())
    expect(recorder.capture).toMatchObject({ running: false, ended: 'restarted' })
    const { entries } = readCapture(await recorder.save({ source: 'capture' }))
    expect(entries.map((entry) => entry.kind === 'note' && entry.text)).toEqual([
      'the capture begins',
      'here',
    ])
  })
})

test('a frame that a socket gave is not touched by its redaction', async () => {
  await using recorder = await openRecorder(options())
  const { host, function: other, received } = line((channel) => recorder.tap(channel, 'm'))
  host.send(OPEN)
  const frames = [
    Buffer.from(ready(3, 2)),
    Buffer.from(PIN),
    ...fragment(ready(4, 12), 64).map((one) => Buffer.from(one)),
  ]
  for (const frame of frames) other.send(frame)
  await clock.advance(Seconds(1))
  expect(received.map((one) => Buffer.from(one))).toEqual(
    [ready(3, 2), PIN, ...fragment(ready(4, 12), 64)].map((one) => Buffer.from(one)),
  )
  expect(utf16(await recorder.save({ source: 'recorder' }))).not.toContain('4917')
})

test('when the wall clock is set, differences of time stay right and the step is told', async () => {
  let shift = 0
  const set = { monotonic: () => clock.monotonic(), now: () => clock.now() + shift }
  const other = { ...set, setTimer: clock.setTimer.bind(clock) }
  await using recorder = await openRecorder(options({ clock: other }))
  recorder.note('before')
  await clock.advance(Seconds(1))
  shift = 500
  recorder.note('kept right')
  await clock.advance(Seconds(1))
  shift = -3_600_000
  recorder.note('set back')
  await clock.advance(Seconds(1))
  const { entries } = readCapture(await recorder.save({ source: 'recorder' }))
  const start = clock.now() - 3000
  expect(
    entries.map((entry) => [entry.at - start, entry.kind === 'note' && (entry.step ?? entry.text)]),
  ).toEqual([
    [0, 'before'],
    [1000, 'kept right'],
    [2000 - 3_600_000, -3_600_000],
    [2000 - 3_600_000, 'set back'],
  ])
})

function utf16(bytes: Uint8Array): string {
  // At either alignment: where a text stands depends on what is before it.
  const decoder = new TextDecoder('utf-16le')
  return decoder.decode(bytes) + decoder.decode(bytes.subarray(1))
}
