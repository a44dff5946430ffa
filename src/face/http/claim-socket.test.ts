import { createServer, connect } from 'node:net'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent, systemClock } from '../../base/index.ts'
import { createClient, createConnectionManager, isEvent } from '../../api/index.ts'
import { unixFetch } from '../../reach/index.ts'
import { CONNECTION, FakeService } from '../../../test/support/fake-service.ts'
import { groupId } from './access/group-id.ts'
import { buildApp } from './app.ts'
import { claimSocket } from './claim-socket.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-claim-'))
  path = join(folder, 'new/dialtone.sock')
})
afterEach(() => rmSync(folder, { recursive: true }))

const clock = systemClock

/** A socket file of a service that was killed: bound, and nobody behind it. */
async function stale(at: string): Promise<void> {
  const server = createServer().listen(`${at}.bound`)
  await new Promise((resolve) => server.once('listening', resolve))
  const { link } = await import('node:fs/promises')
  await link(`${at}.bound`, at)
  await new Promise((resolve) => server.close(resolve))
}

async function serve(service: FakeService, at = path) {
  const claim = await claimSocket(at, { clock })
  const app = await buildApp({
    service: () => service,
    caller: () => ({ name: 'local', scopes: ['admin'] }),
    clock,
    log: silent,
  })
  claim.serve(app.handler)
  return {
    async [Symbol.asyncDispose]() {
      app.endStreams()
      await claim.release()
      await app[Symbol.asyncDispose]()
    },
  }
}

test('only its owner may use the socket, and nothing is left behind', async () => {
  {
    await using _ = await claimSocket(path, { clock })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o700)
    expect(readdirSync(join(folder, 'new'))).toEqual(['dialtone.sock'])
  }
  expect(readdirSync(join(folder, 'new'))).toEqual([])
})

test('a second service is refused and does the first no harm', async () => {
  const service = new FakeService()
  await using _ = await serve(service)
  await expect(claimSocket(path, { clock })).rejects.toMatchObject({
    code: 'service_running',
    detail: { path },
    message: expect.stringMatching(/^a service is running already and listens at /) as string,
  })
  await expect(claimSocket(path, { clock, holder: 'a lab' })).rejects.toThrow(/^a lab is running already/)
  using reached = unixFetch(path)
  expect((await createClient(reached.fetch).snapshot()).service.pid).toBe(4242)
  expect(readdirSync(join(folder, 'new'))).toEqual(['dialtone.sock'])
})

test('a socket that a killed service left behind is taken over', async () => {
  path = join(folder, 'dialtone.sock')
  await stale(path)
  expect(existsSync(path)).toBe(true)
  await using _ = await serve(new FakeService())
  using reached = unixFetch(path)
  expect(await createClient(reached.fetch).connections()).toEqual([CONNECTION])
  expect(readdirSync(folder)).toEqual(['dialtone.sock'])
})

test('of many that start at once over a stale socket, one gets it', async () => {
  for (let round = 0; round < 20; round++) {
    path = join(folder, `dialtone${round}.sock`)
    await stale(path)
    const claims = await Promise.allSettled(Array.from({ length: 8 }, () => claimSocket(path, { clock })))
    const won = claims.filter((one) => one.status === 'fulfilled')
    expect(won).toHaveLength(1)
    for (const one of claims) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'service_running' })
    }
    won[0]?.value.serve((_, response) => response.end('me'))
    using reached = unixFetch(path)
    expect(await (await reached.fetch('http://x/', { method: 'GET', headers: {} })).text()).toBe('me')
    await won[0]?.value.release()
  }
  expect(readdirSync(folder)).toEqual([])
})

test('what is there and no socket is left alone', async () => {
  path = join(folder, 'file')
  writeFileSync(path, 'precious')
  await expect(claimSocket(path, { clock })).rejects.toThrow('is no socket: it is left alone')
  expect(readdirSync(folder)).toEqual(['file'])
})

test('a path that no socket can have says so', async () => {
  await expect(claimSocket(join(folder, 'x'.repeat(100)), { clock })).rejects.toMatchObject({
    code: 'invalid_argument',
  })
})

