/**
 * What is secret reaches the modem and nobody else. Every operation of the contract is asked for over HTTP, with marked
 * codes and passwords wherever its schema takes some: with right ones, with wrong ones, and with what can be none. Then all
 * that was said, told, logged and stored is searched for them.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  DialtoneError,
  Milliseconds,
  Seconds,
  seededRandom,
  VirtualClock,
  type Logger,
} from '../../src/base/index.ts'
import { inProcess, type Event, type ModemSource } from '../../src/core/index.ts'
import { loadSchemas, locate, OPERATIONS, type OperationName } from '../../src/api/index.ts'
import type { Channel } from '../../src/channel/index.ts'
import { createMbimDriver } from '../../src/driver/index.ts'
import { buildApp } from '../../src/face/http/index.ts'
import { createManager } from '../../src/manager/index.ts'
import { noNetwork } from '../../src/network/index.ts'
import { describe } from '../../src/mbim/index.ts'
import { openStore } from '../../src/store/index.ts'
import { createVirtualModem } from '../../src/virtual/index.ts'
import { scratch } from '../support/scratch.ts'

const PIN = '73519264'
const OTHER_PIN = '48206917'
const PUK = '90817263'
const PASSWORD = 'pass-Qx7vLm2w-word'
/** What is wrong, what can be no code, and what no schema lets through. */
const WRONG = '59371826'
const NO_CODE = 'none-Zk4tRb9y'
const TOO_LONG = `long-${'Hn6d'.repeat(40)}`

/** Fields that hold a secret, and the right one for each. A field that sounds like one has to be here. */
const SECRET_FIELDS: Readonly<Record<string, string>> = {
  code: PIN,
  newCode: OTHER_PIN,
  puk: PUK,
  password: PASSWORD,
}
const SOUNDS_SECRET = /code|pass|puk|secret|token|credential/i

const xml = (name: string, password: string): string =>
  `<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
    <Name>${name}</Name><IsDefault>false</IsDefault><SubscriberID>001010123456789</SubscriberID>
    <Context><AccessString>internet</AccessString>
      <UserLogonCred><UserName>user</UserName><Password>${password}</Password></UserLogonCred>
      <AuthProtocol>CHAP</AuthProtocol></Context>
  </MBNProfile>`

/** What goes into a field that holds no secret, where any text or number would not do. */
const PLAIN_FIELDS: Readonly<Record<string, unknown>> = {
  modem: 'modem0',
  connection: 'modem0',
  profile: 'other',
  request: 1,
  wait: 0,
  command: 'roam',
  accessString: 'internet',
  provider: '00101',
  pin: 'pin1',
  // Its name: what it is in itself is told by the service, and asked by nobody.
  token: 'x',
}

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly const?: unknown
}

/** Input by the schema of an operation, every secret put in by `secret`. */
function fill(name: string, schema: Schema, secret: (field: string) => string): unknown {
  if (name in SECRET_FIELDS) return secret(name)
  if (name in PLAIN_FIELDS) return PLAIN_FIELDS[name]
  if (schema.type === 'string' && SOUNDS_SECRET.test(name)) throw new Error(`is ${name} a secret?`)
  if (name === 'xml' || name === 'temporary') return xml('other', secret('password'))
  if (schema.anyOf !== undefined) return fill(name, schema.anyOf[0] ?? {}, secret)
  if (schema.const !== undefined) return schema.const
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([field, part]) => [field, fill(field, part, secret)]),
      )
    case 'array':
      return schema.items === undefined ? [] : [fill('', schema.items, secret)]
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return true
    default:
      return 'x'
  }
}

