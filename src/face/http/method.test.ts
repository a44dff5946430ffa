import { expect, test } from 'vitest'
import { buildFakeApp } from '../../../test/support/injected-app.ts'

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
