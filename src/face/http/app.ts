/**
 * A service over HTTP, built from the table of operations and its schemas. No listening here: `handler` takes the
 * requests of whatever server there is.
 *
 * A caller is let through by the scope of the operation; personal data is hidden unless the request says `reveal=true`
 * and its caller has the scope `sim`.
 */
import { fastify, type FastifyInstance, type FastifyRequest, type RouteOptions } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { DialtoneError, toDialtoneError, type Clock, type Logger } from '../../base/index.ts'
import { may, type Admitted, type Caller } from '../../core/index.ts'
import {
  EVENT_STREAM_TYPE,
  LASTING,
  loadSchemas,
  OPERATIONS,
  type Operation,
  redacting,
  type OperationName,
  type Service,
  type Tagged,
  type WatchInput,
} from '../../api/index.ts'
import { admittedOf, guard } from './access/door.ts'
import { conditionsOf, nameVersion } from './conditional.ts'
import { compilers, lastingWriter } from './compilers.ts'
import { refuseCodings } from './content-coding.ts'
import { addDashboard } from './dashboard.ts'
import { addDefaultHeaders } from './default-header.ts'
import { frameWriter, streamEvents } from './event-stream-reply.ts'
import { descriptionReply } from './openapi/description-reply.ts'
import { addMetering, type Metering } from './metering.ts'
import { itemText } from './item-text.ts'
import { locationOf } from './location.ts'
import { methodsOf } from './method.ts'
import { pageReply, partPage } from './page-reply.ts'
import { errorHandler, notFoundHandler, type Refused } from './problem-reply.ts'
import { DESCRIPTION, eventsRoute, partsOf, type OwnRoute } from './route-parts.ts'
import type { Parts } from './validation.ts'
import { streamToWebSocket } from './web-socket-reply.ts'
import { webSocketUpgrades, type UpgradeHandler, type Upgrades } from './web-socket-upgrade.ts'

export interface AppOptions {
  /** The service as `caller` may use it. */
  readonly service: (caller: Caller) => Service
  /**
   * Who sends a request, upgrades included.
   * @throws DialtoneError `unauthenticated`.
   */
  readonly caller: (request: IncomingMessage) => Admitted
  /** The folder of the dashboard; not served where none is given. */
  readonly dashboard?: string
  /** Hears of whoever was refused. */
  readonly refused?: Refused
  readonly clock: Clock
  readonly log: Logger
  /** Absent where nobody is to read metrics. */
  readonly metering?: Metering
}

export interface App extends AsyncDisposable {
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void
  /** Takes the connections whose clients ask for a WebSocket: events come on them as well. */
  readonly upgrade: UpgradeHandler
  /** Loads what the first request needs, so that it need not wait. */
  warmUp(): Promise<void>
  /** Ends the event streams; their subscribers come back and find nobody. */
  endStreams(): void
  /** For tests that need no socket. */
  readonly inject: FastifyInstance['inject']
}

/** The largest request is a profile's XML; this is several of the longest that the schema allows. */
const BODY_LIMIT = 256 * 1024

export async function buildApp(options: AppOptions): Promise<App> {
  const { SCHEMAS } = await loadSchemas()
  const onError = errorHandler(options.log, options.refused)
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    schemaController: compilers,
    // Met before there is a route: a path whose escapes are broken.
    frameworkErrors: onError,
    // A name of 255 characters, each three bytes of UTF-8 and each byte three characters of a path.
    routerOptions: { maxParamLength: 255 * 9, ignoreTrailingSlash: true },
  })
  app.setErrorHandler(onError)
  app.setNotFoundHandler(notFoundHandler(methodsOf(app)))
  app.removeContentTypeParser('text/plain')
  addDefaultHeaders(app)
  // Before the door: what is refused there is answered as well.
  if (options.metering !== undefined) addMetering(app, options.metering, options)
  guard(app, options.caller)
  refuseCodings(app)
  // Without a promise where there is nothing to wait for.
  app.addHook('preValidation', (request, _reply, done) => {
    const { parts } = request.routeOptions.config as { parts?: Parts }
    if (parts === undefined) {
      done()
      return
    }
    const check = ({ validate }: Validation): void => {
      try {
        validate(request, parts)
      } catch (thrown) {
        done(toDialtoneError(thrown))
        return
      }
      done()
    }
    if (loaded === undefined) validation().then(check, done)
    else check(loaded)
  })

  for (const name of Object.keys(OPERATIONS) as OperationName[]) {
    const operation: Operation = OPERATIONS[name]
    const { input, output } = SCHEMAS[name]
    const parts = partsOf(name, input)
    app.route({
      method: operation.method,
      url: `/v1${operation.path}`,
      config: { parts, scope: operation.scope },
      ...(LASTING.has(name) && {
        // Its types name what those of Ajv have beyond a schema.
        serializerCompiler: lastingWriter as NonNullable<RouteOptions['serializerCompiler']>,
      }),
      schema:
        operation.status === 204 || operation.binary !== undefined
          ? {}
          : { response: { [operation.status]: output } },
      handler: async (request, reply) => {
        const { reveal, ...query } = request.query as Record<string, unknown>
        const { page, rest } = partPage(name, query)
        const conditions = conditionsOf(operation, request.headers)
        const { service: open, ended } = serviceFor(options, request)
        const service = conditions === undefined ? open : open.under(conditions)
        // The schema has checked the parts, and check.ts that they are what the operation takes.
        const operations = service as unknown as Record<
          OperationName,
          (input: unknown, options?: unknown) => Promise<unknown>
        >
        const input = { ...(request.params as object), ...rest, ...(request.body as object | undefined) }
        // Nobody can take anything out of a file that is made: it says what it is made for.
        const result = await operations[name](input, ...(operation.binary === undefined ? [] : [{ reveal }]))
        // Whose right ended while he waited is told nothing any more; what was done is done, and its doer may know.
        if (operation.method === 'GET') ended?.throwIfAborted()
        if (operation.tagged === true) {
          const { etag } = result as Tagged // as the table says
          if (nameVersion(operation, etag, request, reply)) return reply.code(304).send()
        }
        const location = locationOf(name, input, result)
        if (location !== undefined) reply.header('location', location)
        if (operation.binary !== undefined) {
          return reply.type(operation.binary).send(result)
        }
        return reply
          .code(operation.status)
          .send(page === undefined ? result : pageReply(request, reply, name, { page, result }))
      },
    })
  }

  const upgrades = webSocketUpgrades((request, response) => app.routing(request, response))
  const watched = eventsRoute(SCHEMAS.pollEvents.input)
  const streams = addEvents(app, options, upgrades, watched)
  // Which would never end.
  app.head(
    `/v1${watched.operation.path}`,
    { config: { parts: watched.parts, scope: watched.operation.scope } },
    async (_, reply) => reply.type(EVENT_STREAM_TYPE).send(),
  )
  const describe = descriptionReply()
  const { operation: own, parts } = DESCRIPTION
  const config = { parts, scope: own.scope }
  app.get(`/v1${own.path}`, { config }, async (request, reply) => describe(request, reply))
  if (options.dashboard !== undefined) addDashboard(app, options.dashboard)
  await app.ready()
  return {
    handler: (request, response) => app.routing(request, response),
    upgrade: upgrades.handler,
    warmUp: async () => {
      await validation()
    },
    inject: app.inject.bind(app),
    endStreams: () => {
      for (const stream of streams) stream.abort()
    },
    [Symbol.asyncDispose]: async () => {
      for (const stream of streams) stream.abort()
      await app.close()
    },
  }
}

