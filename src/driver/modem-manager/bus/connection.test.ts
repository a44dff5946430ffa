/** The way into a bus, on a socket of this machine; what a real one makes of it is in test/peer/message-bus.test.ts. */
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { silent, systemClock, VirtualClock } from '../../../base/index.ts'
import { scratch } from '../../../../test/support/scratch.ts'
import { answer, signal, socketBus, type Asked, type Say } from '../../../../test/support/socket-bus.ts'
import { openBus } from './connection.ts'

/** Says what it is told to whenever something comes, and keeps that. */
async function bus(path: string, answers: readonly string[]): Promise<{ server: Server; heard: string[] }> {
  const heard: string[] = []
  const server = createServer((socket) => {
    socket.on('data', (chunk: Buffer) => {
      const answer = answers[heard.length]
      heard.push(chunk.toString('latin1'))
      if (answer !== undefined) socket.write(answer)
      else socket.end()
    })
  })
  server.listen(path)
  await once(server, 'listening')
  return { server, heard }
}

test('the bus is asked to take us for whom the socket shows, and nothing is asked before it lets us in', async () => {
  using folder = scratch()
  const path = join(folder.path, 'bus')
  const { server, heard } = await bus(path, ['DATA\r\nOK 0123456789abcdef0123456789abcdef\r\n'])
  await expect(openBus({ path }, { clock: systemClock, log: silent })).rejects.toMatchObject({
    code: 'channel_failed',
  })
  const [first = '', ...rest] = heard
  expect(first).toBe('\0AUTH EXTERNAL\r\nDATA\r\n')
  expect(rest.join('')).toMatch(/^BEGIN\r\nl\x01[^]*Hello/)
  server.close()
})

test('a bus that does not let this user in says so', async () => {
  using folder = scratch()
  const path = join(folder.path, 'bus')
  const { server } = await bus(path, ['REJECTED EXTERNAL\r\n'])
  await expect(openBus({ path }, { clock: systemClock, log: silent })).rejects.toMatchObject({
    code: 'access_denied',
  })
  server.close()
})

const CALL = { destination: ':1.5', path: '/a', interface: 'a.b' } as const
const RULE = { sender: ':1.5' } as const
const of = (asked: Asked, text: string) => answer(asked, ':1.5', ['s', text])
const told = (text: string) =>
  signal({ sender: ':1.5', path: '/a', interface: 'a.b', member: 'Told' }, ['s', text])

/** What is heard of a bus on which the call `Ask` is answered so, and of the answers by whoever awaits them from afar. */
async function heardOf(say: Say, ...asked: readonly string[]): Promise<readonly unknown[]> {
  await using bus = await socketBus(say)
  const heard: unknown[] = []
  const clock = new VirtualClock()
  const connection = await openBus({ path: bus.path }, { clock, log: silent })
  const ended = new Promise<void>((resolve) => {
    connection.onClosed(({ code }) => {
      heard.push(code)
      resolve()
    })
  })
  await connection.subscribe(RULE, ({ body }) => heard.push(body[0]))
  const ask = async (member: string, depth: number): Promise<unknown> =>
    depth === 0 ? (await connection.call({ ...CALL, member }))[0] : await ask(member, depth - 1)
  const hear = async (member: string): Promise<unknown> => heard.push(await ask(member, 50))
  await Promise.allSettled(asked.map(hear))
  await ended
  return heard
}

test('whoever awaits an answer has it before what was said after it is heard, however far off they are', async () => {
  const calls: Asked[] = []
  const say: Say = (asked) => {
    calls.push(asked)
    const [one, other] = calls
    if (one === undefined || other === undefined) return { said: [told('first')] }
    const said = [of(other, 'other'), told('second'), told('third'), of(one, 'one'), told('fourth')]
    return { said, end: true }
  }
  const heard = await heardOf(say, 'One', 'Other')
  expect(heard).toEqual(['first', 'other', 'second', 'third', 'one', 'fourth', 'channel_failed'])
})

test('what a bus has said is heard before it is gone, and nothing behind what cannot be read', async () => {
  const endless = Buffer.from(told('endless'))
  endless.writeUInt32LE(0x7fffffff, 4)
  const say: Say = (asked) => ({ said: [of(asked, 'answer'), told('told'), endless, told('lost')] })
  expect(await heardOf(say, 'Ask')).toEqual(['answer', 'told', 'protocol'])
})

test('whoever closes the bus hears nothing more of what came with the answer', async () => {
  await using bus = await socketBus((asked) => ({ said: [of(asked, 'answer'), told('told')] }))
  const heard: unknown[] = []
  const connection = await openBus({ path: bus.path }, { clock: new VirtualClock(), log: silent })
  await connection.subscribe(RULE, ({ body }) => heard.push(body[0]))
  await connection.call({ ...CALL, member: 'Ask' })
  connection.close()
  await new Promise(setImmediate)
  expect(heard).toEqual([])
})
