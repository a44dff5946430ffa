import { expect, test } from 'vitest'
import type { CidFacts, InfoCodec, Message, Status } from '../../mbim/index.ts'
import {
  Connect,
  DeviceCaps,
  DeviceServices,
  fragment,
  MsVersion,
  PacketService,
  parseMessage,
  RadioState,
  serializeInfo,
  serializeMessage,
  SmsRead,
} from '../../mbim/index.ts'
import type { CaptureFrame } from '../capture-file.ts'
import { ModemMemory } from './modem-memory.ts'

/** What a modem is asked and tells, each a moment after the one before. */
class Line {
  readonly memory = new ModemMemory()
  #at = 0
  #transaction = 0

  pass(direction: CaptureFrame['direction'], frame: Uint8Array): void {
    this.memory.take({ kind: 'frame', at: ++this.#at, modem: 'm', direction, frame, version: 1 })
  }

  open(): void {
    const transactionId = ++this.#transaction
    this.pass('sent', serializeMessage({ type: 'open', transactionId, maxControlTransfer: 4096 }).slice())
    this.pass('received', serializeMessage({ type: 'open-done', transactionId, status: 'success' }).slice())
  }

  ask(
    cid: CidFacts,
    operation: 'query' | 'set',
    given: Uint8Array,
    answered: Uint8Array,
    { status = 'success', longest = 4096 }: { readonly status?: Status; readonly longest?: number } = {},
  ): void {
    const about = { transactionId: ++this.#transaction, service: cid.service.uuid, cid: cid.number }
    this.pass('sent', serializeMessage({ type: 'command', ...about, operation, info: given }).slice())
    const done = serializeMessage({ type: 'command-done', ...about, status, info: answered }).slice()
    for (const piece of fragment(done, longest)) this.pass('received', piece)
  }

  tell(cid: CidFacts, info: Uint8Array): void {
    const { service, number } = cid
    this.pass(
      'received',
      serializeMessage({
        type: 'indicate-status',
        transactionId: 0,
        service: service.uuid,
        cid: number,
        info,
      }).slice(),
    )
  }

  /** What is kept, as times and what it is. */
  get kept(): readonly string[] {
    return this.memory.frames.map(({ at, frame }) => `${at} ${nameOf(frame)}`)
  }
}

function nameOf(frame: Uint8Array): string {
  try {
    const message: Message = parseMessage(frame)
    return 'cid' in message ? `${message.type} ${message.cid}` : message.type
  } catch {
    return 'fragment'
  }
}

const none = new Uint8Array(0)

/** An info, out of a message that has it. */
function infoOf<T>(codec: InfoCodec<T>, value: T): Uint8Array {
  const envelope = { transactionId: 1, service: Connect.service.uuid, cid: 12, status: 'success' } as const
  const message = parseMessage(serializeInfo({ type: 'command-done', ...envelope }, codec, value, 1).slice())
  return message.type === 'command-done' ? message.info : none
}

const words = (...values: readonly number[]): Uint8Array =>
  new Uint8Array(Uint32Array.from([...values, ...Array<number>(12 - values.length).fill(0)]).buffer)
const activate = (session: number): Uint8Array => words(session, 1)
const deactivate = (session: number): Uint8Array => words(session, 0)
const activated = (session: number): Uint8Array => words(session, 1)
const deactivated = (session: number): Uint8Array => words(session, 3)
const radio = (software: 'on' | 'off'): Uint8Array =>
  infoOf(RadioState.response, { hwRadioState: 'on', swRadioState: software })

test('of a question the last answer is kept, and what the modem told since', () => {
  const line = new Line()
  line.open()
  line.ask(DeviceCaps, 'query', none, none)
  line.ask(RadioState, 'query', none, radio('off'))
  line.tell(RadioState, radio('on'))
  line.ask(DeviceCaps, 'query', none, none)
  expect(line.kept).toEqual([
    '1 open',
    '2 open-done',
    '5 command 3',
    '6 command-done 3',
    '7 indicate-status 3',
    '8 command 1',
    '9 command-done 1',
  ])
  expect(line.memory.frames.every(({ carried }) => carried)).toBe(true)
})

test('a set is kept where its answer is the state', () => {
  const line = new Line()
  line.ask(RadioState, 'set', words(1), radio('on'))
  line.ask(PacketService, 'set', words(0), none)
  expect(line.kept).toEqual(['1 command 3', '2 command-done 3'])
})

test('what a function said before it was opened is so no more; one that does not open keeps it', () => {
  const line = new Line()
  line.ask(DeviceCaps, 'query', none, none)
  line.pass('sent', serializeMessage({ type: 'open', transactionId: 50, maxControlTransfer: 64 }).slice())
  expect(line.kept).toHaveLength(2)
  line.open()
  expect(line.kept).toEqual(['4 open', '5 open-done'])
})

test('the version stays in front of what is read by it, and what was read by another goes', () => {
  const line = new Line()
  const agreed = (version: number): Uint8Array =>
    infoOf(MsVersion.response, { mbimVersion: 0x0100, mbimExtendedVersion: version })
  line.open()
  line.ask(DeviceServices, 'query', none, none)
  line.ask(MsVersion, 'query', words(0x0300_0100), agreed(0x0300))
  line.ask(DeviceCaps, 'query', none, none)
  // A host that takes over asks once more.
  line.ask(MsVersion, 'query', words(0x0300_0100), agreed(0x0300))
  expect(line.kept.map((one) => one.split(' ')[0])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  line.ask(MsVersion, 'query', words(0x0200_0100), agreed(0x0200))
  expect(line.kept.map((one) => one.split(' ')[0])).toEqual(['1', '2', '3', '4', '11', '12'])
})

test('of a context that is up its activation is kept, until it is down', () => {
  const line = new Line()
  line.ask(Connect, 'query', words(0), deactivated(0))
  line.ask(Connect, 'set', activate(0), activated(0))
  line.ask(Connect, 'set', activate(1), activated(1))
  // Said by the activation already: a host would take the context for one that it finds.
  line.ask(Connect, 'query', words(0), activated(0))
  line.tell(Connect, activated(1))
  expect(line.kept.map((one) => one.split(' ')[0])).toEqual(['1', '2', '3', '4', '5', '6'])
  line.tell(Connect, deactivated(0))
  line.ask(Connect, 'set', deactivate(1), deactivated(1))
  expect(line.kept.map((one) => one.split(' ')[0])).toEqual(['1', '2', '10', '11', '12'])
})

test('an answer in fragments is kept whole, and one with a piece missing not at all', () => {
  const line = new Line()
  line.ask(DeviceCaps, 'query', none, new Uint8Array(200), { longest: 64 })
  const pieces = line.kept.length
  expect(pieces).toBeGreaterThan(3)
  const again = new Line()
  const about = { transactionId: 7, service: DeviceCaps.service.uuid, cid: DeviceCaps.number }
  again.pass('sent', serializeMessage({ type: 'command', ...about, operation: 'query', info: none }).slice())
  const done = { type: 'command-done', ...about, status: 'success', info: new Uint8Array(200) } as const
  for (const [index, piece] of fragment(serializeMessage(done).slice(), 64).entries()) {
    if (index !== 1) again.pass('received', piece)
  }
  expect(again.kept).toEqual([])
})

test('messages are no part of it, nor what nobody can read', () => {
  const line = new Line()
  line.ask(SmsRead, 'query', words(0, 0), words(0))
  line.tell(SmsRead, words(0))
  line.pass('received', Uint8Array.of(1, 2, 3))
  line.pass('sent', none)
  expect(line.kept).toEqual([])
})

test('it is bounded, and what a host cannot do without goes last', () => {
  const line = new Line()
  line.open()
  line.ask(DeviceCaps, 'query', none, new Uint8Array(300))
  for (let index = 0; index < 1000; index++) {
    line.ask(PacketService, 'query', words(index), new Uint8Array(500))
  }
  expect(line.memory.bytes).toBeLessThanOrEqual(48 * 1024)
  expect(line.kept.slice(0, 4)).toEqual(['1 open', '2 open-done', '3 command 1', '4 command-done 1'])
  expect(line.kept.length).toBeGreaterThan(40)
})
