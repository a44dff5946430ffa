/**
 * Serves serial ports of a virtual modem on an abstract socket: each connection is a port of its own, there as long as the connection
 * is. ModemManager's AT test mode speaks to such (`abstract:at0`), and so does `socat`. Abstract sockets belong to a network
 * namespace, and anybody in it may connect.
 */
import { createServer, type Server, type Socket } from 'node:net'
import { DialtoneError, silent, type Logger } from '../../base/index.ts'
import type { SerialEnd } from '../at/serial-line.ts'
import type { PacketNetwork } from '../data-path/packet-network.ts'
import type { VirtualModem } from '../virtual-modem.ts'

export interface SerialSocketOptions {
  readonly modem: VirtualModem
  /** Without the zero octet of abstract names; `abstract:at0`, where it is for ModemManager, which takes the prefix for a part of it. */
  readonly name: string
  /** Where packets of its calls go; answered in the process where there is none. */
  readonly network?: PacketNetwork
  readonly log?: Logger
}

/** sun_path has 108 octets, of which one begins the name. */
const LONGEST_NAME = 107

/** Octets that may wait for a program that does not read; what is more is lost, as on a serial line. */
const MOST_WAITING = 1024 * 1024

/** @throws DialtoneError `already_exists` when the name is taken, `invalid_argument`, `channel_failed` */
export async function serveSerialSocket({
  modem,
  name,
  network,
  log = silent,
}: SerialSocketOptions): Promise<SerialSocket> {
  if (name === '' || Buffer.byteLength(name) > LONGEST_NAME || name.includes('\0')) {
    throw new DialtoneError('invalid_argument', `"${name}" is no name of an abstract socket`)
  }
  const socket = new SerialSocket(modem, network, log)
  await socket.listen(name)
  return socket
}

export class SerialSocket implements AsyncDisposable {
  readonly #modem: VirtualModem
  readonly #network: PacketNetwork | undefined
  readonly #log: Logger
  readonly #server: Server
  readonly #connections = new Set<Socket>()
  readonly #plug: Disposable

  constructor(modem: VirtualModem, network: PacketNetwork | undefined, log: Logger) {
    this.#modem = modem
    this.#network = network
    this.#log = log
    this.#server = createServer((connection) => {
      this.#connected(connection)
    })
    this.#plug = modem.whilePlugged(() => ({
      [Symbol.dispose]: () => {
        for (const connection of this.#connections) connection.destroy()
      },
    }))
  }

  async listen(name: string): Promise<void> {
    const listening = Promise.withResolvers<undefined>()
    this.#server.once('error', listening.reject)
    this.#server.listen({ path: `\0${name}` }, () => {
      listening.resolve(undefined)
    })
    try {
      await listening.promise
    } catch (cause) {
      this.#plug[Symbol.dispose]()
      const taken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE' // node:net rejects with nothing else
      throw new DialtoneError(
        taken ? 'already_exists' : 'channel_failed',
        taken ? `the socket @${name} is taken: choose another name` : `cannot listen on the socket @${name}`,
        { cause },
      )
    }
    this.#log.info({ socket: `@${name}` }, 'serial ports of the virtual modem are on a socket')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#plug[Symbol.dispose]()
    for (const connection of this.#connections) connection.destroy()
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve()
      })
    })
  }

  #connected(connection: Socket): void {
    if (!this.#modem.isPlugged) {
      connection.destroy()
      return
    }
    this.#connections.add(connection)
    const end: SerialEnd = this.#modem.connectSerial(
      {
        send: (octets) => {
          if (connection.writable && connection.writableLength < MOST_WAITING) connection.write(octets)
        },
        signals: () => undefined,
      },
      { ...(this.#network && { network: this.#network }) },
    )
    connection.on('data', (octets) => {
      end.receive(octets)
    })
    connection.on('error', () => connection.destroy())
    connection.on('close', () => {
      this.#connections.delete(connection)
      end[Symbol.dispose]()
    })
  }
}
