/**
 * A bus on a socket of this machine, for one client: it does its own part (a name, match rules) and leaves the rest to a test, which
 * says what comes together. What is said in one go is one write, and so one read of whoever listens.
 */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { marshallMessage } from '@particle/dbus-next/lib/marshall-compat.js'
import { BUS, type BusSignal } from '../../src/driver/modem-manager/bus/index.ts'
import { MESSAGE_TYPES, type Incoming } from '../../src/driver/modem-manager/bus/codec.ts'
import { HEADER, lengthOfMessage, readMessage } from '../../src/driver/modem-manager/bus/message-reader.ts'
import { scratch } from './scratch.ts'

export interface Asked extends Incoming {
  readonly serial: number
}

/** Variants are the codec's own. */
type Body = readonly [signature: string, ...values: unknown[]]

export function answer(
  { serial }: Asked,
  sender: string,
  [signature = '', ...body]: Body | [] = [],
): Uint8Array {
  const fields = { type: MESSAGE_TYPES.answer, serial: 1, replySerial: serial, sender }
  return marshallMessage({ ...fields, signature, body })[0]
}

export function signal(told: Omit<BusSignal, 'body'>, [signature, ...body]: Body): Uint8Array {
  return marshallMessage({ type: MESSAGE_TYPES.signal, serial: 1, ...told, signature, body })[0]
}

/** What to say to that, in one go; `end` is the end of the connection, behind whatever has been said. */
export type Say = (asked: Asked) => { readonly said: readonly Uint8Array[]; readonly end?: boolean }

export async function socketBus(say: Say): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = scratch()
  const path = join(folder.path, 'bus')
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    serve(socket, say)
  })
  server.listen(path)
  await once(server, 'listening')
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await closed(server)
      folder[Symbol.dispose]()
    },
  }
}

function serve(socket: Socket, say: Say): void {
  const BEGIN = 'BEGIN\r\n'
  let isIn = false
  let bytes = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk])
    if (!isIn) {
      const begin = bytes.indexOf(BEGIN)
      if (begin === -1) {
        socket.write('DATA\r\nOK 0123456789abcdef0123456789abcdef\r\n')
        return
      }
      isIn = true
      bytes = bytes.subarray(begin + BEGIN.length)
    }
    while (bytes.length >= HEADER && bytes.length >= lengthOfMessage(bytes)) {
      const whole = bytes.subarray(0, lengthOfMessage(bytes))
      bytes = bytes.subarray(whole.length)
      const asked = { ...readMessage(whole), serial: whole.readUInt32LE(8) }
      const { said, end = false } = ofTheBus(asked) ?? say(asked)
      if (said.length > 0) socket.write(Buffer.concat(said))
      if (end) socket.end()
    }
  })
}

function ofTheBus(asked: Asked): ReturnType<Say> | undefined {
  if (asked.member === 'Hello') return { said: [answer(asked, BUS, ['s', ':1.9'])] }
  return asked.member === 'AddMatch' || asked.member === 'RemoveMatch'
    ? { said: [answer(asked, BUS)] }
    : undefined
}

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close')
  server.close()
  await end
}
