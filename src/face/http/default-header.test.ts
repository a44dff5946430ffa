import { expect, test } from 'vitest'
import { buildFakeApp } from '../../../test/support/injected-app.ts'

test.each<[method: 'GET' | 'POST' | 'DELETE', url: string, kept: string]>([
  ['GET', '/v1/modems', 'no-store'],
  ['GET', '/v1/modems?reveal=true', 'no-store'],
  ['GET', '/v1/modems/nope', 'no-store'],
  ['GET', '/v1/nothing', 'no-store'],
  ['GET', '/v1/modems?colour=red', 'no-store'],
  ['POST', '/v1/tokens', 'no-store'],
  ['DELETE', '/v1/profiles/internet', 'no-store'],
  // What has an ETag may be kept, and is asked for again; not so where it shows whose it is.
  ['GET', '/v1/profiles/internet', 'no-cache'],
  ['GET', '/v1/profiles/internet?reveal=true', 'no-store'],
  ['GET', '/v1/openapi.json', 'no-cache'],
])('%s %s: %s', async (method, url, kept) => {
  await using app = await buildFakeApp()
  const { headers } = await app.inject({ method, url, ...(method === 'POST' && { payload: { name: 'a' } }) })
  expect(headers).toMatchObject({ 'cache-control': kept, 'x-content-type-options': 'nosniff' })
})
