/** What happened in the field happens again: a capture, played back to a service, tells it the same story at the same times. */
import { afterEach, describe, expect, test } from 'vitest'
import { Hours, Milliseconds, Minutes, Seconds, VirtualClock } from '../../src/base/index.ts'
import { inProcess, type Event } from '../../src/core/index.ts'
import type { Service } from '../../src/api/index.ts'
import { openService, type OpenService, type ServiceOptions } from '../../src/main/open-service.ts'
import { CaptureWriter, readCapture } from '../../src/record/index.ts'
import { createReplayModem, type ReplayRemark, type VirtualModem } from '../../src/virtual/index.ts'

const RECORD = { enabled: true, size: 8 * 1024 * 1024, age: Hours(24) }

let stack = new AsyncDisposableStack()
afterEach(async () => {
  await stack.disposeAsync()
  stack = new AsyncDisposableStack()
})

interface Life {
  readonly clock: VirtualClock
  readonly service: Service
  readonly open: OpenService
  /** What was told of the modem, each with milliseconds since the start. */
  readonly told: (readonly [at: number, what: string])[]
}

async function live(options: ServiceOptions & { readonly clock: VirtualClock }): Promise<Life> {
  const { clock } = options
  const start = clock.now()
  const told: [number, string][] = []
  const heard = (events: readonly Event[]): void => {
    for (const event of events) {
      const words = inWords(event)
      if (words !== undefined) told.push([event.time - start, words])
    }
  }
  const open = stack.use(await clock.resolve(openService({ ...options, heard })))
  return { clock, service: open.as(inProcess), open, told }
}

/** The story of a modem: what it is, and what became of it and why. */
function inWords(event: Event): string | undefined {
  switch (event.type) {
    case 'modem.arrived':
    case 'modem.changed':
      return `${event.type} ${event.data.state}`
    case 'modem.removed':
      return event.type
    case 'registration.changed':
    case 'packet-service.changed':
      return `${event.type} ${event.data.state}`
    case 'connection.changed':
      return `${event.type} ${event.data.state} ${event.data.cause?.network?.value ?? ''}`
    case 'request.ended':
      return `${event.type} ${event.data.kind} ${event.data.state}`
    default:
      return undefined
  }
}

/** Connects at the tenth second. */
async function connect({ clock, service }: Life): Promise<void> {
  await clock.advance(Milliseconds(10_000 - clock.monotonic()))
  await clock.resolve(service.connect({ connection: 'modem0', accessString: 'internet' }))
}

/** A capture of a life in which something happens to the virtual modem, and what was told of it. */
async function recorded(
  happens: (modem: VirtualModem, life: Life) => Promise<void>,
): Promise<{ readonly file: Uint8Array; readonly told: Life['told'] }> {
  const life = await live({ clock: new VirtualClock(), virtual: { count: 1, seed: 7 }, record: RECORD })
  const [modem] = life.open.virtualModems
  if (modem === undefined) throw new Error('there is a modem')
  await connect(life)
  await happens(modem, life)
  const file = await life.service.saveCapture()
  return { file, told: [...life.told] }
}

async function replayed(
  file: Uint8Array,
  remarks: ReplayRemark[] = [],
): Promise<Life & { readonly modem: Disposable }> {
  const clock = new VirtualClock()
  const modem = createReplayModem(file, { clock, remark: (remark) => remarks.push(remark) })
  const life = await live({ clock, modems: [modem] })
  return { ...life, modem }
}

test('connects, is dropped by the network, connects again: the same at the same times', async () => {
  const { file, told } = await recorded(async (modem, { clock, service }) => {
    await clock.advance(Seconds(8))
    modem.networkDisconnect({ cause: 38 })
    await clock.advance(Seconds(5))
    await clock.resolve(service.connect({ connection: 'modem0', accessString: 'internet' }))
    await clock.advance(Seconds(10))
  })
  const remarks: ReplayRemark[] = []
  const life = await replayed(file, remarks)
  await connect(life)
  await life.clock.advance(Seconds(13))
  await life.clock.resolve(life.service.connect({ connection: 'modem0', accessString: 'internet' }))
  await life.clock.advance(Seconds(10))
  expect(told.map(([, what]) => what)).toContain('connection.changed deactivated 38')
  expect(life.told).toEqual(told)
  expect(remarks.map(({ text }) => text)).toEqual([
    'the capture has been played back; the modem stays as it was at its end',
  ])
})

test('a capture of a real clock, with times between two milliseconds, is played back to a service', async () => {
  const { file, told } = await recorded(async (modem, { clock }) => {
    await clock.advance(Seconds(8))
    modem.networkDisconnect({ cause: 38 })
    await clock.advance(Seconds(5))
  })
  const writer = new CaptureWriter({ application: 'test', comment: 'test' })
  const blocks = readCapture(file).entries.flatMap((entry, index) =>
    writer.blocks({ ...entry, at: entry.at + index / 1000 }),
  )
  const life = await replayed(Buffer.concat([writer.header, ...blocks]))
  await connect(life)
  await life.clock.advance(Seconds(13))
  expect(life.told.map(([, what]) => what)).toEqual(told.map(([, what]) => what))
  expect(life.told.every(([at]) => Number.isInteger(at))).toBe(true)
})

