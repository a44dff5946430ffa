import { expect, test } from 'vitest'
import { Milliseconds, Seconds, seededRandom, VirtualClock } from '../../base/index.ts'
import { memoryChannel } from '../../channel/index.ts'
import { Connect, DeviceCaps, serializeMessage, type Command } from '../../mbim/index.ts'
import { FaultInjector } from './fault-injector.ts'
import type { Fault } from './fault.ts'

interface Rig {
  readonly clock: VirtualClock
  readonly faults: FaultInjector
  /** From the host. */
  readonly ask: (id: number, cid?: number) => void
  /** From the function. */
  readonly answer: (id: number, cid?: number) => void
  readonly frame: (bytes: Uint8Array) => void
  /** What came out on either side, as transaction ids, with the second in which it did. */
  readonly atHost: string[]
  readonly atFunction: string[]
  readonly frames: Uint8Array[]
  readonly done: string[]
}

function rig(seed = 1): Rig {
  const clock = new VirtualClock()
  const done: string[] = []
  const faults = new FaultInjector({
    clock,
    random: seededRandom(seed),
    target: {
      wedge: (until) => done.push(`wedge ${until}`),
      unplug: () => done.push('unplug'),
      replug: () => done.push('replug'),
    },
  })
  const [host, inner] = memoryChannel()
  const end = faults.wrap(inner)
  const atHost: string[] = []
  const atFunction: string[] = []
  const frames: Uint8Array[] = []
  const label = (bytes: Uint8Array): string => {
    const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
    return `${id}@${clock.monotonic() / 1000}`
  }
  host.start({
    frame: (bytes) => {
      frames.push(bytes)
      atHost.push(label(bytes))
    },
    closed: () => atHost.push('closed'),
  })
  end.start({ frame: (bytes) => atFunction.push(label(bytes)), closed: () => atFunction.push('closed') })
  const command = (transactionId: number, cid: number): Command => ({
    type: 'command',
    transactionId,
    service: Connect.service.uuid,
    cid,
    operation: 'query',
    info: new Uint8Array(200),
  })
  return {
    clock,
    faults,
    atHost,
    atFunction,
    frames,
    done,
    ask: (id, cid = Connect.number) => host.send(serializeMessage(command(id, cid))),
    answer: (id, cid = Connect.number) =>
      end.send(serializeMessage({ ...command(id, cid), type: 'command-done', status: 'success' })),
    frame: (bytes) => end.send(bytes),
  }
}

/** Three answers a second apart, under these faults. */
async function three(faults: readonly Fault[], seed?: number): Promise<Rig> {
  const made = rig(seed)
  for (const fault of faults) made.faults.inject(fault)
  for (const id of [1, 2, 3]) {
    made.answer(id)
    await made.clock.advance(Seconds(1))
  }
  await made.clock.advance(Seconds(60))
  return made
}

const one = { count: 1 } as const

test.each<[string, Fault[], string[]]>([
  ['none', [], ['1@0', '2@1', '3@2']],
  ['late', [{ action: 'delay', by: Seconds(5), ...one }], ['2@1', '3@2', '1@5']],
  ['all late keep their order', [{ action: 'delay', by: Seconds(5) }], ['1@5', '2@6', '3@7']],
  ['lost', [{ action: 'drop', ...one }], ['2@1', '3@2']],
  ['doubled', [{ action: 'duplicate', ...one }], ['1@0', '1@0', '2@1', '3@2']],
  [
    'five times',
    [{ action: 'duplicate', times: 5, skip: 2 }],
    ['1@0', '2@1', '3@2', '3@2', '3@2', '3@2', '3@2'],
  ],
  ['overtaken', [{ action: 'reorder', within: Seconds(10), ...one }], ['2@1', '1@1', '3@2']],
  ['overtaken by nobody', [{ action: 'reorder', skip: 2 }], ['1@0', '2@1', '3@3']],
  [
    'doubled and late',
    [
      { action: 'duplicate', ...one },
      { action: 'delay', by: Seconds(2), ...one },
    ],
    ['2@1', '1@2', '1@2', '3@2'],
  ],
  [
    'doubled and then lost',
    [
      { action: 'duplicate', ...one },
      { action: 'drop', ...one },
    ],
    ['2@1', '3@2'],
  ],
  [
    'late and overtaken',
    [
      { action: 'delay', by: Milliseconds(500), ...one },
      { action: 'reorder', within: Seconds(10), ...one },
    ],
    ['2@1', '1@1.5', '3@2'],
  ],
  ['the other way only', [{ action: 'drop', direction: 'to-function' }], ['1@0', '2@1', '3@2']],
  ['another message only', [{ action: 'drop', message: 'indicate-status' }], ['1@0', '2@1', '3@2']],
  ['this service by name', [{ action: 'drop', service: 'basic-connect', ...one }], ['2@1', '3@2']],
  [
    'this service by UUID',
    [{ action: 'drop', service: Connect.service.uuid.toUpperCase(), skip: 1 }],
    ['1@0'],
  ],
  ['this CID by name', [{ action: 'drop', cid: 'connect', skip: 1, ...one }], ['1@0', '3@2']],
  ['this CID by number', [{ action: 'drop', cid: 12 }], []],
  ['another CID', [{ action: 'drop', cid: DeviceCaps.name }], ['1@0', '2@1', '3@2']],
  ['never', [{ action: 'drop', probability: 0 }], ['1@0', '2@1', '3@2']],
])('%s', async (_what, faults, arrived) => {
  const { atHost, clock } = await three(faults)
  expect(atHost).toEqual(arrived)
  expect(clock.pending).toBe(0)
})

