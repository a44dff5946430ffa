/** The recorder of a service, in this process and over its socket: who may take what, and what is in it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Hours, silent, systemClock } from '../../src/base/index.ts'
import { inProcess, type Caller, type Scope } from '../../src/core/index.ts'
import { createClient, isEvent, type Client, type Service } from '../../src/api/index.ts'
import { buildApp, claimSocket } from '../../src/face/http/index.ts'
import { openService, type OpenService } from '../../src/main/open-service.ts'
import { unixFetch } from '../../src/reach/index.ts'
import { readCapture, type CaptureEntry } from '../../src/record/index.ts'
import { deriveIdentity, HOME_PLMN } from '../../src/virtual/index.ts'

const RECORD = { enabled: true, size: 1024 * 1024, age: Hours(1) }
const { imsi } = deriveIdentity(7, 0, HOME_PLMN)

let stack: AsyncDisposableStack
let open: OpenService
let caller: Caller
let client: (options?: { readonly reveal?: boolean }) => Client

beforeEach(async () => {
  stack = new AsyncDisposableStack()
  open = stack.use(await openService({ virtual: { count: 1, seed: 7, timing: 'instant' }, record: RECORD }))
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-capture-'))
  stack.defer(() => rmSync(folder, { recursive: true }))
  const clock = systemClock
  const claim = await claimSocket(join(folder, 's'), { clock })
  caller = inProcess
  const service = (who: Caller): Service => open.as(who)
  const app = stack.use(await buildApp({ service, caller: () => caller, clock, log: silent }))
  claim.serve(app.handler)
  stack.defer(() => claim.release())
  const reached = stack.use(unixFetch(join(folder, 's')))
  client = (options) => createClient(reached.fetch, options)
  for await (const item of open.as(inProcess).watch({ since: '0' })) {
    if (item.type === 'connection.arrived') break
  }
})
afterEach(() => stack.disposeAsync())

const as = (...scopes: readonly Scope[]): Caller => ({ name: 'alice', scopes })
const notes = (entries: readonly CaptureEntry[]): readonly string[] =>
  entries.flatMap((entry) => (entry.kind === 'note' ? [entry.text] : []))
const holds = (file: Uint8Array, text: string): boolean =>
  Buffer.from(file).includes(Buffer.from(text, 'utf16le'))

test('a capture holds the frames of a modem and the decisions, without who the subscriber is', async () => {
  caller = as('capture')
  const service = client()
  const file = await service.saveCapture({ modem: 'modem0' })
  const { entries } = readCapture(file)
  const frames = entries.filter((entry) => entry.kind === 'frame')
  expect(frames.length).toBeGreaterThan(20)
  expect(new Set(entries.map(({ modem }) => modem))).toEqual(new Set(['modem0', undefined]))
  expect(notes(entries)).toContainEqual(
    expect.stringMatching(/^registration\.changed modem0: registered at home/),
  )
  expect(holds(file, imsi)).toBe(false)
})

test('which request an event belongs to is said once', async () => {
  const service = open.as(inProcess)
  const asked = await service.connect({ connection: 'modem0', accessString: 'internet' })
  for await (const item of service.watch({ since: '0' })) {
    if (item.type === 'request.ended' && item.data.id === asked.requestId) break
  }
  const told = notes(readCapture(await service.saveCapture()).entries).filter((text) =>
    text.includes(`(request ${asked.requestId}`),
  )
  expect(told).toContainEqual(
    `connection.changed modem0: connecting: the network is asked for a context (request ${asked.requestId}, by process)`,
  )
  for (const text of told) expect(text.match(/\(request/g)).toHaveLength(1)
})

describe('personal data', () => {
  test('are in it for who asks and may see them, in process and over the socket', async () => {
    caller = as('capture', 'sim', 'sms')
    expect(holds(await client().saveCapture({}, { reveal: true }), imsi)).toBe(true)
    expect(holds(await client({ reveal: true }).saveCapture(), imsi)).toBe(true)
    expect(holds(await client().saveCapture(), imsi)).toBe(false)
    expect(holds(await open.as(caller).saveCapture({}, { reveal: true }), imsi)).toBe(true)
    expect(holds(await open.as(caller).saveCapture(), imsi)).toBe(false)
  })

  test.each([
    [['capture'], 'sim'],
    [['capture', 'sim'], 'sms'],
  ] as const)('are refused to who has %s only', async (scopes, missing) => {
    caller = as(...scopes)
    const refusal = { code: 'access_denied', message: expect.stringContaining(missing) as string }
    await expect(client().saveCapture({}, { reveal: true })).rejects.toMatchObject(refusal)
    await expect(open.as(caller).saveCapture({}, { reveal: true })).rejects.toMatchObject(refusal)
  })
})

test('every operation needs the scope, and a modem that is recorded', async () => {
  caller = as('read', 'configure', 'sim', 'sms')
  const service = client()
  for (const call of [
    service.captureStatus(),
    service.startCapture(),
    service.stopCapture(),
    service.saveCapture(),
  ]) {
    await expect(call).rejects.toMatchObject({ code: 'access_denied' })
  }
  caller = as('capture')
  await expect(service.saveCapture({ modem: 'modem7' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(service.saveCapture({ source: 'capture' })).rejects.toMatchObject({ code: 'not_found' })
})

test('a capture of its own begins and ends when told, and who did what is told', async () => {
  caller = as('capture')
  const service = client()
  const { epoch, seq } = (await open.as(inProcess).snapshot()).cursor
  expect(await service.captureStatus()).toMatchObject({ recorder: { enabled: true, maxSize: RECORD.size } })
  expect(await service.startCapture({ maxSize: 100_000 })).toMatchObject({
    capture: { running: true, maxSize: 100_000, lost: 0 },
  })
  await open.as(inProcess).virtualCommand({ command: 'roam', arguments: { to: 'abroad' } })
  expect(await service.stopCapture()).toMatchObject({ capture: { running: false, ended: 'stopped' } })
  const { entries } = readCapture(await service.saveCapture({ source: 'capture' }))
  expect(notes(entries)[0]).toBe('the capture begins')
  expect(notes(entries)).toContainEqual(expect.stringContaining('virtual command roam'))
  expect(notes(entries).at(-1)).toBe('the capture ends')

  const told: unknown[] = []
  for await (const item of open.as(inProcess).watch({ since: `${epoch}-${seq}` })) {
    if (isEvent(item) && item.type === 'operation.done') {
      told.push([item.by, item.data.operation, item.data.about])
    }
    if (isEvent(item) && item.type === 'operation.done' && item.data.operation === 'saveCapture') break
  }
  expect(told).toEqual([
    ['alice', 'startCapture', undefined],
    ['process', 'virtualCommand', 'roam'],
    ['alice', 'stopCapture', undefined],
    ['alice', 'saveCapture', 'that was started'],
  ])
})

test('a service that was opened without a recorder says so', async () => {
  await using other = await openService({ virtual: { count: 1, timing: 'instant' } })
  await expect(other.as(inProcess).captureStatus()).rejects.toMatchObject({ code: 'not_supported' })
})
