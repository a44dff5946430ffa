import { Agent, createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DialtoneError, Milliseconds, Seconds, type Duration } from '../base/index.ts'
import type { Fetch } from '../api/index.ts'
import { nodeFetch } from './node-fetch.ts'

const GET = { method: 'GET', headers: {} }

let stack: AsyncDisposableStack
beforeEach(() => {
  stack = new AsyncDisposableStack()
})
afterEach(() => stack.disposeAsync())

/** A way to a place of which less is borne with than of a real one. */
async function reach(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stack.defer(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo // it listens on TCP
  const agent = new Agent({ keepAlive: true })
  const within = (patience: Duration): Fetch =>
    stack.use(
      nodeFetch({
        agent,
        to: { host: '127.0.0.1', port },
        host: 'x',
        fail: (cause) => {
          throw new DialtoneError('service_unavailable', (cause as Error).message)
        },
        patience,
        longestAnswer: 1000,
      }),
    ).fetch
  return { fetch: within(Milliseconds(500)), within, agent }
}

const silence = {
  code: 'service_unavailable',
  message: expect.stringMatching(/^nothing was heard for \d+ ms$/) as string,
}

test('a place that takes a request and says nothing is given up', async () => {
  let asked = 0
  const { within } = await reach((_, response) => {
    if (++asked === 1) response.end('yes')
  })
  expect(await (await within(Seconds(60))('http://x/', GET)).text()).toBe('yes')
  // Also on a connection that was good before; it is not asked once more.
  await expect(within(Milliseconds(500))('http://x/', GET)).rejects.toMatchObject(silence)
  expect(asked).toBe(2)
})

test('so is one that falls silent within an answer, read either way', async () => {
  const { fetch } = await reach((_, response) => response.write('half'))
  await expect((await fetch('http://x/', GET)).text()).rejects.toMatchObject(silence)
  const reader = (await fetch('http://x/', GET)).body?.getReader()
  await reader?.read()
  await expect(reader?.read()).rejects.toMatchObject(silence)
})

test('a reader who takes his time has not been met with silence', async () => {
  const { fetch, agent } = await reach((_, response) => void response.end(Buffer.alloc(4_000_000)))
  const reader = (await fetch('http://x/', GET)).body?.getReader()
  const [socket] = Object.values(agent.sockets).flat()
  await new Promise((resolve) => socket?.once('timeout', resolve))
  let bytes = 0
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    bytes += read.value?.length ?? 0
  }
  expect(bytes).toBe(4_000_000)
})

test('an answer that does not end is not taken in', async () => {
  let closed: () => void = () => undefined
  const gone = new Promise<void>((resolve) => (closed = resolve))
  const { within } = await reach((_, response) => {
    response.on('close', closed)
    const more = (): void => {
      if (!response.destroyed) response.write('x'.repeat(100), () => setImmediate(more))
    }
    more()
  })
  const response = await within(Seconds(60))('http://x/', GET)
  await expect(response.text()).rejects.toMatchObject({ code: 'protocol' })
  await gone
})
