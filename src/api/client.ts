/**
 * A service over HTTP: the flat contract on any function shaped like `fetch`, built from `OPERATIONS`. Runs in a browser
 * (give it the global `fetch`), over the Unix socket of this machine (the room `reach`) and in tests with no socket.
 *
 * What the service answers with a problem document rejects with the error that it stands for. A service that cannot be
 * reached, or that goes away while it answers, is `service_unavailable`. A call that begins or makes something bears an
 * idempotency key, and is repeated once where it was lost after it may have been heard; no other is repeated by itself.
 */
import {
  abortReason,
  DialtoneError,
  Seconds,
  systemClock,
  systemRandom,
  toDialtoneError,
  type Clock,
  type Duration,
  type Random,
} from '../base/index.ts'
import { parseCursor } from '../core/index.ts'
import type { Conditions } from './condition.ts'
import { EVENT_STREAM_TYPE, EventStreamParser } from './event-stream.ts'
import { USUAL_PAGE, type ItemOf, type ListName } from './list.ts'
import { nextCursor } from './next-page.ts'
import { OPERATIONS, takesBody, takesKey, type Operation, type OperationName } from './operation.ts'
import { fromProblem } from './problem.ts'
import type { Service, WatchInput, WatchItem } from './service.ts'

/** What is needed of `fetch`. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>

export interface FetchInit {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: string
  readonly signal?: AbortSignal
}

export interface FetchResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: { getReader(): FetchReader } | null
  text(): Promise<string>
}

export interface FetchReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>
  cancel(): Promise<void>
}

export interface ClientOptions {
  /**
   * Where the service is: scheme and host, and the path below which a proxy passes it on, if any. In a page, `''` is where the
   * page itself comes from. Of no meaning on a Unix socket.
   */
  readonly base?: string
  /** Show personal data; needs the scope `sim`. */
  readonly reveal?: boolean
  /** Sent with every request, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>
  readonly clock?: Clock
  /** Makes the idempotency keys. */
  readonly random?: Random
  /** An event stream that is silent for so long is dead: the service sends a heartbeat every 15 s. */
  readonly silence?: Duration
}

export interface Client extends Service {
  /**
   * The items of a list one after the other, asked for in pages of `limit` (100 unless told) as they are needed, in the order
   * of what tells them apart. What is there all the time comes once.
   */
  each<Name extends ListName>(
    name: Name,
    input?: Parameters<Service[Name]>[0],
    options?: { readonly limit?: number },
  ): AsyncGenerator<ItemOf<Name>, void, undefined>
}

type Input = Readonly<Record<string, unknown>>

export function createClient(fetch: Fetch, options: ClientOptions = {}): Client {
  return clientUnder({}, fetch, options)
}

