/**
 * A service in a page, whose whole state is what its journal tells: one modem with one connection, and a profile. For tests
 * of what stands on a `Service` (client, face, command line, live objects), which say themselves what happens and when.
 */
import { DialtoneError, type ErrorCode } from '../../src/base/index.ts'
import {
  type Caller,
  type Connection,
  type Cursor,
  type DeviceServicesState,
  type Event,
  type EventDraft,
  type Modem,
  type PublicProfile,
  type Request,
  planStatus,
  type DataPlan,
  type DataPlanStatus,
  type NetworkStatus,
} from '../../src/core/index.ts'
import {
  apply,
  viewOf,
  type Accepted,
  type AcquireInput,
  type PinInput,
  type ProvisionedContextInput,
  type RequestsInput,
  type ScanInput,
  type Service,
  type Snapshot,
  type Tagged,
  type View,
  type WatchInput,
  type WatchItem,
} from '../../src/api/index.ts'
import { FakeMessages } from './fake-messages.ts'
import { fakeWatch } from './fake-watch.ts'
import {
  CONNECTION,
  deviceServicesAfter,
  findCalled,
  INTERVALS,
  TIMELINE,
  IP,
  MODEM,
  networkOf,
  PROFILE,
  readProfile,
  SECOND,
  USAGE,
} from './service-state.ts'

export * from './service-state.ts'

export interface FakeServiceOptions {
  readonly epoch?: string
  readonly modems?: readonly Modem[]
  readonly connections?: readonly Connection[]
  readonly profile?: PublicProfile
}

export class FakeService extends FakeMessages implements Service {
  readonly epoch: string
  readonly journal: Event[] = []
  /** Every request, also those that have ended. */
  readonly requestsNow = new Map<number, Request>()
  readonly calls: [name: string, input: unknown][] = []
  /** Watchers that are being served. */
  watching = 0
  /** Events up to this one are compacted. */
  compacted = 0
  /** Awaited by whatever starts a request before it answers, after all has been told. */
  answering: Promise<void> = Promise.resolve()
  /** What a connect comes to; left pending by default. */
  onConnect: (request: Request) => void = () => undefined
  /** What a disconnect comes to; done at once by default. */
  onDisconnect: (request: Request) => void = ({ id }) => {
    this.change({ state: 'deactivated' })
    this.end(id, { state: 'succeeded' })
  }
  /** What an operation on a modem comes to; it succeeds by default. */
  onOperation: (request: Request) => void = ({ id }) => this.end(id, { state: 'succeeded' })
  plan: DataPlanStatus | undefined
  protected readonly view: View
  readonly #profile: PublicProfile
  readonly #refusals = new Map<string, DialtoneError[]>()
  #wake = Promise.withResolvers<undefined>()
  #down: DialtoneError | undefined

  constructor({
    epoch = 'e1',
    modems = [MODEM],
    connections = [CONNECTION],
    profile = PROFILE,
  }: FakeServiceOptions = {}) {
    super()
    this.epoch = epoch
    this.#profile = profile
    this.view = viewOf({
      cursor: { epoch, seq: 0 },
      service: { id: 'fake', version: '0.1.0', startedAt: 500, pid: 4242 },
      modems,
      connections,
      profiles: [profile],
      demandDial: { state: 'running' },
      dialInterfaces: [],
      requests: [],
    })
  }

  get cursor(): Cursor {
    return this.view.cursor
  }

  get modemsNow(): Map<string, Modem> {
    return this.view.modems
  }

  get connectionsNow(): Map<string, Connection> {
    return this.view.connections
  }

  get profilesNow(): Map<string, PublicProfile> {
    return this.view.profiles
  }

  tell(draft: EventDraft): Event {
    const seq = this.journal.length + 1
    // The cast closes the gap between a union of drafts and a union of events.
    const event = { ...draft, v: 1, service: 'fake', epoch: this.epoch, seq, time: 1000 } as Event
    this.journal.push(event)
    apply(this.view, event)
    this.#alert()
    return event
  }

  change(changes: Partial<Connection>): void {
    const data = { ...CONNECTION, ...this.connectionsNow.get(CONNECTION.id), ...changes }
    this.tell({ type: 'connection.changed', modem: MODEM.id, connection: data.id, data })
  }

  end(id: number, outcome: Partial<Request>): Request {
    const data: Request = { ...this.pending(id), endedAt: 1013, ...outcome }
    this.requestsNow.set(id, data)
    const where = data.connection === undefined ? {} : { connection: data.connection }
    this.tell({ type: 'request.ended', modem: data.modem ?? '', ...where, request: id, data })
    return data
  }

