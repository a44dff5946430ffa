import { describe, expect, test } from 'vitest'
import { createClient } from '../../api/index.ts'
import { DialtoneError } from '../../base/index.ts'
import { FakeService } from '../../../test/support/fake-service.ts'
import { buildFakeApp, injected } from '../../../test/support/injected-app.ts'
import { conditionsOf, hasSeen } from './conditional.ts'

test.each<[header: string, seen: unknown]>([
  ['"a"', ['a']],
  ['"a", "b,c" ,"d"', ['a', 'b,c', 'd']],
  ['W/"a", "b"', ['b']],
  ['W/"a"', []],
  ['""', ['']],
  [' * ', '*'],
])('If-Match: %s', (header, seen) => {
  expect(conditionsOf({ method: 'PUT' }, { 'if-match': header })).toEqual({ ifMatch: seen })
})

test.each<[header: string, ruledOut: unknown]>([
  ['"a", W/"b"', ['a', 'b']],
  ['*', '*'],
])('If-None-Match of a change: %s', (header, ruledOut) => {
  expect(conditionsOf({ method: 'PUT' }, { 'if-none-match': header })).toEqual({ ifNoneMatch: ruledOut })
  expect(conditionsOf({ method: 'GET' }, { 'if-none-match': header })).toBeUndefined()
})

test.each(['a', '"a', '"a" "b"', '"a", b', '', '*, "a"', '"a b"'])('If-Match: %s is refused', (header) => {
  expect(() => conditionsOf({ method: 'PUT' }, { 'if-match': header })).toThrow(DialtoneError)
})

test.each<[header: string, seen: boolean]>([
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['*', true],
  ['"b"', false],
])('If-None-Match: %s', (header, seen) => {
  expect(hasSeen('a', { 'if-none-match': header })).toBe(seen)
  expect(hasSeen('a', {})).toBe(false)
})

const DIALER = { kind: 'modem', modems: [], profile: 'internet' } as const

describe('over HTTP', () => {
  const json = { 'content-type': 'application/json' }

  test.each([
    '/v1/profiles/internet',
    '/v1/modems/modem0/preferred-providers',
    '/v1/modems/modem0/contexts',
    '/v1/modems/modem0/messages/configuration',
  ])('GET %s has an ETag, and says nothing to who has seen it', async (url) => {
    await using app = await buildFakeApp()
    const first = await app.inject(url)
    const etag = String(first.headers.etag)
    expect(etag).toBe(`"${first.json<{ etag: string }>().etag}"`)
    const again = await app.inject({ url, headers: { 'if-none-match': etag } })
    expect(again).toMatchObject({ statusCode: 304, body: '' })
    expect(again.headers.etag).toBe(etag)
    const head = await app.inject({ method: 'HEAD', url, headers: { 'if-none-match': etag } })
    expect(head.statusCode).toBe(304)
    expect((await app.inject({ url, headers: { 'if-none-match': '"other"' } })).statusCode).toBe(200)
    expect((await app.inject({ url, headers: { 'if-none-match': 'other' } })).statusCode).toBe(400)
  })

  test('what is counted has an etag and no ETag: it is never the same', async () => {
    const service = new FakeService()
    await service.setDataPlan({ modem: 'modem0', cost: 'fixed' })
    await using app = await buildFakeApp(service)
    const plan = await app.inject('/v1/modems/modem0/data-plan')
    expect(plan.json()).toHaveProperty('etag')
    expect(plan.headers).not.toHaveProperty('etag')
  })

  test('If-Match reaches the service, from the client as well', async () => {
    const service = new FakeService()
    await using app = await buildFakeApp(service)
    await app.inject({
      method: 'PUT',
      url: '/v1/profiles/internet',
      headers: { ...json, 'if-match': '"x", "y"' },
      payload: JSON.stringify({ xml: '<Name>internet</Name>' }),
    })
    expect(service.calls).toContainEqual(['under', { ifMatch: ['x', 'y'] }])
    const client = createClient(injected(app))
    await client.under({ ifMatch: 'z' }).removeProfile({ profile: 'internet' })
    expect(service.calls).toContainEqual(['under', { ifMatch: ['z'] }])
  })

  test('If-None-Match of a change reaches the service, from the client as well', async () => {
    const service = new FakeService()
    await using app = await buildFakeApp(service)
    await app.inject({
      method: 'PUT',
      url: '/v1/profiles/internet',
      headers: { ...json, 'if-none-match': '*' },
      payload: JSON.stringify({ xml: '<Name>internet</Name>' }),
    })
    expect(service.calls).toContainEqual(['under', { ifNoneMatch: '*' }])
    const client = createClient(injected(app))
    await client.under({ ifMatch: 'y', ifNoneMatch: ['x', 'z'] }).removeProfile({ profile: 'internet' })
    expect(service.calls).toContainEqual(['under', { ifMatch: ['y'], ifNoneMatch: ['x', 'z'] }])
  })

  test.each<[method: 'POST' | 'PUT', url: string, payload: object, at: string | undefined]>([
    ['POST', '/v1/profiles', { xml: '<Name>a/b ü</Name>' }, '/v1/profiles/a%2Fb%20%C3%BC'],
    ['PUT', '/v1/profiles/internet', { xml: '<Name>internet</Name>' }, undefined],
    ['POST', '/v1/dial', { settings: { name: 'a b', dialer: DIALER } }, '/v1/dial/a%20b/settings'],
    [
      'POST',
      '/v1/dial',
      { settings: { name: 'b', dialer: DIALER }, apply: 'stored' },
      '/v1/dial/b/settings?of=stored',
    ],
    ['POST', '/v1/dial/branch/settings', { change: { enabled: false } }, undefined],
    ['POST', '/v1/tokens', { name: 'branch-7' }, '/v1/tokens/branch-7'],
  ])(
    '%s %s answers with the version and the place of what is there now',
    async (method, url, payload, at) => {
      const service = new FakeService()
      await service.addDialInterface({ settings: { name: 'branch', dialer: DIALER } })
      await using app = await buildFakeApp(service)
      const answer = await app.inject({ method, url, payload })
      expect([200, 201]).toContain(answer.statusCode)
      expect(answer.headers.location).toBe(at)
      if (url === '/v1/tokens') return
      const { etag } = answer.json<{ etag: string }>()
      expect(etag).not.toBe('')
      expect(answer.headers.etag).toBe(method === 'PUT' ? undefined : `"${etag}"`)
      const looked = await app.inject(at ?? url)
      expect(looked.json()).toMatchObject({ etag })
      expect(looked.headers.etag).toBe(`"${etag}"`)
    },
  )

  test('what is seen already is no answer to a change', async () => {
    await using app = await buildFakeApp()
    const headers = { ...json, 'if-none-match': '"profile-0"' }
    const payload = JSON.stringify({ xml: '<Name>internet</Name>' })
    const answer = await app.inject({ method: 'PUT', url: '/v1/profiles/internet', headers, payload })
    expect(answer.statusCode).toBe(200)
  })

  test('another version is 412, with the etag that it is now', async () => {
    const service = new FakeService()
    service.refuse('updateProfile', 'precondition_failed', { etag: 'now' })
    await using app = await buildFakeApp(service)
    const client = createClient(injected(app)).under({ ifMatch: 'old' })
    await expect(client.updateProfile({ profile: 'internet', xml: '' })).rejects.toMatchObject({
      code: 'precondition_failed',
      detail: { etag: 'now' },
    })
  })
})
