/** A network that is not touched before the first interface needs it: most services have none. */
import { toDialtoneError, type Logger } from '../../base/index.ts'
import type { Network } from '../../core/index.ts'

export interface LazyNetworkOptions {
  /** What was up in an earlier life, once it is known which interfaces there are. */
  readonly live: () => Parameters<Network['start']>[0]
  /** Called before anything is configured. */
  readonly touched: () => void
  readonly log: Logger
}

export function lazyNetwork(network: Network, { live, touched, log }: LazyNetworkOptions): Network {
  let started: Promise<void> | undefined
  const begin = async (): Promise<void> => {
    // Whoever is the first to need it is so amid others that come in the same turn.
    await Promise.resolve()
    if (network.obstacle === undefined) touched()
    try {
      await network.start(live())
    } catch (thrown) {
      log.error(
        { error: toDialtoneError(thrown).message },
        'what an earlier life left behind could not be repaired',
      )
    }
  }
  const start = (): Promise<void> => (started ??= begin())
  return {
    kind: network.kind,
    get obstacle() {
      return network.obstacle
    },
    start,
    path: async (settings, tell) => {
      await start()
      return network.path(settings, tell)
    },
    plan: (settings, link) => network.plan(settings, link),
    lanInterfaces: () => network.lanInterfaces(),
    leave: () => network.leave(),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  }
}
