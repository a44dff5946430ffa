/** The service on TCP and TLS, asked by `curl` and `openssl s_client`, and by connections that mean no good. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Milliseconds, Seconds, silent, systemClock } from '../../src/base/index.ts'
import { createClient } from '../../src/api/index.ts'
import { listenTcp, type TcpListener, type TcpOptions } from '../../src/face/http/index.ts'
import { serveService, type Serving } from '../../src/main/serve-service.ts'
import { unixFetch } from '../../src/reach/index.ts'
import { Authority } from '../support/certificates.ts'
import { scratch } from '../support/scratch.ts'
import { requirePeer } from './peer.ts'

const run = promisify(execFile)
const curl = requirePeer('curl', 'apt-get install curl')
const openssl = requirePeer('openssl', 'apt-get install openssl')

const stack = new AsyncDisposableStack()
const folder = stack.use(scratch()).path
let serving: Serving
let url: string
let authority: Authority
let header: string

beforeAll(async () => {
  authority = new Authority(folder)
  const clients = new Authority(folder, 'clients')
  serving = stack.use(
    await serveService({
      socket: join(folder, 's'),
      listen: [{ host: '127.0.0.1', port: 0 }],
      tls: { ...authority.issue('router', { names: ['IP:127.0.0.1'] }), clientCa: clients.certificate },
      clients: new Map([['noc', ['read']]]),
      virtual: { count: 1, seed: 7, timing: 'instant' },
      clock: systemClock,
      log: silent,
    }),
  )
  url = serving.urls[0] ?? ''
  clients.issue('noc')
  const local = createClient(stack.use(unixFetch(serving.socket)).fetch)
  const { secret } = await local.createToken({ name: 'curl', scopes: ['read'] })
  header = join(folder, 'header')
  writeFileSync(header, `authorization: Bearer ${secret}\n`, { mode: 0o600 })
})
afterAll(() => stack.disposeAsync())

curl('curl', () => {
  const ask = async (...words: readonly string[]): Promise<readonly [status: string, body: string]> => {
    const { stdout } = await run('curl', ['-sS', '-w', '\n%{http_code}', '--max-time', '20', ...words])
    const at = stdout.lastIndexOf('\n')
    return [stdout.slice(at + 1), stdout.slice(0, at)]
  }

  test('is let in with a token from a file, and told who it is', async () => {
    const [status, body] = await ask(
      '--cacert',
      authority.certificate,
      '-H',
      `@${header}`,
      `${url}/v1/caller`,
    )
    expect([status, JSON.parse(body)]).toEqual(['200', { name: 'token:curl', scopes: ['read'] }])
  })

  test('is let in with a client certificate', async () => {
    const pair = ['--cert', join(folder, 'noc.pem'), '--key', join(folder, 'noc.key')]
    const [status, body] = await ask('--cacert', authority.certificate, ...pair, `${url}/v1/caller`)
    expect([status, JSON.parse(body)]).toEqual(['200', { name: 'certificate:noc', scopes: ['read'] }])
  })

  test('gets nothing without, and trusts nobody by itself', async () => {
    expect((await ask('--cacert', authority.certificate, `${url}/v1/modems`))[0]).toBe('401')
    await expect(ask(`${url}/v1/modems`)).rejects.toMatchObject({ code: 60 }) // CURLE_PEER_FAILED_VERIFICATION
  })

  test('of a page of another site is sent away', async () => {
    const words = [
      '--cacert',
      authority.certificate,
      '-H',
      `@${header}`,
      '-H',
      'origin: https://evil.example',
    ]
    expect((await ask(...words, `${url}/v1/modems`))[0]).toBe('421')
  })

  test.each([
    '/v1/../../etc/passwd',
    '/v1/modems/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '//etc/passwd',
  ])('finds nothing at %s', async (path) => {
    const words = ['--path-as-is', '--cacert', authority.certificate, '-H', `@${header}`]
    const [status, body] = await ask(...words, url + path)
    expect(status).toBe('404')
    expect(body).not.toContain('root:')
  })
})

openssl('openssl s_client', () => {
  const handshake = async (...words: readonly string[]): Promise<string> => {
    const at = ['s_client', '-connect', new URL(url).host, '-CAfile', authority.certificate, ...words]
    const done = run('openssl', at)
    done.child.stdin?.end()
    return done.then(
      ({ stdout }) => stdout,
      (thrown: unknown) => {
        // What `execFile` rejects with has what was said.
        const { stdout, stderr } = thrown as { readonly stdout: string; readonly stderr: string }
        return stdout + stderr
      },
    )
  }

  test('finds a chain that it can verify, and a modern protocol', async () => {
    const said = await handshake('-verify_return_error')
    expect(said).toContain('Verify return code: 0 (ok)')
    expect(said).toMatch(/TLSv1\.3, Cipher is TLS_/)
  })

  test('finds nothing older than TLS 1.2', async () => {
    expect(await handshake('-tls1_1')).not.toMatch(/Cipher is [A-Z]/)
  })
})

curl('connections that mean no good', () => {
  const listening = async (options: Partial<TcpOptions>): Promise<TcpListener> => {
    const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, { clock: systemClock, ...options })
    listener.serve((_, response) => response.end('served'))
    return listener
  }
  /** Everything that is answered to `first` until the connection is closed. */
  const said = (at: string, first: string): Promise<string> =>
    new Promise((resolve) => {
      let heard = ''
      const socket: Socket = connect(Number(new URL(at).port), '127.0.0.1', () => socket.write(first))
      socket.on('data', (data) => (heard += data.toString()))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(heard))
    })
  const ASKING = 'GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n'

  test('who dawdles is cut off, and the others are served', async () => {
    // Long enough for who does not dawdle on a machine that does something else as well.
    const patience = {
      headers: Seconds(2),
      request: Seconds(3),
      idle: Seconds(2),
      look: Milliseconds(20),
    }
    await using listener = await listening({ patience })
    const dawdling = Array.from({ length: 10 }, () => said(listener.url, `${ASKING}x-a: `))
    expect(await (await fetch(listener.url)).text()).toBe('served')
    for (const heard of await Promise.all(dawdling)) expect(heard).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('what is no HTTP, or too much of it, is answered and cut off', async () => {
    await using listener = await listening({})
    const { url: at } = listener
    expect(await said(at, `${ASKING}x: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
    expect(await said(at, 'EHLO example\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await said(at, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    const pipelined = `${ASKING}\r\n`.repeat(49) + `${ASKING}connection: close\r\n\r\n`
    expect((await said(at, pipelined)).match(/served/g)).toHaveLength(50)
  })

  test('one place that opens too many leaves room for itself, and for others, as they go', async () => {
    await using listener = await listening({ connections: { all: 100, onePlace: 20 } })
    const sockets = Array.from({ length: 20 }, () => connect(Number(new URL(listener.url).port), '127.0.0.1'))
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
    expect(await said(listener.url, `${ASKING}connection: close\r\n\r\n`)).toBe('')
    const gone = new Promise((resolve) => sockets[0]?.once('close', resolve))
    for (const socket of sockets) socket.destroy()
    await gone
    let heard = ''
    while (heard === '') heard = await said(listener.url, `${ASKING}connection: close\r\n\r\n`)
    expect(heard).toContain('served')
  })
})
