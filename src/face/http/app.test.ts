import { describe, expect, test } from 'vitest'
import { DialtoneError, Seconds, silent, VirtualClock } from '../../base/index.ts'
import { CauseError, type Caller } from '../../core/index.ts'
import { createClient, HIDDEN } from '../../api/index.ts'
import { FakeService, MODEM } from '../../../test/support/fake-service.ts'
import { buildFakeApp, injected, LOCAL } from '../../../test/support/injected-app.ts'
import { buildApp } from './app.ts'

test('every operation goes through client and server and back', async () => {
  const service = new FakeService()
  await using app = await buildFakeApp(service)
  const client = createClient(injected(app), { reveal: true })
  expect(await client.snapshot()).toEqual(await service.snapshot())
  expect(await client.modems()).toEqual(await service.modems())
  expect(await client.modem({ modem: 'modem0' })).toEqual(MODEM)
  expect(await client.connections()).toEqual(await service.connections())
  expect(await client.connection({ connection: 'modem0' })).toEqual(
    await service.connection({ connection: 'modem0' }),
  )
  expect(await client.connect({ connection: 'modem0', profile: 'internet' })).toEqual({ requestId: 1 })
  expect(await client.request({ request: 1, wait: 5 })).toEqual(await service.request({ request: 1 }))
  expect(await client.requests({ state: 'pending' })).toEqual(await service.requests())
  expect(await client.requests({ state: 'failed' })).toEqual([])
  expect(await client.cancelRequest({ request: 1 })).toMatchObject({
    state: 'failed',
    cause: { code: 'cancelled' },
  })
  expect(await client.disconnect({ connection: 'modem0' })).toEqual({ requestId: 2 })
  expect(await client.profiles()).toEqual(await service.profiles())
  expect(await client.profile({ profile: 'internet' })).toEqual(
    await service.profile({ profile: 'internet' }),
  )
  expect(await client.addProfile({ xml: '<Name>a/b ü</Name>' })).toMatchObject({ name: 'a/b ü' })
  expect(await client.profile({ profile: 'a/b ü' })).toMatchObject({ name: 'a/b ü' })
  await expect(client.removeProfile({ profile: 'a/b ü' })).resolves.toBeUndefined()
  expect(await client.virtualModems()).toEqual(await service.virtualModems())
  expect(
    await client.virtualCommand({ command: 'roam', arguments: { to: 'abroad', now: true, n: 1 } }),
  ).toEqual({
    message: 'did roam',
  })
  expect(service.calls).toContainEqual(['request', { request: 1, wait: 5 }])
  expect(service.calls).toContainEqual([
    'virtualCommand',
    { command: 'roam', arguments: { to: 'abroad', now: true, n: 1 } },
  ])
})

test('a name of the longest and a name with a slash find their way', async () => {
  const service = new FakeService()
  await using app = await buildFakeApp(service)
  const client = createClient(injected(app))
  const longest = 'ü'.repeat(255)
  await expect(client.connection({ connection: 'modem0/1' })).rejects.toThrow(
    'there is no connection modem0/1',
  )
  await expect(client.profile({ profile: longest })).rejects.toThrow(`there is no profile ${longest}`)
  await expect(client.profile({ profile: `${longest}x` })).rejects.toMatchObject({ code: 'invalid_argument' })
  await expect(client.profile({ profile: undefined as unknown as string })).rejects.toThrow(
    'a profile has to be given',
  )
})

test('errors come back as what they were', async () => {
  const service = new FakeService()
  const cause = {
    code: 'connect_failed',
    message: 'the network refused the context',
    status: { protocol: 'MBIM', value: 21, name: 'service not activated' },
    network: {
      value: 33,
      name: 'service-option-not-subscribed',
      text: 'the subscription does not include it',
    },
  } as const
  service.connect = () => Promise.reject(new CauseError(cause))
  await using app = await buildFakeApp(service)
  const client = createClient(injected(app))
  const failure = await client
    .connect({ connection: 'modem0', profile: 'x' })
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(CauseError)
  expect(CauseError.of(failure)?.reason).toEqual(cause)
  await expect(client.addProfile({ xml: '<x/>' })).rejects.toMatchObject({
    code: 'invalid_profile',
    message: 'the profile has no name',
    detail: { line: 1, column: 1 },
  })
  service.modems = () => Promise.reject(new TypeError('x is undefined'))
  await expect(client.modems()).rejects.toMatchObject({ code: 'internal', message: 'x is undefined' })
})