function addEvents(
  app: FastifyInstance,
  options: AppOptions,
  upgrades: Upgrades,
  { operation, parts }: OwnRoute,
): ReadonlySet<AbortController> {
  const { clock } = options
  const streams = new Set<AbortController>()
  const text = itemText()
  const frame = frameWriter(text)
  app.route({
    method: 'GET',
    url: `/v1${operation.path}`,
    exposeHeadRoute: false,
    config: { parts, scope: operation.scope },
    handler: async (request, reply) => {
      const { reveal: whole = false, ...query } = request.query as WatchInput & { reveal?: boolean }
      // Redaction is the frame's, so that its text can be shared.
      const { service, ended } = serviceFor(options, request, true)
      const since = sinceOf(request)
      const stop = new AbortController()
      streams.add(stop)
      const upgrade = upgrades.of(request.raw)
      const { signal } = stop
      const connection = upgrade?.socket ?? reply.raw
      connection.once('close', () => stop.abort())
      const showOut = (): void => stop.abort(ended?.reason)
      ended?.addEventListener('abort', showOut, { once: true })
      // Who has gone while the request was checked will not be heard to close.
      if (connection.destroyed) stop.abort()
      try {
        const items = service
          .watch(since === undefined ? query : { ...query, since }, { signal })
          [Symbol.asyncIterator]()
        // A cursor that is not valid is refused here, while there can still be a problem document; who has missed nothing is
        // answered all the same, and kept alive until there is an event.
        const first = items.next()
        await Promise.race([first, new Promise(setImmediate)])
        reply.hijack()
        if (upgrade === undefined) {
          await streamEvents(reply.raw, first, items, { clock, signal, frame: (item) => frame(item, whole) })
        } else {
          const { socket } = upgrade
          await upgrade.accept((peer) =>
            streamToWebSocket(peer, first, items, {
              clock,
              signal,
              socket,
              text: (item) => text(item, whole),
            }),
          )
        }
      } finally {
        streams.delete(stop)
        ended?.removeEventListener('abort', showOut)
        stop.abort()
      }
    },
  })
  return streams
}

/** The cursor that the subscriber saw last; a reconnecting `EventSource` keeps its URL and tells by the header. */
function sinceOf(request: FastifyRequest): string | undefined {
  const header = request.headers['last-event-id']
  if (typeof header === 'string' && header !== '') return header
  return (request.query as { since?: string }).since
}

function serviceFor(
  options: AppOptions,
  request: FastifyRequest,
  unredacted = false,
): { readonly service: Service; readonly ended: AbortSignal | undefined } {
  const caller = admittedOf(request)
  const whole = (request.query as { reveal?: boolean }).reveal === true
  if (whole && !may(caller, 'sim')) {
    throw new DialtoneError('access_denied', `${caller.name} lacks the scope sim, which shows personal data`)
  }
  const service = options.service(caller)
  return { service: whole || unredacted ? service : redacting(service), ended: caller.ended }
}

/** Compiling checks takes more than all else here: it is loaded with the first request, or once the service answers. */
type Validation = typeof import('./validation.ts')
let loaded: Validation | undefined
let loading: Promise<Validation> | undefined
function validation(): Promise<Validation> {
  return (loading ??= import('./validation.ts').then((module) => (loaded = module)))
}
