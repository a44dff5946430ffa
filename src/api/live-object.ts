/** Modems and connections as live objects: an id, and a look into the view for everything else. */
import { compact, DialtoneError, toHex } from '../base/index.ts'
import {
  CauseError,
  type Connection,
  type Explanation,
  type IpSettings,
  type Modem,
  type Request,
} from '../core/index.ts'
import type {
  ConnectWith,
  LiveConnection,
  LiveModem,
  LiveService,
  PendingRequest,
  Pins,
} from './connection-manager.ts'
import { messagesOf, type MessageGround } from './live-message.ts'
import { answerOf, liveService, type ServiceGround } from './live-service.ts'
import type { LiveView } from './live-view.ts'
import type { Accepted } from './accepted.ts'
import type { Conditions } from './condition.ts'
import type { Service } from './service.ts'

/** What the objects stand on. */
export interface Ground {
  readonly service: Service
  readonly live: LiveView
  readonly events: ServiceGround['events'] & MessageGround['events']
  connectionsOf(modem: string): Promise<readonly LiveConnection[]>
}

export function liveModem(ground: Ground, first: Modem): LiveModem {
  const { live } = ground
  let last = first
  const look = (): Modem => (last = live.view?.modems.get(first.id) ?? last)
  return {
    id: first.id,
    get name() {
      return look().name
    },
    get present() {
      return live.view?.modems.has(first.id) === true
    },
    get current() {
      return look()
    },
    get state() {
      return look().state
    },
    pins: pinsOf(ground, first.id),
    messages: messagesOf(
      {
        service: ground.service,
        events: (options) => ground.events(options),
        pending: ({ requestId }, result, signal) => pending(ground, requestId, signal, result),
      },
      first.id,
    ),
    setRadio: async (software) =>
      pending(
        ground,
        (await ground.service.setRadio({ modem: first.id, software })).requestId,
        undefined,
        nothing,
      ),
    ...networkOf(ground, first.id),
    setProvisionedContext: async (context, options) =>
      pending(
        ground,
        (await held(ground.service, options).setProvisionedContext({ ...context, modem: first.id }))
          .requestId,
        undefined,
        nothing,
      ),
    activateService: async (bytes = new Uint8Array(0)) => {
      const { requestId } = await ground.service.activateService({ modem: first.id, data: toHex(bytes) })
      return pending(ground, requestId, undefined, answerOf)
    },
    services: () => servicesOf(ground, first.id),
    service: async (name) => {
      const all = await servicesOf(ground, first.id)
      const found = all.find((one) => one.id === name.toLowerCase() || one.name === name.toLowerCase())
      if (found !== undefined) return found
      const message = `${look().name} has no device service ${JSON.stringify(name)}`
      throw new DialtoneError('not_found', message)
    },
    connections: () => ground.connectionsOf(first.id),
    why: () => why(ground.service, 'modem', first),
    dataPlan: {
      get: () => ground.service.dataPlan({ modem: first.id }),
      set: (plan, options) => held(ground.service, options).setDataPlan({ modem: first.id, ...plan }),
      remove: (options) => held(ground.service, options).removeDataPlan({ modem: first.id }),
    },
    usage: (range) => ground.service.modemUsage({ modem: first.id, ...range }),
    acquire: async (settings, { signal } = {}) => {
      signal?.throwIfAborted()
      const { requestId, connection } = await ground.service.acquire({ modem: first.id, ...settings })
      return pending(ground, requestId, signal, async () => {
        const found = (await ground.connectionsOf(first.id)).find(({ id }) => id === connection)
        if (found !== undefined) return found
        throw new DialtoneError('disconnected', 'the connection was up, and is gone again')
      })
    },
  }
}

const nothing = (): undefined => undefined

function networkOf(
  ground: Ground,
  modem: string,
): Pick<LiveModem, 'register' | 'scan' | 'setPreferredProviders' | 'setHomeProvider' | 'setSignalReports'> {
  const { service } = ground
  const begun = async <T>(
    ask: () => Promise<Accepted>,
    signal: AbortSignal | undefined,
    result: (request: Request) => T,
  ): Promise<PendingRequest<T>> => {
    signal?.throwIfAborted()
    return pending(ground, (await ask()).requestId, signal, result)
  }
  return {
    register: (choice, { signal } = {}) =>
      begun(() => service.register({ modem, ...choice }), signal, nothing),
    scan: ({ multicarrier = false, signal } = {}) =>
      begun(
        () => service.scan({ modem, ...(multicarrier && { multicarrier }) }),
        signal,
        ({ providers }) => {
          if (providers === undefined) throw new DialtoneError('internal', 'a scan ended without a list')
          return providers
        },
      ),
    setPreferredProviders: (providers, { signal, ...conditions } = {}) =>
      begun(() => held(service, conditions).setPreferredProviders({ modem, providers }), signal, nothing),
    setSignalReports: (choice, { signal } = {}) =>
      begun(
        () => service.setSignalReports({ modem, ...choice }),
        signal,
        ({ signalReports = {} }) => signalReports,
      ),
    setHomeProvider: (provider, { cellularClass, signal } = {}) =>
      begun(
        () => service.setHomeProvider({ modem, provider, ...(cellularClass && { cellularClass }) }),
        signal,
        nothing,
      ),
  }
}

