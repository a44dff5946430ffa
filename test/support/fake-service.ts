/**
 * A service in a page: one journal, one modem with one connection, profiles in a map. For tests of what stands on a
 * `Service` (client, face, command line, live objects), which say themselves what happens and when.
 */
import { DialtoneError } from '../../src/base/index.ts'
import {
  parseCursor,
  type Connection,
  type Cursor,
  type Event,
  type EventDraft,
  type IpSettings,
  type Modem,
  type PublicProfile,
  type Request,
} from '../../src/core/index.ts'
import type { Accepted, PinInput, RadioInput, Service, Snapshot, WatchItem } from '../../src/api/index.ts'

export const MODEM: Modem = {
  id: '6f1b9c1e-0000-5000-8000-000000000001',
  name: 'modem0',
  driver: 'mbim',
  device: 'virtual',
  state: 'registered',
  reason: { code: 'home', text: 'registered at home' },
  equipment: { id: '001010123456783', manufacturer: 'Dialtone', model: 'Virtual Modem', firmware: '1.0' },
  sim: {
    state: 'initialized',
    subscriberId: '001010123456789',
    iccid: '8988211000000012345',
    telephoneNumbers: ['+15550100'],
    pin: { type: 'none', state: 'unlocked' },
  },
  radio: { hardware: 'on', software: 'on' },
  registration: {
    state: 'home',
    mode: 'automatic',
    provider: { id: '00101', name: 'Dialtone Mobile' },
    availableDataClasses: ['lte'],
  },
  packetService: { state: 'attached', dataClass: 'lte', uplinkSpeed: 50e6, downlinkSpeed: 150e6 },
  signal: { rssi: -71 },
}

export const CONNECTION: Connection = {
  id: '6f1b9c1e-0000-5000-8000-000000000002',
  name: 'modem0',
  modem: MODEM.id,
  sessionId: 0,
  state: 'deactivated',
  reason: { code: 'not-asked', text: 'nobody has asked for a connection' },
  since: 0,
}

export const PROFILE: PublicProfile = {
  name: 'internet',
  isDefault: true,
  subscriberId: '001010123456789',
  connectionMode: 'manual',
  context: {
    accessString: 'internet',
    authProtocol: 'none',
    compression: false,
    ipType: 'default',
    hasPassword: false,
  },
  dataRoamingPartners: [],
}

export const IP: IpSettings = {
  v4: {
    addresses: [{ address: '100.64.0.2', prefixLength: 30 }],
    gateway: '100.64.0.1',
    dns: ['198.51.100.53'],
    mtu: 1500,
  },
}

export class FakeService implements Service {
  readonly epoch: string
  readonly journal: Event[] = []
  modemsNow = new Map([[MODEM.id, MODEM]])
  connectionsNow = new Map([[CONNECTION.id, CONNECTION]])
  readonly profilesNow = new Map([[PROFILE.name, PROFILE]])
  readonly requestsNow = new Map<number, Request>()
  readonly calls: [name: string, input: unknown][] = []
  /** What a connect comes to; left pending by default. */
  onConnect: (request: Request) => void = () => undefined
  /** What a disconnect comes to; done at once by default. */
  onDisconnect: (request: Request) => void = ({ id }) => {
    this.change({ state: 'deactivated' })
    this.end(id, { state: 'succeeded' })
  }
  /** What an operation on a modem comes to; it succeeds by default. */
  onOperation: (request: Request) => void = ({ id }) => this.end(id, { state: 'succeeded' })
  #wake = Promise.withResolvers<undefined>()
  #down: DialtoneError | undefined

  constructor(epoch = 'e1') {
    this.epoch = epoch
  }

  get cursor(): Cursor {
    return { epoch: this.epoch, seq: this.journal.length }
  }

  tell(draft: EventDraft): Event {
    const event = { ...draft, v: 1, service: 'fake', ...this.cursor, time: 1000 } as Event
    const numbered: Event = { ...event, seq: this.journal.length + 1 }
    this.journal.push(numbered)
    this.#alert()
    return numbered
  }

  change(changes: Partial<Connection>): void {
    const data = { ...CONNECTION, ...this.connectionsNow.get(CONNECTION.id), ...changes }
    this.connectionsNow.set(data.id, data)
    this.tell({ type: 'connection.changed', modem: MODEM.id, connection: data.id, data })
  }

