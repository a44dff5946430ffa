/**
 * A service whose whole state is what its journal tells: a test says what happens, event by event, and everything that a
 * client can read follows from it. Refusals are queued for an operation by name.
 */
import {
  apply,
  viewOf,
  type Accepted,
  type PinInput,
  type RadioInput,
  type Service,
  type View,
  type WatchItem,
} from '../../src/api/index.ts'
import { DialtoneError, type ErrorCode } from '../../src/base/index.ts'
import {
  parseCursor,
  type Cause,
  type Connection,
  type Event,
  type EventDraft,
  type Modem,
  type PublicProfile,
  type Request,
  type RequestKind,
} from '../../src/core/index.ts'

export const MODEM: Modem = {
  id: '6f1b9c1e-0000-5000-8000-00000000000a',
  name: 'modem0',
  driver: 'mbim',
  device: 'virtual',
  state: 'registered',
  reason: { code: 'home', text: 'registered at home' },
  equipment: { id: '001010123456783', manufacturer: 'Dialtone', model: 'Virtual Modem', firmware: '1.0' },
  capabilities: {
    cellularClasses: ['gsm'],
    dataClasses: ['umts', 'lte', '5g-sa'],
    simRemovable: true,
    manualRegistration: true,
    hardwareRadioSwitch: true,
    sms: ['pdu-receive', 'pdu-send'],
    maxSessions: 8,
    services: ['basic-connect'],
  },
  sim: {
    state: 'initialized',
    subscriberId: '001010123456789',
    iccid: '8988211000000012345',
    telephoneNumbers: ['+15550100'],
    pins: [{ type: 'pin1', enabled: true, format: 'numeric', minLength: 4, maxLength: 8 }],
  },
  radio: { hardware: 'on', software: 'on' },
  homeProvider: { id: '00101', name: 'Dialtone Mobile' },
  registration: {
    state: 'home',
    mode: 'automatic',
    provider: { id: '00101', name: 'Dialtone Mobile' },
    availableDataClasses: ['umts', 'lte'],
  },
  packetService: { state: 'attached', dataClass: 'lte', uplinkSpeed: 50e6, downlinkSpeed: 150e6 },
  signal: { rssi: -71, errorRate: 0 },
}

