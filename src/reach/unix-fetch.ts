/** `fetch` over a Unix socket: on `node:http` and not on the built-in fetch, which has no way to a socket. */
import { DialtoneError } from '../base/index.ts'
import { http } from './http.ts'
import { nodeFetch, type Reached } from './node-fetch.ts'

export type UnixFetch = Reached

export function unixFetch(path: string): UnixFetch {
  return nodeFetch({
    // A watcher holds its connection for good, beside those of its other requests.
    agent: new http.Agent({ keepAlive: true, maxSockets: Infinity }),
    to: { socketPath: path },
    host: 'localhost',
    fail: (cause) => fail(path, cause),
  })
}

/** Why there is no answer, and what to do about it. */
function fail(path: string, cause: unknown): never {
  // Errors of the system carry their name in `code`; others have none.
  const code = (cause as { code?: unknown } | undefined)?.code
  if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTSOCK' || code === 'ENOTDIR') {
    const why = code === 'ENOENT' ? 'there is no socket' : 'nobody listens'
    throw new DialtoneError(
      'service_unavailable',
      `the service is not running (${why} at ${path}); start it with "dialtone serve"`,
      { cause, detail: { path } },
    )
  }
  if (code === 'EACCES' || code === 'EPERM') {
    throw new DialtoneError(
      'access_denied',
      `the service's socket ${path} belongs to another user; run this as that user or as root`,
      { cause, detail: { path } },
    )
  }
  const message = cause instanceof Error ? cause.message : String(cause)
  throw new DialtoneError('service_unavailable', `the service went away while it answered (${message})`, {
    cause,
    detail: { path },
  })
}
