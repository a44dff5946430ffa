/** A service on TCP: who is let in, as what, and for how long. Real sockets, tokens and streams. */
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silent, systemClock } from '../../src/base/index.ts'
import type { Scope } from '../../src/core/index.ts'
import { createClient, type Problem, type Service } from '../../src/api/index.ts'
import { serveService, type Serving } from '../../src/main/serve-service.ts'
import { routerFetch, unixFetch } from '../../src/reach/index.ts'
import { scratch } from '../support/scratch.ts'

let stack: AsyncDisposableStack
let serving: Serving
let url: string
let local: Service

beforeEach(async () => {
  stack = new AsyncDisposableStack()
  const folder = stack.use(scratch()).path
  serving = stack.use(
    await serveService({
      socket: join(folder, 's'),
      listen: [{ host: '127.0.0.1', port: 0 }],
      link: true,
      virtual: { count: 1, seed: 7, timing: 'instant' },
      clock: systemClock,
      log: silent,
    }),
  )
  url = serving.urls[0] ?? ''
  local = createClient(stack.use(unixFetch(serving.socket)).fetch)
})
afterEach(() => stack.disposeAsync())

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
const remote = (secret: string): Service => createClient(routerFetch(url), { headers: bearer(secret) })
const create = async (name: string, ...scopes: Scope[]): Promise<string> =>
  (await local.createToken({ name, scopes })).secret

describe('without a token', () => {
  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a password', { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` }],
    ['a token that is none', bearer('dialtone_x')],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a local name', { host: 'localhost', 'x-forwarded-for': '127.0.0.1' }],
  ])('with %s nobody gets in, whatever is asked', async (_, headers) => {
    for (const path of ['/v1/caller', '/v1/modems', '/v1/events', '/v1/tokens', '/v1/requests/1']) {
      const response = await fetch(url + path, { headers })
      expect(response.status, path).toBe(401)
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="dialtone"/)
      expect(await response.json()).toMatchObject({ code: 'unauthenticated', status: 401 })
    }
  })

  test('he learns what to show in place of what is no token', async () => {
    const said = async (authorization: string): Promise<unknown> =>
      ((await (await fetch(`${url}/v1/caller`, { headers: { authorization } })).json()) as Problem).detail
    expect(await said('Basic YWRtaW46YWRtaW4=')).toMatch(/^what was shown is no token: .*Bearer TOKEN/)
    expect(await said('Bearer dialtone_x')).toMatch(/does not know the token/)
  })

  test('who tries too often is told to wait, and why', async () => {
    // As many as are answered at once, and as one a second adds while they are.
    for (let tries = 0; tries < 100; tries++) {
      const response = await fetch(`${url}/v1/caller`)
      if (response.status === 401) continue
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
      expect(await response.json()).toMatchObject({
        code: 'too_many_requests',
        detail: expect.stringMatching(/^too many requests without a token .* wait a second/) as string,
      })
      return
    }
    expect.unreachable('all tries were answered')
  })

  test('nothing is told of what is asked: a body is not even checked', async () => {
    const response = await fetch(`${url}/v1/profiles`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"xml":5}',
    })
    expect(response.status).toBe(401)
  })
})

describe('with a token', () => {
  test('its bearer is who it says, and what he does bears his name', async () => {
    const client = remote(await create('branch-7', 'read', 'configure'))
    expect(await client.caller()).toEqual({ name: 'token:branch-7', scopes: ['read', 'configure'] })
    const [profile] = await client.profiles()
    await client.removeProfile({ profile: profile?.name ?? '' })
    const told: unknown[] = []
    for await (const item of client.watch({ since: '0' })) {
      if (item.type === 'profile.removed') {
        told.push(item.by)
        break
      }
    }
    expect(told).toEqual(['token:branch-7'])
  })

  test('he may do what it allows, and no more', async () => {
    const client = remote(await create('reader', 'read'))
    await expect(client.removeProfile({ profile: 'internet' })).rejects.toMatchObject({
      code: 'access_denied',
    })
    await expect(client.tokens()).rejects.toMatchObject({ code: 'access_denied' })
    await expect(client.connect({ connection: 'modem0', profile: 'internet' })).rejects.toThrow(
      'token:reader lacks the scope connect; for temporary profiles, and what they connected, connect-temporary is enough',
    )
    const temporary = remote(await create('guest', 'connect-temporary'))
    await expect(temporary.connect({ connection: 'modem0', profile: 'internet' })).rejects.toThrow(
      /^token:guest lacks the scope connect$/,
    )
    await expect(client.createToken({ name: 'mine', scopes: ['admin'] })).rejects.toMatchObject({
      code: 'access_denied',
    })
  })

  test('a WebSocket shows it as a subprotocol', async () => {
    const secret = await create('page', 'read')
    const protocols = ['dialtone.v1', `dialtone.token.${secret}`]
    // Nothing here answers upgrades; what is asked is the same request.
    const status = await new Promise((resolve, reject) => {
      request(`${url}/v1/caller`, { headers: { 'sec-websocket-protocol': protocols.join(', ') } })
        .on('response', (response) => {
          response.resume()
          resolve(response.statusCode)
        })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(200)
  })

  test('a stream ends when it is revoked, and says why', async () => {
    const secret = await create('dashboard', 'read')
    const client = remote(secret)
    const seen: string[] = []
    const watching = (async () => {
      for await (const { type } of client.watch({})) {
        seen.push(type)
        if (type === 'snapshot') await local.revokeToken({ token: 'dashboard' })
      }
    })()
    await expect(watching).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'the token dashboard was revoked',
    })
    expect(seen[0]).toBe('snapshot')
    await expect(client.modems()).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(client.watch({})[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })
})

test('who waits for events when his token is revoked is told none', async () => {
  const service = remote(await create('x', 'read'))
  const { cursor } = await service.pollEvents({})
  const waiting = service.pollEvents({ since: cursor, wait: 60_000, type: ['token.revoked'] })
  // On the way in already: another request of the same caller has been answered after it.
  await service.caller()
  await local.revokeToken({ token: 'x' })
  await expect(waiting).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('the link from the terminal carries a token that is nowhere else', async () => {
  const { hash, origin } = new URL(serving.link ?? '')
  expect(origin).toBe(url)
  const [, secret = ''] = /^#token=(dialtone_[\w-]{43})$/.exec(hash) ?? []
  expect(await remote(secret).caller()).toEqual({ name: 'link', scopes: ['admin'] })
  expect(await local.tokens()).toEqual([])
})

test('the Unix socket needs no token', async () => {
  expect(await local.caller()).toMatchObject({ name: 'local', scopes: ['admin'] })
})