describe('personal data', () => {
  test('is hidden unless asked for', async () => {
    await using app = await buildFakeApp()
    const shown = (await app.inject('/v1/snapshot')).body
    for (const secret of ['001010123456783', '001010123456789', '8988211000000012345', '+15550100']) {
      expect(shown).not.toContain(secret)
      expect((await app.inject('/v1/modems/modem0')).body).not.toContain(secret)
      expect((await app.inject('/v1/profiles/internet')).body).not.toContain(secret)
    }
    expect((await app.inject('/v1/modems/modem0')).json()).toMatchObject({ equipment: { id: HIDDEN } })
    expect((await app.inject('/v1/modems/modem0?reveal=true')).json()).toEqual(MODEM)
  })

  test('needs the scope sim', async () => {
    await using app = await buildFakeApp(new FakeService(), { name: 'token:x', scopes: ['read'] })
    expect((await app.inject('/v1/modems/modem0?reveal=true')).statusCode).toBe(403)
    expect((await app.inject('/v1/events?reveal=true')).statusCode).toBe(403)
    expect((await app.inject('/v1/modems/modem0?reveal=false')).statusCode).toBe(200)
    expect((await app.inject({ method: 'DELETE', url: '/v1/profiles/internet' })).json()).toMatchObject({
      status: 403,
      code: 'access_denied',
      detail: 'token:x lacks the scope configure',
    })
  })
})

test('what is not in the contract is not let out', async () => {
  const service = new FakeService()
  service.modems = async () => [{ ...MODEM, password: 'secret' } as typeof MODEM]
  await using app = await buildFakeApp(service)
  expect((await app.inject('/v1/modems')).body).not.toContain('secret')
})

