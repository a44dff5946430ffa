import { connect, type Socket } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { DialtoneError, Seconds, silent, systemClock, VirtualClock } from '../../base/index.ts'
import type { WatchItem } from '../../api/index.ts'
import { FakeService, MODEM } from '../../../test/support/fake-service.ts'
import { buildApp, type App } from './app.ts'
import { claimSocket, type Claim } from './claim-socket.ts'

let service: FakeService
let clock: VirtualClock
let path: string
let app: App
let claim: Claim
let resources: AsyncDisposableStack
/** Of whoever asks. */
let right: AbortController

beforeEach(async () => {
  resources = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-ws-'))
  resources.defer(() => rmSync(folder, { recursive: true }))
  path = join(folder, 's')
  service = new FakeService()
  clock = new VirtualClock()
  right = new AbortController()
  claim = resources.use(await claimSocket(path, { clock: systemClock }))
  app = resources.use(
    await buildApp({
      service: () => service,
      caller: () => ({ name: 'local', scopes: ['admin'], ended: right.signal }),
      clock,
      log: silent,
    }),
  )
  claim.serve(app.handler, app.upgrade)
})
afterEach(() => resources.disposeAsync())

interface Peer {
  readonly socket: WebSocket
  readonly items: WatchItem[]
  /** Resolves when there are so many items. */
  has(count: number): Promise<void>
  readonly closed: Promise<readonly [code: number, reason: string]>
}

function open(query = '', protocols: string[] = []): Peer {
  const socket = new WebSocket(`ws+unix:${path}:/v1/events${query}`, protocols)
  const items: WatchItem[] = []
  const waiting = new Map<number, () => void>()
  resources.defer(() => socket.terminate())
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer, binary) => {
    expect(binary).toBe(false)
    items.push(JSON.parse(data.toString()) as WatchItem)
    waiting.get(items.length)?.()
  })
  return {
    socket,
    items,
    has: async (count) => {
      if (items.length < count) await new Promise<void>((resolve) => waiting.set(count, resolve))
    },
    closed: new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve([code, reason.toString()]))
    }),
  }
}

test('the same items come as over server-sent events, each as a message', async () => {
  const peer = open()
  await peer.has(1)
  service.change({ state: 'activating' })
  service.change({ state: 'activated' })
  await peer.has(3)
  const [snapshot, ...events] = peer.items
  expect(snapshot).toMatchObject({ type: 'snapshot', cursor: { epoch: 'e1', seq: 0 } })
  expect(events).toMatchObject([
    { type: 'connection.changed', epoch: 'e1', seq: 1, data: { state: 'activating' } },
    { type: 'connection.changed', epoch: 'e1', seq: 2, data: { state: 'activated' } },
  ])
  expect(JSON.stringify(peer.items)).not.toContain('8988211000000012345')
})

test('it resumes by a cursor, filters, and tells a filtered subscriber its place', async () => {
  for (const state of ['activating', 'activated'] as const) service.change({ state })
  service.tell({ type: 'signal.changed', modem: MODEM.id, data: { rssi: -70 } })
  const peer = open('?since=1&type=connection.*&modem=modem0')
  await peer.has(2)
  expect(peer.items).toMatchObject([
    { type: 'connection.changed', seq: 2 },
    { type: 'cursor', cursor: { epoch: 'e1', seq: 3 } },
  ])
})

test('who offers our subprotocol speaks it, whatever else is offered', async () => {
  const peer = open('', ['soap', 'dialtone.v1'])
  await peer.has(1)
  expect(peer.socket.protocol).toBe('dialtone.v1')
})

