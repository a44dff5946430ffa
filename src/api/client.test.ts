import { expect, expectTypeOf, test } from 'vitest'
import { DialtoneError, Seconds, VirtualClock } from '../base/index.ts'
import { createClient, type Fetch, type FetchInit, type FetchResponse } from './client.ts'
import { formatFrame, HEARTBEAT } from './event-stream.ts'

test('the global fetch is one that will do', () => {
  expectTypeOf(fetch).toExtend<Fetch>()
})

interface Sent extends FetchInit {
  readonly url: string
}

function answering(status: number, body: string, chunks: (Uint8Array | Error | 'hang')[] = []) {
  const sent: Sent[] = []
  const respond: Fetch = async (url, init) => {
    sent.push({ url, ...init })
    const left = [...chunks]
    let cancelled: () => void = () => undefined
    const response: FetchResponse = {
      status,
      headers: { get: () => null },
      text: async () => body,
      body: {
        getReader: () => ({
          read: async () => {
            const next = left.shift()
            if (next instanceof Error) throw next
            if (next === 'hang') await new Promise<void>((resolve) => (cancelled = resolve))
            return next instanceof Uint8Array ? { done: false, value: next } : { done: true }
          },
          cancel: async () => cancelled(),
        }),
      },
    }
    return response
  }
  return { sent, respond }
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test('input goes into path, query and body', async () => {
  const { sent, respond } = answering(200, '{}')
  const client = createClient(respond, { base: 'https://router', headers: { authorization: 'Bearer x' } })
  await client.request({ request: 7, wait: 100 })
  await client.connect({ connection: 'modem0/1', temporary: '<ü/>' })
  await client.snapshot()
  expect(sent.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['GET', 'https://router/v1/requests/7?wait=100', undefined],
    ['POST', 'https://router/v1/connections/modem0%2F1/connect', '{"temporary":"<ü/>"}'],
    ['GET', 'https://router/v1/snapshot', undefined],
  ])
  expect(sent[1]?.headers).toEqual({
    accept: 'application/json',
    authorization: 'Bearer x',
    'content-type': 'application/json',
    'idempotency-key': expect.stringMatching(/^"[0-9a-f]{32}"$/) as string,
  })
  expect(sent[0]?.headers).not.toHaveProperty('idempotency-key')
})

test('who may see personal data asks for it with every request', async () => {
  const { sent, respond } = answering(200, '{}')
  const client = createClient(respond, { reveal: true })
  await client.request({ request: 7, wait: 1 })
  await client.disconnect({ connection: 'modem0' })
  await expect(Array.fromAsync(client.watch({ since: 'e-1' }))).rejects.toThrow('ended the event stream')
  expect(sent.map(({ url }) => url.replace('http://localhost', ''))).toEqual([
    '/v1/requests/7?wait=1&reveal=true',
    '/v1/connections/modem0/disconnect?reveal=true',
    '/v1/events?since=e-1&reveal=true',
  ])
})

test('a fetch that fails says that the service was not reached', async () => {
  const client = createClient(() => Promise.reject(new TypeError('fetch failed')))
  await expect(client.modems()).rejects.toMatchObject({
    code: 'service_unavailable',
    message: 'the service cannot be reached: fetch failed',
  })
  const own = new DialtoneError('access_denied', 'not yours')
  await expect(createClient(() => Promise.reject(own)).modems()).rejects.toBe(own)
})

test.each([
  [200, '<html>', 'protocol'],
  [404, '<html>', 'not_found'],
  [500, '', 'internal'],
])('an answer of %i with %j is %s', async (status, body, code) => {
  await expect(createClient(answering(status, body).respond).modems()).rejects.toMatchObject({ code })
})

test('events are put together from whatever pieces they come in', async () => {
  const text = HEARTBEAT + formatFrame({ id: 'e-1', event: 'x', data: '{"type":"x","name":"ü😀"}' })
  const pieces = Array.from(bytes(text), (byte) => Uint8Array.of(byte))
  const items: unknown[] = []
  const reading = async (): Promise<void> => {
    for await (const item of createClient(answering(200, '', pieces).respond).watch({})) items.push(item)
  }
  await expect(reading()).rejects.toMatchObject({ code: 'service_unavailable' })
  expect(items).toEqual([{ type: 'x', name: 'ü😀' }])
})

test.each([
  ['a refusal', 403, '{"code":"access_denied","detail":"no"}', [], { code: 'access_denied', message: 'no' }],
  [
    'a service that is stopping',
    503,
    '{"code":"service_stopping","detail":"bye"}',
    [],
    { code: 'service_unavailable', message: 'bye' },
  ],
  ['a proxy that does not reach it', 502, '<html>', [], { code: 'service_unavailable' }],
  ['a proxy that waits in vain', 504, '<html>', [], { code: 'service_unavailable' }],
  [
    'a problem in the stream',
    200,
    '',
    [bytes('event: problem\ndata: {"code":"storage_failed","detail":"full"}\n\n')],
    { code: 'storage_failed' },
  ],
  ['a broken connection', 200, '', [new Error('ECONNRESET')], { code: 'service_unavailable' }],
  ['an event that is none', 200, '', [bytes('data: {\n\n')], { code: 'protocol' }],
])('%s ends the watch', async (_, status, body, chunks, error) => {
  const { respond } = answering(status, body, chunks)
  await expect(Array.fromAsync(createClient(respond).watch({}))).rejects.toMatchObject(error)
})

test('a stream that falls silent is dead, one that beats is not', async () => {
  const clock = new VirtualClock()
  const { respond } = answering(200, '', [bytes(HEARTBEAT), 'hang'])
  const reading = Array.fromAsync(createClient(respond, { clock, silence: Seconds(45) }).watch({}))
  await expect(clock.resolve(reading)).rejects.toThrow('fell silent')
  expect(clock.monotonic()).toBe(45_000)
  expect(clock.pending).toBe(0)
})

test('an aborted watch ends without an error', async () => {
  const stop = new AbortController()
  const { respond } = answering(200, '', ['hang'])
  const following: Fetch = (url, init) => {
    const response = respond(url, init)
    // As a real fetch does: the body fails when the signal aborts.
    return response.then((made) => ({
      ...made,
      body: {
        getReader: () => ({
          read: () =>
            new Promise((_, reject) =>
              init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
            ),
          cancel: async () => undefined,
        }),
      },
    }))
  }
  const reading = Array.fromAsync(createClient(following).watch({}, { signal: stop.signal }))
  await new Promise(setImmediate)
  stop.abort()
  expect(await reading).toEqual([])
  expect(await Array.fromAsync(createClient(following).watch({}, { signal: stop.signal }))).toEqual([])
})
