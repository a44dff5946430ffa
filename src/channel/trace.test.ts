import { expect, test } from 'vitest'
import { fromHex } from '../base/index.ts'
import { memoryChannel } from './memory.ts'
import { traceChannel } from './trace.ts'

const settle = async (): Promise<void> => {
  await new Promise(setImmediate)
}

function traced(): {
  readonly said: unknown[]
  readonly host: ReturnType<typeof memoryChannel>[0]
  readonly other: ReturnType<typeof memoryChannel>[0]
} {
  const said: unknown[] = []
  const [host, other] = memoryChannel()
  const channel = traceChannel(host, {
    passed: (direction, frame) => said.push([direction, frame]),
    closed: (cause) => said.push(['closed', cause?.code]),
  })
  channel.start({
    frame: (frame) => said.push(['heard', frame]),
    closed: (cause) => said.push(['told', cause?.code]),
  })
  other.start({ frame: (frame) => said.push(['arrived', frame]), closed: () => undefined })
  return { said, host: channel, other }
}

test('frames are seen before they are sent, and before their receiver gets them', async () => {
  const { said, host, other } = traced()
  host.send(fromHex('01'))
  await settle()
  other.send(fromHex('02'))
  await settle()
  expect(said).toEqual([
    ['sent', fromHex('01')],
    ['arrived', fromHex('01')],
    ['received', fromHex('02')],
    ['heard', fromHex('02')],
  ])
})

test.each([
  ['this end', 'host', undefined],
  ['the other end', 'other', 'unplugged'],
] as const)('a close by %s is seen, with its cause', async (_, end, code) => {
  const line = traced()
  line[end].close()
  await settle()
  expect(line.said).toEqual([
    ['closed', code],
    ['told', code],
  ])
})
