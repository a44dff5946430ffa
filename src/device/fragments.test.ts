/** Messages longer than a control transfer, both ways; those of the function also late, lost and mixed up. */
import { describe, expect, test } from 'vitest'
import { ScriptedFunction } from '../../test/support/scripted-function.ts'
import { DialtoneError, Milliseconds, Seconds, seededRandom, VirtualClock } from '../base/index.ts'
import {
  fragment,
  PreferredProviders,
  serializeInfo,
  type Command,
  type HostMessage,
  type ValueOf,
} from '../mbim/index.ts'
import { MbimDevice } from './device.ts'
import { ProtocolError } from './errors.ts'

type Providers = ValueOf<typeof PreferredProviders.response.codec>

/** A list of 30 providers: some 2 kB. */
const LIST: Providers = {
  providers: Array.from({ length: 30 }, (_, index) => ({
    providerId: `262${String(index).padStart(2, '0')}`,
    providerState: ['preferred'],
    providerName: `Operator ${index}`,
    cellularClass: ['gsm'],
    rssi: 99,
    errorRate: 'unknown',
  })),
}

async function openSet() {
  const clock = new VirtualClock()
  const func = new ScriptedFunction()
  const device = new MbimDevice(
    func.channel,
    { lost: () => undefined, ended: () => undefined },
    { clock, random: seededRandom(1), maxControlTransfer: 512 },
  )
  await device.open()
  func.onMessage(() => undefined)
  func.heard.length = 0
  const turn = (): Promise<void> => clock.advance(Milliseconds(0))
  return { clock, func, device, turn }
}

function ask(device: MbimDevice): Promise<string | Providers> {
  return device.query(PreferredProviders).catch((error: unknown) => {
    if (error instanceof ProtocolError) return String(error.error)
    return error instanceof DialtoneError ? error.code : String(error)
  })
}

function pieces(command: Command | undefined, list = LIST): readonly Uint8Array[] {
  if (command === undefined) throw new Error('no command was sent')
  const { transactionId, service, cid } = command
  const done = { type: 'command-done', transactionId, service, cid, status: 'success' } as const
  return fragment(serializeInfo(done, PreferredProviders.response, list, 1), 512)
}

const errors = (func: ScriptedFunction): unknown[] =>
  func.heard
    .filter((message: HostMessage) => message.type === 'host-error')
    .map(({ transactionId, error }) => [transactionId, error])

test('a long command goes in fragments', async () => {
  const { func, device, turn } = await openSet()
  const asked = device.set(PreferredProviders, LIST)
  await turn()
  const [command] = func.commands
  expect(command && PreferredProviders.set.decode(command.info, 1)).toEqual(LIST)
  for (const piece of pieces(command)) func.sendFrame(piece)
  expect(await asked).toEqual(LIST)
})

test('a long answer and a long indication come in fragments, also interleaved', async () => {
  const { clock, func, device, turn } = await openSet()
  const heard: unknown[] = []
  device.on(PreferredProviders, (info) => heard.push(info))
  const short = { providers: LIST.providers.slice(0, 20) }
  const both = [ask(device), ask(device)]
  await turn()
  const [first, second] = func.commands
  const { service, number } = PreferredProviders
  const indication = fragment(
    serializeInfo(
      { type: 'indicate-status', transactionId: 0, service: service.uuid, cid: number },
      PreferredProviders.indication,
      LIST,
      1,
    ),
    512,
  )
  const [one, other] = [pieces(first), pieces(second, short)]
  for (let index = 0; index < Math.max(one.length, other.length, indication.length); index++) {
    for (const run of [indication, one, other]) {
      const piece = run[index]
      if (piece !== undefined) func.sendFrame(piece)
    }
  }
  expect(await Promise.all(both)).toEqual([LIST, short])
  expect(heard).toEqual([LIST])
  expect(clock.pending).toBe(0)
})

test('a fragment may be late, but not too late', async () => {
  const { clock, func, device, turn } = await openSet()
  const asked = ask(device)
  await turn()
  const [first, ...rest] = pieces(func.commands[0])
  if (first !== undefined) func.sendFrame(first)
  for (const piece of rest) {
    await clock.advance(Milliseconds(1249))
    func.sendFrame(piece)
  }
  expect(await asked).toEqual(LIST)
  expect(clock.pending).toBe(0)
})

