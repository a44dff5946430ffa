/** The service on TCP with TLS: certificates of the service and of its callers, read again while it runs. */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request, type RequestOptions } from 'node:https'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Milliseconds, Seconds, silent, systemClock, VirtualClock } from '../../src/base/index.ts'
import { createClient, type Service } from '../../src/api/index.ts'
import { listenTcp } from '../../src/face/http/index.ts'
import { accessOf } from '../../src/main/configuration/access-settings.ts'
import { LiveConfiguration } from '../../src/main/configuration/live-configuration.ts'
import { readConfigurationFile } from '../../src/main/configuration/read-file.ts'
import { serveService, type Serving } from '../../src/main/serve-service.ts'
import { unixFetch } from '../../src/reach/index.ts'
import { requirePeer } from '../peer/peer.ts'
import { Authority, type Pair } from '../support/certificates.ts'
import { scratch } from '../support/scratch.ts'

const suite = requirePeer('openssl', 'apt-get install openssl')
const HERE = { names: ['IP:127.0.0.1', 'DNS:localhost'] }

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

suite('over TLS', () => {
  const stack = new AsyncDisposableStack()
  const folder = stack.use(scratch()).path
  let authority: Authority
  let clients: Authority
  let server: Pair
  let serving: Serving
  let local: Service

  beforeAll(async () => {
    authority = new Authority(folder)
    clients = new Authority(folder, 'clients')
    server = authority.issue('router', HERE)
    serving = stack.use(
      await serveService({
        socket: join(folder, 's'),
        listen: [{ host: '127.0.0.1', port: 0 }],
        tls: { ...server, clientCa: clients.certificate },
        clients: new Map([['branch-7', ['read', 'connect']]]),
        hostNames: ['router.example'],
        virtual: { count: 1, seed: 7, timing: 'instant' },
        clock: systemClock,
        log: silent,
      }),
    )
    local = createClient(stack.use(unixFetch(serving.socket)).fetch)
  })
  afterAll(() => stack.disposeAsync())

  function ask(path: string, options: RequestOptions = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ca = readFileSync(authority.certificate)
      request((serving.urls[0] ?? '') + path, { ca, agent: false, ...options }, (response) => {
        let text = ''
        response.on('data', (part: Buffer) => (text += part.toString()))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Answer['body'] }),
        )
      })
        .on('error', reject)
        .end()
    })
  }

  const shown = ({ certificate, key }: Pair): RequestOptions => ({
    cert: readFileSync(certificate),
    key: readFileSync(key),
  })

  test('a token is as good as on the way without', async () => {
    expect(serving.urls[0]).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    expect((await ask('/v1/caller')).status).toBe(401)
    const { secret } = await local.createToken({ name: 'x', scopes: ['read'] })
    const { body } = await ask('/v1/caller', { headers: { authorization: `Bearer ${secret}` } })
    expect(body).toEqual({ name: 'token:x', scopes: ['read'] })
  })

  test('a client certificate that is listed says who comes', async () => {
    expect(await ask('/v1/caller', shown(clients.issue('branch-7')))).toEqual({
      status: 200,
      body: { name: 'certificate:branch-7', scopes: ['read', 'connect'] },
    })
  })

  test('a token that is shown beside a certificate counts', async () => {
    const { secret } = await local.createToken({ name: 'beside', scopes: ['admin'] })
    const { body } = await ask('/v1/caller', {
      ...shown(clients.issue('branch-7')),
      headers: { authorization: `Bearer ${secret}` },
    })
    expect(body.name).toBe('token:beside')
  })

  test('a client certificate that is not listed may nothing', async () => {
    const { status, body } = await ask('/v1/caller', shown(clients.issue('branch-8')))
    expect([status, body.code]).toEqual([403, 'access_denied'])
    expect(body.detail).toContain('list it with --client branch-8=read')
  })

  test.each<[string, () => Pair, string]>([
    [
      'of another authority',
      () => authority.issue('branch-7-of-another'),
      'is not one that this service takes',
    ],
    ['that has expired', () => clients.issue('branch-7-of-old', { days: -1 }), 'CERT_HAS_EXPIRED'],
    ['with a name that is none', () => clients.issue('branch 7'), 'has no common name'],
  ])('a client certificate %s is refused', async (_, issue, why) => {
    const { status, body } = await ask('/v1/caller', shown(issue()))
    expect([status, body.code]).toEqual([401, 'unauthenticated'])
    expect(body.detail).toContain(why)
  })

  test('who follows events by a client certificate is shown out when it expires', async () => {
    const pair = clients.issue('branch-7', { days: 2 })
    const { validToDate } = new X509Certificate(readFileSync(pair.certificate))
    const clock = new VirtualClock(validToDate.getTime() - 90_000)
    await using ending = await serveService({
      socket: join(folder, 'ending'),
      listen: [{ host: '127.0.0.1', port: 0 }],
      tls: { ...server, clientCa: clients.certificate },
      clients: new Map([['branch-7', ['read']]]),
      virtual: { count: 1, seed: 7, timing: 'instant' },
      clock,
      log: silent,
    })
    const ca = readFileSync(authority.certificate)
    const url = `${ending.urls[0] ?? ''}/v1/events`
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { ca, agent: false, ...shown(pair) }, resolve)
        .on('error', reject)
        .end()
    })
    expect(response.statusCode).toBe(200)
    let ended = false as boolean // set from within, out of the compiler's sight
    const end = once(response.resume(), 'close').then(() => (ended = true))
    await clock.advance(Seconds(89))
    await new Promise(setImmediate)
    expect(ended).toBe(false)
    await clock.advance(Seconds(2))
    await end
    expect((await ask('/v1/caller', shown(pair))).status).toBe(200)
  })

  test('TLS 1.1 and what is no TLS get nowhere', async () => {
    const { port } = new URL(serving.urls[0] ?? '')
    const failure = await new Promise<Error>((resolve) => {
      connectTls({
        port: Number(port),
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1',
        rejectUnauthorized: false,
      })
        .on('error', resolve)
        .on('secureConnect', () => resolve(new Error('connected')))
    })
    expect(failure.message).not.toBe('connected')
    await expect(fetch(`http://127.0.0.1:${port}/v1/caller`)).rejects.toThrow()
    expect((await ask('/v1/caller')).status).toBe(401)
  })

  test('names are those that it was told, and its addresses', async () => {
    const asking = (host: string): Promise<Answer> =>
      ask('/v1/caller', { headers: { host }, servername: 'localhost' })
    const hosts = ['router.example', 'ROUTER.example.:8443', 'localhost', '[::1]:1', '192.0.2.9']
    for (const host of hosts) expect((await asking(host)).status, host).toBe(401)
    const { status, body } = await asking('rebound.example')
    expect([status, body.code]).toEqual([421, 'access_denied'])
  })

  test('a certificate that is renewed is shown to whoever comes next; a broken one is not taken', async () => {
    const serial = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const { port } = new URL(serving.urls[0] ?? '')
        const socket = connectTls({ port: Number(port), rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().serialNumber)
          socket.end()
        }).on('error', reject)
      })
    const before = await serial()
    const next = authority.issue('renewed', HERE)
    copyFileSync(next.certificate, server.certificate)
    await expect(serving.renewCertificates()).rejects.toMatchObject({ code: 'invalid_argument' })
    expect(await serial()).toBe(before)
    copyFileSync(next.key, server.key)
    await serving.renewCertificates()
    expect(await serial()).not.toBe(before)
    expect((await ask('/v1/caller', shown(clients.issue('branch-7')))).status).toBe(200)
  })

  test('a reload takes up other files, clients and names, and shows nobody out over what is not theirs', async () => {
    const place = { path: join(folder, 'dialtone.toml'), isNamed: true }
    const write = (pair: Pair, ca: string | undefined, rest: readonly string[]): void => {
      const files = [
        ['tls-certificate', pair.certificate],
        ['tls-key', pair.key],
        ...(ca === undefined ? [] : [['client-ca', ca]]),
      ]
      const lines = files.map(([key, path]) => `${key} = ${JSON.stringify(path)}`)
      writeFileSync(place.path, ['[listen]', 'tcp = "127.0.0.1:0"', ...lines, ...rest].join('\n'))
    }
    const [one, two] = [authority.issue('one', HERE), authority.issue('two', HERE)]
    write(one, clients.certificate, [
      'clients = ["branch-7=read,connect", "noc=admin"]',
      'host-names = ["old.example"]',
    ])
    const read = await readConfigurationFile(place)
    const configuration = await LiveConfiguration.create({ place, read, above: [], defaults: {} })
    await using live = await serveService({
      socket: join(folder, 'live'),
      ...accessOf(configuration.current.listen),
      configuration,
      virtual: { count: 1, seed: 7, timing: 'instant' },
      clock: systemClock,
      log: silent,
    })
    const { port } = new URL(live.urls[0] ?? '')
    const there = { port, servername: 'localhost' }
    const shownNow = async (): Promise<string> => {
      const socket = connectTls({ port: Number(port), rejectUnauthorized: false })
      await once(socket, 'secureConnect')
      const { subject } = socket.getPeerCertificate()
      socket.destroy()
      return String(subject.CN)
    }
    const branch = shown(clients.issue('branch-7'))
    const noc = shown(clients.issue('noc'))
    const follow = async (options: RequestOptions): Promise<IncomingMessage> => {
      const ca = readFileSync(authority.certificate)
      return new Promise((resolve, reject) => {
        request(`${live.urls[0] ?? ''}/v1/events`, { ca, agent: false, ...options }, resolve)
          .on('error', reject)
          .end()
      })
    }
    const [leaving, staying] = [await follow(branch), await follow(noc)]
    staying.resume()
    const left = once(leaving.resume(), 'close')
    expect((await ask('/v1/caller', { ...branch, ...there })).body.scopes).toEqual(['read', 'connect'])
    expect(await shownNow()).toBe('one')

    const other = new Authority(folder, 'other-clients')
    const both = join(folder, 'both.pem')
    writeFileSync(both, readFileSync(clients.certificate, 'utf8') + readFileSync(other.certificate, 'utf8'))
    write(two, both, ['clients = ["branch-7=read", "noc=admin", "new=read"]', 'host-names = ["new.example"]'])
    expect(await live.service.reloadConfiguration()).toMatchObject({
      settings: [
        'listen.tls-certificate',
        'listen.tls-key',
        'listen.client-ca',
        'listen.clients',
        'listen.host-names',
      ],
      restart: [],
      failed: [],
    })
    await left
    expect(staying.closed).toBe(false)
    staying.destroy()
    expect(await shownNow()).toBe('two')
    expect((await ask('/v1/caller', { ...branch, ...there })).body.scopes).toEqual(['read'])
    expect((await ask('/v1/caller', { ...shown(other.issue('new')), ...there })).body.name).toBe(
      'certificate:new',
    )
    const named = (host: string): Promise<number> =>
      ask('/v1/caller', { ...noc, ...there, headers: { host } }).then(({ status }) => status)
    expect([await named('old.example'), await named('new.example')]).toEqual([421, 200])

    // Asking for certificates is begun and ended by a start alone: without authorities of its own, anybody's would do.
    write(one, undefined, [])
    expect(await live.service.reloadConfiguration()).toMatchObject({
      settings: ['listen.clients', 'listen.host-names'],
      restart: ['listen.tls-certificate', 'listen.tls-key', 'listen.client-ca'],
    })
    expect(await shownNow()).toBe('two')
    expect((await ask('/v1/caller', { ...noc, ...there })).status).toBe(403)
    write({ ...one, key: two.key }, both, [])
    expect((await live.service.reloadConfiguration()).failed).toMatchObject([
      { key: 'listen.tls-certificate', message: expect.stringContaining('is not the key of') as string },
    ])
    expect(await shownNow()).toBe('two')
  })

  test('files that cannot be used are told of before anything listens', async () => {
    const pair = authority.issue('other', HERE)
    const garbage = join(folder, 'garbage')
    writeFileSync(garbage, 'no PEM')
    const listen = (files: Partial<Pair> & { readonly clientCa?: string }, clock = systemClock) =>
      listenTcp({ host: '127.0.0.1', port: 0 }, { clock, tls: { ...pair, ...files } })
    await expect(listen({ certificate: garbage })).rejects.toThrow('it is no certificate in PEM')
    await expect(listen({ key: garbage })).rejects.toThrow('it is no private key in PEM')
    await expect(listen({ clientCa: garbage })).rejects.toThrow('it is no certificate in PEM')
    await expect(listen({ key: server.key })).rejects.toThrow('it is not the key of')
    await expect(listen({ certificate: `${garbage}.missing` })).rejects.toMatchObject({ code: 'not_found' })
    const late = new VirtualClock(systemClock.now())
    await late.advance(Milliseconds(40 * 86_400_000))
    await expect(listen({}, late)).rejects.toThrow('the certificate has expired on')
  })

  test('without a certificate no other computer is let in, unless it is said', async () => {
    const everywhere = { host: '0.0.0.0', port: 0 }
    await expect(listenTcp(everywhere, { clock: systemClock })).rejects.toThrow('give it a certificate')
    await using plain = await listenTcp(everywhere, { clock: systemClock, plain: true })
    expect(plain.url).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/)
  })
})
