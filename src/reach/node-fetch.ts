/**
 * `fetch` on Node.js's own HTTP: what `api`'s client needs of it and no more. Connections are kept for the next request until
 * disposal. What goes wrong on the way is put into words by whoever knows the way.
 */
import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import { DialtoneError, formatDuration, Seconds, type Duration } from '../base/index.ts'
import type { Fetch, FetchInit, FetchResponse } from '../api/index.ts'
import { http } from './http.ts'

/** A service answers within a minute, also who waits for something; on a stream of events it says something every 15 s. */
const PATIENCE = Seconds(90)

/** The snapshot of hundreds of modems takes half a megabyte; what answers with this much is no service of ours. */
const LONGEST_ANSWER = 64 * 1024 * 1024

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
  /** A place that is silent for so long is not there any more. */
  readonly patience?: Duration
  /** Bytes. */
  readonly longestAnswer?: number
}

export function nodeFetch(way: Way): Reached {
  const { agent, longestAnswer = LONGEST_ANSWER } = way
  const fail = (thrown: unknown): never => way.fail(thrown instanceof SendFailure ? thrown.cause : thrown)
  return {
    fetch: async (url, init) => {
      const first = await send(way, url, init).catch((thrown: unknown) => thrown as SendFailure)
      if (!(first instanceof SendFailure)) return toResponse(first, longestAnswer, fail)
      // The service closes a connection that was idle for long, maybe in this very moment: what was never heard may be
      // said again. A POST may have been heard.
      if (first.reused && init.method === 'GET' && init.signal?.aborted !== true) {
        return toResponse(await send(way, url, init).catch(fail), longestAnswer, fail)
      }
      return fail(first)
    },
    [Symbol.dispose]: () => agent.destroy(),
  }
}

class SilentError extends Error {
  constructor(patience: Duration) {
    super(`nothing was heard for ${formatDuration(patience)}`)
  }
}

class SendFailure extends Error {
  readonly reused: boolean

  constructor(cause: Error, sent: ClientRequest) {
    super(cause.message, { cause })
    // Who has kept silent will not say more on a second connection.
    this.reused = sent.reusedSocket && !(cause instanceof SilentError)
  }
}

function send(
  { agent, to, host, headers, patience = PATIENCE }: Way,
  url: string,
  init: FetchInit,
): Promise<IncomingMessage> {
  const { pathname, search } = new URL(url)
  return new Promise((resolve, reject) => {
    const sent = http.request({
      ...to,
      agent,
      method: init.method,
      path: pathname + search,
      timeout: patience,
      headers: {
        ...init.headers,
        ...headers,
        host,
        ...(init.body === undefined ? {} : { 'content-length': Buffer.byteLength(init.body) }),
      },
      ...(init.signal === undefined ? {} : { signal: init.signal }),
    })
    let answer: IncomingMessage | undefined
    // The timer is the socket's own, not a clock's: only the socket knows of every byte that moves, either way.
    sent.once('response', (message) => {
      answer = message
      resolve(message)
    })
    const silent = (): void => {
      // Where something waits to be read it is the reader who takes his time.
      if ((answer?.readableLength ?? 0) > 0) sent.socket?.setTimeout(patience, silent)
      else (answer ?? sent).destroy(new SilentError(patience))
    }
    sent.once('timeout', silent)
    sent.on('error', (error) => reject(new SendFailure(error, sent)))
    sent.end(init.body)
  })
}

function toResponse(
  message: IncomingMessage,
  longest: number,
  fail: (thrown: unknown) => never,
): FetchResponse {
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
      let bytes = 0
      try {
        for await (const part of { [Symbol.asyncIterator]: chunks }) {
          bytes += part.length
          // Leaving the loop ends the connection.
          if (bytes > longest) break
          parts.push(part)
        }
      } catch (thrown) {
        fail(thrown)
      }
      if (bytes > longest) throw new DialtoneError('protocol', 'an answer of the service does not end')
      return Buffer.concat(parts).toString('utf8')
    },
  }
}

function joined(value: string | string[] | undefined): string | null {
  return Array.isArray(value) ? value.join(', ') : (value ?? null)
}
