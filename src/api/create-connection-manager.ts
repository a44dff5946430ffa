/** `ConnectionManager` over a service. */
import { compact, DialtoneError, thereAre } from '../base/index.ts'
import { formatCursor } from '../core/index.ts'
import type {
  ConnectionManager,
  ConnectionManagerOptions,
  EventsOptions,
  LiveConnection,
  LiveModem,
} from './connection-manager.ts'
import { liveDialInterface, type LiveDialInterface } from './dial/live-dial-interface.ts'
import { held, liveConnection, liveModem, type Ground } from './live-object.ts'
import { LiveView } from './live-view.ts'
import { NETWORK_EVENTS, networkChanges } from './network-changes.ts'
import { watchResuming } from './resume.ts'
import type { Service, WatchItem } from './service.ts'

export function createConnectionManager(
  service: Service,
  options: ConnectionManagerOptions = {},
): ConnectionManager {
  const live = new LiveView(service, options)
  const closing = new AbortController()
  const modems = new Map<string, LiveModem>()
  const connections = new Map<string, LiveConnection>()
  const dials = new Map<string, LiveDialInterface>()
  let closed: Promise<void> | undefined

  const allModems = async (): Promise<readonly LiveModem[]> => {
    const view = await live.current()
    return byName(view.modems.values()).map((modem) => kept(modems, modem, (m) => liveModem(ground, m)))
  }
  const allConnections = async (): Promise<readonly LiveConnection[]> => {
    const view = await live.current()
    return byName(view.connections.values()).map((connection) =>
      kept(connections, connection, (c) => liveConnection(ground, c)),
    )
  }
  const allDials = async (): Promise<readonly LiveDialInterface[]> => {
    const view = await live.current()
    return byName(view.dialInterfaces.values()).map((one) =>
      kept(dials, one, (d) => liveDialInterface(ground, d)),
    )
  }
  const ground: Ground = {
    service,
    live,
    events: (options) => events(options),
    connectionsOf: async (modem) =>
      (await allConnections()).filter((connection) => connection.modem === modem),
  }

  async function* events(asked: EventsOptions): AsyncGenerator<WatchItem, void, undefined> {
    const { since, signal, type, modem, connection, dialInterface } = asked
    const items = watchResuming(service, {
      ...options,
      ...compact({
        type: listOf(type),
        modem: listOf(modem),
        connection: listOf(connection),
        dialInterface: listOf(dialInterface),
      }),
      // A service that has been there before is one that comes back.
      patient: live.view !== undefined,
      ...(since === undefined
        ? {}
        : { since: typeof since === 'object' ? formatCursor(since) : String(since) }),
      signal: signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]),
    })
    for await (const item of items) {
      await live.reached(item)
      yield item
    }
  }

  const close = async (): Promise<void> => {
    closing.abort()
    await live[Symbol.asyncDispose]()
    await options.close?.()
  }

  return {
    service,
    get interruption() {
      return live.interruption
    },
    profiles: {
      list: (input) => service.profiles(input),
      get: (profile) => service.profile({ profile }),
      add: (xml, { replace } = {}) =>
        service.addProfile({ xml, ...(replace === undefined ? {} : { replace }) }),
      update: (profile, xml, options) => held(service, options).updateProfile({ profile, xml }),
      check: (xml, { replace } = {}) =>
        service.checkProfile({ xml, ...(replace === undefined ? {} : { replace }) }),
      remove: (profile, options) => held(service, options).removeProfile({ profile }),
    },
    tokens: {
      list: () => service.tokens(),
      create: (input) => service.createToken(input),
      revoke: (token) => service.revokeToken({ token }),
    },
    network: {
      status: () => service.network(),
      changes: ({ signal } = {}) =>
        networkChanges(service, events({ type: NETWORK_EVENTS, ...(signal && { signal }) })),
    },
    virtual: {
      list: () => service.virtualModems(),
      commands: () => service.virtualCommands(),
      command: (input) => service.virtualCommand(input),
    },
    info: async () => (await service.snapshot()).service,
    snapshot: () => service.snapshot(),
    modems: allModems,
    modem: async (name) => named(await allModems(), 'modem', name),
    connections: allConnections,
    connection: async (name) => named(await allConnections(), 'connection', name),
    dialInterfaces: allDials,
    dialInterface: async (name) => dialNamed(await allDials(), name),
    addDialInterface: async (settings, options) => {
      await service.addDialInterface({ settings, ...options })
      // The answer may come before the event that shows it.
      await live.reached({ type: 'snapshot', ...(await service.snapshot()) })
      return dialNamed(await allDials(), settings.name)
    },
    why: (name) => service.why({ name }),
    attention: () => service.attention(),
    request: (request) => service.request({ request }),
    requestEnded: (id) => live.ended(id),
    events: (input = {}) => events(input),
    [Symbol.asyncDispose]: () => (closed ??= close()),
  }
}

function listOf(given: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof given === 'string' ? [given] : given
}

/** Made when it is first used: loading the tables of a language takes longer than all else here. */
let natural: Intl.Collator | undefined

/** `modem2` before `modem10`. */
function byName<T extends { readonly name: string }>(values: Iterable<T>): readonly T[] {
  const collator = (natural ??= new Intl.Collator('en', { numeric: true }))
  return [...values].sort((a, b) => collator.compare(a.name, b.name))
}

function kept<T, V extends { readonly id: string }>(map: Map<string, T>, value: V, make: (value: V) => T): T {
  const known = map.get(value.id)
  if (known !== undefined) return known
  const made = make(value)
  map.set(value.id, made)
  return made
}

function named<T extends { readonly id: string; readonly name: string }>(
  all: readonly T[],
  what: string,
  name: string,
): T {
  const found = all.find((one) => one.name === name) ?? all.find((one) => one.id === name.toLowerCase())
  if (found !== undefined) return found
  const there = thereAre(
    all.map((one) => one.name),
    '',
  )
  throw new DialtoneError(
    'not_found',
    `there is no ${what} ${JSON.stringify(name)}${there === '' ? '' : ` (${there})`}`,
  )
}

/** Names of dial interfaces are told apart without regard to case. */
function dialNamed(all: readonly LiveDialInterface[], name: string): LiveDialInterface {
  return (
    all.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? named(all, 'dial interface', name)
  )
}
