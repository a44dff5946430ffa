/** A call that is repeated under its idempotency key is made once, whatever was lost on the way, and whoever was restarted. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silent, systemClock, VirtualClock } from '../../src/base/index.ts'
import { inProcess, type Request } from '../../src/core/index.ts'
import { createClient, type Fetch, type Service } from '../../src/api/index.ts'
import { buildApp } from '../../src/face/http/index.ts'
import { openService, type OpenService } from '../../src/main/open-service.ts'
import { injected } from '../support/injected-app.ts'
import { openDesk } from '../support/desk.ts'

const connection = 'modem0'
const call = { connection, profile: 'internet' }

let stack: AsyncDisposableStack
let opened: OpenService
let service: Service

async function open(state?: string): Promise<OpenService> {
  const made = await openService({
    virtual: { count: 1, seed: 7, timing: 'instant' },
    ...(state === undefined ? {} : { state }),
  })
  for await (const item of made.as(inProcess).watch({})) {
    if (item.type === 'snapshot' && item.connections.length > 0) break
    if (item.type === 'connection.arrived') break
  }
  return made
}

beforeEach(async () => {
  stack = new AsyncDisposableStack()
  opened = stack.use(await open())
  service = opened.as(inProcess)
})
afterEach(() => stack.disposeAsync())

const made = async (kind: Request['kind']): Promise<number> =>
  (await service.requests()).filter((one) => one.kind === kind).length

test('the second call of a key has the answer of the first, also while that is under way', async () => {
  const keyed = service.under({ idempotencyKey: 'a' })
  const [first, second] = await Promise.all([keyed.connect(call), keyed.connect(call)])
  expect(second).toEqual(first)
  await service.request({ request: first.requestId, wait: 5000 })
  // Now it would be refused: it is connected.
  expect(await keyed.connect(call)).toEqual(first)
  await expect(service.connect(call)).rejects.toMatchObject({ code: 'max_activated_contexts' })
  expect(await made('connect')).toBe(1)
})

test('the same key is another one for another caller, and stands for one call', async () => {
  const keyed = service.under({ idempotencyKey: 'a' })
  const { requestId } = await keyed.askPin({ modem: 'modem0' })
  await expect(keyed.scan({ modem: 'modem0' })).rejects.toMatchObject({ code: 'key_reused' })
  await expect(keyed.setRadio({ modem: 'modem0', software: 'off' })).rejects.toMatchObject({
    code: 'key_reused',
  })
  const other = opened.as({ name: 'other', scopes: ['sim'] }).under({ idempotencyKey: 'a' })
  expect((await other.askPin({ modem: 'modem0' })).requestId).not.toBe(requestId)
})

test('what was refused has done nothing, and is tried anew', async () => {
  const keyed = service.under({ idempotencyKey: 'a' })
  await expect(keyed.connect({ connection, profile: 'nope' })).rejects.toMatchObject({ code: 'not_found' })
  const { requestId } = await keyed.connect(call)
  expect((await service.request({ request: requestId, wait: 5000 })).state).toBe('succeeded')
})

test('what is made and no request is remembered as well', async () => {
  const { xml } = await service.profile({ profile: 'internet' })
  const copy = xml.replace('<Name>internet</Name>', '<Name>copy</Name>').replace('>true<', '>false<')
  const keyed = service.under({ idempotencyKey: 'a' })
  const added = await keyed.addProfile({ xml: copy })
  expect(await keyed.addProfile({ xml: copy })).toEqual(added)
  await expect(service.addProfile({ xml: copy })).rejects.toMatchObject({ code: 'already_exists' })
})

test('a restart forgets no key', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-keys-'))
  stack.defer(() => rmSync(folder, { recursive: true }))
  const ask = async () => {
    await using again = await open(folder)
    return await again
      .as(inProcess)
      .under({ idempotencyKey: 'a' })
      .acquire({ modem: 'modem0', accessString: 'ims' })
  }
  const first = await ask()
  expect(first.connection).toMatch(/^[0-9a-f-]{36}$/)
  expect(await ask()).toEqual(first)
})

test('keys are forgotten after a day, and the oldest where there are too many', async () => {
  const clock = new VirtualClock()
  await using desk = await openDesk({ clock })
  await desk.settle()
  const ask = async (key: string) => desk.service.under({ idempotencyKey: key }).addProfile({ xml: 'none' })
  for (const key of ['', 'ü', 'x'.repeat(256)]) {
    await expect(ask(key)).rejects.toMatchObject({ code: 'invalid_argument' })
  }
  const add = (key: string) =>
    desk.service.under({ idempotencyKey: key }).addDialInterface({
      settings: { name: `i${key}`, dialer: { kind: 'modem', modems: [], profile: 'p' } },
      apply: 'stored',
    })
  const first = await add('0')
  for (let n = 1; n < 2000; n++) desk.store.notes('key').set(`n${n}`, { call: '', at: 0, answer: 0 })
  expect(await add('0')).toEqual(first)
  await clock.advance((24 * 3600 * 1000 + 1) as never) // a day and a millisecond
  await expect(add('0')).rejects.toMatchObject({ code: 'already_exists' })
})

test('the client repeats what was lost on the wire, and it is done once', async () => {
  const app = stack.use(
    await buildApp({ service: () => service, caller: () => inProcess, clock: systemClock, log: silent }),
  )
  const fetch = injected(app)
  const heard: string[] = []
  let losses = 1
  const losing: Fetch = async (url, init) => {
    heard.push(init.headers['idempotency-key'] ?? '')
    const response = await fetch(url, init)
    if (losses-- > 0) throw new TypeError('socket hang up')
    return response
  }
  const client = createClient(losing)
  const { requestId } = await client.connect(call)
  expect((await client.request({ request: requestId, wait: 5000 })).state).toBe('succeeded')
  expect(heard[0]).toMatch(/^"[0-9a-f]{32}"$/)
  expect(heard[1]).toBe(heard[0])
  expect(heard[2]).toBe('')
  expect(await made('connect')).toBe(1)

  losses = 2
  await expect(client.disconnect({ connection })).rejects.toMatchObject({ code: 'service_unavailable' })
  expect(await made('disconnect')).toBe(1)
  losses = 1
  await expect(client.modems()).rejects.toMatchObject({ code: 'service_unavailable' })
})

test('what was certainly not heard is not repeated', async () => {
  let asked = 0
  const client = createClient(async () => {
    asked++
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  })
  await expect(client.connect(call)).rejects.toMatchObject({ code: 'service_unavailable' })
  expect(asked).toBe(1)
})
