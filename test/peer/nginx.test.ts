/** The dashboard and the API behind nginx, by the lines that the documents give. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { silent, systemClock } from '../../src/base/index.ts'
import { createClient, createConnectionManager, isEvent, type Service } from '../../src/api/index.ts'
import { serveService, type Serving } from '../../src/main/serve-service.ts'
import { scratch } from '../support/scratch.ts'
import { requirePeer } from './peer.ts'

const suite = requirePeer('nginx', 'apt-get install nginx-light')

/** What the document says, of a service that listens elsewhere. */
function documented(port: string): string {
  const page = readFileSync(new URL('../../docs/dashboard.md', import.meta.url), 'utf8')
  const [, lines] = /```nginx\n([^]*?)```/.exec(page) ?? []
  if (lines === undefined) throw new Error('docs/dashboard.md has no lines for nginx')
  return lines.replace('127.0.0.1:8080', `127.0.0.1:${port}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  server.close()
  await once(server, 'close')
  return port
}

suite('behind nginx', () => {
  const stack = new AsyncDisposableStack()
  const folder = stack.use(scratch()).path
  let proxy: string
  let port: string
  let token: string
  let serving: Serving

  const serve = (listen: number): Promise<Serving> =>
    serveService({
      socket: join(folder, 's'),
      state: join(folder, 'state'),
      listen: [{ host: '127.0.0.1', port: listen }],
      hostNames: ['page.example'],
      virtual: { count: 1, seed: 7, timing: 'instant' },
      clock: systemClock,
      log: silent,
    })

  beforeAll(async () => {
    serving = await serve(0)
    port = new URL(serving.urls[0] ?? '').port
    token = (await serving.service.createToken({ name: 'page', scopes: ['admin'] })).secret
    const own = await freePort()
    proxy = `http://127.0.0.1:${own}`
    const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    const temporary = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join(' ')
    writeFileSync(
      join(folder, 'nginx.conf'),
      `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr crit; events {}
      http { access_log off; ${temporary} server { listen 127.0.0.1:${own}; ${documented(port)} } }`,
    )
    mkdirSync(join(folder, 'logs'))
    const nginx = spawn('/usr/sbin/nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
      stdio: 'inherit',
    })
    stack.defer(async () => {
      nginx.kill()
      await once(nginx, 'exit')
    })
    // It answers, whatever it says.
    await vi.waitFor(() => ask(''), { timeout: 30_000 })
  })
  afterAll(async () => {
    await serving[Symbol.asyncDispose]()
    await stack.disposeAsync()
  })

  const ask = (
    path: string,
    { headers, ...init }: Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> } = {},
  ): Promise<Response> =>
    fetch(`${proxy}/router/${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...headers } })
  const client = (): Service =>
    createClient(fetch, { base: `${proxy}/router`, headers: { authorization: `Bearer ${token}` } })

  test('a browser may ask and change things from the address of the proxy, and from no other', async () => {
    const body = JSON.stringify({ software: 'on' })
    const set = async (origin: string): Promise<number> => {
      const headers = { origin, 'content-type': 'application/json' }
      return (await ask('v1/modems/modem0/radio', { method: 'POST', headers, body })).status
    }
    expect([await set(proxy), await set('http://elsewhere.example')]).toEqual([202, 421])
  })

  test('events are told as they happen, and go on after the service was away', async () => {
    await using manager = createConnectionManager(client(), { clock: systemClock })
    const seen: string[] = []
    const stop = new AbortController()
    const watched = Promise.withResolvers<undefined>()
    const following = (async () => {
      for await (const item of manager.events({ type: 'token.created', signal: stop.signal })) {
        watched.resolve(undefined)
        if (isEvent(item) && item.type === 'token.created') seen.push(item.data.name)
      }
    })().catch(() => undefined)
    await watched.promise
    await serving.service.createToken({ name: 'one', scopes: ['read'] })
    await expect.poll(() => seen).toEqual(['one'])
    await serving[Symbol.asyncDispose]()
    expect((await ask('v1/caller')).status).toBe(502)
    serving = await serve(Number(port))
    await serving.service.createToken({ name: 'two', scopes: ['read'] })
    await expect.poll(() => seen).toEqual(['one', 'two'])
    stop.abort()
    await following
  })
})