test('a modem that is pulled out and put in again goes and comes', async () => {
  const { file, told } = await recorded(async (modem, { clock }) => {
    await clock.advance(Seconds(5))
    modem.unplug()
    await clock.advance(Seconds(20))
    modem.plug()
    await clock.advance(Seconds(10))
  })
  const life = await replayed(file)
  await connect(life)
  await life.clock.advance(Seconds(35))
  expect(told.map(([, what]) => what)).toContain('modem.removed')
  expect(life.told).toEqual(told)
})

test('a connect that the network refuses is refused for the same cause', async () => {
  const { file, told } = await recorded(async (modem, { clock, service }) => {
    await clock.advance(Seconds(2))
    await clock.resolve(service.disconnect({ connection: 'modem0' }))
    await clock.advance(Seconds(2))
    modem.carrier.setApn('internet', { type: 'refuse', cause: 33 })
    await clock.resolve(service.connect({ connection: 'modem0', accessString: 'internet' }))
    await clock.advance(Seconds(10))
  })
  const life = await replayed(file)
  await connect(life)
  await life.clock.advance(Seconds(2))
  await life.clock.resolve(life.service.disconnect({ connection: 'modem0' }))
  await life.clock.advance(Seconds(2))
  await life.clock.resolve(life.service.connect({ connection: 'modem0', accessString: 'internet' }))
  await life.clock.advance(Seconds(10))
  expect(told.map(([, what]) => what)).toContain('connection.changed deactivated 33')
  expect(life.told).toEqual(told)
})

test('a modem that falls silent is found out and opened anew as it was then', async () => {
  const { file, told } = await recorded(async (modem, { clock }) => {
    await clock.advance(Seconds(5))
    modem.wedge('until-open')
    await clock.advance(Seconds(300))
  })
  const life = await replayed(file)
  await connect(life)
  await life.clock.advance(Seconds(305))
  expect(life.told).toEqual(told)
})

describe('a capture that begins late', () => {
  /** What the last half minute of a life told is told again, by a modem that has to be connected first. */
  const connects = async (
    file: Uint8Array,
  ): Promise<Life & { readonly remarks: readonly ReplayRemark[] }> => {
    const remarks: ReplayRemark[] = []
    const life = await replayed(file, remarks)
    await connect(life)
    return { ...life, remarks }
  }
  /** What became of the connection, less why there is none before anybody has asked for it. */
  const states = ({ told }: Life): readonly string[] =>
    told
      .map(([, what]) => what)
      .filter((what) => what.startsWith('connection.changed'))
      .filter((what) => what !== 'connection.changed deactivated ')

  /** Connected for long, then dropped within the last half minute. */
  const droppedAtLast = async (life: Life): Promise<void> => {
    await connect(life)
    await life.clock.advance(Minutes(30))
    life.open.virtualModems[0]?.networkDisconnect({ cause: 38 })
    await life.clock.advance(Seconds(20))
  }

  test('by the time that was asked for is brought up, is connected and loses its connection as it did', async () => {
    const life = await live({ clock: new VirtualClock(), virtual: { count: 1, seed: 7 }, record: RECORD })
    await droppedAtLast(life)
    const again = await connects(await life.service.saveCapture({ last: Seconds(30) }))
    await again.clock.advance(Seconds(30))
    expect(states(again)).toEqual(states(life))
    expect(states(again).at(-1)).toBe('connection.changed deactivated 38')
    // Messages are not carried over.
    expect(again.remarks.map(({ text }) => text)).toEqual([
      'sms read query is not in the capture, and refused',
      'the capture has been played back; the modem stays as it was at its end',
    ])
  })

  test('because the recorder has forgotten what was before does so, too', async () => {
    const record = { ...RECORD, age: Minutes(4) }
    const life = await live({ clock: new VirtualClock(), virtual: { count: 1, seed: 7 }, record })
    await droppedAtLast(life)
    const again = await connects(await life.service.saveCapture())
    await again.clock.advance(Minutes(5))
    expect(states(again)).toEqual(states(life))
  })

  test.each([
    ['beside the recorder', RECORD],
    ['in its place', { ...RECORD, enabled: false }],
  ])('because it was started late does so, too, %s', async (_, record) => {
    const life = await live({ clock: new VirtualClock(), virtual: { count: 1, seed: 7 }, record })
    await connect(life)
    await life.clock.advance(Minutes(5))
    await life.clock.resolve(life.service.startCapture())
    await life.clock.advance(Seconds(10))
    life.open.virtualModems[0]?.networkDisconnect({ cause: 38 })
    await life.clock.advance(Seconds(10))
    await life.clock.resolve(life.service.stopCapture())
    const again = await connects(await life.service.saveCapture({ source: 'capture' }))
    await again.clock.advance(Seconds(30))
    expect(states(again)).toEqual(states(life))
  })
})