export const CONNECTION: Connection = {
  id: '6f1b9c1e-0000-5000-8000-00000000000b',
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

export class JournalService implements Service {
  readonly journal: Event[] = []
  /** Watchers that are being served. */
  watching = 0
  /** Events up to this one are compacted. */
  compacted = 0
  /** Awaited by `connect` and `disconnect` before they answer, after all has been told. */
  answering: Promise<void> = Promise.resolve()
  readonly #view: View
  readonly #refusals = new Map<string, DialtoneError[]>()
  #requests = new Map<number, Request>()
  #wake = Promise.withResolvers<undefined>()
  #away = false

  constructor(modems: readonly Modem[] = [MODEM], connections: readonly Connection[] = [CONNECTION]) {
    this.#view = viewOf({
      cursor: { epoch: 'e1', seq: 0 },
      service: { id: 'fake', version: '0.1.0', startedAt: 500, pid: 4242 },
      modems,
      connections,
      profiles: [PROFILE],
      requests: [],
    })
  }

  /** Something happens. */
  happen(draft: EventDraft): void {
    // The cast closes the gap between a union of drafts and a union of events.
    const event = {
      ...draft,
      v: 1,
      service: 'fake',
      epoch: 'e1',
      seq: this.journal.length + 1,
      time: 1000,
    } as Event
    this.journal.push(event)
    apply(this.#view, event)
    this.#alert()
  }

  /** A part of a modem is another now. */
  change(parts: Partial<Modem>, id = MODEM.id): void {
    const modem = this.#view.modems.get(id)
    if (modem === undefined) throw new Error('there is no such modem')
    this.happen({ type: 'modem.changed', modem: id, data: { ...modem, ...parts } })
  }

  connectionBecomes(parts: Partial<Connection>, id = CONNECTION.id): void {
    const connection = this.#view.connections.get(id)
    if (connection === undefined) throw new Error('there is no such connection')
    this.happen({
      type: 'connection.changed',
      modem: connection.modem,
      connection: id,
      data: { ...connection, ...parts },
    })
  }

  /** Deregistration takes the connection away. */
  deregister(): void {
    this.happen({
      type: 'registration.changed',
      modem: MODEM.id,
      data: { state: 'deregistered', mode: 'automatic', availableDataClasses: [] },
    })
    this.happen({
      type: 'connection.removed',
      modem: MODEM.id,
      connection: CONNECTION.id,
      data: { name: 'modem0' },
    })
  }

  unplug(): void {
    if (this.#view.connections.has(CONNECTION.id)) {
      this.happen({
        type: 'connection.removed',
        modem: MODEM.id,
        connection: CONNECTION.id,
        data: { name: 'modem0' },
      })
    }
    this.happen({ type: 'modem.removed', modem: MODEM.id, data: { name: 'modem0', reason: 'unplugged' } })
  }

  /** The context comes up, and with it the request ends. */
  succeed(id: number): void {
    const { profile, kind } = this.#request(id)
    const activated = { state: 'activated', ...(profile === undefined ? {} : { profile }) } as const
    this.connectionBecomes(kind === 'connect' ? activated : { state: 'deactivated' })
    this.end(id, { state: 'succeeded' })
  }

  fail(id: number, cause: Cause): void {
    const activationNetworkError =
      cause.network === undefined ? {} : { activationNetworkError: cause.network }
    this.connectionBecomes({ state: 'deactivated', ...activationNetworkError })
    this.end(id, { state: 'failed', cause })
  }

  end(id: number, outcome: Partial<Request>): void {
    const data = { ...this.#request(id), ...outcome }
    this.#requests.set(id, data)
    const where = data.connection === undefined ? {} : { connection: data.connection }
    this.happen({ type: 'request.ended', modem: data.modem, ...where, request: id, data })
  }

  /** The service forgets how requests ended, as one that lost its state does. */
  forgetRequests(): void {
    this.#requests = new Map()
  }

  /** The next call of `operation` fails. */
  refuse(operation: keyof Service, code: ErrorCode, detail: Readonly<Record<string, unknown>> = {}): void {
    const queued = this.#refusals.get(operation) ?? []
    this.#refusals.set(operation, [...queued, new DialtoneError(code, 'as the test wants it', { detail })])
  }

  /** Nobody reaches the service any more, until it is back. */
  leave(): void {
    this.#away = true
    this.#alert()
  }

  comeBack(): void {
    this.#away = false
  }

  async snapshot(): ReturnType<Service['snapshot']> {
    this.#enter('snapshot')
    return {
      cursor: this.#view.cursor,
      service: this.#view.service,
      modems: [...this.#view.modems.values()],
      connections: [...this.#view.connections.values()],
      profiles: [...this.#view.profiles.values()],
      requests: [...this.#view.requests.values()],
    }
  }

  async modems(): ReturnType<Service['modems']> {
    this.#enter('modems')
    return [...this.#view.modems.values()]
  }

  async modem({ modem }: { readonly modem: string }): ReturnType<Service['modem']> {
    this.#enter('modem')
    return this.#view.modems.get(modem) ?? missing('modem', modem)
  }

  async connections(): ReturnType<Service['connections']> {
    this.#enter('connections')
    return [...this.#view.connections.values()]
  }

  async connection({ connection }: { readonly connection: string }): ReturnType<Service['connection']> {
    this.#enter('connection')
    return this.#view.connections.get(connection) ?? missing('connection', connection)
  }

  async connect({
    connection: id,
    profile,
    temporary,
  }: Parameters<Service['connect']>[0]): ReturnType<Service['connect']> {
    this.#enter('connect')
    const connection = this.#place(id, 'not_registered')
    if (profile !== undefined) await this.profile({ profile })
    if (temporary?.startsWith('<MBNProfile') === false) {
      throw new DialtoneError('invalid_profile', 'no profile XML')
    }
    if (connection.state !== 'deactivated') {
      throw new DialtoneError('max_activated_contexts', 'a context is active already')
    }
    const requestId = this.#start('connect', connection, profile)
    this.connectionBecomes({ state: 'activating' }, id)
    await this.answering
    return { requestId }
  }

  async disconnect({ connection: id }: { readonly connection: string }): ReturnType<Service['disconnect']> {
    this.#enter('disconnect')
    const connection = this.#place(id, 'not_activated')
    if (connection.state === 'deactivated') throw new DialtoneError('not_activated', 'nothing is active')
    const requestId = this.#start('disconnect', connection)
    this.connectionBecomes({ state: 'deactivating' }, id)
    await this.answering
    return { requestId }
  }

  async askPin({ modem }: { readonly modem: string }): Promise<Accepted> {
    return this.#operate('askPin', 'ask-pin', modem)
  }

  async enterPin({ modem, pin }: PinInput): Promise<Accepted> {
    return this.#operate('enterPin', 'enter-pin', modem, pin)
  }

  async enablePin({ modem, pin }: PinInput): Promise<Accepted> {
    return this.#operate('enablePin', 'enable-pin', modem, pin)
  }

  async disablePin({ modem, pin }: PinInput): Promise<Accepted> {
    return this.#operate('disablePin', 'disable-pin', modem, pin)
  }

  async changePin({ modem, pin }: PinInput): Promise<Accepted> {
    return this.#operate('changePin', 'change-pin', modem, pin)
  }

  async unblockPin({ modem, pin }: Parameters<Service['unblockPin']>[0]): Promise<Accepted> {
    return this.#operate('unblockPin', 'unblock-pin', modem, pin)
  }

  async setRadio({ modem }: RadioInput): Promise<Accepted> {
    return this.#operate('setRadio', 'set-radio', modem)
  }

  async request({ request }: { readonly request: number }): ReturnType<Service['request']> {
    this.#enter('request')
    return this.#request(request)
  }

  async cancelRequest({ request }: { readonly request: number }): ReturnType<Service['cancelRequest']> {
    this.#enter('cancelRequest')
    this.end(request, { state: 'failed', cause: { code: 'cancelled', message: 'given up' } })
    return this.#request(request)
  }

  async profiles(): ReturnType<Service['profiles']> {
    this.#enter('profiles')
    return [...this.#view.profiles.values()]
  }

  async profile({ profile: name }: { readonly profile: string }): ReturnType<Service['profile']> {
    this.#enter('profile')
    const profile = this.#view.profiles.get(name) ?? missing('profile', name)
    return { ...profile, xml: `<MBNProfile><Name>${name}</Name></MBNProfile>` }
  }

  async addProfile({
    xml,
    replace,
  }: Parameters<Service['addProfile']>[0]): ReturnType<Service['addProfile']> {
    this.#enter('addProfile')
    const name = /<Name>(.*)<\/Name>/.exec(xml)?.[1]
    if (name === undefined) throw new DialtoneError('invalid_profile', 'no profile XML')
    const known = this.#view.profiles.has(name)
    if (known && replace !== true) throw new DialtoneError('already_exists', 'there is one of that name')
    const subscriberId = /<SubscriberID>(.*)<\/SubscriberID>/.exec(xml)?.[1] ?? PROFILE.subscriberId
    const data: PublicProfile = { ...PROFILE, name, isDefault: false, subscriberId }
    this.happen({ type: known ? 'profile.updated' : 'profile.added', data })
    return data
  }

  async removeProfile({ profile: name }: { readonly profile: string }): Promise<void> {
    this.#enter('removeProfile')
    if (!this.#view.profiles.has(name)) missing('profile', name)
    this.happen({ type: 'profile.removed', data: { name } })
  }

  async virtualModems(): Promise<never> {
    throw new DialtoneError('not_supported', 'no virtual modem runs')
  }

  async virtualCommand(): Promise<never> {
    throw new DialtoneError('not_supported', 'no virtual modem runs')
  }

  async *watch(
    { since: text }: { readonly since?: string },
    { signal }: { readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<WatchItem, void, undefined> {
    this.#enter('watch')
    let seq = this.journal.length
    if (text === undefined) yield { type: 'snapshot', ...(await this.snapshot()) }
    else {
      const since = parseCursor(text, 'e1')
      if (since.seq >= this.compacted) seq = since.seq
      else yield { type: 'gap', since, reason: 'compacted', ...(await this.snapshot()) }
    }
    const aborted = Promise.withResolvers<undefined>()
    signal?.addEventListener('abort', () => aborted.resolve(undefined), { once: true })
    this.watching++
    try {
      while (signal?.aborted !== true) {
        this.#enter('watch')
        const event = this.journal[seq]
        if (event === undefined) await Promise.race([this.#wake.promise, aborted.promise])
        else {
          seq++
          yield event
        }
      }
    } finally {
      this.watching--
    }
  }

  /** A connection that is not there while its modem is can be asked for, and is refused for a reason of its own. */
  #place(id: string, refusal: ErrorCode): Connection {
    const connection = this.#view.connections.get(id)
    if (connection !== undefined) return connection
    if (id !== CONNECTION.id || !this.#view.modems.has(MODEM.id)) missing('connection', id)
    throw new DialtoneError(refusal, 'the modem is not registered')
  }

  #start(kind: RequestKind, connection: Connection, profile?: string): number {
    const id = this.#requests.size + 1
    const data: Request = {
      id,
      kind,
      by: 'test',
      modem: connection.modem,
      connection: connection.id,
      ...(profile === undefined ? {} : { profile }),
      startedAt: 1000,
      state: 'pending',
    }
    this.#requests.set(id, data)
    this.happen({
      type: 'request.started',
      modem: data.modem,
      connection: connection.id,
      request: id,
      data,
    })
    return id
  }

  async #operate(
    operation: keyof Service,
    kind: RequestKind,
    modem: string,
    pin?: PinInput['pin'],
  ): Promise<Accepted> {
    this.#enter(operation)
    if (!this.#view.modems.has(modem)) missing('modem', modem)
    const id = this.#requests.size + 1
    const about = pin === undefined ? {} : { pin }
    const data: Request = { id, kind, by: 'test', modem, ...about, startedAt: 1000, state: 'pending' }
    this.#requests.set(id, data)
    this.happen({ type: 'request.started', modem, request: id, data })
    await this.answering
    return { requestId: id }
  }

  #request(id: number): Request {
    return this.#requests.get(id) ?? missing('request', String(id))
  }

  #enter(operation: keyof Service): void {
    if (this.#away) throw new DialtoneError('service_unavailable', 'the service is away')
    const refusal = this.#refusals.get(operation)?.shift()
    if (refusal !== undefined) throw refusal
  }

  #alert(): void {
    this.#wake.resolve(undefined)
    this.#wake = Promise.withResolvers()
  }
}

function missing(what: string, name: string): never {
  throw new DialtoneError('not_found', `there is no ${what} ${name}`)
}
