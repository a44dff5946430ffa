import { describe, expect, test } from 'vitest'
import { fromHex, Milliseconds, Seconds, toHex } from '../../src/base/index.ts'
import type { DeviceServiceState, Request } from '../../src/core/index.ts'
import { createConnectionManager, redacting, type Accepted } from '../../src/api/index.ts'
import { DeviceServiceSubscribeList } from '../../src/mbim/index.ts'
import { ServiceTable, standardParts, VirtualVendor, type VirtualModem } from '../../src/virtual/index.ts'
import { Story } from '../support/story.ts'

const VENDOR = VirtualVendor.uuid
const ECHO = 1
const COUNTER = 2
const NOTICE = 3
const FAILURE = 4
const FILL = 5

async function ended(story: Story, asked: Promise<Accepted>): Promise<Request> {
  return story.end((await story.clock.resolve(asked)).requestId)
}

function command(
  story: Story,
  number: number,
  data: string,
  { type = 'query', service = VENDOR }: { type?: 'query' | 'set'; service?: string } = {},
): Promise<Request> {
  const input = { modem: 'modem0', service, command: number, type, data } as const
  return ended(story, story.service.deviceCommand(input))
}

function open(story: Story, service = VENDOR): Promise<Request> {
  return ended(story, story.service.openDeviceService({ modem: 'modem0', service }))
}

function close(story: Story, session?: number): Promise<Request> {
  const input = { modem: 'modem0', service: VENDOR, ...(session !== undefined && { session }) }
  return ended(story, story.service.closeDeviceService(input))
}

async function say(story: Story, text: string): Promise<void> {
  story.virtual.vendorSays(fromHex(text))
  await story.settle()
}

/** What was told of indications after the first `from` events. */
function heard(story: Story, from = 0): string[] {
  return story.events.slice(from).flatMap((event) => {
    if (event.type !== 'device-service.indication') return []
    return [`${event.data.command} ${event.data.data}`]
  })
}

async function vendorState(story: Story): Promise<DeviceServiceState | undefined> {
  const { services } = await story.service.deviceServices({ modem: 'modem0' })
  return services.find(({ id }) => id === VENDOR)
}

