/** Streams of device services, on the virtual modem: whatever is written to its vendor's comes back. */
import { describe, expect, test } from 'vitest'
import { DialtoneError, fromHex, Seconds, toHex } from '../../src/base/index.ts'
import { createConnectionManager, redacting, type Accepted, type LiveStream } from '../../src/api/index.ts'
import type { DeviceServiceState, Request } from '../../src/core/index.ts'
import { DssConnect } from '../../src/mbim/index.ts'
import { VirtualVendor } from '../../src/virtual/index.ts'
import { Story } from '../support/story.ts'

const target = { modem: 'modem0', service: VirtualVendor.uuid }

async function ended(story: Story, asked: Promise<Accepted>): Promise<Request> {
  return story.end((await story.clock.resolve(asked)).requestId)
}

async function open(story: Story): Promise<number> {
  const { id, state, cause } = await ended(story, story.service.openStream(target))
  expect({ state, cause }).toEqual({ state: 'succeeded', cause: undefined })
  return id
}

const write = (story: Story, stream: number, data: string): Promise<Request> =>
  ended(story, story.service.writeStream({ ...target, stream, data }))

const close = (story: Story, stream: number): Promise<Request> =>
  ended(story, story.service.closeStream({ ...target, stream }))

/** What came, after the stream that it came on and for whom that is. */
function read(story: Story): string[] {
  return story.events.flatMap((event) =>
    event.type === 'device-service.data'
      ? [`${event.request} ${event.data.stream} ${event.by} ${event.data.data}`]
      : [],
  )
}

async function vendor(story: Story): Promise<DeviceServiceState> {
  const { services } = await story.service.deviceServices({ modem: 'modem0' })
  const found = services.find(({ id }) => id === VirtualVendor.uuid)
  if (found === undefined) throw new Error('the virtual modem has it')
  return found
}

