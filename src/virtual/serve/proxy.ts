/**
 * Serves virtual modems on an abstract socket by the protocol of mbim-proxy, so that whatever talks to that talks to us:
 * `mbimcli -p -d /dev/null`, ModemManager. Several programs share a modem.
 *
 * The device path that a client names picks the modem: the last part of the path is a modem's name (`/dev/virtual1`), or
 * else it is the first modem, whatever the path (`/dev/null`, `/dev/cdc-wdm0`). A path must not be empty.
 */
import { createServer, type Server, type Socket } from 'node:net'
import {
  DialtoneError,
  silent,
  systemClock,
  type Clock,
  type Duration,
  type Logger,
} from '../../base/index.ts'
import { socketChannel } from '../../channel/index.ts'
import type { HostedModem } from '../hosted-modem.ts'
import { ProxyClient } from './proxy-client.ts'
import { ProxyDevice } from './proxy-device.ts'

/** Where programs look for a proxy (libmbim). */
export const PROXY_SOCKET_NAME = 'mbim-proxy'

export interface ProxyOptions {
  /** Asked whenever a client names a device. */
  readonly modems: () => Iterable<HostedModem>
  /** Name in the abstract namespace, without the NUL; `mbim-proxy` unless given. */
  readonly socketName?: string
  readonly clock?: Clock
  readonly log?: Logger
}

/** Serving until it is disposed of. */
export class Proxy implements AsyncDisposable {
  readonly socketName: string
  readonly #options: ProxyOptions
  readonly #clock: Clock
  readonly #log: Logger
  readonly #server: Server
  readonly #clients = new Set<ProxyClient>()
  readonly #devices = new Map<HostedModem, ProxyDevice>()

  private constructor(options: ProxyOptions) {
    this.#options = options
    this.socketName = options.socketName ?? PROXY_SOCKET_NAME
    this.#clock = options.clock ?? systemClock
    this.#log = options.log ?? silent
    this.#server = createServer((socket) => {
      this.#accept(socket)
    })
  }

  /** @throws DialtoneError `already_exists` when somebody serves under that name already */
  static async serve(options: ProxyOptions): Promise<Proxy> {
    const proxy = new Proxy(options)
    await proxy.#listen()
    return proxy
  }

  /** How many programs are connected. */
  get clients(): number {
    return this.#clients.size
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve()
      })
    })
    for (const client of [...this.#clients]) client.close()
    for (const device of this.#devices.values()) device.close()
    await closed
  }

  #listen(): Promise<void> {
    const path = `\0${this.socketName}`
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        reject(error.code === 'EADDRINUSE' ? taken(this.socketName, error) : failed(this.socketName, error))
      })
      this.#server.listen({ path }, resolve)
    })
  }

  #accept(socket: Socket): void {
    const client = new ProxyClient({
      channel: socketChannel(socket, `@${this.socketName}`, { clock: this.#clock }),
      open: (path, timeout) => this.#open(path, timeout),
      backlog: () => socket.writableLength,
      now: () => this.#clock.monotonic(),
      ended: (ended) => {
        this.#clients.delete(ended)
        this.#log.debug({ clients: this.#clients.size }, 'a client of the proxy left')
      },
    })
    this.#clients.add(client)
    this.#log.debug({ clients: this.#clients.size }, 'a client of the proxy came')
  }

  async #open(path: string, timeout: Duration): Promise<ProxyDevice | undefined> {
    const modems = [...this.#options.modems()]
    const name = path.slice(path.lastIndexOf('/') + 1)
    const modem = modems.find((one) => one.name === name) ?? modems[0]
    if (modem?.isPlugged !== true) return undefined
    const device = this.#devices.get(modem) ?? this.#connect(modem)
    const ready = await device.ready(timeout)
    this.#log.debug({ path, modem: modem.name, ready }, 'a client of the proxy named its modem')
    // It may have been pulled out in between.
    return ready && this.#devices.get(modem) === device ? device : undefined
  }

  #connect(modem: HostedModem): ProxyDevice {
    const device = new ProxyDevice(modem.connect(modem.name, { shared: true }), {
      clock: this.#clock,
      maxControlTransfer: modem.maxControlTransfer,
      ended: (ended) => {
        if (this.#devices.get(modem) === ended) this.#devices.delete(modem)
      },
    })
    this.#devices.set(modem, device)
    return device
  }
}

function taken(name: string, cause: Error): DialtoneError {
  return new DialtoneError(
    'already_exists',
    `the socket @${name} is taken: mbim-proxy or another virtual modem serves there; end it, or choose another name`,
    { cause },
  )
}

function failed(name: string, cause: Error): DialtoneError {
  return new DialtoneError('channel_failed', `cannot serve on the socket @${name}: ${cause.message}`, {
    cause,
  })
}
