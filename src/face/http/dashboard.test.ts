import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DialtoneError, silent, VirtualClock } from '../../base/index.ts'
import { buildApp, type App } from './app.ts'

const PAGE = '<!doctype html><title>Dialtone</title>'
const CODE = 'export const answer = 42'

let folder: string
let app: App
let empty: App

function build(dashboard: string): Promise<App> {
  const refuse = (): never => {
    throw new DialtoneError('access_denied', 'nobody is let in')
  }
  return buildApp({ service: refuse, caller: refuse, dashboard, clock: new VirtualClock(), log: silent })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dialtone-web-'))
  const web = join(folder, 'web')
  await mkdir(join(web, 'assets'), { recursive: true })
  await mkdir(join(web, 'assets/folder.js'))
  for (const [name, text] of [
    ['index.html', PAGE],
    ['assets/index-a1B2.js', CODE],
  ] as const) {
    await writeFile(join(web, name), text)
    await writeFile(join(web, `${name}.gz`), gzipSync(text))
    await writeFile(join(web, `${name}.br`), brotliCompressSync(text))
  }
  await writeFile(join(web, 'assets/plain.svg'), '<svg/>')
  await writeFile(join(folder, 'secret.js'), 'a key')
  await symlink(join(folder, 'secret.js'), join(web, 'assets/link.js'))
  app = await build(web)
  empty = await build(join(folder, 'nothing'))
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  await empty[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

test('the page needs no token, and says what may run in it', async () => {
  const { statusCode, headers, body } = await app.inject({ url: '/' })
  expect([statusCode, body]).toEqual([200, PAGE])
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
  })
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
})

test('the data do', async () => {
  expect((await app.inject({ url: '/v1/modems' })).statusCode).toBe(403)
})

test.each([
  ['br, gzip', 'br', brotliCompressSync(CODE)],
  ['gzip, deflate', 'gzip', gzipSync(CODE)],
  ['GZIP;q=0.5', 'gzip', gzipSync(CODE)],
  ['br;q=0, *', 'gzip', gzipSync(CODE)],
  ['identity', undefined, Buffer.from(CODE)],
  ['br;q=0, gzip;q=0', undefined, Buffer.from(CODE)],
  [undefined, undefined, Buffer.from(CODE)],
])('accepting %s it is sent as %s', async (accepted, encoding, content) => {
  const { statusCode, headers, rawPayload } = await app.inject({
    url: '/assets/index-a1B2.js',
    headers: accepted === undefined ? {} : { 'accept-encoding': accepted },
  })
  expect(statusCode).toBe(200)
  expect(headers['content-encoding']).toBe(encoding)
  expect(headers).toMatchObject({
    vary: 'accept-encoding',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  expect(rawPayload.equals(content)).toBe(true)
})

test('what was not compressed is sent as it is', async () => {
  const { headers, body } = await app.inject({
    url: '/assets/plain.svg',
    headers: { 'accept-encoding': 'br' },
  })
  expect([headers['content-encoding'], headers['content-type'], body]).toEqual([
    undefined,
    'image/svg+xml',
    '<svg/>',
  ])
})

test('who has it already is told so', async () => {
  const etag = String((await app.inject({ url: '/' })).headers.etag)
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const { statusCode, body } = await app.inject({ url: '/', headers: { 'if-none-match': known } })
    expect([known, statusCode, body]).toEqual([known, 304, ''])
  }
  const other = await app.inject({ url: '/', headers: { 'if-none-match': '"other"' } })
  expect(other.statusCode).toBe(200)
})

test('an upgrade is seen', async () => {
  const web = join(folder, 'upgraded')
  await mkdir(web)
  await writeFile(join(web, 'index.html'), 'old')
  await using upgraded = await build(web)
  expect((await upgraded.inject({ url: '/' })).body).toBe('old')
  await rm(join(web, 'index.html'))
  await writeFile(join(web, 'index.html'), 'new one')
  expect((await upgraded.inject({ url: '/' })).body).toBe('new one')
})

test('HEAD gives what GET would, without it', async () => {
  const { statusCode, headers, body } = await app.inject({ method: 'HEAD', url: '/' })
  expect([statusCode, headers['content-length'], body]).toEqual([200, String(PAGE.length), ''])
})

describe('nothing else is reached', () => {
  test.each([
    '/assets/',
    '/assets/none.js',
    '/assets/link.js',
    '/assets/folder.js',
    '/assets/../secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/assets/..%5c..%5csecret.js',
    '/assets/%2e%2e%2fsecret.js',
    '/assets/%252e%252e%252fsecret.js',
    '/assets/....//secret.js',
    '/assets/.hidden',
    '/assets/index-a1B2.js%00.svg',
    '/assets/index-a1B2.js/',
    '/assets//etc/passwd',
    '/assets/index-a1B2.js;/..',
    '//etc/passwd',
    '/index.html',
    '/secret.js',
    '/web/index.html',
    '/%2e%2e/secret.js',
    '/dial/branch',
  ])('by %s', async (url) => {
    const { statusCode, body } = await app.inject({ url })
    // A slash at the end is no other path; it is the file itself.
    if (url === '/assets/index-a1B2.js/') expect([statusCode, body]).toEqual([200, CODE])
    else expect([statusCode, body.includes('a key'), body.includes('root:')]).toEqual([404, false, false])
  })

  test('and nothing is changed', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      expect((await app.inject({ method, url: '/' })).statusCode).toBe(405)
    }
  })
})

test('where it is not built, a page says how to build it', async () => {
  const { statusCode, headers, body } = await empty.inject({ url: '/' })
  expect(statusCode).toBe(503)
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(body).toContain('npm run build:web')
  expect((await empty.inject({ url: '/assets/index-a1B2.js' })).statusCode).toBe(404)
})
