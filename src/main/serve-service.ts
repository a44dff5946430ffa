/** A service that answers on its Unix socket, from the first claim of the socket to the last answer. */
import { Milliseconds, type Clock, type Logger } from '../base/index.ts'
import { inProcess, type Caller } from '../core/index.ts'
import type { Service } from '../api/index.ts'
import { buildApp, claimSocket } from '../face/http/index.ts'
import { openService, type OpenService, type ServiceOptions } from './open-service.ts'

export interface ServeOptions extends ServiceOptions {
  readonly socket: string
  readonly clock: Clock
  readonly log: Logger
}

export interface Serving extends AsyncDisposable {
  readonly socket: string
  /** The service for this process itself. */
  readonly service: Service
  /** The service for somebody else. */
  as(caller: Caller): Service
  readonly virtualModems: OpenService['virtualModems']
  readonly beginning: OpenService['beginning']
}

/** Whoever gets past the mode of the socket is its owner, or root. */
const LOCAL: Caller = { name: 'local', scopes: ['admin'] }

/** Once what was to be done at the start is done. */
const WARM_UP = Milliseconds(100)

/**
 * Resolves when it answers. The socket is claimed before anything else is touched: a second service ends here and has
 * done no harm.
 * @throws DialtoneError `service_running`
 */
export async function serveService(options: ServeOptions): Promise<Serving> {
  const { socket, clock, log } = options
  await using starting = new AsyncDisposableStack()
  const claim = starting.use(await claimSocket(socket, { clock }))
  const open = starting.use(await openService(options))
  const local = open.as(LOCAL)
  const app = starting.use(await buildApp({ service: () => local, caller: () => LOCAL, clock, log }))
  claim.serve(app.handler)
  starting.use(clock.setTimer(WARM_UP, () => void app.warmUp(), { background: true }))
  const ready = starting.move()
  return {
    socket,
    service: open.as(inProcess),
    as: (caller) => open.as(caller),
    virtualModems: open.virtualModems,
    beginning: open.beginning,
    async [Symbol.asyncDispose]() {
      // Nobody new; then the manager says goodbye, which ends streams and waits; then those who were slow to hear it.
      const released = claim.release()
      await open[Symbol.asyncDispose]()
      app.endStreams()
      await released
      await ready.disposeAsync()
    },
  }
}