  succeed(id: number): Request {
    this.change({ state: 'activated', ip: IP })
    return this.end(id, { state: 'succeeded', ip: IP })
  }

  /** The next call of `operation` fails. */
  refuse(operation: keyof Service, code: ErrorCode, detail: Readonly<Record<string, unknown>> = {}): void {
    const queued = this.#refusals.get(operation) ?? []
    this.#refusals.set(operation, [...queued, new DialtoneError(code, 'as the test wants it', { detail })])
  }

  /** Every watcher ends with `error`, as when the connection to the service drops; later calls fail too, until `up`. */
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

  caller = (): Promise<Caller> => this.give('caller', {}, { name: 'test', scopes: ['admin'] })

  async snapshot(): Promise<Snapshot> {
    this.check('snapshot', {})
    return {
      cursor: this.cursor,
      service: this.view.service,
      modems: [...this.modemsNow.values()],
      connections: [...this.connectionsNow.values()],
      profiles: [...this.profilesNow.values()],
      demandDial: this.dialState,
      dialInterfaces: [...this.dials.values()],
      requests: [...this.view.requests.values()],
    }
  }

  async modems(): Promise<readonly Modem[]> {
    this.check('modems', {})
    return [...this.modemsNow.values()]
  }

  async modem(input: { readonly modem: string }): Promise<Modem> {
    this.check('modem', input)
    return findCalled([...this.modemsNow.values()], 'modem', input.modem)
  }

  async connections(): Promise<readonly Connection[]> {
    this.check('connections', {})
    return [...this.connectionsNow.values()]
  }

  async connection(input: { readonly connection: string }): Promise<Connection> {
    this.check('connection', input)
    return findCalled([...this.connectionsNow.values()], 'connection', input.connection)
  }

  async connect(input: Parameters<Service['connect']>[0]): Promise<Accepted> {
    this.check('connect', input)
    this.mind('connect', input)
    if (input.profile !== undefined) await this.profile({ profile: input.profile })
    return this.#request('connect', input.connection, input.profile)
  }

  async disconnect(input: { readonly connection: string }): Promise<Accepted> {
    this.check('disconnect', input)
    this.mind('disconnect', input)
    return this.#request('disconnect', input.connection)
  }

