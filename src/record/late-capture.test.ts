/** What a recorder puts before a capture that begins late. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { line, OPEN, ready, type Line } from '../../test/support/recorded-line.ts'
import { Hours, Minutes, Seconds, VirtualClock } from '../base/index.ts'
import {
  MsVersion,
  serializeInfo,
  serializeMessage,
  SignalState,
  SubscriberReadyStatus,
} from '../mbim/index.ts'
import type { CaptureEntry, CaptureFrame } from './capture-file.ts'
import { readCapture } from './read-capture.ts'
import { openRecorder, type Recorder, type RecorderOptions } from './recorder.ts'

const RING = { enabled: true, size: 1024 * 1024, age: Hours(1) }

let folder: string
let clock: VirtualClock

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-record-'))
  clock = new VirtualClock()
})
afterEach(() => rmSync(folder, { recursive: true }))

const options = (more: Partial<RecorderOptions> = {}): RecorderOptions => ({
  folder: join(folder, 'record'),
  ring: RING,
  application: 'test',
  clock,
  ...more,
})

const frames = (entries: readonly CaptureEntry[]): readonly CaptureFrame[] =>
  entries.filter((entry) => entry.kind === 'frame')

describe('what is before the capture', () => {
  const { service, number: cid } = MsVersion
  const about = { transactionId: 5, service: service.uuid, cid } as const
  const VERSION = serializeInfo(
    { type: 'command', ...about, operation: 'query' },
    MsVersion.query,
    { mbimVersion: 0x0100, mbimExtendedVersion: 0x0300 },
    1,
  ).slice()
  const AGREED = serializeInfo(
    { type: 'command-done', ...about, status: 'success' },
    MsVersion.response,
    { mbimVersion: 0x0100, mbimExtendedVersion: 0x0300 },
    1,
  ).slice()
  const OPENED = serializeMessage({ type: 'open-done', transactionId: 1, status: 'success' }).slice()
  const askReady = serializeMessage({
    type: 'command',
    transactionId: 3,
    service: SubscriberReadyStatus.service.uuid,
    cid: SubscriberReadyStatus.number,
    operation: 'query',
    info: new Uint8Array(0),
  }).slice()
  const signal = (rssi: number): Uint8Array =>
    serializeInfo(
      {
        type: 'indicate-status',
        transactionId: 0,
        service: SignalState.service.uuid,
        cid: SignalState.number,
      },
      SignalState.indication,
      { rssi, errorRate: 99, signalStrengthInterval: 5, rssiThreshold: 1, errorRateThreshold: 1 },
      1,
    ).slice()

  /** Opened, agreed on a version, asked for its SIM: eight frames in so many seconds. */
  async function bringUp(recorder: Recorder, modem = 'm'): Promise<Line> {
    const ends = line((channel) => recorder.tap(channel, modem))
    ends.host.send(OPEN)
    await clock.advance(Seconds(1))
    ends.function.send(OPENED)
    await clock.advance(Seconds(1))
    ends.host.send(VERSION)
    await clock.advance(Seconds(1))
    ends.function.send(AGREED)
    await clock.advance(Seconds(1))
    ends.host.send(askReady)
    await clock.advance(Seconds(1))
    ends.function.send(ready(3, 2))
    await clock.advance(Seconds(1))
    return ends
  }
  const told = (file: Uint8Array): readonly CaptureFrame[] => frames(readCapture(file).entries)
  const BROUGHT_UP = ['sent', 'received', 'sent', 'received', 'sent', 'received']

  test('stands at its beginning as far as it is needed, with its times, marked, and redacted as the rest', async () => {
    await using recorder = await openRecorder(options())
    const start = clock.now()
    const { function: other } = await bringUp(recorder)
    await clock.advance(Minutes(10))
    other.send(signal(20))
    await clock.advance(Seconds(1))
    const since = clock.now() - Seconds(30)
    const file = await recorder.save({ source: 'recorder', since })
    const [open, ...rest] = told(file)
    const last = rest.pop()
    expect(open).toEqual({
      kind: 'frame',
      at: start,
      modem: 'm',
      direction: 'sent',
      frame: OPEN,
      version: 1,
      carried: true,
    })
    expect(rest.map(({ at, carried }) => [at - start, carried])).toEqual(
      [1, 2, 3, 4, 5].map((second) => [second * 1000, true]),
    )
    expect(last).toMatchObject({ frame: signal(20), version: 3 })
    expect(last?.carried).toBeUndefined()
    expect(utf16(file)).not.toContain('00101')
    expect(utf16(await recorder.save({ source: 'recorder', since, reveal: true }))).toContain(
      '001010123456789',
    )
    expect(told(await recorder.save({ source: 'recorder', since, modem: 'other' }))).toEqual([])
  })

  test('is that of a modem that was quiet as well, and of none that has gone or was opened meanwhile', async () => {
    await using recorder = await openRecorder(options())
    await bringUp(recorder, 'quiet')
    const gone = await bringUp(recorder, 'gone')
    gone.host.close()
    await clock.advance(Minutes(10))
    const { function: other } = await bringUp(recorder, 'opened')
    other.send(signal(20))
    await clock.advance(Seconds(1))
    const given = told(await recorder.save({ source: 'recorder', since: clock.now() - Seconds(30) }))
    const of = (name: string): readonly CaptureFrame[] => given.filter(({ modem }) => modem === name)
    expect(of('quiet').map(({ carried }) => carried)).toEqual(BROUGHT_UP.map(() => true))
    expect(of('gone')).toEqual([])
    expect(of('opened').map(({ carried }) => carried)).toEqual(Array(7).fill(undefined))
  })

  test('is kept when the ring has forgotten it, over a restart of the service, for the session that goes on', async () => {
    {
      await using before = await openRecorder(options())
      const { function: other } = await bringUp(before)
      for (let minute = 0; minute < 90; minute++) {
        other.send(signal(minute % 30))
        await clock.advance(Minutes(1))
        await before.flush()
      }
    }
    expect(readdirSync(join(folder, 'record'))).toContain('ring-head.pcapng')
    expect(statSync(join(folder, 'record', 'ring-head.pcapng')).mode & 0o077).toBe(0)
    // The session is adopted: nobody opens it, and of the version nothing is said.
    await using recorder = await openRecorder(options())
    const { function: other } = line((channel) => recorder.tap(channel, 'm'))
    for (let minute = 0; minute < 90; minute++) {
      other.send(signal(minute % 30))
      await clock.advance(Minutes(1))
      await recorder.flush()
    }
    const given = told(await recorder.save({ source: 'recorder', since: clock.now() - Minutes(10) }))
    expect(given.slice(0, 4).map(({ frame }) => frame)).toEqual([OPEN, OPENED, VERSION, AGREED])
    expect(given.map(({ carried }) => carried === true)).toEqual(
      // What was told last of the signal before is known, too.
      given.map((_, index) => index < BROUGHT_UP.length + 1),
    )
    expect(given.length).toBeGreaterThan(BROUGHT_UP.length + 5)
  })

  test('is kept while the modem is quiet for longer than anything is, and goes in the end', async () => {
    await using recorder = await openRecorder(options({ ring: { ...RING, age: Minutes(1) } }))
    const { function: other } = await bringUp(recorder)
    await recorder.flush()
    await clock.advance(Minutes(50))
    await recorder.flush()
    other.send(signal(20))
    await clock.advance(Seconds(1))
    expect(told(await recorder.save({ source: 'recorder' })).map(({ direction }) => direction)).toEqual([
      ...BROUGHT_UP,
      'received',
    ])
    for (let hour = 0; hour < 4; hour++) {
      await clock.advance(Hours(1))
      await recorder.flush()
    }
    expect(readdirSync(join(folder, 'record'))).toEqual([])
  })

  test('goes when nothing is left of its modem', async () => {
    await using recorder = await openRecorder(options())
    const { host } = await bringUp(recorder)
    host.close()
    const { function: other } = line((channel) => recorder.tap(channel, 'another'))
    for (let minute = 0; minute < 150; minute++) {
      other.send(signal(minute % 30))
      await clock.advance(Minutes(1))
      await recorder.flush()
    }
    await recorder.flush()
    const head = readFileSync(join(folder, 'record', 'ring-head.pcapng'))
    expect(frames(readCapture(head).entries).map(({ modem }) => modem)).toEqual(['another'])
  })

  test.each([
    ['while the recorder records', true],
    ['while it does not', false],
  ])('stands before a capture that is started late, %s', async (_, enabled) => {
    await using recorder = await openRecorder(options({ ring: { ...RING, enabled } }))
    const { function: other } = await bringUp(recorder)
    await recorder.start({ size: 100_000, age: Hours(1) })
    other.send(signal(20))
    await clock.advance(Seconds(1))
    await recorder.stop()
    const given = told(await recorder.save({ source: 'capture' }))
    expect(given.map(({ direction }) => direction)).toEqual([...BROUGHT_UP, 'received'])
    expect(given.map(({ carried }) => carried === true)).toEqual([...BROUGHT_UP.map(() => true), false])
    await recorder.start({ size: 100_000, age: Hours(1) })
    expect(recorder.capture?.size).toBeLessThan(10_000)
  })

  test('is the latest that was known, also where the recorder was off for a while', async () => {
    await using recorder = await openRecorder(options())
    const { function: other } = await bringUp(recorder)
    other.send(signal(20))
    await clock.advance(Seconds(1))
    recorder.set({ ...RING, enabled: false })
    other.send(signal(5))
    await clock.advance(Seconds(1))
    recorder.set(RING)
    const given = told(await recorder.save({ source: 'recorder', since: clock.now() }))
    const kept = given.map(({ frame }) => Buffer.from(frame).toString('hex'))
    expect(kept).toContain(Buffer.from(signal(5)).toString('hex'))
    expect(kept).not.toContain(Buffer.from(signal(20)).toString('hex'))
  })

  test('is known to a recorder that begins to record late', async () => {
    await using recorder = await openRecorder(options({ ring: { ...RING, enabled: false } }))
    const { function: other } = await bringUp(recorder)
    recorder.set(RING)
    other.send(signal(20))
    await clock.advance(Seconds(1))
    const given = told(await recorder.save({ source: 'recorder' }))
    expect(given.map(({ direction }) => direction)).toEqual([...BROUGHT_UP, 'received'])
  })
})

function utf16(bytes: Uint8Array): string {
  // At either alignment: where a text stands depends on what is before it.
  const decoder = new TextDecoder('utf-16le')
  return decoder.decode(bytes) + decoder.decode(bytes.subarray(1))
}