test('requests that come before the app is ready are answered when it is', async () => {
  await using claim = await claimSocket(path, { clock })
  using reached = unixFetch(path)
  const early = reached.fetch('http://x/early', { method: 'GET', headers: {} })
  const other = connect(path)
  await new Promise((resolve) => other.once('connect', resolve))
  claim.serve((request, response) => response.end(request.url))
  expect(await (await early).text()).toBe('/early')
  other.destroy()
})

test('what is not HTTP gets a problem document and is cut off', async () => {
  await using _ = await claimSocket(path, { clock })
  const answer = (sent: string): Promise<string> =>
    new Promise((resolve) => {
      let text = ''
      const socket = connect(path, () => socket.write(sent))
      socket.setEncoding('utf8').on('data', (part: string) => (text += part))
      socket.on('close', () => resolve(text))
    })
  expect(await answer('\x16\x03\x01 hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [^]*what was sent is not HTTP/)
  expect(await answer(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 431 [^]*problem\+json[^]*too large/,
  )
})

test('a long history arrives whole, however slowly it is read', async () => {
  const service = new FakeService()
  const long = 'x'.repeat(1000)
  for (let count = 0; count < 3000; count++) {
    service.tell({ type: 'connection.changed', data: { ...CONNECTION, reason: { code: 'x', text: long } } })
  }
  await using _ = await serve(service)
  using reached = unixFetch(path)
  for (const pause of [1, 100]) {
    let seen = 0
    for await (const item of createClient(reached.fetch).watch({ since: '0' })) {
      if (!('seq' in item)) throw new Error('nothing is lost')
      expect(item.seq).toBe(++seen)
      if (seen % pause === 0) await new Promise(setImmediate)
      if (seen === 3000) break
    }
  }
})

test('live objects work over the socket, and survive a restart of the service', async () => {
  const service = new FakeService()
  service.onConnect = ({ id }) => void service.succeed(id)
  let running = await serve(service)
  using reached = unixFetch(path)
  await using manager = createConnectionManager(createClient(reached.fetch))
  const [connection] = await manager.connections()
  const { done } = (await connection?.connect({ profile: 'internet' })) ?? {}
  expect(await done).toMatchObject({ ip: { v4: { gateway: '100.64.0.1' } } })
  expect(connection?.state).toBe('activated')

  const seen: string[] = []
  const events = (async () => {
    for await (const event of manager.events({ since: 0 })) {
      if (!isEvent(event)) throw new Error('lost something')
      seen.push(`${event.seq.toString()} ${event.type}`)
      if (event.type === 'profile.removed') break
    }
  })()
  await running[Symbol.asyncDispose]()
  await expect(manager.profiles.list()).rejects.toMatchObject({ code: 'service_unavailable' })
  service.change({ state: 'deactivated' })
  running = await serve(service)
  await service.removeProfile({ profile: 'internet' })
  await events
  expect(seen).toEqual([
    '1 request.started',
    '2 connection.changed',
    '3 request.ended',
    '4 connection.changed',
    '5 profile.removed',
  ])
  expect(connection?.state).toBe('deactivated')
  await running[Symbol.asyncDispose]()
})

test('a group that is named may use the socket as well, and gets through to it', async () => {
  const group = String(process.getgid?.() ?? 0)
  await using _ = await claimSocket(path, { clock, group })
  expect(statSync(path).mode & 0o777).toBe(0o660)
  expect(statSync(join(folder, 'new')).mode & 0o777).toBe(0o710)
  expect(String(statSync(path).gid)).toBe(group)
})

test('a group that there is not is told of before anything is made', async () => {
  await expect(claimSocket(path, { clock, group: 'no-such-group' })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(existsSync(join(folder, 'new'))).toBe(false)
})

test('groups go by name or number', async () => {
  const file = join(folder, 'group')
  writeFileSync(file, 'root:x:0:\ndialtone:x:987:anna,bob\n')
  expect([await groupId('dialtone', file), await groupId('5', file)]).toEqual([987, 5])
  await expect(groupId('tone', file)).rejects.toThrow('there is no group "tone"')
})
