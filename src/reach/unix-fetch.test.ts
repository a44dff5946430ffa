import { createServer, type RequestListener } from 'node:http'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient } from '../api/index.ts'
import { unixFetch } from './unix-fetch.ts'

let folder: string
let path: string
let stack: AsyncDisposableStack
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-fetch-'))
  path = join(folder, 's')
  stack = new AsyncDisposableStack()
  stack.defer(() => rmSync(folder, { recursive: true }))
})
afterEach(() => stack.disposeAsync())

async function serve(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(path, resolve))
  stack.defer(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return server
}

const get = { method: 'GET', headers: {} }

test('asks and is answered, on one connection', async () => {
  let connections = 0
  const server = await serve((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      response.setHeader('x-method', [request.method ?? '', request.headers['content-length'] ?? ''])
      response.statusCode = 202
      response.end(`${request.url ?? ''} ${body}`)
    })
  })
  server.on('connection', () => connections++)
  using reached = unixFetch(path)
  const response = await reached.fetch('http://localhost/a%2Fb?c=d', {
    method: 'POST',
    headers: {},
    body: 'ü',
  })
  expect([response.status, response.headers.get('X-Method'), response.headers.get('nothing')]).toEqual([
    202,
    'POST, 2',
    null,
  ])
  expect(await response.text()).toBe('/a%2Fb?c=d ü')
  expect(await (await reached.fetch('http://localhost/2', get)).text()).toBe('/2 ')
  expect(connections).toBe(1)
})

test('a GET that meets a connection just closed is asked again, a POST is not', async () => {
  const seen: string[] = []
  await serve((request, response) => {
    seen.push(request.method ?? '')
    // The second request on a connection finds it closed.
    if (seen.length % 2 === 0) request.socket.destroy()
    else response.end('yes')
  })
  using reached = unixFetch(path)
  expect(await (await reached.fetch('http://x/', get)).text()).toBe('yes')
  expect(await (await reached.fetch('http://x/', get)).text()).toBe('yes')
  await expect(reached.fetch('http://x/', { method: 'POST', headers: {} })).rejects.toMatchObject({
    code: 'service_unavailable',
    message: expect.stringContaining('went away while it answered') as string,
  })
  expect(seen).toEqual(['GET', 'GET', 'GET', 'POST'])
})

test('a body that breaks off says so, read either way', async () => {
  await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half')
    setImmediate(() => response.destroy())
  })
  using reached = unixFetch(path)
  await expect((await reached.fetch('http://x/', get)).text()).rejects.toMatchObject({
    code: 'service_unavailable',
  })
  const reader = (await reached.fetch('http://x/', get)).body?.getReader()
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('half')
  await expect(reader?.read()).rejects.toMatchObject({ code: 'service_unavailable' })
})

test('an aborted stream lets go of its connection', async () => {
  let closed: () => void = () => undefined
  const gone = new Promise<void>((resolve) => (closed = resolve))
  await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('event: x\ndata: {"type":"x"}\n\n')
    response.on('close', closed)
  })
  using reached = unixFetch(path)
  const stop = new AbortController()
  const seen: unknown[] = []
  for await (const item of createClient(reached.fetch).watch({}, { signal: stop.signal })) {
    seen.push(item)
    stop.abort()
  }
  expect(seen).toEqual([{ type: 'x' }])
  await gone
})

test.each([
  ['no socket', () => undefined, 'service_unavailable', 'there is no socket at'],
  ['a file', () => writeFileSync(path, ''), 'service_unavailable', 'nobody listens at'],
])('%s says what to do', async (_, prepare, code, message) => {
  prepare()
  using reached = unixFetch(path)
  await expect(reached.fetch('http://x/', get)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message) as string,
    detail: { path },
  })
})

test.skipIf(process.getuid?.() === 0)("another user's socket is access denied", async () => {
  await serve((_, response) => response.end())
  chmodSync(path, 0)
  using reached = unixFetch(path)
  await expect(reached.fetch('http://x/', get)).rejects.toMatchObject({ code: 'access_denied' })
})
