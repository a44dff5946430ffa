/**
 * The ways to a `ConnectionManager`: a service inside this process, the service of this machine, or a remote router. What is
 * written on one works on the others.
 */
import { silent, systemClock } from '../base/index.ts'
import { inProcess } from '../core/index.ts'
import {
  createClient,
  createConnectionManager,
  redacting,
  type ConnectionManager as Manager,
} from '../api/index.ts'
import {
  findRouter,
  findSocket,
  reachRouter,
  unixFetch,
  type Reached,
  type RouterPlace,
} from '../reach/index.ts'
import { openService, type ServiceOptions } from './open-service.ts'
import { settled } from './settled.ts'

export interface OpenOptions extends ServiceOptions {
  /** Show personal data (IMEI, IMSI, ICCID, telephone numbers); hidden otherwise. */
  readonly reveal?: boolean
}

export interface ConnectOptions {
  /** The service's Unix socket; where this machine's services are unless given. */
  readonly socket?: string
  /** A router of the user's file, by its name: where it is, what is shown there, who is trusted. */
  readonly router?: string
  /** Show personal data (IMEI, IMSI, ICCID, telephone numbers); hidden otherwise. Needs the right `sim`. */
  readonly reveal?: boolean
}

/** For an address that is given: what is shown there, and who is trusted. */
export interface ConnectToOptions extends Omit<RouterPlace, 'address'> {
  /** As in `ConnectOptions`. */
  readonly reveal?: boolean
}

/**
 * A service inside this process. Resolves when virtual modems that were asked for have come to rest, so that their
 * connections are there; they come with a profile `internet`. State is kept in memory unless `state` names a folder.
 *
 *     await using manager = await ConnectionManager.open({ virtual: 1 })
 *     const [connection] = await manager.connections()
 *     const { done } = await connection.connect({ profile: 'internet' })
 *     console.log((await done).ip)
 */
async function open(options: OpenOptions = {}): Promise<Manager> {
  const { clock = systemClock, log = silent, reveal = false } = options
  const service = await openService({ ...options, clock, log })
  const own = service.as(inProcess)
  const manager = createConnectionManager(reveal ? own : redacting(own), {
    clock,
    ...(options.random === undefined ? {} : { random: options.random }),
    close: async () => {
      await service[Symbol.asyncDispose]()
    },
  })
  if (service.virtualModems.length > 0) await settled(manager, service.virtualModems.length, clock)
  return manager
}

/**
 * The service of this machine, found as the command line finds it; a router of the user's file; or one by its address.
 *
 *     await ConnectionManager.connect()
 *     await ConnectionManager.connect({ router: 'branch-7' })
 *     await ConnectionManager.connect('https://192.0.2.1:8443', { token, ca })
 * @throws DialtoneError `service_unavailable` where none runs, `unauthenticated`, `untrusted`, `not_found` (the name).
 */
async function connect(options?: ConnectOptions): Promise<Manager>
async function connect(address: string, options?: ConnectToOptions): Promise<Manager>
async function connect(where: ConnectOptions | string = {}, given: ConnectToOptions = {}): Promise<Manager> {
  const { reveal = false, ...place } = given
  if (typeof where === 'string') return over(reachRouter({ address: where, ...place }), reveal)
  const { router, socket } = where
  const reached = router === undefined ? unixFetch(socket ?? findSocket()) : reachRouter(findRouter(router))
  return over(reached, where.reveal ?? false)
}

async function over(reached: Reached, reveal: boolean): Promise<Manager> {
  const manager = createConnectionManager(createClient(reached.fetch, { reveal }), {
    close: () => reached[Symbol.dispose](),
  })
  try {
    await manager.modems()
  } catch (thrown) {
    await manager[Symbol.asyncDispose]()
    throw thrown
  }
  return manager
}

export type ConnectionManager = Manager
export const ConnectionManager = { open, connect }