describe('the device services of a modem', () => {
  test('are listed with their commands, what Dialtone drives it by, and the longest command', async () => {
    await using story = await Story.begin()
    const { services, maxCommandSize } = await story.service.deviceServices({ modem: 'modem0' })
    expect(maxCommandSize).toBe(4048)
    expect(services.find(({ name }) => name === 'basic-connect')).toMatchObject({
      driven: true,
      sessions: [],
    })
    expect(services.find(({ id }) => id === VENDOR)).toEqual({
      id: VENDOR,
      name: VENDOR,
      commands: [1, 2, 3, 4, 5],
      driven: false,
      stream: { write: true, read: true, limit: 4 },
      sessions: [],
      streams: [],
    })
  })

  test('are not supported where the modem lists none, and say so', async () => {
    await using story = await Story.begin()
    // From its next opening on it does not list them.
    story.virtual.behave({
      onCommand(one) {
        if (one.cid !== 16 || !one.service.startsWith('a289cc33')) return false
        one.answer('no-device-support')
        return true
      },
    })
    story.virtual.restart()
    await story.pass(Seconds(10))
    await expect(story.service.deviceServices({ modem: 'modem0' })).rejects.toMatchObject({
      code: 'not_supported',
    })
    await expect(story.service.openDeviceService({ modem: 'modem0', service: VENDOR })).rejects.toMatchObject(
      { code: 'not_supported' },
    )
  })

  test('that a modem lacks cannot be found', async () => {
    const kind = { version: 3, multicarrier: false } as const
    const parts = standardParts(kind).filter(({ cid }) => cid.service.uuid !== VENDOR)
    await using story = await Story.begin({ modem: { services: new ServiceTable(parts, 3) } })
    await expect(command(story, ECHO, '00')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('tell which commands they have, when the modem itself is asked', async () => {
    await using story = await Story.begin()
    const asked = story.service.askDeviceService({ modem: 'modem0', service: VENDOR })
    expect(await ended(story, asked)).toMatchObject({ state: 'succeeded', commands: [1, 2, 3, 4, 5] })
  })
})

describe('a command of a device service', () => {
  test.each([
    ['a query', 'query', '68656c6c6f'],
    ['a set', 'set', 'ff00'],
    ['no bytes at all', 'query', ''],
  ] as const)('passes %s through as it is, and gives the answer', async (_what, type, data) => {
    await using story = await Story.begin()
    expect(await command(story, ECHO, data, { type })).toMatchObject({
      kind: 'device-command',
      service: VENDOR,
      state: 'succeeded',
      answer: data,
    })
  })

  test('as long as may be passes, one byte more is refused before it is sent', async () => {
    await using story = await Story.begin()
    const longest = 'ab'.repeat(4048)
    expect((await command(story, ECHO, longest)).answer).toBe(longest)
    await expect(command(story, ECHO, `${longest}00`)).rejects.toMatchObject({ code: 'invalid_argument' })
  })

  test('that is refused fails with the modem’s status, and what came with it', async () => {
    await using story = await Story.begin()
    const refused = await command(story, FAILURE, '1c000000', { type: 'set' })
    expect(refused).toMatchObject({
      state: 'failed',
      answer: '1c000000',
      cause: { status: { protocol: 'mbim', value: 28, name: 'operation-not-allowed' } },
    })
  })

  test('with a status of the vendor’s own keeps its number', async () => {
    await using story = await Story.begin()
    const { cause } = await command(story, FAILURE, '07000080', { type: 'set' })
    expect(cause).toMatchObject({ code: 'status', status: { value: 0x80000007, name: '0x80000007' } })
  })

  test('is sent once, also when the modem is busy: nobody knows what it does twice', async () => {
    await using story = await Story.begin()
    expect((await command(story, FAILURE, '01000000', { type: 'set' })).cause?.code).toBe('busy')
    expect((await command(story, COUNTER, '')).answer).toBe('01000000')
    expect((await command(story, COUNTER, '')).answer).toBe('02000000')
  })

  test('whose answer is longer than anybody takes fails, and the modem goes on', async () => {
    await using story = await Story.begin()
    expect((await command(story, FILL, '00000100')).answer).toHaveLength(2 * 65_536)
    const { state, cause, answer } = await command(story, FILL, '01000100')
    expect({ state, code: cause?.code, answer }).toEqual({
      state: 'failed',
      code: 'protocol',
      answer: undefined,
    })
    expect((await command(story, ECHO, '01')).answer).toBe('01')
  })

  test('is refused where there is none of its number, and where it would be set behind our back', async () => {
    await using story = await Story.begin()
    await expect(command(story, 99, '')).rejects.toMatchObject({ code: 'not_supported' })
    await expect(
      command(story, 3, '00000000', { type: 'set', service: 'basic-connect' }),
    ).rejects.toMatchObject({ code: 'not_supported' })
    expect((await command(story, 3, '', { service: 'BASIC-CONNECT' })).answer).toBe('0100000001000000')
  })

  test('that is never answered times out; its late answer is nobody’s', async () => {
    await using story = await Story.begin()
    story.virtual.injectFault({
      action: 'delay',
      by: Seconds(12),
      jitter: Milliseconds(0),
      service: VENDOR,
      message: 'command-done',
      count: 1,
    })
    expect((await command(story, ECHO, '01')).cause?.code).toBe('timeout')
    expect((await command(story, ECHO, '02')).answer).toBe('02')
    await story.pass(Seconds(20))
    expect((await command(story, ECHO, '03')).answer).toBe('03')
  })

  test('that is pending when the modem is unplugged ends with that', async () => {
    await using story = await Story.begin()
    story.virtual.injectFault({ action: 'unplug', service: VENDOR, message: 'command', count: 1 })
    expect((await command(story, ECHO, '01')).cause?.code).toBe('unplugged')
  })
})

describe('what a device service says by itself', () => {
  test('is told while a session is open, and not before or after', async () => {
    await using story = await Story.begin()
    await say(story, '01')
    const { id, state } = await open(story)
    expect(state).toBe('succeeded')
    await say(story, '02')
    await command(story, NOTICE, '03', { type: 'set' })
    await story.settle()
    await close(story, id)
    await say(story, '04')
    expect(heard(story)).toEqual(['3 02', '3 03'])
  })

  test('is told to two programs until both have closed their session', async () => {
    await using story = await Story.begin()
    const first = await open(story)
    const second = await open(story)
    expect((await vendorState(story))?.sessions).toEqual([first.id, second.id])
    await close(story, first.id)
    await say(story, '01')
    await close(story, second.id)
    await say(story, '02')
    expect(heard(story)).toEqual(['3 01'])
    expect((await vendorState(story))?.sessions).toEqual([])
  })

  test('is heard by two that opened at the same time, and the one that closes takes nothing from the other', async () => {
    await using story = await Story.begin()
    const target = { modem: 'modem0', service: VENDOR }
    const both = await Promise.all([
      story.service.openDeviceService(target),
      story.service.openDeviceService(target),
    ])
    const [first, second] = await Promise.all(both.map(({ requestId }) => story.end(requestId)))
    expect([first?.state, second?.state]).toEqual(['succeeded', 'succeeded'])
    await close(story, first?.id)
    await say(story, '01')
    expect(heard(story)).toEqual(['3 01'])
  })

  test('leaves what Dialtone itself listens to as it was', async () => {
    await using story = await Story.begin()
    const lists = subscribeLists(story.virtual)
    const { id } = await open(story)
    await close(story, id)
    expect(lists).toHaveLength(2)
    expect(lists[0]).toEqual([...(lists[1] ?? []), `${VENDOR}: all`])
    const from = story.events.length
    story.virtual.inside.radio.setHardware('off')
    await story.settle()
    expect(story.types(from)).toContain('radio.changed')
  })

  test('goes on after the modem had to be opened anew, and that is told', async () => {
    await using story = await Story.begin()
    const { id } = await open(story)
    const from = story.events.length
    story.virtual.wedge('until-open')
    await story.pass(Seconds(120))
    expect(story.types(from)).toContain('device-service.restored')
    expect((await vendorState(story))?.sessions).toEqual([id])
    await say(story, '0a')
    expect(heard(story, from)).toEqual(['3 0a'])
  })

  test('ends with the modem: it comes back with nothing open, and an old session is not found', async () => {
    await using story = await Story.begin()
    const { id } = await open(story)
    story.virtual.unplug()
    await story.pass(Seconds(2))
    await expect(close(story, id)).rejects.toMatchObject({ code: 'not_found' })
    story.virtual.plug()
    await story.pass(Seconds(5))
    expect((await vendorState(story))?.sessions).toEqual([])
    await expect(close(story, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is dropped where it is longer than anybody takes', async () => {
    await using story = await Story.begin()
    await open(story)
    story.virtual.vendorSays(new Uint8Array(65_537))
    await story.settle()
    await say(story, '01')
    expect(heard(story)).toEqual(['3 01'])
  })

  test('and what it answers are hidden from who may not see personal data', async () => {
    await using story = await Story.begin()
    const service = redacting(story.service)
    await open(story)
    const { id } = await command(story, ECHO, 'cafe')
    await say(story, 'cafe')
    expect((await service.request({ request: id })).answer).toBe('(hidden)')
    const told = JSON.stringify(await watchedBy(story, service))
    expect(told).toContain('device-service.indication')
    expect(told).not.toContain('cafe')
  })

  test('cannot be had without bound: after 64 sessions the next is refused', async () => {
    await using story = await Story.begin()
    for (let count = 0; count < 64; count++) await open(story)
    await expect(open(story)).rejects.toMatchObject({ code: 'busy' })
    expect((await close(story)).state).toBe('succeeded')
    expect((await vendorState(story))?.sessions).toEqual([])
  })
})

test('in a program: a service by its UUID, bytes in and out, and what it says as an iteration', async () => {
  await using story = await Story.begin()
  await using manager = createConnectionManager(story.service, { clock: story.clock })
  const modem = await manager.modem('modem0')
  const service = await modem.service(VENDOR)
  const echo = await story.clock.resolve(service.query(ECHO, fromHex('0102')))
  expect(toHex(await story.clock.resolve(echo.done))).toBe('0102')
  const refused = await story.clock.resolve(service.set(FAILURE, fromHex('1c000000')))
  await expect(story.clock.resolve(refused.done)).rejects.toMatchObject({ code: 'status' })
  const asked = await story.clock.resolve(service.ask())
  expect(await story.clock.resolve(asked.done)).toEqual([1, 2, 3, 4, 5])

  const stop = new AbortController()
  const said: string[] = []
  const listening = (async () => {
    for await (const { command: number, data } of service.indications({ signal: stop.signal })) {
      said.push(`${number} ${toHex(data)}`)
      if (said.length === 2) stop.abort()
    }
  })()
  await story.pass(Seconds(1))
  expect((await vendorState(story))?.sessions).toHaveLength(1)
  await say(story, '01')
  await say(story, '02')
  await story.clock.resolve(listening)
  expect(said).toEqual(['3 01', '3 02'])
  await story.pass(Seconds(1))
  expect((await vendorState(story))?.sessions).toEqual([])
  await expect(modem.service('nothing')).rejects.toMatchObject({ code: 'not_found' })
})

describe('activating the subscription', () => {
  async function inactive(): Promise<Story> {
    const story = await Story.begin()
    story.virtual.setSubscriptionActive(false)
    await story.pass(Seconds(1))
    expect((await story.modem()).sim?.state).toBe('not-activated')
    return story
  }
  const activate = (story: Story, data = ''): Promise<Request> =>
    ended(story, story.service.activateService({ modem: 'modem0', data }))

  test('makes a SIM that could not connect one that can, and gives what the operator answered', async () => {
    await using story = await inactive()
    expect((await story.connect()).cause?.code).toBe('service_not_activated')
    expect(await activate(story, '0102')).toMatchObject({
      kind: 'activate-service',
      state: 'succeeded',
      answer: '0102',
    })
    await story.pass(Seconds(1))
    expect((await story.modem()).sim?.state).toBe('initialized')
    expect((await story.connect()).state).toBe('succeeded')
  })

  test('fails with the network’s cause where the operator refuses, and with what it said', async () => {
    await using story = await inactive()
    story.virtual.denyActivation(33)
    expect(await activate(story, 'ab')).toMatchObject({
      state: 'failed',
      answer: 'ab',
      cause: { code: 'status', network: { value: 33 } },
    })
    expect((await story.modem()).sim?.state).toBe('not-activated')
    story.virtual.denyActivation(undefined)
    expect((await activate(story)).state).toBe('succeeded')
  })

  test.each<[string, (modem: VirtualModem) => void, string]>([
    ['a PIN is wanted', (modem) => modem.lockSim(), 'pin_required'],
    ['there is no SIM', (modem) => modem.removeSim(), 'sim_not_inserted'],
    ['the radio is off', (modem) => modem.inside.radio.setHardware('off'), 'radio_off'],
    ['no network is in reach', (modem) => modem.roam('nowhere'), 'not_found'],
  ])('fails while %s', async (_what, happen, code) => {
    await using story = await inactive()
    happen(story.virtual)
    await story.pass(Seconds(5))
    expect((await activate(story)).cause?.code).toBe(code)
  })

  test('is done once at a time', async () => {
    await using story = await inactive()
    const first = await story.clock.resolve(story.service.activateService({ modem: 'modem0', data: '' }))
    await expect(activate(story)).rejects.toMatchObject({ code: 'busy' })
    expect((await story.end(first.requestId)).state).toBe('succeeded')
  })

  test('takes no more bytes than fit into a command, and only those', async () => {
    await using story = await inactive()
    await expect(activate(story, '00'.repeat(4049))).rejects.toMatchObject({ code: 'invalid_argument' })
    await expect(activate(story, 'not hex')).rejects.toMatchObject({ code: 'invalid_argument' })
    expect((await activate(story, '00'.repeat(4048))).cause?.status?.name).toBe('invalid-parameters')
  })
})

/** Each list of indications that the modem is given from now on, in words. */
function subscribeLists(modem: VirtualModem): string[][] {
  const lists: string[][] = []
  modem.behave({
    onCommand(one) {
      if (one.is(DeviceServiceSubscribeList)) {
        const { events } = one.input(DeviceServiceSubscribeList.set)
        lists.push(
          events.map(({ deviceServiceId, cidList }) =>
            cidList.length === 0 ? `${deviceServiceId}: all` : `${deviceServiceId}: ${cidList.join(' ')}`,
          ),
        )
      }
      return false
    },
  })
  return lists
}

/** Everything that this service tells of what has happened. */
async function watchedBy(story: Story, service: Story['service']): Promise<unknown[]> {
  const items: unknown[] = []
  const stop = new AbortController()
  const watching = (async () => {
    for await (const item of service.watch({ since: '0' }, { signal: stop.signal })) items.push(item)
  })()
  for (let count = -1; count < items.length;) {
    count = items.length
    await story.settle()
  }
  stop.abort()
  await watching
  return items
}
