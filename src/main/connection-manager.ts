/**
 * The two ways to a `ConnectionManager`: a service inside this process, or the service of this machine. What is written on
 * one works on the other.
 */
import { silent, systemClock } from '../base/index.ts'
import { inProcess } from '../core/index.ts'
import {
  createClient,
  createConnectionManager,
  redacting,
  type ConnectionManager as Manager,
} from '../api/index.ts'
import { findSocket, unixFetch } from '../reach/index.ts'
import { openService, type ServiceOptions } from './open-service.ts'
import { settled } from './settled.ts'

export interface OpenOptions extends ServiceOptions {
  /** Show personal data (IMEI, IMSI, ICCID, telephone numbers); hidden otherwise. */
  readonly reveal?: boolean
}

export interface ConnectOptions {
  /** The service's Unix socket; where this machine's services are unless given. */
  readonly socket?: string
  /** Show personal data (IMEI, IMSI, ICCID, telephone numbers); hidden otherwise. */
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
 * The service of this machine, found as the command line finds it.
 * @throws DialtoneError `service_unavailable` where none runs.
 */
async function connect(options: ConnectOptions = {}): Promise<Manager> {
  const reached = unixFetch(options.socket ?? findSocket())
  const manager = createConnectionManager(createClient(reached.fetch, { reveal: options.reveal ?? false }), {
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