/** Everything that the service says, on any way. */
async function everythingSaid(): Promise<{
  readonly said: string
  readonly stored: Buffer
  readonly sent: Buffer
  /** What the modem has stored. */
  readonly contexts: readonly { readonly password: string }[]
}> {
  using folder = scratch()
  const clock = new VirtualClock()
  const random = seededRandom(1)
  const said: string[] = []
  const frames: Uint8Array[] = []
  const log = (fields: object): Logger => {
    const note = (more: object, message: string): void => {
      said.push(`${message} ${JSON.stringify({ ...fields, ...more }, withErrors)}`)
    }
    return { debug: note, info: note, warn: note, error: note, child: (more) => log({ ...fields, ...more }) }
  }
  const modem = createVirtualModem({
    name: 'virtual0',
    clock,
    timing: 'instant',
    sim: { imsi: '001010123456789', pin1: { code: PIN, puk: PUK } },
  })
  const store = openStore({ clock, random, folder: folder.path })
  store.journal.subscribe((events: readonly Event[]) => said.push(JSON.stringify(events)))
  const source: ModemSource = {
    start: async (arrived) => {
      const channel = (): Channel => tapped(modem.connect(), frames)
      arrived(createMbimDriver({ device: 'virtual0', channel, clock, random, log: log({}) }))
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
  const manager = await createManager({
    store,
    sources: [source],
    clock,
    log: log({}),
    version: '0.0.0',
    network: noNetwork({ code: 'not_supported', message: 'this test has no data path' }),
  })
  const app = await buildApp({
    service: (caller) => manager.as(caller),
    caller: () => inProcess,
    clock,
    log: log({}),
  })
  await clock.advance(Seconds(5))

  const ask = async (name: OperationName, input: object): Promise<void> => {
    const { method } = OPERATIONS[name]
    const { url, body } = locate(OPERATIONS[name], input as Record<string, unknown>, true)
    const answering = app.inject({ method, url, ...(body === undefined ? {} : { payload: body }) })
    const { payload } = await clock.resolve(Promise.resolve(answering))
    said.push(payload)
    // Ends whatever it began.
    await clock.advance(Seconds(60))
  }
  const { SCHEMAS } = await loadSchemas()
  const names = Object.keys(OPERATIONS) as OperationName[]
  for (const secret of [
    (field: string) => SECRET_FIELDS[field] ?? '',
    () => WRONG,
    () => NO_CODE,
    () => TOO_LONG,
  ]) {
    for (const name of names) await ask(name, fill('', SCHEMAS[name].input as Schema, secret) as object)
    const temporary = xml('t', secret('password'))
    await ask('connect', { connection: 'modem0', temporary })
    await ask('acquire', { modem: 'modem0', temporary })
    const stored = { type: 'vpn', accessString: 'vpn', userName: 'user', password: secret('password') }
    await ask('setProvisionedContext', { modem: 'modem0', ...stored })
    await ask('disconnect', { connection: 'modem0' })
    await ask('setRadio', { modem: 'modem0', software: 'on' })
    await ask('register', { modem: 'modem0', mode: 'automatic' })
  }
  for (const name of ['snapshot', 'modems', 'connections', 'profiles'] as const) await ask(name, {})
  // What people see of frames, on demand.
  for (const frame of frames) said.push(describe(frame))
  const contexts = modem.inside.storedContexts.list
  await app[Symbol.asyncDispose]()
  await clock.resolve(manager.stop())
  modem[Symbol.dispose]()
  await store.close()
  await clock.advance(Milliseconds(0))
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  )
  const stored = Buffer.concat(files.map((file) => readFileSync(join(file.parentPath, file.name))))
  return { said: said.join('\n'), stored, sent: Buffer.concat(frames), contexts }
}

function tapped(channel: Channel, frames: Uint8Array[]): Channel {
  return {
    name: channel.name,
    start: (sink) => channel.start(sink),
    send: (frame) => {
      frames.push(frame.slice())
      channel.send(frame)
    },
    close: () => channel.close(),
  }
}

function withErrors(_: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value
  const { message, stack, cause } = value
  return { message, stack, cause, detail: DialtoneError.of(value)?.detail }
}

test('no code and no password is in an answer, a problem, an event, a log, a described frame or a file', async () => {
  const { said, stored, sent, contexts } = await everythingSaid()
  // They were used: the modem has been sent them (MBIM 1.0 §10.3: UTF-16LE).
  for (const secret of [PIN, OTHER_PIN, PUK, PASSWORD]) {
    expect(sent.includes(Buffer.from(secret, 'utf16le')), secret).toBe(true)
  }
  expect(contexts.map(({ password }) => password)).toContain(PASSWORD)
  for (const secret of [PIN, OTHER_PIN, PUK, PASSWORD, WRONG, NO_CODE, TOO_LONG, TOO_LONG.slice(0, 20)]) {
    const at = said.indexOf(secret)
    expect(at < 0 ? '' : said.slice(Math.max(0, at - 200), at + 60), secret).toBe('')
    expect(stored.includes(Buffer.from(secret)), `${secret} in a file`).toBe(false)
    expect(stored.includes(Buffer.from(secret, 'utf16le')), `${secret} in a file`).toBe(false)
  }
  // And it was heard what was said of them.
  for (const word of [
    '"kind":"change-pin"',
    '"type":"vpn"',
    'urn:dialtone:error:invalid_argument',
    '"attemptsLeft"',
  ]) {
    expect(said.includes(word), word).toBe(true)
  }
})
