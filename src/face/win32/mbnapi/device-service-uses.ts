/**
 * What the programs of one facade do with device services. Commands and sessions are a program's own: their completions,
 * and what a service says, are told to the facade that asked, and to no other.
 */

/** One use of a service, shared by all objects that stand for it: those of `GetDeviceService` and those that sinks are given. */
export interface DeviceServiceUse {
  /** The id of the modem. */
  readonly modem: string
  /** UUID. */
  readonly service: string
  /** The number of the session that was opened, and not closed since; whether it is open, the service knows. */
  session?: number | undefined
  /** The same of its data session. */
  stream?: number | undefined
}

export interface AskedOfService {
  readonly use: DeviceServiceUse
  readonly how: 'query' | 'set' | 'vendor' | 'other'
}

/** Requests whose completions are still to come are fewer; the rest is kept for sinks that are slow. */
const REMEMBERED = 1024

export class DeviceServiceUses {
  readonly #asked = new Map<number, AskedOfService>()
  readonly #listening = new Set<DeviceServiceUse>()
  readonly #streaming = new Set<DeviceServiceUse>()
  readonly #vendor = new Map<string, DeviceServiceUse>()

  /** `request` was made for this use. */
  note(request: number, asked: AskedOfService): void {
    this.#asked.set(request, asked)
    for (const old of this.#asked.keys()) {
      if (this.#asked.size <= REMEMBERED) break
      this.#asked.delete(old)
    }
  }

  asked(request: number): AskedOfService | undefined {
    return this.#asked.get(request)
  }

  opened(use: DeviceServiceUse, session: number): void {
    use.session = session
    this.#listening.add(use)
  }

  closed(use: DeviceServiceUse): void {
    use.session = undefined
    this.#listening.delete(use)
  }

  streamOpened(use: DeviceServiceUse, stream: number): void {
    use.stream = stream
    this.#streaming.add(use)
  }

  streamClosed(use: DeviceServiceUse): void {
    use.stream = undefined
    this.#streaming.delete(use)
  }

  /** Who reads the stream, if it is one of this facade's. */
  reading(stream: number): DeviceServiceUse | undefined {
    return [...this.#streaming].find((use) => use.stream === stream)
  }

  /** A use with a session on the service of IMbnDeviceService, if there is one. */
  listening(modem: string, service: string): DeviceServiceUse | undefined {
    return [...this.#listening].find(
      (use) => use.modem === modem && use.service === service && !this.#isVendor(use),
    )
  }

  /** Whether any session of a modem is in use. */
  usesSessions(modem: string): boolean {
    return [...this.#listening].some((use) => use.modem === modem)
  }

  /** The one use of a service by IMbnVendorSpecificOperation. */
  vendor(modem: string, service: string): DeviceServiceUse {
    const key = `${modem}/${service}`
    const known = this.#vendor.get(key) ?? { modem, service }
    this.#vendor.set(key, known)
    return known
  }

  hasVendor(modem: string, service: string): boolean {
    return this.#vendor.get(`${modem}/${service}`)?.session !== undefined
  }

  #isVendor(use: DeviceServiceUse): boolean {
    return this.#vendor.get(`${use.modem}/${use.service}`) === use
  }
}
