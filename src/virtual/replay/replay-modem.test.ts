import { afterEach, describe, expect, test } from 'vitest'
import { Milliseconds, Seconds, VirtualClock } from '../../base/index.ts'
import {
  Connect,
  decode,
  DeviceCaps,
  fragment,
  MsDeviceCapsV2,
  MsVersion,
  parseMessage,
  Pin,
  RegisterState,
  serializeInfo,
  serializeMessage,
  SignalState,
  type DecodedMessage,
  type FunctionMessage,
  type HostMessage,
} from '../../mbim/index.ts'
import { CaptureWriter, type CaptureEntry } from '../../record/index.ts'
import { createReplayModem } from './create-replay-modem.ts'
import type { ReplayModem, ReplayOptions } from './replay-modem.ts'

type Cid = Parameters<typeof serializeInfo>[1]

const EPOCH = Date.UTC(2026, 0, 1)
const frame = (at: number, direction: 'sent' | 'received', bytes: Uint8Array, modem = 'm'): CaptureEntry => ({
  kind: 'frame',
  at: EPOCH + at,
  modem,
  direction,
  frame: bytes.slice(),
  version: 1,
})

const open = (id: number): Uint8Array =>
  serializeMessage({ type: 'open', transactionId: id, maxControlTransfer: 4096 }).slice()
const opened = (id: number): Uint8Array =>
  serializeMessage({ type: 'open-done', transactionId: id, status: 'success' }).slice()

interface Named {
  readonly service: { readonly uuid: string }
  readonly number: number
}

function command(
  id: number,
  cid: Named,
  operation: 'query' | 'set',
  codec: { append: unknown } | undefined,
  value: unknown,
) {
  return serializeInfo(
    { type: 'command', transactionId: id, service: cid.service.uuid, cid: cid.number, operation },
    codec as Cid, // the codec of this operation
    value,
    1,
  ).slice()
}

function done(id: number, cid: Named & { readonly response: unknown }, value: unknown): Uint8Array {
  return serializeInfo(
    {
      type: 'command-done',
      transactionId: id,
      service: cid.service.uuid,
      cid: cid.number,
      status: 'success',
    },
    cid.response as Cid, // what it is answered with
    value,
    1,
  ).slice()
}

function indication(cid: Named & { readonly indication: unknown }, value: unknown): Uint8Array {
  return serializeInfo(
    { type: 'indicate-status', transactionId: 0, service: cid.service.uuid, cid: cid.number },
    cid.indication as Cid, // what it indicates
    value,
    1,
  ).slice()
}

const queryOf = (id: number, cid: Named & { readonly query: unknown }): Uint8Array =>
  command(id, cid, 'query', cid.query as never, {})

const signal = (rssi: number) => ({
  rssi,
  errorRate: 99,
  signalStrengthInterval: 5,
  rssiThreshold: 1,
  errorRateThreshold: 1,
})
const connectSet = (id: number, accessString = 'internet', sessionId = 0): Uint8Array =>
  command(id, Connect, 'set', Connect.set, {
    sessionId,
    activationCommand: 'activate',
    accessString,
    userName: '',
    password: 'secret',
    compression: 'none',
    authProtocol: 'none',
    ipType: 'default',
    contextType: 'internet',
  })
const connection = (activationState: 'activated' | 'deactivated', sessionId = 0) => ({
  sessionId,
  activationState,
  voiceCallState: 'none',
  ipType: 'ipv4',
  contextType: 'internet',
  nwError: 0,
})

/** Opened; the signal is asked for and told; connected at 10 s, dropped 8 s later; the signal is asked for again. */
const STORY: readonly CaptureEntry[] = [
  frame(0, 'sent', open(1)),
  frame(5, 'received', opened(1)),
  frame(100, 'sent', queryOf(2, SignalState)),
  frame(130, 'received', done(2, SignalState, signal(10))),
  frame(4000, 'received', indication(SignalState, signal(20))),
  frame(10_000, 'sent', connectSet(3)),
  frame(10_150, 'received', done(3, Connect, connection('activated'))),
  frame(18_000, 'received', indication(Connect, connection('deactivated'))),
  frame(20_000, 'sent', queryOf(4, SignalState)),
  frame(20_010, 'received', done(4, SignalState, signal(30))),
]

function captured(entries: readonly CaptureEntry[]): Uint8Array {
  const writer = new CaptureWriter({ application: 'test', comment: 'test' })
  return Buffer.concat([writer.header, ...entries.flatMap((entry) => writer.blocks(entry))])
}

interface Heard {
  readonly at: number
  readonly message: FunctionMessage | HostMessage
  readonly decoded: DecodedMessage
}