  async acquire(input: AcquireInput): Promise<Accepted & { connection: string }> {
    this.check('acquire', input)
    const { id } = SECOND
    this.tell({ type: 'connection.arrived', modem: MODEM.id, connection: id, data: SECOND })
    return { ...(await this.#request('connect', id, input.profile)), connection: id }
  }

  pollEvents: Service['pollEvents'] = (input) =>
    this.give('pollEvents', input, {
      cursor: `${this.epoch}-${this.journal.length}`,
      items: this.journal.slice(Number(input.since ?? 0)),
    })
  network = (): Promise<NetworkStatus> => this.give('network', {}, networkOf(this.view, this.plan))
  intervals: Service['intervals'] = (input) => this.give('intervals', input, INTERVALS)
  timeline: Service['timeline'] = (input = {}) => this.give('timeline', input, TIMELINE)
  connectionUsage: Service['connectionUsage'] = (input) => this.give('connectionUsage', input, USAGE)
  modemUsage: Service['modemUsage'] = (input) => this.give('modemUsage', input, USAGE)

  async dataPlan(input: { readonly modem: string }): Promise<DataPlanStatus & Tagged> {
    this.check('dataPlan', input)
    if (this.plan === undefined) throw new DialtoneError('not_found', 'no data plan is set')
    return { ...this.plan, etag: 'plan-1' }
  }

  async setDataPlan(input: { readonly modem: string } & DataPlan): Promise<DataPlanStatus & Tagged> {
    this.check('setDataPlan', input)
    const { modem: _, ...plan } = input
    this.plan = planStatus(plan, 0, Date.UTC(2026, 0, 15), () => 9e9)
    this.tell({ type: 'data-plan.changed', modem: MODEM.id, data: { plan: this.plan } })
    return { ...this.plan, etag: 'plan-1' }
  }

  async removeDataPlan(input: { readonly modem: string }): Promise<void> {
    this.check('removeDataPlan', input)
    this.plan = undefined
    this.tell({ type: 'data-plan.changed', modem: MODEM.id, data: {} })
  }

  askPin: Service['askPin'] = (input) => this.operate('askPin', 'ask-pin', input)
  enterPin: Service['enterPin'] = (input) => this.operate('enterPin', 'enter-pin', input)
  enablePin: Service['enablePin'] = (input) => this.operate('enablePin', 'enable-pin', input)
  disablePin: Service['disablePin'] = (input) => this.operate('disablePin', 'disable-pin', input)
  changePin: Service['changePin'] = (input) => this.operate('changePin', 'change-pin', input)
  unblockPin: Service['unblockPin'] = (input) => this.operate('unblockPin', 'unblock-pin', input)
  setRadio: Service['setRadio'] = (input) => this.operate('setRadio', 'set-radio', input)
  register: Service['register'] = (input) => this.operate('register', 'register', input)
  async scan(input: ScanInput): Promise<Accepted> {
    return this.operate('scan', input.multicarrier === true ? 'scan-multicarrier' : 'scan', input)
  }

  setPreferredProviders: Service['setPreferredProviders'] = (input) =>
    this.operate('setPreferredProviders', 'set-preferred-providers', input)
  setSignalReports: Service['setSignalReports'] = async (input) =>
    this.operate('setSignalReports', 'set-signal-reports', input)
  setHomeProvider: Service['setHomeProvider'] = (input) =>
    this.operate('setHomeProvider', 'set-home-provider', input)
  async setProvisionedContext(input: ProvisionedContextInput): Promise<Accepted> {
    return this.operate('setProvisionedContext', 'set-provisioned-context', input)
  }

  activateService: Service['activateService'] = (input) =>
    this.operate('activateService', 'activate-service', input)
  async deviceServices(input: { readonly modem: string }): Promise<DeviceServicesState> {
    this.check('deviceServices', input)
    findCalled([...this.modemsNow.values()], 'modem', input.modem)
    return deviceServicesAfter([...this.requestsNow.values()])
  }

  askDeviceService: Service['askDeviceService'] = (input) =>
    this.operate('askDeviceService', 'ask-device-service', input)
  async deviceCommand(input: Parameters<Service['deviceCommand']>[0]): Promise<Accepted> {
    return this.operate('deviceCommand', 'device-command', input)
  }

  openDeviceService: Service['openDeviceService'] = (input) =>
    this.operate('openDeviceService', 'open-device-service', input)
  closeDeviceService: Service['closeDeviceService'] = (input) =>
    this.operate('closeDeviceService', 'close-device-service', input)
  openStream: Service['openStream'] = (input) => this.operate('openStream', 'open-stream', input)
  writeStream: Service['writeStream'] = (input) => this.operate('writeStream', 'write-stream', input)
  closeStream: Service['closeStream'] = (input) => this.operate('closeStream', 'close-stream', input)
  preferredProviders: Service['preferredProviders'] = async (input) =>
    this.give('preferredProviders', input, { providers: [], etag: 'providers-1' })
  provisionedContexts: Service['provisionedContexts'] = async (input) =>
    this.give('provisionedContexts', input, { supported: true, contexts: [], etag: 'contexts-1' })
  under: Service['under'] = (conditions) => {
    this.check('under', conditions)
    return this
  }

  async requests(input: RequestsInput = {}): Promise<readonly Request[]> {
    this.check('requests', input)
    return [...this.requestsNow.values()].filter(
      ({ state, modem }) =>
        [undefined, state].includes(input.state) && [undefined, modem].includes(input.modem),
    )
  }

  async request(input: { readonly request: number }): Promise<Request> {
    this.check('request', input)
    return this.pending(input.request)
  }

  async cancelRequest(input: { readonly request: number }): Promise<Request> {
    this.check('cancelRequest', input)
    const cause = { code: 'cancelled', message: 'the request was given up' } as const
    return this.end(input.request, { state: 'failed', cause })
  }

  async profiles(input: { readonly modem?: string } = {}): Promise<readonly PublicProfile[]> {
    this.check('profiles', input)
    const all = [...this.profilesNow.values()]
    if (input.modem === undefined) return all
    const { sim } = findCalled([...this.modemsNow.values()], 'modem', input.modem)
    if (sim?.state !== 'initialized') throw new DialtoneError('invalid_state', 'the SIM cannot be read')
    return all.filter(({ subscriberId }) => subscriberId === sim.subscriberId)
  }

  async profile(input: { readonly profile: string }): Promise<PublicProfile & { xml: string } & Tagged> {
    this.check('profile', input)
    const profile = this.profilesNow.get(input.profile)
    if (profile === undefined) throw new DialtoneError('not_found', `there is no profile ${input.profile}`)
    const { name, subscriberId } = profile
    return {
      ...profile,
      etag: `profile-${this.journal.length}`,
      xml: `<MBNProfile><Name>${name}</Name><SubscriberID>${subscriberId}</SubscriberID></MBNProfile>`,
    }
  }

  async addProfile(input: Parameters<Service['addProfile']>[0]): Promise<PublicProfile & Tagged> {
    this.check('addProfile', input)
    const data = readProfile(input, this.profilesNow, this.#profile)
    this.tell({ type: this.profilesNow.has(data.name) ? 'profile.updated' : 'profile.added', data })
    return { ...data, etag: `profile-${this.journal.length}` }
  }

  async updateProfile({
    profile,
    xml,
  }: Parameters<Service['updateProfile']>[0]): Promise<PublicProfile & Tagged> {
    this.check('updateProfile', { profile, xml })
    await this.profile({ profile })
    return this.addProfile({ xml, replace: true })
  }

  async checkProfile(input: Parameters<Service['checkProfile']>[0]): Promise<PublicProfile> {
    this.check('checkProfile', input)
    return readProfile(input, this.profilesNow, this.#profile)
  }

  async removeProfile(input: { readonly profile: string }): Promise<void> {
    this.check('removeProfile', input)
    await this.profile(input)
    this.tell({ type: 'profile.removed', data: { name: input.profile } })
  }

  async virtualModems(): Promise<readonly { name: string; summary: string }[]> {
    return [{ name: 'virtual0', summary: 'registered with Dialtone Mobile' }]
  }

  async virtualCommands(): ReturnType<Service['virtualCommands']> {
    const to = { name: 'to', type: 'place', help: 'where to', default: 'abroad', required: false }
    return [{ name: 'roam', summary: 'move the modem', parameters: [to] }]
  }

  async virtualCommand(input: Parameters<Service['virtualCommand']>[0]): Promise<{ message: string }> {
    this.check('virtualCommand', input)
    return { message: `did ${input.command}` }
  }

  watch(
    input: WatchInput,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<WatchItem, void, undefined> {
    return fakeWatch(
      {
        epoch: this.epoch,
        journal: this.journal,
        begin: () => {
          this.check('watch', input)
          return this.compacted
        },
        snapshot: () => this.snapshot(),
        modemCalled: (name) => [...this.modemsNow.values()].find((modem) => modem.name === name)?.id,
        woken: () => this.#wake.promise,
        check: () => {
          if (this.#down !== undefined) throw this.#down
        },
        count: (one) => (this.watching += one),
      },
      input,
      signal,
    )
  }

  /** Throws what stands in the way of it; by default nothing does. */
  protected mind(
    _kind: 'connect' | 'disconnect',
    _input: { readonly connection: string; readonly temporary?: string },
  ): void {
    return
  }

  async #request(kind: 'connect' | 'disconnect', called: string, profile?: string): Promise<Accepted> {
    const { id: connection, modem } = findCalled([...this.connectionsNow.values()], 'connection', called)
    const about = profile === undefined ? { connection } : { connection, profile }
    return this.#start({ kind, modem, ...about }, kind === 'connect' ? this.onConnect : this.onDisconnect)
  }

  protected async operate(
    name: keyof Service,
    kind: Request['kind'],
    input: { readonly modem: string; readonly pin?: PinInput['pin'] },
  ): Promise<Accepted> {
    this.check(name, input)
    const { id: modem } = findCalled([...this.modemsNow.values()], 'modem', input.modem)
    const about = input.pin === undefined ? {} : { pin: input.pin }
    return this.#start({ kind, modem, ...about }, this.onOperation)
  }

  async #start(
    about: Pick<Request, 'kind' | 'modem' | 'connection' | 'profile' | 'pin'>,
    then: (request: Request) => void,
  ): Promise<Accepted> {
    const id = this.requestsNow.size + 1
    const data: Request = { id, by: 'test', ...about, startedAt: 1000, state: 'pending' }
    this.requestsNow.set(id, data)
    const where = data.connection === undefined ? {} : { connection: data.connection }
    this.tell({ type: 'request.started', modem: data.modem ?? '', ...where, request: id, data })
    then(data)
    await this.answering
    return { requestId: id }
  }

  protected async give<T>(name: keyof Service, input: unknown, value: T): Promise<T> {
    this.check(name, input)
    return value
  }

  protected check(name: keyof Service, input: unknown): void {
    this.calls.push([name, input])
    if (this.#down !== undefined) throw this.#down
    const refusal = this.#refusals.get(name)?.shift()
    if (refusal !== undefined) throw refusal
  }

  #alert(): void {
    this.#wake.resolve(undefined)
    this.#wake = Promise.withResolvers()
  }
}