function clientUnder(conditions: Conditions, fetch: Fetch, options: ClientOptions): Client {
  const { base = 'http://localhost', reveal = false, clock = systemClock, silence = Seconds(45) } = options
  const { random = systemRandom } = options
  const headers = { accept: 'application/json', ...options.headers, ...headersOf(conditions) }

  /** What is answered, and the cursor of the page that comes after it. */
  const call = async (
    name: OperationName,
    input: Input,
    asked = false,
  ): Promise<readonly [unknown, string | undefined]> => {
    const operation: Operation = OPERATIONS[name]
    const { url, body } = locate(operation, input, reveal || asked)
    const key = takesKey(operation)
      ? { 'idempotency-key': `"${conditions.idempotencyKey ?? newKey(random)}"` }
      : {}
    const ask = async (): Promise<readonly [FetchResponse, string | Uint8Array]> => {
      const response = await reach(fetch, base + url, {
        method: operation.method,
        headers: {
          ...headers,
          ...key,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const isFile = operation.binary !== undefined && response.status === 200
      return [response, await (isFile ? bytesOf(response) : response.text()).catch(failed)]
    }
    const [response, answer] = await ask().catch((thrown: unknown) => {
      // It may have been carried out: only who names the call may ask again what became of it.
      if (!('idempotency-key' in key) || !mayHaveBeenHeard(thrown)) throw thrown
      return ask()
    })
    if (response.status === 204) return [undefined, undefined]
    if (typeof answer !== 'string') return [answer, undefined]
    const document = parse(answer)
    if (response.status < 200 || response.status > 299) throw fromProblem(document, response.status)
    if (document === undefined) throw notOurs(`${operation.method} ${url}`)
    return [document, nextCursor(response.headers.get('link'))]
  }

  const operations = Object.fromEntries(
    (Object.keys(OPERATIONS) as OperationName[]).map((name) => [
      name,
      async (input: Input = {}, { reveal: asked }: { readonly reveal?: boolean } = {}) =>
        (await call(name, input, asked))[0],
    ]),
    // The table is complete by `satisfies`, and the schemas hold the server to the types of the contract.
  ) as unknown as Omit<Service, 'watch' | 'under'>

  async function* watch(
    input: WatchInput,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<WatchItem, void, undefined> {
    if (signal?.aborted === true) return
    const stop = new AbortController()
    const end = (): void => stop.abort()
    signal?.addEventListener('abort', end, { once: true })
    try {
      const query = queryOf({ ...input, ...(reveal ? { reveal } : {}) })
      const response = await reach(fetch, `${base}/v1/events${query}`, {
        method: 'GET',
        headers: { ...headers, accept: EVENT_STREAM_TYPE },
        signal: stop.signal,
      })
      if (response.status !== 200 || response.body === null) {
        throw asUnavailable(fromProblem(parse(await response.text().catch(failed)), response.status))
      }
      const reader = response.body.getReader()
      try {
        yield* items(reader, clock, silence)
      } finally {
        // The stream may have failed already, which is told elsewhere.
        reader.cancel().catch(() => undefined)
      }
    } catch (thrown) {
      // `stop` and not `signal`, of which the compiler believes what it was at the start.
      if (!stop.signal.aborted) throw thrown
    } finally {
      signal?.removeEventListener('abort', end)
      stop.abort()
    }
  }

  async function* each<Name extends ListName>(
    name: Name,
    input: Input = {},
    { limit = USUAL_PAGE }: { readonly limit?: number } = {},
  ): AsyncGenerator<ItemOf<Name>, void, undefined> {
    let cursor: string | undefined
    do {
      const [page, next] = await call(name, { ...input, limit, ...(cursor === undefined ? {} : { cursor }) })
      // What the contract says that the operation gives.
      yield* page as readonly ItemOf<Name>[]
      cursor = next
    } while (cursor !== undefined)
  }

  const under: Service['under'] = (more) => clientUnder({ ...conditions, ...more }, fetch, options)
  return { ...operations, watch, each, under }
}

/** Bytes that are no text. */
async function bytesOf({ body }: FetchResponse): Promise<Uint8Array> {
  const reader = body?.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true }
    if (done) break
    if (value === undefined) continue
    pieces.push(value)
    size += value.length
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

function headersOf({ ifMatch, ifNoneMatch }: Conditions): Readonly<Record<string, string>> {
  return {
    ...(ifMatch === undefined ? {} : { 'if-match': written(ifMatch) }),
    ...(ifNoneMatch === undefined ? {} : { 'if-none-match': written(ifNoneMatch) }),
  }
}

function written(etags: string | readonly string[]): string {
  const all = typeof etags === 'string' ? [etags] : etags
  return all.map((etag) => (etag === '*' ? etag : `"${etag}"`)).join(', ')
}

/** Where an operation with this input goes: the path with its segments filled in, and what is left over. */
export function locate(
  operation: Operation,
  input: Input,
  reveal = false,
): { readonly url: string; readonly body?: Input } {
  const rest: Record<string, unknown> = { ...input }
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    // Left to its default, "undefined" would be looked for as a name.
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new DialtoneError('invalid_argument', `a ${name} has to be given`)
    }
    Reflect.deleteProperty(rest, name)
    return encodeURIComponent(value)
  })
  const shown = reveal ? { reveal } : {}
  if (takesBody(operation)) return { url: `/v1${path}${queryOf(shown)}`, body: rest }
  return { url: `/v1${path}${queryOf({ ...rest, ...shown })}` }
}

function queryOf(input: Input): string {
  const query = Object.entries(input)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]): [string, unknown][] =>
      Array.isArray(value) ? value.map((one: unknown) => [name, one]) : [[name, value]],
    )
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')
  return query === '' ? '' : `?${query}`
}