describe('a bad request gets a problem document', () => {
  const json = { 'content-type': 'application/json' }
  test.each([
    ['an unknown route', { url: '/v1/nothing' }, 404, 'not_found', 'there is nothing at /v1/nothing'],
    ['outside the API', { url: '/../etc/passwd' }, 404, 'not_found', 'the API is under /v1'],
    [
      'a wrong method',
      { url: '/v1/modems', method: 'DELETE' },
      405,
      'not_supported',
      '/v1/modems takes GET, not DELETE',
    ],
    [
      'a wrong method with a name',
      { url: '/v1/profiles/x', method: 'PATCH' },
      405,
      'not_supported',
      'takes GET or PUT or DELETE',
    ],
    [
      'events by POST',
      { url: '/v1/events', method: 'POST', headers: json, payload: '{}' },
      405,
      'not_supported',
      'GET',
    ],
    [
      'JSON that is none',
      { url: '/v1/profiles', method: 'POST', headers: json, payload: '{"xml":' },
      400,
      'invalid_argument',
      'JSON',
    ],
    [
      'a poisoned prototype',
      { url: '/v1/profiles', method: 'POST', headers: json, payload: '{"__proto__":{"a":1},"xml":""}' },
      400,
      'invalid_argument',
      '',
    ],
    [
      'a wrong content type',
      { url: '/v1/profiles', method: 'POST', headers: { 'content-type': 'text/xml' }, payload: '<x/>' },
      415,
      'invalid_argument',
      'application/json',
    ],
    [
      'plain text',
      { url: '/v1/profiles', method: 'POST', headers: { 'content-type': 'text/plain' }, payload: 'x' },
      415,
      'invalid_argument',
      'application/json',
    ],
    [
      'a body too large',
      {
        url: '/v1/profiles',
        method: 'POST',
        headers: json,
        payload: JSON.stringify({ xml: 'x'.repeat(300_000) }),
      },
      413,
      'invalid_argument',
      'too large',
    ],
    [
      'a field too long',
      {
        url: '/v1/profiles',
        method: 'POST',
        headers: json,
        payload: JSON.stringify({ xml: 'x'.repeat(70_000) }),
      },
      400,
      'invalid_argument',
      '"xml" has to be a text of at most 65536 characters',
    ],
    [
      'an unknown field',
      { url: '/v1/profiles', method: 'POST', headers: json, payload: '{"xml":"","colour":"red"}' },
      400,
      'invalid_argument',
      'the body is not valid: "colour" is unknown',
    ],
    [
      'a missing field',
      { url: '/v1/profiles', method: 'POST', headers: json, payload: '{}' },
      400,
      'invalid_argument',
      '"xml" is missing',
    ],
    ['no body', { url: '/v1/profiles', method: 'POST' }, 400, 'invalid_argument', '"xml" is missing'],
    [
      'a body that is a list',
      { url: '/v1/profiles', method: 'POST', headers: json, payload: '[]' },
      400,
      'invalid_argument',
      'the body is not valid: it has to be an object',
    ],
    [
      'a field of another type',
      { url: '/v1/profiles', method: 'POST', headers: json, payload: '{"xml":5}' },
      400,
      'invalid_argument',
      '"xml" has to be a text of at most 65536 characters',
    ],
    [
      'an unknown query',
      { url: '/v1/modems?colour=red' },
      400,
      'invalid_argument',
      'the query is not valid: "colour" is unknown',
    ],
    [
      'a query twice',
      { url: '/v1/events?since=1&since=2' },
      400,
      'invalid_argument',
      'the query is not valid',
    ],
    [
      'a number that is none',
      { url: '/v1/requests/abc' },
      400,
      'invalid_argument',
      'the path is not valid: "request" has to be a whole number of at least 1',
    ],
    [
      'a number out of range',
      { url: '/v1/requests/1?wait=60001' },
      400,
      'invalid_argument',
      '"wait" has to be a whole number from 0 to 60000',
    ],
    ['an unknown request', { url: '/v1/requests/77' }, 404, 'not_found', 'there is no request 77'],
    ['a bad cursor', { url: '/v1/events?since=yesterday' }, 400, 'invalid_cursor', 'is not an event cursor'],
    [
      'a bad cursor in the header',
      { url: '/v1/events', headers: { 'last-event-id': '¿' } },
      400,
      'invalid_cursor',
      'is not an event cursor',
    ],
    ['a broken escape', { url: '/v1/modems/%E0%A4%A' }, 400, 'invalid_argument', ''],
  ] as const)('%s', async (_, request, status, code, detail) => {
    await using app = await buildFakeApp()
    const response = await app.inject(request as object)
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json()).toMatchObject({ status, code, type: `urn:dialtone:error:${code}` })
    expect(response.json<{ detail: string }>().detail).toContain(detail)
    expect(response.statusCode).toBe(status)
  })
})

