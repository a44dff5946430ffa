/**
 * `fetch` on Node.js's own HTTP: what `api`'s client needs of it and no more. Connections are kept for the next request until
 * disposal. What goes wrong on the way is put into words by whoever knows the way.
 */
import { request, type Agent, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import type { Fetch, FetchInit, FetchResponse } from '../api/index.ts'

/** A `fetch` to one place, and what it holds for that. */
export interface Reached extends Disposable {
  readonly fetch: Fetch
}

export interface Way {
  readonly agent: Agent
  /** Where to: host and port, or the path of a socket. */
  readonly to: RequestOptions
  /** What the place calls itself. */
  readonly host: string
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Throws what there is to say of a failure of the system. */
  readonly fail: (cause: unknown) => never
}

export function nodeFetch(way: Way): Reached {
  const { agent } = way
  const fail = (thrown: unknown): never => way.fail(thrown instanceof SendFailure ? thrown.cause : thrown)
  return {
    fetch: async (url, init) => {
      const first = await send(way, url, init).catch((thrown: unknown) => thrown as SendFailure)
      if (!(first instanceof SendFailure)) return toResponse(first, fail)
      // The service closes a connection that was idle for long, maybe in this very moment: what was never heard may be
      // said again. A POST may have been heard.
      if (first.reused && init.method === 'GET' && init.signal?.aborted !== true) {
        return toResponse(await send(way, url, init).catch(fail), fail)
      }
      return fail(first)
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

function send({ agent, to, host, headers }: Way, url: string, init: FetchInit): Promise<IncomingMessage> {
  const { pathname, search } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = request({
      ...to,
      agent,
      method: init.method,
      path: pathname + search,
      headers: {
        ...init.headers,
        ...headers,
        host,
        ...(init.body === undefined ? {} : { 'content-length': Buffer.byteLength(init.body) }),
      },
      ...(init.signal === undefined ? {} : { signal: init.signal }),
    })
    sent.once('response', resolve)
    sent.on('error', (error) => reject(new SendFailure(error, sent)))
    sent.end(init.body)
  })
}

function toResponse(message: IncomingMessage, fail: (thrown: unknown) => never): FetchResponse {
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
            const read = await iterator.next().catch(fail)
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
        fail(thrown)
      }
      return Buffer.concat(parts).toString('utf8')
    },
  }
}

function joined(value: string | string[] | undefined): string | null {
  return Array.isArray(value) ? value.join(', ') : (value ?? null)
}
