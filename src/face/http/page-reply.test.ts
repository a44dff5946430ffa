import { expect, test } from 'vitest'
import { createClient } from '../../api/index.ts'
import { FakeService, MODEM, PROFILE } from '../../../test/support/fake-service.ts'
import { buildFakeApp, injected } from '../../../test/support/injected-app.ts'

const many = () => {
  const service = new FakeService()
  for (const name of ['e', 'b', 'a/ü', 'd']) {
    service.tell({ type: 'profile.added', data: { ...PROFILE, name } })
  }
  return service
}

test('a page says where the next one is, and the last one does not', async () => {
  await using app = await buildFakeApp(many())
  const first = await app.inject('/v1/profiles?limit=2&reveal=true')
  expect(first.json<{ name: string }[]>().map(({ name }) => name)).toEqual(['a/ü', 'b'])
  const next = /^<(\/v1\/profiles\?.*)>; rel="next"$/.exec(String(first.headers.link))?.[1] ?? ''
  expect(next).toContain('reveal=true')
  const second = await app.inject(next)
  expect(second.json<{ name: string }[]>().map(({ name }) => name)).toEqual(['d', 'e'])
  const last = await app.inject(/<(.*)>/.exec(String(second.headers.link))?.[1] ?? '')
  expect(last.json<{ name: string }[]>().map(({ name }) => name)).toEqual(['internet'])
  expect(last.headers).not.toHaveProperty('link')
})

test('a list that is asked for as it is comes whole', async () => {
  await using app = await buildFakeApp(many())
  const whole = await app.inject('/v1/profiles')
  expect(whole.json()).toHaveLength(5)
  expect(whole.headers).not.toHaveProperty('link')
})

test('the client gives one item after the other', async () => {
  const service = many()
  await using app = await buildFakeApp(service)
  const client = createClient(injected(app), { reveal: true })
  const names: string[] = []
  for await (const { name } of client.each('profiles', {}, { limit: 2 })) names.push(name)
  expect(names).toEqual(['a/ü', 'b', 'd', 'e', 'internet'])
  expect(service.calls.filter(([name]) => name === 'profiles')).toHaveLength(3)
  for await (const { id } of client.each('modems')) expect(id).toBe(MODEM.id)
})

test.each([
  ['?limit=0', 'invalid_argument'],
  ['?limit=1001', 'invalid_argument'],
  ['?limit=many', 'invalid_argument'],
  ['?cursor=x', 'invalid_cursor'],
  ['?cursor=', 'invalid_cursor'],
  [`?cursor=${'A'.repeat(8193)}`, 'invalid_argument'],
])('%s is refused', async (query, code) => {
  await using app = await buildFakeApp()
  const response = await app.inject(`/v1/modems${query}`)
  expect(response.statusCode).toBe(400)
  expect(response.json()).toMatchObject({ code })
})

test('what is no list has no pages', async () => {
  await using app = await buildFakeApp()
  expect((await app.inject('/v1/snapshot?limit=1')).json()).toMatchObject({ code: 'invalid_argument' })
})
