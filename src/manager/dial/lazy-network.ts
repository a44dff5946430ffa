/** A network that is not touched before the first interface needs it: most services have none. */
import { toDialtoneError, type Logger } from '../../base/index.ts'
import type { Network } from '../../core/index.ts'

/** `live` says what was up in an earlier life. */
export function lazyNetwork(
  network: Network,
  live: () => Parameters<Network['start']>[0],
  log: Logger,
): Network {
  let started: Promise<void> | undefined
  const start = (): Promise<void> =>
    (started ??= network.start(live()).catch((thrown: unknown) => {
      log.error(
        { error: toDialtoneError(thrown).message },
        'what an earlier life left behind could not be repaired',
      )
    }))
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
