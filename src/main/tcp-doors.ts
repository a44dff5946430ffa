/** Where a service listens on TCP, changed while it runs: addresses are opened and closed one by one, the others stay. */
import type { TcpAddress, TcpListener, TlsFiles } from '../face/http/index.ts'
import { formatTcpAddress } from './tcp-address.ts'

export interface TcpDoorsOptions {
  /** Listens at an address, and lets nobody wait. */
  readonly open: (address: TcpAddress) => Promise<TcpListener>
}

export class TcpDoors implements AsyncDisposable {
  readonly #open: TcpDoorsOptions['open']
  /** By address, in the order in which they were asked for. */
  readonly #doors = new Map<string, TcpListener>()
  readonly #closing = new Set<Promise<void>>()
  /** Called when a door is opened, once there is somebody to answer. */
  #serve: ((listener: TcpListener) => void) | undefined

  constructor({ open }: TcpDoorsOptions) {
    this.#open = open
  }

  get urls(): readonly string[] {
    return [...this.#doors.values()].map(({ url }) => url)
  }

  /** From now on whoever comes is answered; those who came before as well. */
  serve(serve: (listener: TcpListener) => void): void {
    this.#serve = serve
    for (const listener of this.#doors.values()) serve(listener)
  }

  /**
   * Listens at these addresses and no others: all of it, or nothing is changed.
   * @throws DialtoneError of the address that cannot be listened at.
   */
  async set(addresses: readonly TcpAddress[]): Promise<void> {
    const wanted = new Map(addresses.map((address) => [formatTcpAddress(address), address]))
    await using opened = new AsyncDisposableStack()
    const fresh = new Map<string, TcpListener>()
    for (const [name, address] of wanted) {
      if (!this.#doors.has(name)) fresh.set(name, opened.use(await this.#open(address)))
    }
    opened.move()
    for (const [name, listener] of fresh) {
      this.#doors.set(name, listener)
      this.#serve?.(listener)
    }
    const gone = [...this.#doors].filter(([name]) => !wanted.has(name))
    for (const [name, listener] of gone) {
      this.#doors.delete(name)
      // Not waited for: whoever asked for this may have come by that door, and waits for the answer.
      const closing = listener.release().finally(() => this.#closing.delete(closing))
      this.#closing.add(closing)
    }
  }

  /** Reads certificates again, from these files from now on. @throws DialtoneError where one cannot be used; it stays as it was. */
  async renew(files?: TlsFiles): Promise<void> {
    for (const listener of this.#doors.values()) await listener.renew(files)
  }

  /** Takes no more connections; resolves when the last one has ended. */
  async release(): Promise<void> {
    await Promise.all([...this.#closing, ...[...this.#doors.values()].map((listener) => listener.release())])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.release()
  }
}