test('chance follows the seed', async () => {
  const lost = async (seed: number): Promise<string[]> => {
    const made = rig(seed)
    made.faults.inject({ action: 'drop', probability: 0.5 })
    for (let id = 1; id <= 40; id++) made.answer(id)
    await made.clock.advance(Seconds(1))
    return made.atHost
  }
  expect(await lost(3)).toEqual(await lost(3))
  expect(await lost(3)).not.toEqual(await lost(4))
  expect((await lost(3)).length).toBeGreaterThan(8)
  expect((await lost(3)).length).toBeLessThan(32)
})

test('commands are struck on their way to the function', async () => {
  const { ask, atFunction, faults, clock } = rig()
  faults.inject({ action: 'drop', direction: 'to-function', cid: 'connect', count: 1 })
  for (const id of [1, 2]) ask(id)
  ask(3, DeviceCaps.number)
  await clock.advance(Seconds(1))
  expect(atFunction).toEqual(['2@0', '3@0'])
})

test('a garbled frame is as long as it was, with so many bytes changed, the header only if asked for', async () => {
  const whole = await three([])
  const garbled = await three([{ action: 'corrupt', bytes: 4 }])
  for (const [index, frame] of garbled.frames.entries()) {
    const before = whole.frames[index] ?? new Uint8Array(0)
    const changed = [...frame.keys()].filter((at) => frame[at] !== before[at])
    expect(frame.length).toBe(before.length)
    expect(changed.length).toBeGreaterThan(0)
    expect(changed.length).toBeLessThanOrEqual(4)
    expect(changed.every((at) => at >= 12)).toBe(true)
  }
  const header = await three([{ action: 'corrupt', bytes: 200, header: true }])
  expect([...(header.frames[0] ?? [])].slice(0, 12)).not.toEqual([...(whole.frames[0] ?? [])].slice(0, 12))
})

test('a message is cut up smaller than was agreed on, what is cut already is not', async () => {
  const { frames, frame, clock } = await three([{ action: 'fragment', size: 100 }])
  expect(frames.map(({ length }) => length)).toEqual([100, 100, 88, 100, 100, 88, 100, 100, 88])
  frames.length = 0
  frame(serializeMessage({ type: 'open-done', transactionId: 9, status: 'success' }))
  await clock.advance(Seconds(1))
  expect(frames).toHaveLength(1)
})

test('fragments are known by the first of their message', async () => {
  const whole = await three([{ action: 'fragment', size: 100 }])
  const { faults, frame, frames, clock } = rig()
  faults.inject({ action: 'drop', cid: 'connect', skip: 1, count: 1 })
  for (const piece of whole.frames.slice(0, 3)) frame(piece)
  await clock.advance(Seconds(1))
  expect(frames).toEqual([whole.frames[0], whole.frames[2]])
})

test('the modem itself is struck', async () => {
  const { done, atHost } = await three([
    { action: 'wedge', until: 'restart', ...one },
    { action: 'unplug', skip: 1, ...one },
    { action: 'replug', skip: 2, ...one },
  ])
  expect(done).toEqual(['wedge restart', 'unplug', 'replug'])
  expect(atHost).toEqual([])
})

test('what is used up is not listed, what is disposed of or cleared strikes no more', async () => {
  const { faults, answer, atHost, clock } = rig()
  const drop = faults.inject({ action: 'drop' })
  faults.inject({ action: 'duplicate', count: 1 })
  answer(1)
  expect(faults.faults).toEqual([{ action: 'drop' }])
  drop[Symbol.dispose]()
  faults.inject({ action: 'duplicate' })
  faults.clear()
  answer(2)
  await clock.advance(Seconds(1))
  expect(atHost).toEqual(['2@0'])
})

test('nothing comes out once the channel has ended', async () => {
  const made = rig()
  made.faults.inject({ action: 'delay', by: Seconds(1) })
  const [host, inner] = memoryChannel()
  const end = made.faults.wrap(inner)
  const heard: Uint8Array[] = []
  end.start({ frame: (bytes) => heard.push(bytes), closed: () => undefined })
  host.start({ frame: () => undefined, closed: () => undefined })
  host.send(new Uint8Array(12))
  await made.clock.advance(Milliseconds(1))
  host.close()
  await made.clock.advance(Seconds(5))
  expect(heard).toEqual([])
  expect(made.clock.pending).toBe(0)
})

test.each<[Fault, RegExp]>([
  [{ action: 'drop', service: 'nothing' }, /no service "nothing"/],
  [{ action: 'drop', cid: 'nothing' }, /basic-connect has no CID "nothing"/],
  [{ action: 'drop', probability: 2 }, /a probability of 2/],
])('%o is no fault', (fault, message) => {
  expect(() => rig().faults.inject(fault)).toThrow(message)
})