describe('a stream of a device service', () => {
  test('is listed with how many there may be, and how long a piece is', async () => {
    await using story = await Story.begin()
    expect(await vendor(story)).toMatchObject({ stream: { write: true, read: true, limit: 4 }, streams: [] })
    expect(await story.service.deviceServices({ modem: 'modem0' })).toMatchObject({
      maxStreams: 4,
      maxDataSize: 2048,
    })
  })

  test('carries pieces both ways, each as a whole and in order, until it is closed', async () => {
    await using story = await Story.begin()
    const stream = await open(story)
    const asked = ['01', '0203', '04'].map((data) => story.service.writeStream({ ...target, stream, data }))
    for (const one of asked) expect((await ended(story, one)).state).toBe('succeeded')
    await story.settle()
    const by = story.events.find(({ request }) => request === stream)?.by ?? ''
    expect(read(story)).toEqual(['01', '0203', '04'].map((data) => `${stream} ${stream} ${by} ${data}`))
    expect((await vendor(story)).streams).toEqual([stream])
    expect((await close(story, stream)).state).toBe('succeeded')
    expect((await vendor(story)).streams).toEqual([])
    expect(story.virtual.inside.streams.open.size).toBe(0)
    await expect(write(story, stream, '05')).rejects.toMatchObject({ code: 'not_found' })
    await expect(close(story, stream)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('keeps what two programs write apart; closing one leaves the other', async () => {
    await using story = await Story.begin()
    const first = await open(story)
    const second = await open(story)
    await write(story, first, '01')
    await write(story, second, '02')
    await close(story, first)
    await write(story, second, '03')
    await story.settle()
    expect(read(story).map((line) => line.split(' ').filter((_, at) => at !== 2))).toEqual([
      [`${first}`, `${first}`, '01'],
      [`${second}`, `${second}`, '02'],
      [`${second}`, `${second}`, '03'],
    ])
    // Its number of the modem's is used again; what its holder writes goes nowhere.
    const third = await open(story)
    expect([...story.virtual.inside.streams.open.keys()]).toEqual([1, 0])
    await expect(write(story, first, '04')).rejects.toMatchObject({ code: 'not_found' })
    expect((await vendor(story)).streams).toEqual([second, third])
  })

  test.each([
    ['nothing', '', 'invalid_argument'],
    ['one byte too many', '00'.repeat(2049), 'invalid_argument'],
    ['what is not hexadecimal', 'no bytes', 'invalid_argument'],
  ])('takes no piece of %s', async (_what, data, code) => {
    await using story = await Story.begin()
    const stream = await open(story)
    await expect(write(story, stream, data)).rejects.toMatchObject({ code })
    await write(story, stream, 'ab'.repeat(2048))
    await story.settle()
    expect(read(story).map((line) => line.split(' ')[3])).toEqual(['ab'.repeat(2048)])
  })

  test('is the fifth, and refused: also when five are opened at the same time', async () => {
    await using story = await Story.begin()
    const asked = await Promise.allSettled(Array.from({ length: 5 }, () => story.service.openStream(target)))
    const taken = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value.requestId] : []))
    expect(taken).toHaveLength(4)
    for (const id of taken) expect((await story.end(id)).state).toBe('succeeded')
    await expect(story.service.openStream(target)).rejects.toMatchObject({ code: 'busy' })
    await close(story, taken[2] ?? 0)
    await open(story)
  })

  test('that the modem has none left for fails with its status', async () => {
    await using story = await Story.begin()
    // Another host has them.
    const { streams } = story.virtual.inside
    for (const number of [1, 2, 3, 4]) streams.activate(VirtualVendor.uuid, number)
    expect(await ended(story, story.service.openStream(target))).toMatchObject({
      state: 'failed',
      cause: { code: 'busy', status: { protocol: 'mbim', value: 33, name: 'dss-instance-limit' } },
    })
    expect((await vendor(story)).streams).toEqual([])
  })

  test('that was given up is closed where the modem has opened it all the same', async () => {
    await using story = await Story.begin()
    story.virtual.injectFault({
      action: 'drop',
      service: DssConnect.service.uuid,
      message: 'command-done',
      count: 1,
    })
    const { requestId } = await story.clock.resolve(story.service.openStream(target))
    await story.settle()
    expect(story.virtual.inside.streams.open.size).toBe(1)
    await story.service.cancelRequest({ request: requestId })
    expect((await story.end(requestId)).cause?.code).toBe('cancelled')
    expect(story.virtual.inside.streams.open.size).toBe(0)
  })

  test('has nothing to do with the radio', async () => {
    await using story = await Story.begin()
    story.virtual.inside.radio.setHardware('off')
    await story.settle()
    const stream = await open(story)
    await write(story, stream, '01')
    await story.settle()
    expect(read(story)).toHaveLength(1)
  })

  test('ends with the modem, and the one that comes back has none', async () => {
    await using story = await Story.begin()
    const stream = await open(story)
    story.virtual.unplug()
    await story.pass(Seconds(2))
    await expect(write(story, stream, '01')).rejects.toMatchObject({ code: 'not_found' })
    story.virtual.plug()
    await story.pass(Seconds(5))
    expect((await vendor(story)).streams).toEqual([])
    await expect(write(story, stream, '01')).rejects.toMatchObject({ code: 'not_found' })
    await open(story)
  })

  test('ends when the modem has to be opened anew, and that is told', async () => {
    await using story = await Story.begin()
    const stream = await open(story)
    const from = story.events.length
    story.virtual.wedge('until-open')
    await story.pass(Seconds(120))
    const changes = story.events.slice(from).flatMap((event) => {
      return event.type === 'device-service.changed' ? [event.data.streams] : []
    })
    expect(changes).toEqual([[]])
    expect((await story.modem()).state).toBe('registered')
    await expect(write(story, stream, '01')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('drops what is longer than a piece may be, and goes on', async () => {
    await using story = await Story.begin()
    const stream = await open(story)
    story.virtual.inside.streams.send(0, new Uint8Array(2049))
    await write(story, stream, '01')
    await story.settle()
    expect(read(story).map((line) => line.split(' ')[3])).toEqual(['01'])
  })

  test('is there for services that have some, and on a way that carries them', async () => {
    await using story = await Story.begin()
    await expect(
      story.service.openStream({ modem: 'modem0', service: 'basic-connect' }),
    ).rejects.toMatchObject({ code: 'not_supported' })
    await using without = await Story.begin({ data: false })
    const state = await without.service.deviceServices({ modem: 'modem0' })
    expect(state.maxDataSize).toBeUndefined()
    await expect(without.service.openStream(target)).rejects.toMatchObject({
      code: 'not_supported',
      message: expect.stringContaining('nothing carries them') as string,
    })
  })

  test('gives what comes to who may see personal data', async () => {
    await using story = await Story.begin()
    const stream = await open(story)
    await write(story, stream, 'cafe')
    await story.settle()
    const told: unknown[] = []
    const stop = new AbortController()
    const watching = (async () => {
      for await (const item of redacting(story.service).watch({ since: '0' }, { signal: stop.signal })) {
        if (item.type === 'device-service.data') told.push(item.data.data)
      }
    })()
    await story.settle()
    stop.abort()
    await watching
    expect(told).toEqual(['(hidden)'])
  })
})

describe('in a program, a stream', () => {
  async function opened(story: Story): Promise<LiveStream & { readonly end: () => Promise<void> }> {
    const manager = createConnectionManager(story.service, { clock: story.clock })
    const service = await (await manager.modem('modem0')).service(VirtualVendor.uuid)
    const stream = await story.clock.resolve(service.openStream())
    return { ...stream, end: async () => manager[Symbol.asyncDispose]() }
  }

  test('is written to without waiting, and read as an iteration that ends with it', async () => {
    await using story = await Story.begin()
    const stream = await opened(story)
    const pieces = ['01', '02', '0304']
    const written = Promise.all(pieces.map((piece) => stream.write(fromHex(piece))))
    const got: string[] = []
    const reading = (async () => {
      for await (const piece of stream.data()) got.push(toHex(piece))
    })()
    await story.clock.resolve(written)
    await story.settle()
    expect(got).toEqual(pieces)
    await story.clock.resolve(stream.close())
    await story.clock.resolve(reading)
    await story.clock.resolve(stream.close())
    const late = await story.clock.resolve(stream.write(fromHex('05')).catch((error: unknown) => error))
    expect(DialtoneError.of(late)?.code).toBe('not_found')
    await stream.end()
  })

  test('gives what came before anybody read, and ends by a signal', async () => {
    await using story = await Story.begin()
    const stream = await opened(story)
    await story.clock.resolve(stream.write(fromHex('01')))
    await story.settle()
    const stop = new AbortController()
    const got: string[] = []
    const reading = (async () => {
      for await (const piece of stream.data({ signal: stop.signal })) {
        got.push(toHex(piece))
        stop.abort()
      }
    })()
    await story.clock.resolve(reading)
    expect(got).toEqual(['01'])
    await stream.end()
  })

  test('ends its reading when the modem is unplugged', async () => {
    await using story = await Story.begin()
    const stream = await opened(story)
    const reading = (async () => {
      for await (const _piece of stream.data()) throw new Error('nothing was written')
    })()
    await story.settle()
    story.virtual.unplug()
    await story.pass(Seconds(2))
    await story.clock.resolve(reading)
    await stream.end()
  })
})