class Host {
  readonly clock = new VirtualClock()
  readonly remarks: string[] = []
  readonly heard: Heard[] = []
  readonly modem: ReplayModem
  ended = false
  #channel: ReturnType<ReplayModem['connect']>
  #id = 100

  constructor(entries: readonly CaptureEntry[], options: ReplayOptions = {}) {
    this.modem = createReplayModem(captured(entries), {
      clock: this.clock,
      remark: ({ type }) => this.remarks.push(type),
      ...options,
    })
    this.#channel = this.#connect()
  }

  #connect(): ReturnType<ReplayModem['connect']> {
    const channel = this.modem.connect()
    channel.start({
      frame: (bytes) => {
        const message = parseMessage(bytes) // what a function says
        this.heard.push({ at: this.clock.monotonic(), message, decoded: decode(bytes) })
      },
      closed: () => (this.ended = true),
    })
    return channel
  }

  reconnect(): void {
    this.#channel = this.#connect()
  }

  /** Sends under an id of its own, and gives what is heard in the next `within`. */
  async ask(bytes: Uint8Array, within = Milliseconds(50)): Promise<readonly Heard[]> {
    const before = this.heard.length
    const asked = bytes.slice()
    new DataView(asked.buffer).setUint32(8, ++this.#id, true)
    this.#channel.send(asked)
    await this.clock.advance(within)
    return this.heard.slice(before)
  }

  async opened(): Promise<this> {
    expect(await this.ask(open(0))).toMatchObject([{ message: { type: 'open-done', transactionId: 101 } }])
    return this
  }

  /** The rssi that it is told when it asks. */
  async rssi(): Promise<unknown> {
    const heard = await this.ask(queryOf(0, SignalState))
    const answer = heard.find(({ message }) => message.type === 'command-done')
    return (answer?.decoded as { info?: { rssi?: number } } | undefined)?.info?.rssi
  }
}

const hosts: Host[] = []
function host(entries: readonly CaptureEntry[] = STORY, options: ReplayOptions = {}): Host {
  const made = new Host(entries, options)
  hosts.push(made)
  return made
}
afterEach(() => {
  for (const { modem, clock } of hosts.splice(0)) {
    modem[Symbol.dispose]()
    expect(clock.pending, 'timers that are left').toBe(0)
  }
})

describe('time', () => {
  test('answers take as long as they took, indications come when they came', async () => {
    const one = await host().opened()
    await one.clock.advance(Milliseconds(100 - one.clock.monotonic()))
    await one.ask(queryOf(0, SignalState), Seconds(5))
    expect(one.heard.map(({ at, message }) => [at, message.type])).toEqual([
      [5, 'open-done'],
      [130, 'command-done'],
      [4000, 'indicate-status'],
    ])
  })

  test('what followed a connect follows it, however long the host took, and nothing is told before', async () => {
    const one = await host().opened()
    await one.clock.advance(Seconds(60))
    const at = one.clock.monotonic()
    await one.ask(connectSet(0), Seconds(8))
    expect(one.heard.map((heard) => [heard.at - at, heard.message.type])).toEqual([
      [5 - at, 'open-done'],
      [4000 - at, 'indicate-status'],
      [150, 'command-done'],
      [8000, 'indicate-status'],
    ])
  })

  test('a host that is quicker is told first what had happened before', async () => {
    const one = await host().opened()
    const heard = await one.ask(connectSet(0), Milliseconds(150))
    expect(heard.map(({ message }) => message.type)).toEqual(['indicate-status', 'command-done'])
    expect(heard[0]?.decoded).toMatchObject({ cid: 'signal-state', info: { rssi: 20 } })
  })

  test('a host that is slower is not answered by what was so before the last it was told', async () => {
    const one = await host().opened()
    await one.clock.advance(Milliseconds(4500 - one.clock.monotonic()))
    expect(one.heard.at(-1)?.decoded).toMatchObject({ cid: 'signal-state', info: { rssi: 20 } })
    expect(await one.rssi()).toBe(20)
  })

  test('it can be told faster', async () => {
    const one = await host(STORY, { speed: 10 }).opened()
    const at = one.clock.monotonic()
    await one.ask(connectSet(0), Milliseconds(800))
    expect(one.heard.slice(2).map((heard) => heard.at - at)).toEqual([15, 800])
  })

  test.each([0, -1, Infinity, NaN])('but not %d times as fast', (speed) => {
    expect(() => createReplayModem(captured(STORY), { speed })).toThrow(/cannot be told/)
  })

  test('a step of the wall clock in the capture is none in the story', async () => {
    const step = -3_600_000
    const shifted = STORY.map((entry, index) => (index < 4 ? entry : { ...entry, at: entry.at + step }))
    const note: CaptureEntry = { kind: 'note', at: EPOCH + 2000 + step, text: 'set', step }
    const one = await host([...shifted.slice(0, 4), note, ...shifted.slice(4)]).opened()
    await one.clock.advance(Seconds(5))
    expect(one.heard.map(({ at }) => at)).toEqual([5, 4000])
  })
})