async function* items(
  reader: FetchReader,
  clock: Clock,
  silence: Duration,
): AsyncGenerator<WatchItem, void, undefined> {
  const parser = new EventStreamParser()
  const decoder = new TextDecoder()
  for (;;) {
    const { done, value } = await inTime(reader, clock, silence)
    if (done) throw new DialtoneError('service_unavailable', 'the service ended the event stream')
    for (const frame of parser.push(decoder.decode(value, { stream: true }))) {
      if (frame.data === undefined) {
        yield { type: 'cursor', cursor: parseCursor(frame.id, '') }
        continue
      }
      const document = parse(frame.data)
      if (frame.event === 'problem') throw asUnavailable(fromProblem(document, 500))
      if (document === undefined) throw notOurs('an event')
      // What follows the contract is a WatchItem; a newer service may add types that are passed on as they are.
      yield document as WatchItem
    }
  }
}

async function inTime(reader: FetchReader, clock: Clock, silence: Duration): ReturnType<FetchReader['read']> {
  let silent = false as boolean // set by the timer, out of the compiler's sight
  using _ = clock.setTimer(
    silence,
    () => {
      silent = true
      reader.cancel().catch(() => undefined)
    },
    { background: true },
  )
  const read = await reader.read().catch((thrown: unknown) => (silent ? { done: true } : failed(thrown)))
  if (silent) throw new DialtoneError('service_unavailable', 'the event stream fell silent')
  return read
}

async function reach(fetch: Fetch, url: string, init: FetchInit): Promise<FetchResponse> {
  return fetch(url, init).catch((thrown: unknown) =>
    init.signal?.aborted === true ? Promise.reject(abortReason(init.signal)) : failed(thrown),
  )
}

/** 128 bits: no two calls have the same. */
function newKey(random: Random): string {
  const word = (): string => random.integer(0x1_0000_0000).toString(16).padStart(8, '0')
  return word() + word() + word() + word()
}

/** What the system says of a connection that was never made. */
const NOT_HEARD = [
  'ECONNREFUSED',
  'ENOENT',
  'ENOTSOCK',
  'ENOTDIR',
  'EACCES',
  'EPERM',
  'ENOTFOUND',
  'EHOSTUNREACH',
]

function mayHaveBeenHeard(thrown: unknown): boolean {
  if (DialtoneError.of(thrown)?.code !== 'service_unavailable') return false
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ('code' in error && NOT_HEARD.includes(String(error.code))) return false
  }
  return true
}

/** What a `fetch` throws by itself says that the service was not reached. */
function failed(thrown: unknown): never {
  const known = DialtoneError.of(thrown)
  if (known !== undefined) throw known
  throw new DialtoneError(
    'service_unavailable',
    `the service cannot be reached: ${toDialtoneError(thrown).message}`,
    { cause: thrown },
  )
}

/** A service that stops, or that a proxy waits for in vain, may come back: to a watcher it is away, as it is a moment later. */
function asUnavailable(error: DialtoneError): DialtoneError {
  if (error.code !== 'service_stopping' && error.code !== 'timeout') return error
  return new DialtoneError('service_unavailable', error.message, { cause: error })
}

function notOurs(what: string): DialtoneError {
  return new DialtoneError('protocol', `what answers ${what} is no Dialtone service: its answer is not JSON`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
