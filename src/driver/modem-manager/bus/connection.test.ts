/** The way into a bus, on a socket of this machine; what a real one makes of it is in test/peer/message-bus.test.ts. */
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { silent, systemClock } from '../../../base/index.ts'
import { scratch } from '../../../../test/support/scratch.ts'
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
