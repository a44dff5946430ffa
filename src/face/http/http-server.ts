/**
 * A server of HTTP before it listens anywhere: what comes before there is somebody to answer waits, what is no HTTP is
 * answered as far as it can be and cut off, and an end lets those finish who are being answered.
 */
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { SecureContextOptions } from 'node:tls'
import { DialtoneError, Seconds, sleep, type Clock, type Duration } from '../../base/index.ts'
import { PROBLEM_TYPE, toProblem } from '../../api/index.ts'
import { http } from '../../reach/index.ts'
import { asksForWebSocket, type UpgradeHandler } from './web-socket-upgrade.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** What takes requests, however they come. */
export interface Listener extends AsyncDisposable {
  /** Hands over the requests, those that came in the meantime first. Without `upgrade` an upgrade is an ordinary request. */
  readonly serve: (handler: Handler, upgrade?: UpgradeHandler) => void
  /** Takes no more connections; ends when those that there are have been answered. */
  readonly release: () => Promise<void>
}

export interface HttpServerOptions {
  readonly clock: Clock
  /** Encrypted where given. */
  readonly tls?: SecureContextOptions
  readonly patience?: Patience
}

/** How long a client may take. */
export interface Patience {
  /** For the headers of a request, and for shaking hands. */
  readonly headers: Duration
  /** For all of a request. */
  readonly request: Duration
  /** Between two requests on one connection. */
  readonly idle: Duration
  /** How often it is looked whether somebody took too long. */
  readonly look: Duration
}

/** The largest request is 256 kB: what takes longer comes on purpose. */
export const PATIENCE: Patience = {
  headers: Seconds(10),
  request: Seconds(30),
  idle: Seconds(30),
  look: Seconds(5),
}

export interface HttpServer {
  readonly server: Server | TlsServer
  readonly serve: Listener['serve']
  readonly close: () => Promise<void>
}

/** Requests that are being answered when the service stops get this long. */
const GRACE = Seconds(2)

export function createHttpServer({ clock, tls, patience = PATIENCE }: HttpServerOptions): HttpServer {
  let handler: Handler | undefined
  const waiting: [IncomingMessage, ServerResponse][] = []
  let closed: Promise<void> | undefined
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    response.once('close', () => {
      // Kept for a next request that must not come any more.
      if (closed !== undefined) setImmediate(() => server.closeIdleConnections())
    })
    if (handler === undefined) waiting.push([request, response])
    else handler(request, response)
  }
  const options: ServerOptions = {
    shouldUpgradeCallback: asksForWebSocket,
    headersTimeout: patience.headers,
    requestTimeout: patience.request,
    keepAliveTimeout: patience.idle,
    connectionsCheckingInterval: patience.look,
  }
  const server =
    tls === undefined
      ? http.createServer(options, listener)
      : createTlsServer(
          {
            ...options,
            ...tls,
            handshakeTimeout: patience.headers,
            // Who shows no certificate may have a token; what one is worth is looked at with the request.
            requestCert: tls.ca !== undefined,
            rejectUnauthorized: false,
          },
          listener,
        )
  server.on('clientError', (error, socket) => answerClientError(error, socket, clock))
  const connections = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  return {
    server,
    serve(next, upgrade) {
      handler = next
      if (upgrade !== undefined) server.on('upgrade', upgrade)
      for (const [request, response] of waiting.splice(0)) next(request, response)
    },
    close: () => (closed ??= close(server, connections, clock)),
  }
}

async function close(
  server: Server | TlsServer,
  connections: ReadonlySet<Socket>,
  clock: Clock,
): Promise<void> {
  const done = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  const rest = new AbortController()
  void sleep(clock, GRACE, { signal: rest.signal, background: true }).then(
    // Not by `closeAllConnections`: those that were upgraded, and those that never finished shaking hands, it does not know.
    () => connections.forEach((socket) => socket.destroy()),
    () => undefined,
  )
  await done
  rest.abort()
}

/** HTTP that is not HTTP is answered, as far as it can be, and cut off. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex, clock: Clock): void {
  // Where TLS has not come about there is no way to say anything.
  if (error.code === 'ECONNRESET' || error.code?.startsWith('ERR_SSL') === true || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, phrase, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ([431, 'Request Header Fields Too Large', 'the headers of the request are too large'] as const)
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ([408, 'Request Timeout', 'the request did not arrive in time'] as const)
        : ([400, 'Bad Request', 'what was sent is not HTTP'] as const)
  cutOff(socket, { status, phrase, error: new DialtoneError('invalid_argument', message) }, clock)
}

export interface Refusal {
  readonly status: number
  readonly phrase: string
  readonly error: DialtoneError
}

/** So long what a client still sends is thrown away, so that it gets to read the answer. */
const LINGER = Seconds(1)

/** Answers on a connection that has no response of its own, and ends it. */
export function cutOff(socket: Duplex, { status, phrase, error }: Refusal, clock: Clock): void {
  const body = JSON.stringify(toProblem(error, status))
  // Without a listener, a client that goes away in the middle of it would end the process.
  socket.on('error', () => undefined)
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\nconnection: close\r\ncontent-type: ${PROBLEM_TYPE}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  socket.resume()
  const timer = clock.setTimer(LINGER, () => socket.destroy(), { background: true })
  socket.once('close', () => timer[Symbol.dispose]())
}