describe('events', () => {
  test('a subscriber gets the snapshot, then events, and is cut off when the service stops', async () => {
    const service = new FakeService()
    const app = await buildFakeApp(service)
    const response = app.inject('/v1/events')
    await new Promise(setImmediate)
    service.change({ state: 'activating' })
    await new Promise(setImmediate)
    await app[Symbol.asyncDispose]()
    const { body, headers } = await response
    expect(headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    const frames = body.trimEnd().split('\n\n')
    expect(frames).toHaveLength(2)
    expect(frames[0]).toMatch(/^id: e1-0\nevent: snapshot\ndata: \{"type":"snapshot"/)
    expect(frames[1]).toMatch(/^id: e1-1\nevent: connection.changed\ndata: \{.*"state":"activating"/)
    expect(body).not.toContain('8988211000000012345')
  })

  test('missed events come first, by the query or by Last-Event-ID, which counts more', async () => {
    const service = new FakeService()
    for (const state of ['activating', 'activated', 'deactivating'] as const) service.change({ state })
    const app = await buildFakeApp(service)
    const asked = app.inject('/v1/events?since=1')
    const resumed = app.inject({ url: '/v1/events?since=1', headers: { 'last-event-id': 'e1-2' } })
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    await app[Symbol.asyncDispose]()
    expect((await asked).body.match(/^id: .*/gm)).toEqual(['id: e1-2', 'id: e1-3'])
    expect((await resumed).body.match(/^id: .*/gm)).toEqual(['id: e1-3'])
  })

  test('a filter is given by names, several times; where it kept events out, the place moves on without an event', async () => {
    const service = new FakeService()
    const app = await buildFakeApp(service)
    const asked = app.inject('/v1/events?since=0&type=connection.*&type=sim.changed,radio.*&modem=modem0')
    await new Promise(setImmediate)
    service.tell({ type: 'signal.changed', modem: MODEM.id, data: { rssi: -70 } })
    await new Promise(setImmediate)
    service.change({ state: 'activating' })
    await new Promise(setImmediate)
    await app[Symbol.asyncDispose]()
    const frames = (await asked).body.trimEnd().split('\n\n')
    expect(frames[0]).toBe('id: e1-1')
    expect(frames[1]).toMatch(/^id: e1-2\nevent: connection.changed\n/)
    expect(service.calls.at(-1)).toEqual([
      'watch',
      { since: '0', type: ['connection.*', 'sim.changed,radio.*'], modem: ['modem0'] },
    ])
  })

  test.each(['type=nothing.changed', 'type=', 'colour=red', `modem=${'m'.repeat(256)}`])(
    'a filter of %s is refused',
    async (query) => {
      await using app = await buildFakeApp(new FakeService())
      const response = await app.inject(`/v1/events?${query}`)
      expect(response.json()).toMatchObject({ status: 400, code: 'invalid_argument' })
    },
  )

  test('a silent stream beats every fifteen seconds', async () => {
    const clock = new VirtualClock()
    const service = new FakeService()
    const app = await buildApp({ service: () => service, caller: () => LOCAL, clock, log: silent })
    const response = app.inject('/v1/events?since=0')
    await new Promise(setImmediate)
    service.change({})
    await clock.advance(Seconds(31))
    await app[Symbol.asyncDispose]()
    expect((await response).body.match(/^: heartbeat$/gm)).toHaveLength(2)
    expect(clock.pending).toBe(0)
  })

  test('a subscriber who has missed nothing is answered and kept alive at once, not with the next event', async () => {
    const clock = new VirtualClock()
    const service = new FakeService()
    const app = await buildApp({ service: () => service, caller: () => LOCAL, clock, log: silent })
    const response = app.inject('/v1/events?since=0')
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    await clock.advance(Seconds(16))
    await app[Symbol.asyncDispose]()
    expect(await response).toMatchObject({ statusCode: 200, body: ': heartbeat\n\n' })
    expect(clock.pending).toBe(0)
  })

  test('what ends the watch is told in the stream', async () => {
    const service = new FakeService()
    await using app = await buildFakeApp(service)
    const response = app.inject('/v1/events')
    await new Promise(setImmediate)
    service.down(new DialtoneError('storage_failed', 'the disk is full'))
    const frames = (await response).body.trimEnd().split('\n\n')
    expect(frames.at(-1)).toMatch(/^event: problem\ndata: \{.*"code":"storage_failed"/)
  })
})

describe('metrics', () => {
  const metered = async (caller: Caller) => {
    const answered: (readonly [string, number])[] = []
    const app = await buildApp({
      service: () => new FakeService(),
      caller: () => caller,
      clock: new VirtualClock(),
      log: silent,
      metering: {
        scrape: async () => ({ type: 'text/plain; version=0.0.4; charset=utf-8', text: 'a 1\n' }),
        answered: (operation, status, seconds) => {
          expect(seconds).toBeGreaterThanOrEqual(0)
          answered.push([operation, status])
        },
      },
    })
    return { app, answered }
  }

  test('are served as text, outside /v1, to whoever may read', async () => {
    const { app } = await metered({ name: 'prometheus', scopes: ['read'] })
    await using _ = app
    const response = await app.inject({ url: '/metrics' })
    expect(response).toMatchObject({ statusCode: 200, body: 'a 1\n' })
    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  })

  test('are refused to whoever may not', async () => {
    const { app } = await metered({ name: 'phone', scopes: ['sms'] })
    await using _ = app
    expect(await app.inject({ url: '/metrics' })).toMatchObject({ statusCode: 403 })
  })

  test('hear of every answer, by operation and status', async () => {
    const { app, answered } = await metered(LOCAL)
    await using _ = app
    await app.inject({ url: '/v1/modems/modem0' })
    await app.inject({ url: '/v1/modems/nowhere' })
    await app.inject({ url: '/v1/nothing' })
    await app.inject({ url: '/metrics' })
    expect(answered).toEqual([
      ['modem', 200],
      ['modem', 404],
      ['none', 404],
      ['metrics', 200],
    ])
  })
})
