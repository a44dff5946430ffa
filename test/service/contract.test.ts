/** The contract of a service, told once and run twice: on the manager in this process, and over the socket. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silent, systemClock } from '../../src/base/index.ts'
import { CauseError, formatCursor, inProcess } from '../../src/core/index.ts'
import {
  createClient,
  createConnectionManager,
  isEvent,
  loadSchemas,
  type Service,
  type WatchItem,
} from '../../src/api/index.ts'
import { Compile } from 'typebox/compile'
import { buildApp, claimSocket } from '../../src/face/http/index.ts'
import { openService } from '../../src/main/open-service.ts'
import { unixFetch } from '../../src/reach/index.ts'
import { deriveIdentity, HOME_PLMN, VirtualVendor } from '../../src/virtual/index.ts'

const MODEM = 'modem0'

const xml = (name: string, apn = 'internet'): string => `<?xml version="1.0"?>
<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
  <Name>${name}</Name>
  <IsDefault>false</IsDefault>
  <SubscriberID>${deriveIdentity(7, 0, HOME_PLMN).imsi}</SubscriberID>
  <Context><AccessString>${apn}</AccessString></Context>
</MBNProfile>`

describe.each(['in process', 'over the socket'])('%s', (where) => {
  let service: Service
  let stack: AsyncDisposableStack

  beforeEach(async () => {
    stack = new AsyncDisposableStack()
    const open = stack.use(await openService({ virtual: { count: 1, seed: 7, timing: 'instant' } }))
    const own = open.as(inProcess)
    if (where === 'in process') service = own
    else {
      const folder = mkdtempSync(join(tmpdir(), 'dialtone-contract-'))
      stack.defer(() => rmSync(folder, { recursive: true }))
      const clock = systemClock
      const claim = await claimSocket(join(folder, 's'), { clock })
      const app = stack.use(
        await buildApp({ service: () => own, caller: () => inProcess, clock, log: silent }),
      )
      claim.serve(app.handler)
      stack.defer(() => claim.release())
      stack.defer(() => app.endStreams())
      service = createClient(stack.use(unixFetch(join(folder, 's'))).fetch, { reveal: true })
    }
    await until(service, ({ type }) => type === 'connection.arrived', '0')
  })
  afterEach(() => stack.disposeAsync())

  test('a snapshot holds everything, and the parts are the same one by one', async () => {
    const { modems, connections, profiles, requests, service: info, cursor } = await service.snapshot()
    expect(modems).toEqual(await service.modems())
    expect(modems).toEqual([await service.modem({ modem: MODEM })])
    expect(modems).toEqual([await service.modem({ modem: modems[0]?.id ?? '' })])
    expect(connections).toEqual(await service.connections())
    expect(connections).toEqual([await service.connection({ connection: MODEM })])
    expect(profiles).toEqual(await service.profiles())
    expect(profiles.map(({ name }) => name)).toEqual(['internet'])
    expect(requests).toEqual([])
    expect(info).toMatchObject({
      pid: process.pid,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
    })
    expect(cursor.seq).toBeGreaterThan(0)
    expect(modems[0]).toMatchObject({
      name: MODEM,
      driver: 'mbim',
      sim: { state: 'initialized', subscriberId: expect.stringMatching(/^00101\d{10}$/) as string },
      registration: { state: 'home', provider: { name: 'Dialtone Mobile' } },
    })
  })

  test('what is given fits the schemas', async () => {
    const { SCHEMAS, EVENT_DATA } = await loadSchemas()
    await connected(service)
    expect(Compile(SCHEMAS.snapshot.output).Errors(await service.snapshot())).toEqual([])
    const { items } = await until(service, ({ type }) => type === 'request.ended', '0')
    for (const item of items) {
      if (!isEvent(item)) throw new Error('nothing is lost')
      expect(Compile(EVENT_DATA[item.type]).Errors(item.data), item.type).toEqual([])
    }
  })

  test('connecting is asynchronous; state comes before completion; the end can be waited for', async () => {
    const { cursor } = await service.snapshot()
    const { requestId } = await service.connect({ connection: MODEM, profile: 'internet' })
    expect(requestId).toBeGreaterThan(0)
    const request = await service.request({ request: requestId, wait: 60_000 })
    expect(request).toMatchObject({ id: requestId, kind: 'connect', state: 'succeeded', profile: 'internet' })
    const [connection] = await service.connections()
    expect(connection).toMatchObject({ state: 'activated', profile: 'internet', ip: request.ip })
    const { items } = await until(service, ({ type }) => type === 'request.ended', formatCursor(cursor))
    const types = items.map(({ type }) => type)
    expect(types[0]).toBe('request.started')
    expect(types.lastIndexOf('connection.changed')).toBeLessThan(types.indexOf('request.ended'))
  })

  test('one context a modem; what is not there cannot be ended', async () => {
    await connected(service)
    await expect(attempt(service, 'connect')).rejects.toMatchObject({ code: 'max_activated_contexts' })
    const { requestId } = await service.disconnect({ connection: MODEM })
    expect(await service.request({ request: requestId, wait: 60_000 })).toMatchObject({ state: 'succeeded' })
    await expect(attempt(service, 'disconnect')).rejects.toMatchObject({ code: 'not_activated' })
    expect((await service.connections())[0]).toMatchObject({ state: 'deactivated' })
  })

  test('a refusal is told with what the network said', async () => {
    await service.virtualCommand({
      command: 'apn',
      arguments: { name: 'internet', answer: 'refuse', cause: 33 },
    })
    const { requestId } = await service.connect({ connection: MODEM, profile: 'internet' })
    expect(await service.request({ request: requestId, wait: 60_000 })).toMatchObject({
      state: 'failed',
      cause: { network: { value: 33 } },
    })
    expect((await service.connections())[0]).toMatchObject({
      state: 'deactivated',
      activationNetworkError: { value: 33 },
    })
  })

  test('a request that is pending can be given up', async () => {
    await service.virtualCommand({ command: 'apn', arguments: { name: 'internet', answer: 'silent' } })
    const { requestId } = await service.connect({ connection: MODEM, profile: 'internet' })
    expect(await service.request({ request: requestId, wait: 10 })).toMatchObject({ state: 'pending' })
    expect((await service.snapshot()).requests).toMatchObject([{ id: requestId }])
    await service.cancelRequest({ request: requestId })
    expect(await service.request({ request: requestId, wait: 60_000 })).toMatchObject({
      state: 'failed',
      cause: { code: 'cancelled' },
    })
  })

  test('streams of a device service carry the pieces of two programs, each its own and in order', async () => {
    const programs = [service, service].map((one) => createConnectionManager(one, { clock: systemClock }))
    for (const manager of programs) stack.use(manager)
    const streams = await Promise.all(
      programs.map(async (manager) =>
        (await (await manager.modem(MODEM)).service(VirtualVendor.uuid)).openStream(),
      ),
    )
    const came = await Promise.all(
      streams.map(async (stream, number) => {
        const pieces = [1, 2, 3].map((piece) => Uint8Array.of(number, piece))
        await Promise.all(pieces.map((piece) => stream.write(piece)))
        const read: Uint8Array[] = []
        for await (const piece of stream.data()) if (read.push(piece) === pieces.length) break
        return read.map((piece) => [...piece])
      }),
    )
    expect(came).toEqual([0, 1].map((number) => [1, 2, 3].map((piece) => [number, piece])))
    const { SCHEMAS, EVENT_DATA } = await loadSchemas()
    const state = await service.deviceServices({ modem: MODEM })
    expect(Compile(SCHEMAS.deviceServices.output).Errors(state)).toEqual([])
    expect(state.services.flatMap((one) => one.streams)).toEqual(streams.map(({ id }) => id))
    const { items } = await until(service, ({ type }) => type === 'device-service.data', '0')
    const told = items.find((item) => item.type === 'device-service.data')
    expect(Compile(EVENT_DATA['device-service.data']).Errors(told?.data)).toEqual([])
    await Promise.all(streams.map((stream) => stream.close()))
    const { services } = await service.deviceServices({ modem: MODEM })
    expect(services.flatMap((one) => one.streams)).toEqual([])
  })

  test('profiles are added, shown, replaced and removed', async () => {
    expect(await service.addProfile({ xml: xml('my äpn/1') })).toMatchObject({ name: 'my äpn/1' })
    await expect(service.addProfile({ xml: xml('my äpn/1') })).rejects.toMatchObject({
      code: 'already_exists',
    })
    const replaced = await service.addProfile({ xml: xml('my äpn/1', 'v4only'), replace: true })
    expect(replaced.context).toMatchObject({ accessString: 'v4only', hasPassword: false })
    const shown = await service.profile({ profile: 'my äpn/1' })
    expect(shown.xml).toContain('<AccessString>v4only</AccessString>')
    await service.removeProfile({ profile: 'my äpn/1' })
    await expect(service.removeProfile({ profile: 'my äpn/1' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(service.addProfile({ xml: '<MBNProfile/>' })).rejects.toMatchObject({
      code: 'invalid_profile',
      detail: { line: 1, column: expect.any(Number) as number },
    })
  })

  test('a temporary profile is used once and not stored', async () => {
    const { requestId } = await service.connect({ connection: MODEM, temporary: xml('guest', 'v4only') })
    const { ip } = await service.request({ request: requestId, wait: 60_000 })
    expect([ip?.v4 !== undefined, ip?.v6]).toEqual([true, undefined])
    expect((await service.profiles()).map(({ name }) => name)).toEqual(['internet'])
  })

  test.each<[what: string, call: (service: Service) => Promise<unknown>, code: string]>([
    ['an unknown modem', (s) => s.modem({ modem: 'modem9' }), 'not_found'],
    ['an unknown connection', (s) => s.connection({ connection: 'modem0/7' }), 'not_found'],
    ['an unknown request', (s) => s.request({ request: 4711 }), 'not_found'],
    ['giving up an unknown request', (s) => s.cancelRequest({ request: 4711 }), 'not_found'],
    ['an unknown profile', (s) => s.profile({ profile: 'nothing' }), 'not_found'],
    [
      'connecting what is not there',
      (s) => s.connect({ connection: 'modem9', profile: 'internet' }),
      'not_found',
    ],
    ['connecting with nothing', (s) => s.connect({ connection: MODEM }), 'invalid_argument'],
    [
      'connecting with both',
      (s) => s.connect({ connection: MODEM, profile: 'internet', temporary: xml('x') }),
      'invalid_argument',
    ],
    [
      'an unknown virtual command',
      (s) => s.virtualCommand({ command: 'explode', arguments: {} }),
      'invalid_argument',
    ],
    [
      'an unknown virtual modem',
      (s) => s.virtualCommand({ modem: 'x', command: 'roam', arguments: {} }),
      'not_found',
    ],
    ['a cursor that is none', (s) => Array.fromAsync(s.watch({ since: 'yesterday' })), 'invalid_cursor'],
  ])('%s is refused', async (_, call, code) => {
    await expect(call(service)).rejects.toMatchObject({ code })
  })

  test('watching resumes anywhere, and says what is lost', async () => {
    const { items } = await until(service, ({ type }) => type === 'connection.arrived', '0')
    const events = items.filter(isEvent)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    for (const { epoch, seq } of events.slice(0, -1)) {
      const { items: rest } = await until(service, () => true, formatCursor({ epoch, seq }))
      expect(rest).toEqual([events[seq]])
    }
    const { items: lost } = await until(service, () => true, '000000000000000-9')
    expect(lost).toMatchObject([
      { type: 'gap', reason: 'unknown', since: { epoch: '000000000000000', seq: 9 } },
    ])
    const { items: fresh } = await until(service, () => true)
    expect(fresh).toMatchObject([{ type: 'snapshot', modems: [{ name: MODEM }] }])
  })

  test('what happens to the virtual modem happens to the modem', async () => {
    expect(await service.virtualModems()).toMatchObject([{ name: 'virtual0' }])
    await connected(service)
    const { cursor } = await service.snapshot()
    const { message } = await service.virtualCommand({ command: 'disconnect', arguments: {} })
    expect(message).toContain('the network ended session 0')
    const { last } = await until(service, ({ type }) => type === 'connection.changed', formatCursor(cursor))
    expect(last).toMatchObject({ data: { state: 'deactivated', cause: { code: 'disconnected' } } })
    await service.virtualCommand({ command: 'unplug', arguments: {} })
    await until(service, ({ type }) => type === 'modem.removed', formatCursor(cursor))
    expect([await service.modems(), await service.connections()]).toEqual([[], []])
  })

  test('the live objects work on it', async () => {
    await using manager = createConnectionManager(service)
    const [connection] = await manager.connections()
    const first = await connection?.connect({ profile: 'internet' })
    expect((await first?.done)?.ip).toEqual(connection?.ip)
    await expect(connection?.connect({ profile: 'internet' })).rejects.toMatchObject({
      code: 'max_activated_contexts',
    })
    await manager.virtual.command({ command: 'disconnect', arguments: {} })
    for await (const _ of manager.events()) if (connection?.state === 'deactivated') break
    expect(connection?.current.cause?.code).toBe('disconnected')
  })
})

/** What a request comes to, whether it is refused at once or ends so. */
async function attempt(service: Service, kind: 'connect' | 'disconnect'): Promise<void> {
  const { requestId } =
    kind === 'connect'
      ? await service.connect({ connection: MODEM, profile: 'internet' })
      : await service.disconnect({ connection: MODEM })
  const { cause } = await service.request({ request: requestId, wait: 60_000 })
  if (cause !== undefined) throw new CauseError(cause)
}

async function connected(service: Service): Promise<void> {
  await attempt(service, 'connect')
}

/** What is watched up to the first item that is looked for. */
async function until(
  service: Service,
  found: (item: WatchItem) => boolean,
  since?: string,
): Promise<{ readonly items: WatchItem[]; readonly last: WatchItem | undefined }> {
  const items: WatchItem[] = []
  for await (const item of service.watch(since === undefined ? {} : { since })) {
    items.push(item)
    if (found(item)) break
  }
  return { items, last: items.at(-1) }
}