test('a fragment that does not come ends the command, and the function is told', async () => {
  const { clock, func, device, turn } = await openSet()
  const asked = ask(device)
  await turn()
  const [command] = func.commands
  const [first] = pieces(command)
  if (first !== undefined) func.sendFrame(first)
  await clock.advance(Milliseconds(1250))
  expect(await asked).toBe('timeout-fragment')
  expect(errors(func)).toEqual([[command?.transactionId, 'timeout-fragment']])
  expect(clock.pending).toBe(0)
})

describe.each([
  ['lost', (all: readonly Uint8Array[]) => all.filter((_, index) => index !== 1)],
  ['doubled', ([first, ...rest]: readonly Uint8Array[]) => [first, first, ...rest]],
  ['swapped', ([first, second, third, ...rest]: readonly Uint8Array[]) => [first, third, second, ...rest]],
])('a fragment that is %s', (_name, change) => {
  test('ends the command; each stray fragment is complained about while the command is awaited', async () => {
    const { clock, func, device, turn } = await openSet()
    const asked = ask(device)
    await turn()
    const [command] = func.commands
    for (const piece of change(pieces(command))) if (piece !== undefined) func.sendFrame(piece)
    expect(await asked).toBe('fragment-out-of-sequence')
    await turn()
    // Once: what follows is of a transaction that nobody awaits any more, and dropped.
    expect(errors(func)).toEqual([[command?.transactionId, 'fragment-out-of-sequence']])
    expect(clock.pending).toBe(0)
  })
})

test('an answer whose length is not what it says ends the command', async () => {
  const { func, device, turn } = await openSet()
  const asked = ask(device)
  await turn()
  const [command] = func.commands
  const all = pieces(command).map((piece) => piece.slice())
  const [first] = all
  if (first !== undefined) new DataView(first.buffer).setUint32(44, 9, true)
  for (const piece of all) func.sendFrame(piece)
  expect(await asked).toBe('length-mismatch')
  await turn()
  expect(errors(func)).toEqual([[command?.transactionId, 'length-mismatch']])
})

test('an indication in the middle of which we came is complained about, and the next one is heard', async () => {
  const { func, device, turn } = await openSet()
  const heard: unknown[] = []
  device.on(PreferredProviders, (info) => heard.push(info.providers.length))
  func.maxControlTransfer = 512
  const { service, number } = PreferredProviders
  const envelope = {
    type: 'indicate-status',
    transactionId: 0,
    service: service.uuid,
    cid: number,
  } as const
  const late = fragment(serializeInfo(envelope, PreferredProviders.indication, LIST, 1), 512).slice(-1)
  for (const piece of late) func.sendFrame(piece)
  func.indicate(PreferredProviders, LIST)
  await turn()
  expect(errors(func)).toEqual([[0, 'fragment-out-of-sequence']])
  expect(heard).toEqual([30])
})

test('the rest of an answer to the host before us is dropped without a word', async () => {
  const { clock, func, turn } = await openSet()
  const strange = {
    type: 'command',
    transactionId: 9,
    service: PreferredProviders.service.uuid,
    cid: 7,
  } as const
  const all = pieces({ ...strange, operation: 'query', info: new Uint8Array(0) })
  for (const piece of all.slice(2)) func.sendFrame(piece)
  await turn()
  expect(func.heard).toEqual([])
  expect(clock.pending).toBe(0)
})

test('aborting in the middle of an answer forgets what has come', async () => {
  const { clock, func, device, turn } = await openSet()
  const abort = new AbortController()
  const asked = device
    .query(PreferredProviders, {}, { signal: abort.signal })
    .catch((error: unknown) => error)
  await turn()
  const all = pieces(func.commands[0])
  for (const piece of all.slice(0, 2)) func.sendFrame(piece)
  await turn()
  abort.abort()
  expect(await asked).toMatchObject({ code: 'cancelled' })
  expect(clock.pending).toBe(0)
  for (const piece of all.slice(2)) func.sendFrame(piece)
  await clock.advance(Seconds(5))
  expect(func.heard.map(({ type }) => type)).toEqual(['command', 'host-error'])
})

test('unplugged in the middle of an answer leaves no timer', async () => {
  const { clock, func, device, turn } = await openSet()
  const asked = ask(device)
  await turn()
  for (const piece of pieces(func.commands[0]).slice(0, 2)) func.sendFrame(piece)
  func.unplug()
  expect(await asked).toBe('unplugged')
  expect(clock.pending).toBe(0)
})