  end(id: number, outcome: Partial<Request>): Request {
    const data: Request = { ...this.pending(id), endedAt: 1013, ...outcome }
    this.requestsNow.set(id, data)
    const where = data.connection === undefined ? {} : { connection: data.connection }
    this.tell({ type: 'request.ended', modem: data.modem, ...where, request: id, data })
    return data
  }

  succeed(id: number): Request {
    this.change({ state: 'activated', ip: IP })
    return this.end(id, { state: 'succeeded', ip: IP })
  }

  /** Every watcher ends with `error`, as when the connection to the service drops; later ones too, until `up`. */
  down(error: DialtoneError): void {
    this.#down = error
    this.#alert()
  }

  up(): void {
    this.#down = undefined
  }

  pending(id: number): Request {
    const request = this.requestsNow.get(id)
    if (request === undefined) throw new DialtoneError('not_found', `there is no request ${id}`)
    return request
  }

  async snapshot(): Promise<Snapshot> {
    this.#check('snapshot', {})
    return {
      cursor: this.cursor,
      service: { id: 'fake', version: '0.1.0', startedAt: 500, pid: 4242 },
      modems: [...this.modemsNow.values()],
      connections: [...this.connectionsNow.values()],
      profiles: [...this.profilesNow.values()],
      requests: [...this.requestsNow.values()].filter(({ state }) => state === 'pending'),
    }
  }

  async modems(): Promise<readonly Modem[]> {
    return [...this.modemsNow.values()]
  }

  async modem(input: { readonly modem: string }): Promise<Modem> {
    this.#check('modem', input)
    return this.#find([...this.modemsNow.values()], 'modem', input.modem)
  }

  async connections(): Promise<readonly Connection[]> {
    return [...this.connectionsNow.values()]
  }

  async connection(input: { readonly connection: string }): Promise<Connection> {
    this.#check('connection', input)
    return this.#find([...this.connectionsNow.values()], 'connection', input.connection)
  }

  async connect(input: Parameters<Service['connect']>[0]): Promise<{ requestId: number }> {
    this.#check('connect', input)
    if (input.profile !== undefined) await this.profile({ profile: input.profile })
    return this.#request('connect', input.connection, input.profile)
  }

  async disconnect(input: { readonly connection: string }): Promise<{ requestId: number }> {
    this.#check('disconnect', input)
    const { requestId } = this.#request('disconnect', input.connection)
    this.onDisconnect(this.pending(requestId))
    return { requestId }
  }

  async askPin(input: { readonly modem: string }): Promise<Accepted> {
    return this.#operate('askPin', 'ask-pin', input)
  }

  async enterPin(input: PinInput): Promise<Accepted> {
    return this.#operate('enterPin', 'enter-pin', input)
  }

  async enablePin(input: PinInput): Promise<Accepted> {
    return this.#operate('enablePin', 'enable-pin', input)
  }

  async disablePin(input: PinInput): Promise<Accepted> {
    return this.#operate('disablePin', 'disable-pin', input)
  }

  async changePin(input: PinInput & { readonly newCode: string }): Promise<Accepted> {
    return this.#operate('changePin', 'change-pin', input)
  }

  async unblockPin(input: Parameters<Service['unblockPin']>[0]): Promise<Accepted> {
    return this.#operate('unblockPin', 'unblock-pin', input)
  }

  async setRadio(input: RadioInput): Promise<Accepted> {
    return this.#operate('setRadio', 'set-radio', input)
  }

  async request(input: { readonly request: number }): Promise<Request> {
    this.#check('request', input)
    return this.pending(input.request)
  }

  async cancelRequest(input: { readonly request: number }): Promise<Request> {
    this.#check('cancelRequest', input)
    const cause = { code: 'cancelled', message: 'the request was given up' } as const
    return this.end(input.request, { state: 'failed', cause })
  }

  async profiles(): Promise<readonly PublicProfile[]> {
    return [...this.profilesNow.values()]
  }