describe('what is no such stream is answered as any request', () => {
  test.each<[what: string, url: string, status: number, code: string]>([
    ['a cursor that is none', '/v1/events?since=yesterday', 400, 'invalid_cursor'],
    ['a filter that is none', '/v1/events?type=x', 400, 'invalid_argument'],
    ['an unknown field', '/v1/events?colour=red', 400, 'invalid_argument'],
    ['another place', '/v1/nothing', 404, 'not_found'],
  ])('%s', async (_, url, status, code) => {
    const socket = new WebSocket(`ws+unix:${path}:${url}`)
    const response = await new Promise<{ status: number | undefined; body: string }>((resolve) => {
      socket.on('unexpected-response', (_request, message) => {
        let body = ''
        message.on('data', (chunk: Buffer) => (body += chunk.toString()))
        message.on('end', () => resolve({ status: message.statusCode, body }))
      })
    })
    expect(response.status).toBe(status)
    expect(JSON.parse(response.body)).toMatchObject({ status, code })
    expect(service.watching).toBe(0)
  })

  test('a route that has no events answers, and the connection ends', async () => {
    const answer = await raw(
      'GET /v1/modems HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/)
    expect(answer).toMatch(/^connection: close/im)
  })

  test('a handshake without a key', async () => {
    const answer = await raw(
      'GET /v1/events HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/)
    expect(answer).toContain('"code":"invalid_argument"')
    await until(() => service.watching === 0)
  })

  test('another protocol than WebSocket is not spoken, and the request is answered', async () => {
    const answer = await raw(
      'GET /v1/modems HTTP/1.1\r\nhost: x\r\nconnection: upgrade, close\r\nupgrade: h2c\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/)
  })
})

test('who was refused keeps no connection by keeping his end of it open', async () => {
  const socket = connect({ path, allowHalfOpen: true })
  resources.defer(() => void socket.destroy())
  const answered = new Promise((resolve) => socket.once('end', resolve))
  socket.resume()
  socket.write('GET /v1/nothing HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
  await answered
  // Ends when no connection is left.
  await claim.release()
})

describe('what ends it is told by the close frame', () => {
  test('the service stops', async () => {
    const peer = open()
    await peer.has(1)
    app.endStreams()
    expect(await peer.closed).toEqual([1001, 'service_stopping'])
    await until(() => service.watching === 0)
  })

  test.each<[code: DialtoneError['code'], number: number]>([
    ['service_unavailable', 1001],
    ['access_denied', 1008],
    ['storage_failed', 1011],
  ])('%s', async (code, number) => {
    const peer = open()
    await peer.has(1)
    service.down(new DialtoneError(code, 'no more'))
    expect(await peer.closed).toEqual([number, code])
  })

  test('a right that is withdrawn', async () => {
    const peer = open()
    await peer.has(1)
    right.abort(new DialtoneError('unauthenticated', 'the token was revoked'))
    expect(await peer.closed).toEqual([1008, 'unauthenticated'])
  })

  test('a peer that does not say goodbye is cut off', async () => {
    const { received, closed } = await handshake()
    app.endStreams()
    await received(/service_stopping/)
    await clock.advance(Seconds(2))
    await closed
    expect(clock.pending).toBe(0)
  })
})

describe('a peer that has something to say', () => {
  test.each<[what: string, say: (socket: WebSocket) => void, end: readonly [number, string]]>([
    ['a text', (socket) => socket.send('hello'), [1008, 'invalid_argument']],
    ['bytes', (socket) => socket.send(Buffer.alloc(16)), [1008, 'invalid_argument']],
    ['a message without an end', (socket) => socket.send(Buffer.alloc(100_000)), [1009, '']],
    [
      'a flood of pings',
      (socket) => {
        for (let index = 0; index < 100; index++) socket.ping()
      },
      [1008, 'invalid_argument'],
    ],
  ])('%s', async (_, say, end) => {
    const peer = open()
    await peer.has(1)
    say(peer.socket)
    expect(await peer.closed).toEqual(end)
    await until(() => service.watching === 0)
  })

  test('no WebSocket frame at all', async () => {
    const { socket, received, closed } = await handshake()
    socket.write('GET / HTTP/1.1\r\n\r\n')
    await received(/\x88/)
    await closed
    await until(() => service.watching === 0)
  })
})

describe('who is there', () => {
  test('a peer that answers pings stays, however long nothing happens', async () => {
    const peer = open()
    await peer.has(1)
    for (let beat = 0; beat < 10; beat++) {
      const pinged = new Promise((resolve) => peer.socket.once('ping', resolve))
      await clock.advance(Seconds(15))
      await pinged
      // The pong goes out with the ping's event; what is said after it comes back after it has come.
      service.change({})
      await peer.has(beat + 2)
    }
  })

  test('a peer that answers none is dropped', async () => {
    const { closed } = await handshake()
    await clock.advance(Seconds(15))
    expect(service.watching).toBe(1)
    await clock.advance(Seconds(15))
    await closed
    await until(() => service.watching === 0)
    expect(clock.pending).toBe(0)
  })

  test('a peer that goes away without a word is noticed', async () => {
    const peer = open()
    await peer.has(1)
    peer.socket.terminate()
    await peer.closed
    await until(() => service.watching === 0)
    expect(clock.pending).toBe(0)
  })
})

test('a slow peer is waited for: what it does not take stays in the journal, and then it has all of it', async () => {
  const { socket, received, text } = await handshake()
  socket.pause()
  const count = 20_000
  for (let index = 0; index < count; index++) {
    service.tell({ type: 'signal.changed', modem: MODEM.id, data: { rssi: -index } })
  }
  for (let turn = 0; turn < 1000; turn++) await new Promise(setImmediate)
  // What waits for it is in buffers of bounded size: this one's, the kernel's.
  expect(socket.bytesRead).toBeLessThan(2_000_000)
  socket.resume()
  await received(new RegExp(`"rssi":-${count - 1}\\b`))
  const seen = text().match(/"rssi":-\d+/g) ?? []
  expect(seen).toHaveLength(count)
})

/** What goes over a socket takes turns of the event loop, nobody knows how many. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate)
}

/** Sends something that is answered and ended. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(path, () => socket.write(request))
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.on('end', () => {
      socket.end()
      resolve(answer)
    })
    socket.on('error', reject)
  })
}

/** A WebSocket of one's own, which says nothing by itself. */
async function handshake(): Promise<{
  readonly socket: Socket
  readonly closed: Promise<unknown>
  readonly text: () => string
  readonly received: (what: RegExp) => Promise<void>
}> {
  const socket = connect(path)
  resources.defer(() => void socket.destroy())
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  let text = ''
  const checks = new Set<() => void>()
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
    for (const check of checks) check()
  })
  const received = (what: RegExp): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!what.test(text.slice(-4096))) return
        checks.delete(check)
        resolve()
      }
      checks.add(check)
      check()
    })
  socket.write(
    'GET /v1/events HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
      'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  await received(/101 Switching[^]*"type":"snapshot"/)
  return { socket, closed, received, text: () => text }
}
