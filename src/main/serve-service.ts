/** A service that answers on its Unix socket, and on TCP where it is told to, from the first claim of the socket to the last answer. */
import { Milliseconds, type Clock, type Logger } from '../base/index.ts'
import { inProcess, type Caller, type Scope } from '../core/index.ts'
import type { Service } from '../api/index.ts'
import {
  buildApp,
  callerOf,
  claimSocket,
  ClientList,
  listenTcp,
  type Metering,
  type TcpAddress,
  type TlsFiles,
} from '../face/http/index.ts'
import { createMetrics } from '../face/metrics/index.ts'
import { dashboardFolder } from './dashboard-folder.ts'
import { createLink } from './link.ts'
import { NEXT_START, type LiveConfiguration } from './configuration/live-configuration.ts'
import { accessOf } from './configuration/access-settings.ts'
import { openService, type OpenService, type ServiceOptions } from './open-service.ts'
import { TcpDoors } from './tcp-doors.ts'

/** Who reaches the service, and how. */
export interface AccessSettings {
  /** A group whose members may use the Unix socket, too. */
  readonly socketGroup?: string
  /** Where it listens on TCP as well; whoever comes there has to show a token or a client certificate. */
  readonly listen?: readonly TcpAddress[]
  /** What is said on TCP is encrypted. */
  readonly tls?: TlsFiles
  /** What the bearers of client certificates may do, by common name. */
  readonly clients?: ReadonlyMap<string, readonly Scope[]>
  /** Names by which the service is reached, beside `localhost` and its addresses. */
  readonly hostNames?: readonly string[]
  /** Not encrypted on any address. */
  readonly plain?: boolean
}

export interface ServeOptions extends ServiceOptions, AccessSettings {
  readonly socket: string
  /** Have a link that lets the person at the terminal in, for as long as the process lives. */
  readonly link?: boolean
  readonly clock: Clock
  readonly log: Logger
}

export interface Serving extends AsyncDisposable {
  readonly socket: string
  /** `http://127.0.0.1:8080` … */
  readonly urls: readonly string[]
  /** The link that was asked for, to the first of them. It holds a secret. */
  readonly link: string | undefined
  /** Reads the certificates again. @throws DialtoneError, and all stays as it was */
  renewCertificates(): Promise<void>
  /** The service for this process itself. */
  readonly service: Service
  /** The service for somebody else. */
  as(caller: Caller): Service
  readonly virtualModems: OpenService['virtualModems']
  readonly beginning: OpenService['beginning']
  readonly vitals: OpenService['vitals']
  readonly pulse: OpenService['pulse']
}

/** Whoever gets past the mode of the socket is its owner, or root. */
const LOCAL: Caller = { name: 'local', scopes: ['admin'] }

/** Whoever has the link from the terminal. */
const LINK: Caller = { name: 'link', scopes: ['admin'] }

/** Once what was to be done at the start is done. */
const WARM_UP = Milliseconds(100)

/**
 * Resolves when it answers. The socket is claimed before anything else is touched: a second service ends here and has
 * done no harm.
 * @throws DialtoneError `service_running`
 */
export async function serveService(options: ServeOptions): Promise<Serving> {
  const { socket, clock, log, socketGroup: group, listen = [], plain } = options
  const clients = new ClientList(options.clients)
  // What a reload changes of it.
  const access: LiveAccess = { tls: options.tls, hostNames: options.hostNames ?? [], clients }
  await using starting = new AsyncDisposableStack()
  const claim = starting.use(await claimSocket(socket, { clock, ...(group !== undefined && { group }) }))
  const tcp = starting.use(
    new TcpDoors({
      open: (address) =>
        listenTcp(address, {
          clock,
          hostNames: () => access.hostNames,
          plain: plain === true,
          ...(access.tls && { tls: access.tls }),
        }),
    }),
  )
  await tcp.set(listen)
  const metrics = createMetrics()
  const open = starting.use(await openService({ ...options, heard: (events) => metrics.heard(events) }))
  const local = open.as(LOCAL)
  const own = open.as(inProcess)
  const metering: Metering = {
    scrape: () => metrics.scrape({ snapshot: () => own.snapshot(), vitals: () => open.vitals() }),
    answered: (operation, status, seconds) => metrics.answered(operation, status, seconds),
  }
  const link = options.link === true ? createLink(LINK) : undefined
  const caller = callerOf({
    local: LOCAL,
    admit: (secret) => link?.admit(secret) ?? open.admit(secret),
    clients,
    clock,
  })
  const service = (who: Caller): Service => (who === LOCAL ? local : open.as(who))
  const dashboard = dashboardFolder()
  const refused: OpenService['refused'] = (denial, by) => open.refused(denial, by)
  const app = starting.use(await buildApp({ service, caller, refused, dashboard, clock, log, metering }))
  claim.serve(app.handler, app.upgrade)
  tcp.serve((listener) => listener.serve(app.handler, app.upgrade))
  if (typeof options.configuration === 'object') {
    followReloads(options.configuration, { access, tcp, log })
  }
  starting.use(clock.setTimer(WARM_UP, () => void app.warmUp(), { background: true }))
  const ready = starting.move()
  const [first] = tcp.urls
  return {
    socket,
    get urls() {
      return tcp.urls
    },
    link: first === undefined ? undefined : link?.at(first),
    renewCertificates: () => tcp.renew(),
    service: own,
    as: (caller) => open.as(caller),
    virtualModems: open.virtualModems,
    beginning: open.beginning,
    vitals: () => open.vitals(),
    pulse: () => open.pulse(),
    async [Symbol.asyncDispose]() {
      // Nobody new; then the manager says goodbye, which ends streams and waits; then those who were slow to hear it.
      const released = Promise.all([claim.release(), tcp.release()])
      await open[Symbol.asyncDispose]()
      app.endStreams()
      await released
      await ready.disposeAsync()
    },
  }
}

/** How the service is reached at present, as far as that can change while it runs. */
interface LiveAccess {
  tls: TlsFiles | undefined
  hostNames: readonly string[]
  readonly clients: ClientList
}

/** What a reload of the configuration changes in how the service is reached. */
function followReloads(
  configuration: LiveConfiguration,
  { access, tcp, log }: { readonly access: LiveAccess; readonly tcp: TcpDoors; readonly log: Logger },
): void {
  configuration.onChange({
    keys: ['listen.tls-certificate', 'listen.tls-key', 'listen.client-ca'],
    take: async ({ listen }) => {
      const { tls } = accessOf(listen)
      // A server encrypts or does not, and asks for certificates or does not, for as long as it lives.
      const isAlike = (tls?.clientCa === undefined) === (access.tls?.clientCa === undefined)
      if (tls === undefined || access.tls === undefined || !isAlike) return NEXT_START
      await tcp.renew(tls)
      access.tls = tls
      return undefined
    },
  })
  configuration.onChange({
    keys: ['listen.clients'],
    take: ({ listen }) => access.clients.set(accessOf(listen).clients ?? new Map()),
  })
  configuration.onChange({
    keys: ['listen.host-names'],
    take: ({ listen }) => {
      access.hostNames = accessOf(listen).hostNames ?? []
    },
  })
  configuration.onChange({
    keys: ['listen.tcp'],
    take: async ({ listen }) => {
      const before = new Set(tcp.urls)
      await tcp.set(accessOf(listen).listen ?? [])
      for (const url of tcp.urls) if (!before.has(url)) log.info({ url }, `it listens at ${url}, too`)
    },
  })
  // The files behind the same names may be others now.
  if (access.tls !== undefined) configuration.onReload('listen.tls-certificate', () => tcp.renew())
}
