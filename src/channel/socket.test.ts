import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DialtoneError } from '../base/index.ts'
import type { Channel, ChannelSink } from './channel.ts'
import { connectSocket } from './socket.ts'

let folder: string
let path: string
let server: Server
let accepted: Promise<Socket>
const peers: Socket[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-'))
  path = join(folder, 'socket')
  accepted = new Promise((resolve) => {
    server = createServer((socket) => {
      peers.push(socket)
      resolve(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
})
afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve))
  for (const peer of peers.splice(0)) peer.destroy()
  await closed
  rmSync(folder, { recursive: true })
})

const frame = new Uint8Array([2, 0, 0, 0, 12, 0, 0, 0, 9, 0, 0, 0])

function listen(channel: Channel): { frames: Uint8Array[]; end: Promise<DialtoneError | undefined> } {
  const frames: Uint8Array[] = []
  const end = new Promise<DialtoneError | undefined>((resolve) => {
    const sink: ChannelSink = { frame: (bytes) => frames.push(bytes), closed: resolve }
    channel.start(sink)
  })
  return { frames, end }
}

test('carries frames both ways, also what came before it was started', async () => {
  const channel = await connectSocket(path)
  const peer = await accepted
  peer.write(Buffer.concat([frame, frame.subarray(0, 5)]))
  const { frames, end } = listen(channel)
  peer.end(frame.subarray(5))
  channel.send(frame)
  const heard = await new Promise<Buffer>((resolve) => peer.once('data', resolve))
  expect(new Uint8Array(heard)).toEqual(frame)
  expect((await end)?.message).toContain('closed the connection')
  expect(frames).toEqual([frame, frame])
})

test('a peer that hangs up is told with its cause, once, and sending afterwards does nothing', async () => {
  const channel = await connectSocket(path)
  const { end } = listen(channel)
  ;(await accepted).destroy()
  expect(await end).toMatchObject({ code: 'channel_failed' })
  channel.send(frame)
  channel.close()
})

test('a peer that hung up before the start is told after it', async () => {
  const channel = await connectSocket(path)
  ;(await accepted).destroy()
  const { end } = listen(channel)
  expect(await end).toMatchObject({ code: 'channel_failed' })
})

test('closing it ourselves has no cause, and what was sent still arrives', async () => {
  const channel = await connectSocket(path)
  const { end } = listen(channel)
  const peer = await accepted
  const heard: Buffer[] = []
  peer.on('data', (chunk) => heard.push(chunk))
  const gone = new Promise((resolve) => peer.once('close', resolve))
  channel.send(frame)
  channel.close()
  channel.close()
  expect(await end).toBeUndefined()
  await gone
  expect(new Uint8Array(Buffer.concat(heard))).toEqual(frame)
})

test.each([
  ['nothing there', () => join(folder, 'other'), 'not_found'],
  ['nobody listening', () => '@dialtone-nobody-listens-here', 'channel_failed'],
  [
    'not a socket',
    () => {
      writeFileSync(join(folder, 'file'), '')
      return join(folder, 'file')
    },
    'channel_failed',
  ],
])('%s is said', async (_name, where, code) => {
  await expect(connectSocket(where())).rejects.toMatchObject({ code })
})
