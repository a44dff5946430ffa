/** A way to a router: a socket of this machine, HTTP on a loopback address of it, or HTTPS anywhere. */
import { DialtoneError } from '../base/index.ts'
import type { Fetch } from '../api/index.ts'
import { http } from './http.ts'
import { nodeFetch, type Reached } from './node-fetch.ts'
import type { RouterPlace } from './router.ts'
import { trustedConnection } from './trusted-connection.ts'
import { unixFetch } from './unix-fetch.ts'

/** @throws DialtoneError `invalid_argument` for an address that is none. */
export function reachRouter(place: RouterPlace): Reached {
  const path = /^(?:unix:)?(\/.+)$/.exec(place.address)?.[1]
  if (path !== undefined) return unixFetch(path)
  const url = urlOf(place)
  const { token } = place
  const encrypted = url.protocol === 'https:'
  const at = {
    // Without the brackets of IPv6.
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || (encrypted ? 443 : 80),
  }
  // A watcher holds its connection for good, beside those of its other requests.
  const plain = new http.Agent({ keepAlive: true, maxSockets: Infinity })
  const agent = encrypted ? Object.assign(plain, { createConnection: trusting(place, at) }) : plain
  return nodeFetch({
    agent,
    to: { host: at.hostname, port: at.port },
    host: url.host,
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    fail: (cause) => fail(place.address, cause),
  })
}

/** As `reachRouter`, for an address at which nothing needs to be shown. */
export function routerFetch(address: string): Fetch {
  return reachRouter({ address }).fetch
}

/** The agent of plain HTTP is given connections that are more than plain: it does not look. */
function trusting(place: RouterPlace, at: Parameters<typeof trustedConnection>[0]) {
  return (
    _options: unknown,
    made: (error: Error | null, socket?: Awaited<ReturnType<typeof trustedConnection>>) => void,
  ): undefined => {
    trustedConnection(at, place).then(
      (socket) => made(null, socket),
      (thrown: unknown) => made(thrown instanceof Error ? thrown : new Error(String(thrown))),
    )
  }
}

function urlOf({ address, plain = false }: RouterPlace): URL {
  const url = URL.parse(address)
  const bare = url !== null && url.pathname === '/' && url.search === '' && url.hash === ''
  if (!bare || url.username !== '' || url.password !== '' || !/^https?:$/.test(url.protocol)) {
    throw invalid(address, 'give https:// and host and port, or the path of its socket')
  }
  if (url.protocol === 'https:' || plain) return url
  if (/^(127(\.\d+){3}|\[::1\]|localhost)$/.test(url.hostname)) return url
  throw invalid(address, 'what is said there by http:// would not be encrypted; use https://')
}

function invalid(address: string, what: string): DialtoneError {
  return new DialtoneError(
    'invalid_argument',
    `${JSON.stringify(address)} is no address of a router: ${what}`,
  )
}

const NO_TLS =
  'what answers there speaks no TLS; if that is meant its address begins with http://, which is taken for this machine, or with plain-http'

/** What comes of plain HTTP where TLS is spoken: the connection ends, or what comes back (an alert) is no HTTP. */
const NO_HTTP = /^(ECONNRESET|EPIPE|HPE_\w+)$/

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there; the service has to be started with --listen',
  ENOTFOUND: 'there is no address of that name',
  EAI_AGAIN: 'its name could not be looked up, as no name server answered',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to its network',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  EPROTO: NO_TLS,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
}

/** Why there is no answer, and what to do about it. */
function fail(address: string, cause: unknown): never {
  const known = DialtoneError.of(cause)
  if (known !== undefined) throw known
  // Errors of the system and of TLS carry their name in `code`; others have none.
  const { code = '', message = String(cause) } = (cause ?? {}) as { code?: string; message?: string }
  const why = UNREACHABLE[code] ?? (message === '' ? code : message)
  const hint =
    NO_HTTP.test(code) && /^http:/i.test(address)
      ? '; if it speaks TLS, its address begins with https://'
      : ''
  throw new DialtoneError('service_unavailable', `${address} cannot be reached: ${why}${hint}`, {
    cause,
    detail: { address },
  })
}