describe('what is asked otherwise than in the capture', () => {
  test('again: it is told what is known by then, and no future', async () => {
    const one = await host().opened()
    const told = [await one.rssi(), await one.rssi()]
    await one.clock.advance(Seconds(5))
    told.push(await one.rssi())
    await one.ask(connectSet(0), Seconds(1))
    told.push(await one.rssi())
    await one.clock.advance(Seconds(10))
    told.push(await one.rssi(), await one.rssi())
    expect(told).toEqual([10, 10, 20, 20, 30, 30])
    expect(one.remarks).toEqual(['over'])
  })

  test('a connection that is asked for is as it was told last', async () => {
    const one = await host().opened()
    const query = command(0, Connect, 'query', Connect.query, { sessionId: 0 })
    const told: unknown[] = []
    for (const wait of [Seconds(1), Seconds(8)]) {
      if (told.length === 0) await one.ask(connectSet(0), wait)
      else await one.clock.advance(wait)
      const [answer] = await one.ask(query)
      told.push(answer?.decoded)
    }
    expect(told).toMatchObject([
      { status: 'success', info: { activationState: 'activated' } },
      { status: 'success', info: { activationState: 'deactivated' } },
    ])
  })

  test('with other values: it is answered as that was, and remarked upon; another session is another thing', async () => {
    const one = await host().opened()
    const heard = await one.ask(connectSet(0, 'elsewhere'), Milliseconds(150))
    expect(heard.at(-1)?.decoded).toMatchObject({ status: 'success', info: { activationState: 'activated' } })
    expect((await one.ask(connectSet(0, 'internet', 1))).at(-1)?.decoded).toMatchObject({
      status: 'no-device-support',
    })
    expect(one.remarks).toEqual(['otherwise', 'unknown'])
  })

  test('a password that nobody recorded makes no difference', async () => {
    const one = await host().opened()
    const heard = await one.ask(connectSet(0), Milliseconds(150))
    expect(heard.at(-1)?.decoded).toMatchObject({ info: { activationState: 'activated' } })
    expect(one.remarks).toEqual([])
  })

  test('not at all: it is refused by a status of MBIM, and remarked upon once', async () => {
    const one = await host().opened()
    for (let time = 0; time < 2; time++) {
      const [answer] = await one.ask(queryOf(0, RegisterState))
      expect(answer?.decoded).toMatchObject({
        type: 'command-done',
        status: 'no-device-support',
        transactionId: 102 + time,
      })
    }
    expect(one.remarks).toEqual(['unknown'])
  })

  test('DEVICE_CAPS of MBIM 1.0 is answered out of its later form', async () => {
    const caps = {
      deviceType: 'removable',
      cellularClass: ['gsm'],
      voiceClass: 'no-voice',
      simClass: ['removable'],
      dataClass: ['lte'],
      smsCaps: [],
      controlCaps: [],
      maxSessions: 8,
      customDataClass: '',
      deviceId: '353456789012345',
      firmwareInfo: 'fw',
      hardwareInfo: 'hw',
      executorIndex: 0,
    }
    const one = await host([
      ...STORY,
      frame(21_000, 'sent', queryOf(5, MsDeviceCapsV2)),
      frame(21_010, 'received', done(5, MsDeviceCapsV2, caps)),
    ]).opened()
    const [answer] = await one.ask(queryOf(0, DeviceCaps))
    expect(answer?.decoded).toMatchObject({
      cid: 'device-caps',
      info: { maxSessions: 8, firmwareInfo: 'fw' },
    })
  })
})

