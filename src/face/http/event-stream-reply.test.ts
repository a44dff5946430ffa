import type { ServerResponse } from 'node:http'
import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { DialtoneError, VirtualClock } from '../../base/index.ts'
import type { WatchItem } from '../../api/index.ts'
import { MODEM } from '../../../test/support/fake-service.ts'
import { frameWriter, streamEvents } from './event-stream-reply.ts'

const event = (seq: number, rssi = -70): WatchItem => ({
  v: 1,
  service: 'x',
  epoch: 'e',
  seq,
  time: 0,
  type: 'signal.changed',
  modem: MODEM.id,
  data: { rssi },
})

/** A response whose reader takes what it is given when it is told to. */
class Reader extends Writable {
  text = ''
  writes = 0
  readonly #held: (() => void)[] = []
  #open = false

  constructor() {
    super({ highWaterMark: 512, decodeStrings: false })
  }

  writeHead(): void {
    // What a response does with its head is no concern here.
  }

  flushHeaders(): void {
    // See above.
  }

  removeHeader(): void {
    // See above.
  }

  override _writev(chunks: { chunk: string | Buffer }[], done: () => void): void {
    this.writes++
    for (const { chunk } of chunks) this.text += chunk.toString()
    if (this.#open) done()
    else this.#held.push(done)
  }

  read(): void {
    this.#open = true
    for (const done of this.#held.splice(0)) done()
  }
}

const asResponse = (reader: Reader): ServerResponse =>
  // Of a response, the stream uses what is there.
  reader as unknown as ServerResponse

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('a slow reader is waited for: nothing is asked of the manager meanwhile', async () => {
  const reader = new Reader()
  let asked = 0
  async function* items(): AsyncGenerator<WatchItem> {
    while (asked < 100) yield event(++asked)
  }
  const iterator = items()
  const clock = new VirtualClock()
  const stop = new AbortController()
  const write = frameWriter()
  const streaming = streamEvents(asResponse(reader), iterator.next(), iterator, {
    clock,
    signal: stop.signal,
    frame: (item) => write(item, true),
  })
  await settled()
  expect(asked).toBeLessThan(10)
  const before = asked
  await settled()
  expect(asked).toBe(before)
  reader.read()
  await streaming
  expect(asked).toBe(100)
  expect(reader.text.match(/^id: e-\d+$/gm)).toEqual(
    Array.from({ length: 100 }, (_, index) => `id: e-${index + 1}`),
  )
  expect(clock.pending).toBe(0)
})

test('a reader that goes while it is waited for ends the stream', async () => {
  const reader = new Reader()
  let asked = 0
  const iterator = (async function* (): AsyncGenerator<WatchItem> {
    for (; asked < 10_000; asked++) yield event(asked)
  })()
  const write = frameWriter()
  const streaming = streamEvents(asResponse(reader), iterator.next(), iterator, {
    clock: new VirtualClock(),
    signal: new AbortController().signal,
    frame: (item) => write(item, true),
  })
  await settled()
  reader.destroy()
  await streaming
  expect(asked).toBeLessThan(20)
})

test('an event is turned into text once for each way of showing it', () => {
  const write = frameWriter()
  const arrived: WatchItem = {
    v: 1,
    service: 'x',
    epoch: 'e',
    seq: 1,
    time: 0,
    type: 'modem.arrived',
    data: MODEM,
  }
  let written = 0
  const counted = Object.assign(arrived, { toJSON: () => ({ nth: ++written }) })
  const [whole, hidden] = [write(counted, true), write(counted, false)]
  expect(whole.toString()).toContain('"nth":1')
  expect(hidden.toString()).toContain('"nth":2')
  // The same bytes, for however many subscribers.
  expect(write(counted, true)).toBe(whole)
  expect(write(counted, false)).toBe(hidden)
  const plain = { ...arrived, toJSON: undefined }
  expect(write(plain, true).toString()).toContain(MODEM.equipment?.id)
  expect(write(plain, false).toString()).not.toContain(MODEM.equipment?.id)
})

test('a defect of the manager is told as a problem', async () => {
  const reader = new Reader()
  reader.read()
  const iterator = (async function* (): AsyncGenerator<WatchItem> {
    yield event(1)
    throw new DialtoneError('storage_failed', 'full')
  })()
  const write = frameWriter()
  await streamEvents(asResponse(reader), iterator.next(), iterator, {
    clock: new VirtualClock(),
    signal: new AbortController().signal,
    frame: (item) => write(item, true),
  })
  expect(reader.text).toContain('event: problem\ndata: {"type":"urn:dialtone:error:storage_failed"')
})