async function servicesOf(ground: Ground, modem: string): Promise<readonly LiveService[]> {
  const { service, events } = ground
  const { services } = await service.deviceServices({ modem })
  const below: ServiceGround = {
    service,
    events,
    pending: ({ requestId }, result) => pending(ground, requestId, undefined, result),
  }
  return services.map((one) => liveService(below, modem, one))
}

function pinsOf(ground: Ground, modem: string): Pins {
  const { service } = ground
  const done = async (asked: Promise<Accepted>): Promise<PendingRequest<void>> =>
    pending(ground, (await asked).requestId, undefined, nothing)
  return {
    ask: async () =>
      pending(ground, (await service.askPin({ modem })).requestId, undefined, ({ pinStatus }) => {
        if (pinStatus === undefined) throw new DialtoneError('internal', 'the modem was asked in vain')
        return pinStatus
      }),
    enter: (code, options) => done(service.enterPin({ modem, code, ...options })),
    enable: (code, options) => done(service.enablePin({ modem, code, ...options })),
    disable: (code, options) => done(service.disablePin({ modem, code, ...options })),
    change: (code, newCode, options) => done(service.changePin({ modem, code, newCode, ...options })),
    unblock: (puk, newCode, options) => done(service.unblockPin({ modem, puk, newCode, ...options })),
  }
}

export function liveConnection(ground: Ground, first: Connection): LiveConnection {
  const { service, live } = ground
  let last = first
  const look = (): Connection => (last = live.view?.connections.get(first.id) ?? last)
  return {
    id: first.id,
    modem: first.modem,
    get name() {
      return look().name
    },
    get present() {
      return live.view?.connections.has(first.id) === true
    },
    get current() {
      return look()
    },
    get state() {
      return look().state
    },
    get ip() {
      return this.present ? look().ip : undefined
    },
    async connect(settings: ConnectWith, { signal } = {}) {
      signal?.throwIfAborted()
      const { requestId } = await service.connect({ connection: first.id, ...settings })
      return pending(ground, requestId, signal, (request): { ip: IpSettings } => {
        if (request.ip === undefined) throw new DialtoneError('internal', 'connected without IP settings')
        return { ip: request.ip }
      })
    },
    why: () => why(service, 'connection', first),
    intervals: (range) => service.intervals({ connection: first.id, ...range }),
    usage: (range) => service.connectionUsage({ connection: first.id, ...range }),
    async disconnect({ signal } = {}) {
      signal?.throwIfAborted()
      const { requestId } = await service.disconnect({ connection: first.id })
      return pending(ground, requestId, signal, () => undefined)
    },
  }
}

export async function why(
  service: Service,
  what: Explanation['what'],
  { id, name }: Pick<Explanation, 'id' | 'name'>,
): Promise<Explanation> {
  const found = (await service.why({ name: id })).find((one) => one.what === what)
  if (found !== undefined) return found
  throw new DialtoneError('not_found', `${name} is not there any more`)
}

export function pending<T>(
  { service, live }: Ground,
  id: number,
  signal: AbortSignal | undefined,
  result: (request: Request) => T | Promise<T>,
): PendingRequest<T> {
  const cancel = (): Promise<Request> => service.cancelRequest({ request: id })
  const onAbort = (): void => {
    // A request that has ended by now, or a service that is away, shows in `done`.
    cancel().catch(() => undefined)
  }
  const settle = async (): Promise<T> => {
    try {
      const request = await live.ended(id)
      if (request.state === 'succeeded') return await result(request)
      throw new CauseError(
        request.cause ?? { code: 'internal', message: `request ${id} failed without a cause` },
      )
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  }
  const done = settle()
  // A program that does not look at the outcome is not ended by it.
  done.catch(() => undefined)
  if (signal?.aborted === true) onAbort()
  else signal?.addEventListener('abort', onAbort, { once: true })
  return { id, done, cancel }
}

/** The service, held to what is demanded; as it is where nothing is. */
export function held(service: Service, { ifMatch, ifNoneMatch }: Conditions = {}): Service {
  const demanded = compact({ ifMatch, ifNoneMatch })
  return Object.keys(demanded).length === 0 ? service : service.under(demanded)
}
