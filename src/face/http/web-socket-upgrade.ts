/**
 * WebSockets (RFC 6455) on the routes that there are: a client that asks for one goes through the same door and the same
 * checks as any request, and is answered as any request where it is refused. What the route then does with the socket is
 * its own affair.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from 'ws'
import { DialtoneError } from '../../base/index.ts'
import { PROBLEM_TYPE, toProblem } from '../../api/index.ts'
import { http } from '../../reach/index.ts'
import { WEBSOCKET_PROTOCOL } from './access/caller-of.ts'

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

export interface Upgrades {
  /** Sends upgrades where the requests go. */
  readonly handler: UpgradeHandler
  /** How to make this request's connection a WebSocket; absent where it asks for none. */
  of(request: IncomingMessage): Upgrade | undefined
}

export interface Upgrade {
  readonly socket: Duplex
  /**
   * Calls `open` with the WebSocket and ends with it; a handshake that is none is refused, and the connection closed.
   */
  accept(open: (peer: WebSocket) => Promise<void>): Promise<void>
}

/** Whoever offers another protocol, such as `h2c`, is content with what there is. */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

/** Whatever a client has to say here is less. */
const LONGEST_MESSAGE = 4096

export function webSocketUpgrades(
  route: (request: IncomingMessage, response: ServerResponse) => void,
): Upgrades {
  const upgrades = new WeakMap<IncomingMessage, Upgrade>()
  return {
    of: (request) => upgrades.get(request),
    handler: (request, socket, head) => {
      // Of Node.js's own servers it is one.
      if (!(socket instanceof Socket)) {
        socket.destroy()
        return
      }
      // Without a listener, a client that goes away in the middle of it would end the process.
      socket.on('error', () => undefined)
      const response = new http.ServerResponse(request)
      // The parser of HTTP has let go of the connection: there is no next request on it.
      response.shouldKeepAlive = false
      // Not only its own end: nothing watches over the connection any more, and a client that kept the other open would stay.
      response.once('finish', () => socket.destroySoon())
      response.assignSocket(socket)
      upgrades.set(request, {
        socket,
        accept: async (open) => {
          response.detachSocket(socket)
          const sockets = await server()
          let opened: Promise<void> | undefined
          sockets.handleUpgrade(request, socket, head, (peer) => {
            opened = open(peer)
          })
          await opened
        },
      })
      route(request, response)
    },
  }
}

/** Loaded with the first that is asked for. */
let loading: Promise<WebSocketServer> | undefined

function server(): Promise<WebSocketServer> {
  return (loading ??= import('ws').then(({ WebSocketServer }) => {
    const sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: LONGEST_MESSAGE,
      // It costs a compressor's memory for each subscriber, and the same text compressed once for each.
      perMessageDeflate: false,
      handleProtocols: (offered) => offered.has(WEBSOCKET_PROTOCOL) && WEBSOCKET_PROTOCOL,
    })
    sockets.on('wsClientError', (error, socket) => refuse(error, socket))
    return sockets
  }))
}

function refuse({ message }: Error, socket: Duplex): void {
  const body = JSON.stringify(
    toProblem(new DialtoneError('invalid_argument', `this is no WebSocket handshake: ${message}`)),
  )
  socket.once('finish', () => socket.destroy())
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: ${PROBLEM_TYPE}\r\n` +
      `sec-websocket-version: 13\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
