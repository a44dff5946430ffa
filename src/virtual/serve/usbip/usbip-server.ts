/**
 * Exports USB devices by USB/IP 1.1.1, so that a Linux kernel attaches them as its own:
 *
 *     await using server = await UsbipServer.serve({ devices: () => [device] })
 *     // usbip attach -r 127.0.0.1 -b 1-1
 *
 * There is no authentication in the protocol: whoever reaches the port may take a device.
 */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { DialtoneError, silent, systemClock, type Clock, type Logger } from '../../../base/index.ts'
import type { UsbDevice } from './usb-device.ts'
import { UsbipConnection, type Export } from './usbip-connection.ts'

/** As IANA has it. */
export const USBIP_PORT = 3240

export interface UsbipServerOptions {
  /** Asked whenever a client asks; the first is 1-1, the second 1-2, and so on, plugged in or not. */
  readonly devices: () => readonly UsbDevice[]
  /** 127.0.0.1 unless told. */
  readonly address?: string
  /** 3240 unless told; 0 for any that is free. */
  readonly port?: number
  readonly clock?: Clock
  readonly log?: Logger
}

/** More than there are devices for one kernel; who only lists is gone at once. */
const MOST_CLIENTS = 256

/** Serving until it is disposed of. */
export class UsbipServer implements AsyncDisposable {
  readonly #options: UsbipServerOptions
  readonly #clock: Clock
  readonly #log: Logger
  readonly #server: Server
  readonly #connections = new Set<UsbipConnection>()
  readonly #taken = new Map<UsbDevice, Socket>()
  #closed: Promise<void> | undefined

  private constructor(options: UsbipServerOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#log = options.log ?? silent
    this.#server = createServer((socket) => this.#accept(socket))
  }

  /** @throws DialtoneError `already_exists` when the port is taken, `channel_failed` when the address is not this machine's */
  static async serve(options: UsbipServerOptions): Promise<UsbipServer> {
    const server = new UsbipServer(options)
    await server.#listen()
    return server
  }

  get port(): number {
    // A TCP server that listens has such an address.
    return (this.#server.address() as AddressInfo).port
  }

  /** How a client names a device: `1-1`. */
  busId(device: UsbDevice): string | undefined {
    return this.#exports().find((one) => one.device === device)?.busId
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
      for (const connection of [...this.#connections]) connection.close('the server ends')
    })
    return this.#closed
  }

  #exports(): readonly Export[] {
    return this.#options.devices().map((device, index) => ({
      device,
      name: device.name,
      description: device.description,
      busId: `1-${index + 1}`,
      busNumber: 1,
      deviceNumber: index + 1,
    }))
  }

  #accept(socket: Socket): void {
    if (this.#connections.size >= MOST_CLIENTS) {
      socket.destroy()
      return
    }
    const connection = new UsbipConnection({
      socket,
      exports: () => this.#exports(),
      claim: (device) => {
        if (this.#taken.has(device)) return false
        this.#taken.set(device, socket)
        return true
      },
      ended: () => {
        this.#connections.delete(connection)
        for (const [device, owner] of this.#taken) if (owner === socket) this.#taken.delete(device)
      },
      clock: this.#clock,
      log: this.#log,
    })
    this.#connections.add(connection)
  }

  #listen(): Promise<void> {
    const { address = '127.0.0.1', port = USBIP_PORT } = this.#options
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        reject(error.code === 'EADDRINUSE' ? taken(address, port, error) : failed(address, port, error))
      })
      this.#server.listen({ host: address, port }, resolve)
    })
  }
}

function taken(address: string, port: number, cause: Error): DialtoneError {
  return new DialtoneError(
    'already_exists',
    `the port ${port} of ${address} is taken: usbipd or another virtual modem serves there; end it, or choose another port`,
    { cause },
  )
}

const WHY: Partial<Record<string, string>> = {
  ENOTFOUND:
    'there is no such address; give one of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them',
  EAI_AGAIN:
    'no name server says what address that is; give one of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them',
  EADDRNOTAVAIL:
    'this machine has no such address; give one of its own, such as 127.0.0.1, or 0.0.0.0 for all of them',
  EACCES: 'ports below 1024 are for root; choose another port',
}

function failed(address: string, port: number, cause: NodeJS.ErrnoException): DialtoneError {
  const why = WHY[cause.code ?? ''] ?? cause.message
  return new DialtoneError('channel_failed', `cannot serve USB/IP on ${address}, port ${port}: ${why}`, {
    cause,
  })
}
