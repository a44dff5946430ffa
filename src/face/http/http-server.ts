/**
 * A server of HTTP before it listens anywhere: what comes before there is somebody to answer waits, what is no HTTP is
 * answered as far as it can be and cut off, and an end lets those finish who are being answered.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { DialtoneError, Seconds, sleep, type Clock } from '../../base/index.ts'
import { PROBLEM_TYPE, toProblem } from '../../api/index.ts'
import { asksForWebSocket, type UpgradeHandler } from './web-socket-upgrade.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** What takes requests, however they come. */
export interface Listener extends AsyncDisposable {
  /** Hands over the requests, those that came in the meantime first. Without `upgrade` an upgrade is an ordinary request. */
  readonly serve: (handler: Handler, upgrade?: UpgradeHandler) => void
  /** Takes no more connections; ends when those that there are have been answered. */
  readonly release: () => Promise<void>
}

export interface HttpServer {
  readonly server: Server
  readonly serve: Listener['serve']
  readonly close: () => Promise<void>
}

/** Requests that are being answered when the service stops get this long. */
const GRACE = Seconds(2)

export function createHttpServer({ clock }: { readonly clock: Clock }): HttpServer {
  let handler: Handler | undefined
  const waiting: [IncomingMessage, ServerResponse][] = []
  let closed: Promise<void> | undefined
  const server = createServer({ shouldUpgradeCallback: asksForWebSocket }, (request, response) => {
    response.once('close', () => {
      // Kept for a next request that must not come any more.
      if (closed !== undefined) setImmediate(() => server.closeIdleConnections())
    })
    if (handler === undefined) waiting.push([request, response])
    else handler(request, response)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    answerClientError(error, socket)
  })
  return {
    server,
    serve(next, upgrade) {
      handler = next
      if (upgrade !== undefined) server.on('upgrade', upgrade)
      for (const [request, response] of waiting.splice(0)) next(request, response)
    },
    close: () => (closed ??= close(server, clock)),
  }
}

async function close(server: Server, clock: Clock): Promise<void> {
  const done = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  const rest = new AbortController()
  void sleep(clock, GRACE, { signal: rest.signal, background: true }).then(
    () => server.closeAllConnections(),
    () => undefined,
  )
  await done
  rest.abort()
}

/** HTTP that is not HTTP is answered, as far as it can be, and cut off. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, phrase, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ([431, 'Request Header Fields Too Large', 'the headers of the request are too large'] as const)
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ([408, 'Request Timeout', 'the request did not arrive in time'] as const)
        : ([400, 'Bad Request', 'what was sent is not HTTP'] as const)
  const body = JSON.stringify(toProblem(new DialtoneError('invalid_argument', message), status))
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\nconnection: close\r\ncontent-type: ${PROBLEM_TYPE}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