describe('the control session', () => {
  test('nothing is answered or told before it is opened, and once it is closed', async () => {
    const one = host()
    expect(await one.ask(queryOf(0, SignalState))).toMatchObject([
      { message: { type: 'function-error', error: 'not-opened', transactionId: 101 } },
    ])
    await one.ask(open(0))
    const close = serializeMessage({ type: 'close', transactionId: 0 })
    expect(await one.ask(close)).toMatchObject([{ message: { type: 'close-done', status: 'success' } }])
    await one.clock.advance(Seconds(5))
    expect(one.heard).toHaveLength(3)
  })

  test('one that was open when the capture began is open', async () => {
    const one = host(STORY.slice(2))
    expect(await one.rssi()).toBe(10)
  })

  test('another host takes over, and the story goes on', async () => {
    const one = await host().opened()
    one.reconnect()
    await one.clock.advance(Seconds(5))
    expect(one.ended).toBe(true)
    expect(one.heard.map(({ at }) => at)).toEqual([5, 4000])
  })

  test('a command that the modem never answered is not answered', async () => {
    const one = await host(STORY.filter((_, index) => index !== 6)).opened()
    await one.ask(connectSet(0), Seconds(5))
    expect(one.heard.filter(({ message }) => message.type === 'command-done')).toEqual([])
    expect(one.remarks).toEqual(['unanswered'])
  })

  test('messages in fragments are put together, and cut for a host that takes less', async () => {
    const long = done(2, SignalState, signal(10))
    const pieces = fragment(long, 64)
    const one = host([
      frame(0, 'sent', open(1)),
      frame(5, 'received', opened(1)),
      frame(100, 'sent', queryOf(2, SignalState)),
      ...pieces.map((piece, index) => frame(110 + index, 'received', piece)),
    ])
    await one.opened()
    expect(pieces.length).toBeGreaterThan(1)
    expect(await one.rssi()).toBe(10)
  })

  const registration = {
    nwError: 0,
    registerState: 'home',
    registerMode: 'automatic',
    availableDataClasses: ['lte'],
    currentCellularClass: ['gsm'],
    providerId: '26201',
    providerName: 'Telekom',
    roamingText: '',
    registrationFlag: [],
    preferredDataClass: ['lte'],
  }
  const { uuid: service } = RegisterState.service
  const answer = serializeInfo(
    { type: 'command-done', transactionId: 2, service, cid: RegisterState.number, status: 'success' },
    RegisterState.response as Cid, // as above
    registration,
    2,
  )

  test('what was said in one version is told in that of the host', async () => {
    const third = { version: 2 } as const
    const one = host([
      frame(0, 'sent', open(1)),
      frame(5, 'received', opened(1)),
      { ...frame(100, 'sent', queryOf(2, RegisterState)), ...third },
      { ...frame(110, 'received', answer), ...third },
    ])
    await one.opened()
    const [heard] = await one.ask(queryOf(0, RegisterState))
    expect(heard?.decoded).toMatchObject({ info: { providerName: 'Telekom' } })
    expect(heard?.message).toMatchObject({ info: RegisterState.response.encode(registration as never, 1) })
    expect(answer.length, 'the later form is longer').toBeGreaterThan(
      48 + RegisterState.response.encode(registration as never, 1).length,
    )
  })

  test('whoever opens it begins with MBIM 1.0, also where the capture has no opening', async () => {
    const versions = { mbimVersion: 0x0100, mbimExtendedVersion: 0x0200 }
    const later = { version: 2 } as const
    const one = host([
      frame(0, 'sent', command(1, MsVersion, 'query', MsVersion.query, versions)),
      frame(2, 'received', done(1, MsVersion, versions)),
      { ...frame(100, 'sent', queryOf(2, RegisterState)), ...later },
      { ...frame(110, 'received', answer), ...later },
    ])
    const registrationIn = async (version: 1 | 2): Promise<void> => {
      const [heard] = await one.ask(queryOf(0, RegisterState))
      expect(heard?.message).toMatchObject({
        info: RegisterState.response.encode(registration as never, version),
      })
    }
    await one.opened()
    await one.ask(command(0, MsVersion, 'query', MsVersion.query, versions))
    await registrationIn(2)
    await one.ask(open(0))
    await registrationIn(1)
  })
})

test('a host that talks nonsense harms nothing', async () => {
  const one = await host().opened()
  for (const bytes of [
    new Uint8Array(12),
    new Uint8Array(64).fill(0xff),
    opened(7),
    Pin.set.encode({ pinType: 'pin1', pinOperation: 'enter', pin: '1', newPin: '' }, 1),
  ]) {
    await one.ask(bytes.length < 12 ? new Uint8Array(12) : bytes)
  }
  expect(await one.rssi()).toBe(10)
})

test('the version that the host agrees on is the one of the capture', async () => {
  const versions = { mbimVersion: 0x0100, mbimExtendedVersion: 0x0200 }
  const one = await host([
    ...STORY.slice(0, 2),
    frame(6, 'sent', command(9, MsVersion, 'query', MsVersion.query, versions)),
    frame(8, 'received', done(9, MsVersion, versions)),
  ]).opened()
  const [answer] = await one.ask(command(0, MsVersion, 'query', MsVersion.query, versions))
  expect(answer?.decoded).toMatchObject({ info: versions })
})
