/**
 * `fetch` over a Unix socket: what `api`'s client needs of it and no more. On `node:http` and not on the built-in fetch,
 * which has no way to a socket. Connections are kept for the next request until disposal.
 */
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http'
import { DialtoneError } from '../base/index.ts'
import type { Fetch, FetchInit, FetchResponse } from '../api/index.ts'

export interface UnixFetch extends Disposable {
  readonly fetch: Fetch
}

export function unixFetch(path: string): UnixFetch {
  // A watcher holds its connection for good, beside those of its other requests.
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  return {
    fetch: async (url, init) => {
      const first = await send(path, agent, url, init).catch((thrown: unknown) => thrown as SendFailure)
      if (!(first instanceof SendFailure)) return toResponse(first, path)
      // The service closes a connection that was idle for long, maybe in this very moment: what was never heard may be
      // said again. A POST may have been heard.
      if (first.reused && init.method === 'GET' && init.signal?.aborted !== true) {
        return toResponse(
          await send(path, agent, url, init).catch((again: unknown) => fail(path, again)),
          path,
        )
      }
      return fail(path, first)
    },
    [Symbol.dispose]: () => agent.destroy(),
  }
}

class SendFailure extends Error {
  readonly reused: boolean

  constructor(cause: Error, sent: ClientRequest) {
    super(cause.message, { cause })
    this.reused = sent.reusedSocket
  }
}

function send(path: string, agent: Agent, url: string, init: FetchInit): Promise<IncomingMessage> {
  const { pathname, search } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = request({
      socketPath: path,
      agent,
      method: init.method,
      path: pathname + search,
      headers: {
        ...init.headers,
        host: 'localhost',
        ...(init.body === undefined ? {} : { 'content-length': Buffer.byteLength(init.body) }),
      },
      ...(init.signal === undefined ? {} : { signal: init.signal }),
    })
    sent.once('response', resolve)
    sent.on('error', (error) => reject(new SendFailure(error, sent)))
    sent.end(init.body)
  })
}

function toResponse(message: IncomingMessage, path: string): FetchResponse {
  const chunks = (): AsyncIterator<Buffer> =>
    // The stream gives buffers, as no encoding was set.
    message[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  return {
    status: message.statusCode ?? 0,
    headers: { get: (name) => joined(message.headers[name.toLowerCase()]) },
    body: {
      getReader: () => {
        const iterator = chunks()
        return {
          read: async () => {
            const read = await iterator.next().catch((thrown: unknown) => fail(path, thrown))
            return read.done === true ? { done: true } : { done: false, value: read.value }
          },
          cancel: async () => {
            message.destroy()
          },
        }
      },
    },
    text: async () => {
      const parts: Buffer[] = []
      try {
        for await (const part of { [Symbol.asyncIterator]: chunks }) parts.push(part)
      } catch (thrown) {
        fail(path, thrown)
      }
      return Buffer.concat(parts).toString('utf8')
    },
  }
}

function joined(value: string | string[] | undefined): string | null {
  return Array.isArray(value) ? value.join(', ') : (value ?? null)
}

/** Why there is no answer, and what to do about it. */
function fail(path: string, thrown: unknown): never {
  const cause = thrown instanceof SendFailure ? thrown.cause : thrown
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
