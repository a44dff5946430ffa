/**
 * Who sends a request: the owner of the Unix socket where it came by that, else whose token it shows, else whose client
 * certificate its connection has. One function for all that is asked of the service, upgrades to WebSocket included.
 *
 * A token is shown as `authorization: Bearer SECRET` (RFC 6750 §2.1). A browser cannot set headers for a WebSocket, so
 * there it is offered as a subprotocol beside the one that is spoken: `Sec-WebSocket-Protocol: dialtone.v1,
 * dialtone.token.SECRET`. The server chooses the first; the second it never repeats. In no URL: those end up in logs.
 */
import type { IncomingMessage } from 'node:http'
import { DialtoneError, systemClock, type Clock } from '../../../base/index.ts'
import type { Admitted, Caller } from '../../../core/index.ts'
import { certificateBearer } from './certificate-bearer.ts'
import type { ClientList } from './client-list.ts'
import { placeOf } from './connection-limits.ts'
import { isLocal } from './local-socket.ts'
import { RateTable, type Rate } from './rate-table.ts'

/** The subprotocol that a WebSocket speaks. */
export const WEBSOCKET_PROTOCOL = 'dialtone.v1'

/** A subprotocol that begins so is no protocol but a token. */
export const TOKEN_PROTOCOL_PREFIX = 'dialtone.token.'

export interface AccessOptions {
  /** Who got past the mode of the Unix socket. */
  readonly local: Caller
  /**
   * Whose token it is.
   * @throws DialtoneError `unauthenticated`.
   */
  readonly admit: (secret: string) => Admitted
  /** What the bearer of a client certificate may do, by its common name: nothing unless listed. */
  readonly clients?: ClientList
  readonly clock?: Clock
}

/** Of one caller. A page that opens asks some dozens of times at once. */
const REQUESTS: Rate = { burst: 500, perSecond: 100 }

/** From one place. Nobody finds a token by trying; this is against the work of answering. Who has a good one gets in all the same. */
const FAILURES: Rate = { burst: 30, perSecond: 1 }

const TRIED_TOO_OFTEN =
  'too many requests without a token that is good came from this address: wait a second, and show one that is'

/** @throws DialtoneError `unauthenticated`, `access_denied`, `too_many_requests`, from what is returned. */
export function callerOf({
  local,
  admit,
  clients,
  clock = systemClock,
}: AccessOptions): (request: IncomingMessage) => Admitted {
  const failures = new RateTable(FAILURES, clock)
  const requests = new RateTable(REQUESTS, clock)

  const identify = (request: IncomingMessage): Admitted => {
    const secret = secretOf(request)
    if (secret === '') {
      throw new DialtoneError(
        'unauthenticated',
        'what was shown is no token: it has to be "authorization: Bearer TOKEN"',
      )
    }
    if (secret !== undefined) return admit(secret)
    const bearer = certificateBearer(request, clock)
    if (bearer === undefined) {
      throw new DialtoneError(
        'unauthenticated',
        'over the network a token has to be shown, as "authorization: Bearer TOKEN"; the administrator makes one with "dialtone token create"',
      )
    }
    const { name, ended } = bearer
    const listed = clients?.find(name, ended)
    if (listed !== undefined) return { name: `certificate:${name}`, ...listed }
    throw new DialtoneError(
      'access_denied',
      `the client certificate ${name} is good, but nothing is allowed to it: list it with --client ${name}=read`,
    )
  }

  return (request) => {
    if (isLocal(request.socket)) return local
    let admitted
    try {
      admitted = identify(request)
    } catch (thrown) {
      if (failures.take(placeOf(request.socket.remoteAddress))) throw thrown
      throw new DialtoneError('too_many_requests', TRIED_TOO_OFTEN)
    }
    if (requests.take(admitted.name)) return admitted
    throw new DialtoneError(
      'too_many_requests',
      `${admitted.name} asks more than ${REQUESTS.perSecond} times a second: watch events in place of asking`,
    )
  }
}

/** The token that a request shows; empty where what it shows is no token at all. */
export function secretOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const { authorization } = headers
  if (authorization !== undefined) return /^Bearer +(\S+)\s*$/i.exec(authorization)?.[1] ?? ''
  return offered(headers['sec-websocket-protocol'])
    .find((protocol) => protocol.startsWith(TOKEN_PROTOCOL_PREFIX))
    ?.slice(TOKEN_PROTOCOL_PREFIX.length)
}

function offered(header: string | undefined): readonly string[] {
  return header === undefined ? [] : header.split(',').map((protocol) => protocol.trim())
}
