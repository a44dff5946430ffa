/** Remote routers: a service over TLS, reached by its name in the user's file, by everything that reaches a service. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DialtoneError, silent, systemClock } from '../../src/base/index.ts'
import { createClient } from '../../src/api/index.ts'
import { runProgram } from '../../src/face/cli/index.ts'
import { createWin32 } from '../../src/face/win32/create-win32.ts'
import * as win32 from '../../src/face/win32/index.ts'
import { ConnectionManager } from '../../src/main/index.ts'
import { serveService, type Serving } from '../../src/main/serve-service.ts'
import { addRouter, findRouter, reachRouter, unixFetch, type RouterPlace } from '../../src/reach/index.ts'
import { requirePeer } from '../peer/peer.ts'
import { Authority, type Pair } from '../support/certificates.ts'
import { FakeHost } from '../support/fake-host.ts'
import { scratch } from '../support/scratch.ts'

const suite = requirePeer('openssl', 'apt-get install openssl')

suite('a remote router', () => {
  const stack = new AsyncDisposableStack()
  const folder = stack.use(scratch()).path
  const routers = join(folder, 'routers.toml')
  let authority: Authority
  let clients: Authority
  let serving: Serving
  let address: string
  let token: string
  let ca: string

  const serve = async (name: string, pair: Pair): Promise<Serving> =>
    stack.use(
      await serveService({
        socket: join(folder, `${name}.sock`),
        listen: [{ host: '127.0.0.1', port: 0 }],
        tls: { ...pair, clientCa: clients.certificate },
        clients: new Map([['noc', ['read']]]),
        virtual: { count: 1, seed: 7, timing: 'instant' },
        clock: systemClock,
        log: silent,
      }),
    )

  beforeAll(async () => {
    authority = new Authority(folder)
    clients = new Authority(folder, 'clients')
    ca = readFileSync(authority.certificate, 'utf8')
    serving = await serve('good', authority.issue('router', { names: ['IP:127.0.0.1'] }))
    address = serving.urls[0] ?? ''
    const local = createClient(stack.use(unixFetch(serving.socket)).fetch)
    token = (await local.createToken({ name: 'branch-7', scopes: ['admin'] })).secret
    const tokenFile = join(folder, 'token')
    writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 })
    addRouter({ name: 'branch-7', address, tokenFile, ca: authority.certificate }, { file: routers })
  })
  afterAll(() => stack.disposeAsync())

  const caller = async (place: RouterPlace): Promise<string> => {
    using reached = reachRouter(place)
    return (await createClient(reached.fetch).caller()).name
  }
  const distrust = async (place: RouterPlace): Promise<DialtoneError> => {
    const thrown: unknown = await caller(place).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(DialtoneError)
    return thrown as DialtoneError
  }
  const dialtone = async (line: string, input = '') => {
    const env = { DIALTONE_ROUTERS: routers, HOME: folder }
    const host = new FakeHost({ env, input, columns: 200 })
    const code = await runProgram(line.split(' '), { host, version: '1.2.3' })
    return { code, out: host.stdout.text, err: host.stderr.text }
  }

  test('is reached by its name, its events over one connection each, its requests over another', async () => {
    const place = findRouter('branch-7', routers)
    expect(await caller(place)).toBe('token:branch-7')
    using reached = reachRouter(place)
    const client = createClient(reached.fetch)
    for await (const item of client.watch({})) {
      expect(item.type).toBe('snapshot')
      break
    }
    expect((await client.modems()).map(({ name }) => name)).toEqual(['modem0'])
  })

  test('is a ConnectionManager like any other', async () => {
    process.env.DIALTONE_ROUTERS = routers
    try {
      await using named = await ConnectionManager.connect({ router: 'branch-7' })
      await using addressed = await ConnectionManager.connect(address, { token, ca })
      for (const manager of [named, addressed]) {
        const [connection] = await manager.connections()
        const request = await connection?.connect({ profile: 'internet' })
        expect((await request?.done)?.ip.v4?.addresses).toHaveLength(1)
        const ended = await connection?.disconnect()
        await ended?.done
      }
    } finally {
      delete process.env.DIALTONE_ROUTERS
    }
  })

  test('is administered by the Windows API of routers, by its name', async () => {
    await using api = createWin32(createClient(stack.use(unixFetch(serving.socket)).fetch), {
      findRouter: async (name) => createClient(reachRouter(findRouter(name, routers)).fetch),
    })
    const server = win32.out<number>()
    expect(await api.MprAdminServerConnect('branch-7', server)).toBe(win32.NO_ERROR)
    await api.MprAdminServerDisconnect(server.value)
    expect(await api.MprAdminServerConnect('branch-8', server)).not.toBe(win32.NO_ERROR)
  })

  test('is what --router asks, with every command', async () => {
    const { code, out } = await dialtone('--router branch-7 status')
    expect([code, out]).toEqual([0, expect.stringContaining('modem0') as string])
    const { out: json } = await dialtone('modem list --json --router branch-7')
    expect(JSON.parse(json)).toMatchObject([{ name: 'modem0' }])
    expect(await dialtone('--router branch-8 status')).toMatchObject({ code: 3 })
    expect((await dialtone('--router branch-7 --socket /x status')).err).toContain('exclude each other')
  })

  test('is checked: who one is there, or what is wrong', async () => {
    addRouter(
      { name: 'stranger', address, token: 'dialtone_x', ca: authority.certificate },
      { file: routers },
    )
    const { code, out } = await dialtone('router check')
    expect(out).toContain('branch-7: as token:branch-7, who may admin')
    expect(out).toContain('stranger: this service does not know the token')
    expect(code).toBe(4)
    expect((await dialtone('router check branch-7')).code).toBe(0)
    expect((await dialtone('router remove stranger')).code).toBe(0)
  })

  test('is added with a token from standard input, which is shown nowhere', async () => {
    const added = await dialtone(
      `router add other ${address} --ca ${authority.certificate} --token-file -`,
      token,
    )
    expect(added).toMatchObject({ code: 0, err: '' })
    const listed = await dialtone('router list')
    expect(listed.out).toMatch(/other +https:\/\/127\.0\.0\.1:\d+ +token +\/.*authority\.pem/)
    for (const { out } of [added, listed, await dialtone('router list --json')]) {
      expect(out).not.toContain(token)
    }
    expect((await dialtone('router check other')).out).toContain('as token:branch-7')
    expect((await dialtone(`router add another ${address}`)).code).toBe(2)
    expect(
      (await dialtone(`router add x http://192.0.2.1 --token-file ${join(folder, 'token')}`)).err,
    ).toContain('would not be encrypted')
    // Before it asks for a token, which here it cannot.
    expect((await dialtone('router add x http://192.0.2.1')).err).toContain('would not be encrypted')
    expect((await dialtone('router add a/b https://192.0.2.1')).err).toContain('"a/b" is no name of a router')
    expect(await dialtone('router add other https://192.0.2.1')).toMatchObject({
      code: 1,
      err: 'dialtone: there is a router other already: replace it with --replace\n',
    })
  })

  test('knows a client by its certificate', async () => {
    const { certificate, key } = clients.issue('noc')
    const [pem, secret] = [readFileSync(certificate, 'utf8'), readFileSync(key, 'utf8')]
    using reached = reachRouter({ address, ca, certificate: pem, key: secret })
    const client = createClient(reached.fetch)
    // All of these on one connection.
    for (const _ of [1, 2, 3]) expect((await client.caller()).name).toBe('certificate:noc')
    chmodSync(key, 0o644)
    addRouter({ name: 'noc', address, certificate, key, ca: authority.certificate }, { file: routers })
    expect((await dialtone('router check noc')).out).toContain(`run "chmod 600 ${key}"`)
  })

  test('is trusted by the one certificate that is its own', async () => {
    const { detail, code } = await distrust({ address, token })
    expect(code).toBe('untrusted')
    const fingerprint = String(detail.fingerprint)
    expect(await caller({ address, token, fingerprint })).toBe('token:branch-7')
    const wrong = await distrust({ address, token, fingerprint: `sha256:${'00'.repeat(32)}` })
    expect(wrong).toMatchObject({
      code: 'untrusted',
      message: expect.stringContaining(fingerprint) as string,
    })
  })

  test('is told nothing, not even a token, before it is trusted', async () => {
    const { url, heard } = await eavesdropper(authority.issue('eavesdropper', { names: ['DNS:elsewhere'] }))
    await distrust({ address: url, token, ca })
    await distrust({ address: url, token })
    expect(heard()).toBe('')
  })

  test.each<[string, () => Pair, string]>([
    [
      'of an authority that is not known',
      () => clients.issue('rogue', { names: ['IP:127.0.0.1'] }),
      'no authority that is known here vouches for its certificate: name its authority as its ca',
    ],
    [
      'that is for another name',
      () => authority.issue('elsewhere', { names: ['DNS:router.example'] }),
      'its certificate is for DNS:router.example, not for 127.0.0.1',
    ],
    [
      'that has expired',
      () => authority.issue('old', { names: ['IP:127.0.0.1'], days: -1 }),
      'its certificate has expired',
    ],
  ])('with a certificate %s is not trusted, and it is said what to do', async (_, issue, why) => {
    const { url } = await eavesdropper(issue())
    const { code, message } = await distrust({ address: url, token, ca })
    expect([code, message]).toEqual(['untrusted', expect.stringContaining(why) as string])
  })

  test('that is not there, or speaks no TLS, is told apart', async () => {
    const dumb = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end('220 mail\r\n'),
    )
    await new Promise<void>((resolve) => dumb.listen(0, '127.0.0.1', resolve))
    const { port } = dumb.address() as { port: number }
    const noTls = await distrust({ address: `https://127.0.0.1:${port}`, token, ca })
    expect(noTls).toMatchObject({
      code: 'service_unavailable',
      message: /speaks no TLS; .* begins with http:/,
    })
    await new Promise((resolve) => dumb.close(resolve))
    const nobody = await distrust({ address: `https://127.0.0.1:${port}`, token, ca })
    expect(nobody).toMatchObject({ code: 'service_unavailable', message: /nobody listens there/ })
    const plain = await distrust({ address: address.replace('https', 'http'), token })
    expect(plain).toMatchObject({
      code: 'service_unavailable',
      message: expect.stringMatching(
        /closed the connection; if it speaks TLS, its address begins with https:/,
      ) as string,
    })
  })

  /** TLS with this certificate, and everything that is said on it. */
  async function eavesdropper(pair: Pair): Promise<{ readonly url: string; readonly heard: () => string }> {
    const { createServer: createTls } = await import('node:tls')
    let heard = ''
    const server = createTls(
      { cert: readFileSync(pair.certificate), key: readFileSync(pair.key) },
      (socket) => {
        socket.on('error', () => undefined)
        socket.on('data', (data: Buffer) => (heard += data.toString()))
      },
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    stack.defer(() => void server.close())
    const { port } = server.address() as { port: number }
    return { url: `https://127.0.0.1:${port}`, heard: () => heard }
  }
})
