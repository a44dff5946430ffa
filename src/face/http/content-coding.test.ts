import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { FakeService } from '../../../test/support/fake-service.ts'
import { buildFakeApp } from '../../../test/support/injected-app.ts'

const PAYLOAD = JSON.stringify({ xml: '<Name>internet</Name>' })

async function put(coding: string, payload: string | Buffer = PAYLOAD) {
  const service = new FakeService()
  await using app = await buildFakeApp(service)
  const answer = await app.inject({
    method: 'PUT',
    url: '/v1/profiles/internet',
    headers: { 'content-type': 'application/json', 'content-encoding': coding },
    payload,
  })
  return { answer, done: service.calls.some(([name]) => name === 'updateProfile') }
}

test.each([
  ['gzip', gzipSync(PAYLOAD)],
  ['gzip', PAYLOAD],
  ['br', PAYLOAD],
  ['identity, gzip', PAYLOAD],
])('a body in %s is refused, whatever it really is', async (coding, payload) => {
  const { answer, done } = await put(coding, payload)
  expect(answer.statusCode).toBe(415)
  expect(answer.headers['accept-encoding']).toBe('identity')
  expect(answer.json()).toMatchObject({ code: 'invalid_argument', status: 415 })
  expect(done).toBe(false)
})

test.each(['identity', 'Identity', ''])('a body that is coded by %j is as it is', async (coding) => {
  const { answer, done } = await put(coding)
  expect([answer.statusCode, done]).toEqual([200, true])
})

test('who has no right learns that first', async () => {
  await using app = await buildFakeApp(new FakeService(), { name: 'token:x', scopes: ['read'] })
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const answer = await app.inject({ method: 'POST', url: '/v1/profiles', headers, payload: PAYLOAD })
  expect(answer.statusCode).toBe(403)
})
