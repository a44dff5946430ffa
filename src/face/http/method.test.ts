import { expect, test } from 'vitest'
import { silent, VirtualClock } from '../../base/index.ts'
import { FakeService } from '../../../test/support/fake-service.ts'
import { buildFakeApp, LOCAL } from '../../../test/support/injected-app.ts'
import { buildApp } from './app.ts'

test('HEAD is answered as GET is, without the body', async () => {
  await using app = await buildFakeApp()
  const got = await app.inject('/v1/modems/modem0')
  const head = await app.inject({ method: 'HEAD', url: '/v1/modems/modem0' })
  expect(head.statusCode).toBe(200)
  expect(head.body).toBe('')
  expect(head.headers['content-type']).toBe(got.headers['content-type'])
  expect(head.headers['content-length']).toBe(got.headers['content-length'])
  expect((await app.inject({ method: 'HEAD', url: '/v1/modems/nope' })).statusCode).toBe(404)
})

test('HEAD of the events ends', async () => {
  await using app = await buildFakeApp()
  const head = await app.inject({ method: 'HEAD', url: '/v1/events' })
  expect(head).toMatchObject({ statusCode: 200, body: '' })
  expect(head.headers['content-type']).toContain('text/event-stream')
})

test.each([
  ['/v1/modems', 'GET, HEAD, OPTIONS'],
  ['/v1/profiles/x', 'GET, PUT, DELETE, HEAD, OPTIONS'],
  ['/v1/modems/modem0/scan', 'POST, OPTIONS'],
  ['/v1/events', 'GET, HEAD, OPTIONS'],
  ['/v1/openapi.json', 'GET, HEAD, OPTIONS'],
])('OPTIONS and a refused method say what %s takes', async (url, allow) => {
  await using app = await buildFakeApp()
  const options = await app.inject({ method: 'OPTIONS', url })
  expect(options).toMatchObject({ statusCode: 204, body: '' })
  expect(options.headers.allow).toBe(allow)
  const patched = await app.inject({ method: 'PATCH', url })
  expect(patched.statusCode).toBe(405)
  expect(patched.headers.allow).toBe(allow)
})

test('OPTIONS of nothing is not found', async () => {
  await using app = await buildFakeApp()
  expect((await app.inject({ method: 'OPTIONS', url: '/v1/nothing' })).statusCode).toBe(404)
})

test('what lies beside the API says as well what it takes', async () => {
  await using app = await buildApp({
    service: () => new FakeService(),
    caller: () => LOCAL,
    dashboard: '/nowhere',
    metering: { scrape: async () => ({ type: 'text/plain', text: '' }), answered: () => undefined },
    clock: new VirtualClock(),
    log: silent,
  })
  for (const url of ['/', '/metrics', '/metrics/', '/assets/index.js']) {
    const options = await app.inject({ method: 'OPTIONS', url })
    expect([url, options.statusCode, options.headers.allow]).toEqual([url, 204, 'GET, HEAD, OPTIONS'])
    for (const method of ['DELETE', 'PUT', 'POST'] as const) {
      const refused = await app.inject({ method, url })
      expect([url, refused.statusCode, refused.headers.allow]).toEqual([url, 405, 'GET, HEAD, OPTIONS'])
      expect(refused.json()).toMatchObject({ detail: `${url} takes GET, not ${method}` })
    }
  }
  for (const url of ['/assets/a/b', '/metricsx', '/v1', '/v1/openapi-json']) {
    expect((await app.inject({ method: 'DELETE', url })).statusCode).toBe(404)
  }
})