  async profile(input: { readonly profile: string }): Promise<PublicProfile & { xml: string }> {
    this.#check('profile', input)
    const profile = this.profilesNow.get(input.profile)
    if (profile === undefined) throw new DialtoneError('not_found', `there is no profile ${input.profile}`)
    return {
      ...profile,
      xml: `<MBNProfile><SubscriberID>${profile.subscriberId}</SubscriberID></MBNProfile>`,
    }
  }

  async addProfile(input: { readonly xml: string; readonly replace?: boolean }): Promise<PublicProfile> {
    this.#check('addProfile', input)
    const name = /<Name>(.*)<\/Name>/.exec(input.xml)?.[1]
    if (name === undefined) {
      throw new DialtoneError('invalid_profile', 'the profile has no name', {
        detail: { line: 1, column: 1 },
      })
    }
    const data = { ...PROFILE, name, isDefault: false }
    this.profilesNow.set(name, data)
    this.tell({ type: 'profile.added', data })
    return data
  }

  async removeProfile(input: { readonly profile: string }): Promise<void> {
    await this.profile(input)
    this.profilesNow.delete(input.profile)
    this.tell({ type: 'profile.removed', data: { name: input.profile } })
  }

  async virtualModems(): Promise<readonly { name: string; summary: string }[]> {
    return [{ name: 'virtual0', summary: 'registered with Dialtone Mobile' }]
  }

  async virtualCommand(input: Parameters<Service['virtualCommand']>[0]): Promise<{ message: string }> {
    this.#check('virtualCommand', input)
    return { message: `did ${input.command}` }
  }

  async *watch(
    input: { readonly since?: string },
    { signal }: { readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<WatchItem, void, undefined> {
    this.#check('watch', input)
    let seq = this.journal.length
    if (input.since === undefined) {
      yield { type: 'snapshot', ...(await this.snapshot()) }
    } else {
      const since = parseCursor(input.since, this.epoch)
      if (since.epoch === this.epoch && since.seq <= seq) seq = since.seq
      else yield { type: 'gap', since, reason: 'unknown', ...(await this.snapshot()) }
    }
    const aborted = Promise.withResolvers<undefined>()
    signal?.addEventListener('abort', () => aborted.resolve(undefined), { once: true })
    while (signal?.aborted !== true) {
      if (this.#down !== undefined) throw this.#down
      const event = this.journal[seq]
      if (event === undefined) await Promise.race([this.#wake.promise, aborted.promise])
      else {
        seq++
        yield event
      }
    }
  }

  #request(kind: Request['kind'], connection: string, profile?: string): { requestId: number } {
    const found = this.#find([...this.connectionsNow.values()], 'connection', connection)
    const id = this.requestsNow.size + 1
    const data: Request = {
      id,
      kind,
      by: 'test',
      modem: found.modem,
      connection: found.id,
      ...(profile === undefined ? {} : { profile }),
      startedAt: 1000,
      state: 'pending',
    }
    this.requestsNow.set(id, data)
    this.tell({ type: 'request.started', connection: found.id, request: id, data })
    if (kind === 'connect') this.onConnect(data)
    return { requestId: id }
  }

  #operate(
    name: string,
    kind: Request['kind'],
    input: { readonly modem: string; readonly pin?: PinInput['pin'] },
  ): Accepted {
    this.#check(name, input)
    const { id: modem } = this.#find([...this.modemsNow.values()], 'modem', input.modem)
    const id = this.requestsNow.size + 1
    const pin = input.pin === undefined ? {} : { pin: input.pin }
    const data: Request = { id, kind, by: 'test', modem, ...pin, startedAt: 1000, state: 'pending' }
    this.requestsNow.set(id, data)
    this.tell({ type: 'request.started', modem, request: id, data })
    this.onOperation(data)
    return { requestId: id }
  }

  #find<T extends { readonly id: string; readonly name: string }>(all: T[], what: string, name: string): T {
    const found = all.find((one) => one.name === name || one.id === name)
    if (found === undefined) throw new DialtoneError('not_found', `there is no ${what} ${name}`)
    return found
  }

  #check(name: string, input: unknown): void {
    this.calls.push([name, input])
    if (this.#down !== undefined) throw this.#down
  }

  #alert(): void {
    this.#wake.resolve(undefined)
    this.#wake = Promise.withResolvers()
  }
}
