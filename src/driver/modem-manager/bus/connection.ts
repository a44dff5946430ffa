/**
 * A connection to a message bus: it says who we are (EXTERNAL, by the credentials of the socket), asks and is answered,
 * and hears what it has rules for. It ends once, with every call that is under way.
 */
import { connect, type Socket } from 'node:net'
import {
  abortReason,
  DialtoneError,
  Seconds,
  type Clock,
  type Duration,
  type Logger,
} from '../../../base/index.ts'
import type { BusEndpoint } from './address.ts'
import {
  BUS,
  BUS_PATH,
  CallError,
  type Bus,
  type BusSignal,
  type CallOptions,
  type MatchRule,
  type MethodCall,
} from './bus.ts'
import { Decoder, encodeMessage, MESSAGE_TYPES, type Incoming } from './codec.ts'
import { InTurn } from './in-turn.ts'
import { matches, ruleText } from './match-rule.ts'

export interface BusOptions {
  readonly clock: Clock
  readonly log: Logger
  readonly signal?: AbortSignal | undefined
}

const TIMEOUT = Seconds(25)

/** What an error of a stranger says is kept so far. */
const LONGEST_TEXT = 500

/** @throws DialtoneError `channel_failed`, `timeout`, `cancelled` */
export async function openBus(endpoint: BusEndpoint, options: BusOptions): Promise<Bus> {
  const connection = new BusConnection(connect({ ...endpoint, noDelay: true }), options)
  const onAbort = (): void => connection.close()
  options.signal?.addEventListener('abort', onAbort, { once: true })
  if (options.signal?.aborted === true) onAbort()
  try {
    await connection.call({ destination: BUS, path: BUS_PATH, interface: BUS, member: 'Hello' })
    return connection
  } catch (error) {
    connection.close()
    throw options.signal?.aborted === true ? abortReason(options.signal) : error
  } finally {
    options.signal?.removeEventListener('abort', onAbort)
  }
}

interface Pending {
  readonly call: MethodCall
  settle(outcome: { readonly body: readonly unknown[] } | { readonly error: Error }): void
}

interface Rule {
  readonly rule: MatchRule
  readonly listeners: Set<(signal: BusSignal) => void>
  readonly added: Promise<unknown>
}

class BusConnection implements Bus {
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #log: Logger
  readonly #decoder: Decoder
  /** What the bus says, and its end. */
  readonly #said = new InTurn()
  readonly #pending = new Map<number, Pending>()
  readonly #rules = new Map<string, Rule>()
  /** Until the bus has let us in, what it says are lines; what is sent meanwhile waits. */
  #line: Buffer | undefined = Buffer.alloc(0)
  #waiting: Uint8Array[] = []
  #serial = 0
  #end: DialtoneError | undefined
  #closed: (cause: DialtoneError) => void = () => undefined

  constructor(socket: Socket, { clock, log }: BusOptions) {
    this.#socket = socket
    this.#clock = clock
    this.#log = log
    this.#decoder = new Decoder(
      (message) => this.#said.push(() => this.#take(message)),
      (error) => log.warn({ error: String(error) }, 'a message on the bus could not be read'),
    )
    // No name is given: whoever the socket shows counts. In a user namespace, or through a forwarded socket, the bus knows this
    // process by another number than it has for itself. The empty answer to the empty question may go along at once.
    socket.on('connect', () => socket.write('\0AUTH EXTERNAL\r\nDATA\r\n'))
    socket.on('data', (chunk: Buffer) => this.#received(chunk))
    socket.on('error', (error) => this.#ended(`the bus cannot be reached: ${error.message}`, error))
    socket.on('close', () => this.#ended('the bus closed the connection'))
  }

  call(call: MethodCall, options: CallOptions = {}): Promise<readonly unknown[]> {
    const { signal, timeout = TIMEOUT } = options
    return new Promise((resolve, reject) => {
      if (this.#end !== undefined) {
        reject(this.#end)
        return
      }
      if (signal?.aborted === true) {
        reject(abortReason(signal))
        return
      }
      const serial = ++this.#serial
      const late = (): void => pending.settle({ error: tooLate(call, timeout) })
      const timer = this.#clock.setTimer(timeout, late, { background: true })
      const onAbort = (): void => pending.settle({ error: abortReason(signal) })
      const pending: Pending = {
        call,
        settle: (outcome) => {
          this.#pending.delete(serial)
          timer[Symbol.dispose]()
          signal?.removeEventListener('abort', onAbort)
          if ('error' in outcome) reject(outcome.error)
          else resolve(outcome.body)
        },
      }
      this.#pending.set(serial, pending)
      signal?.addEventListener('abort', onAbort, { once: true })
      try {
        this.#send(encoded(call, serial))
      } catch (error) {
        pending.settle({ error: error instanceof Error ? error : new Error(String(error)) })
      }
    })
  }

  async subscribe(rule: MatchRule, heard: (signal: BusSignal) => void): Promise<Disposable> {
    const text = ruleText(rule)
    const known = this.#rules.get(text)
    const entry = known ?? { rule, listeners: new Set(), added: this.#bus('AddMatch', text) }
    if (known === undefined) this.#rules.set(text, entry)
    entry.listeners.add(heard)
    const letGo = (): void => {
      if (!entry.listeners.delete(heard) || entry.listeners.size > 0 || this.#rules.get(text) !== entry) {
        return
      }
      this.#rules.delete(text)
      // The bus forgets it anyway when this connection ends.
      this.#bus('RemoveMatch', text).catch(() => undefined)
    }
    try {
      await entry.added
    } catch (error) {
      entry.listeners.delete(heard)
      if (this.#rules.get(text) === entry) this.#rules.delete(text)
      throw error
    }
    return { [Symbol.dispose]: letGo }
  }

  onClosed(closed: (cause: DialtoneError) => void): void {
    this.#closed = closed
    if (this.#end !== undefined) closed(this.#end)
  }

  close(): void {
    this.#closed = () => undefined
    this.#finish('the connection to the bus was closed')
  }

  #bus(member: string, rule: string): Promise<unknown> {
    return this.call({
      destination: BUS,
      path: BUS_PATH,
      interface: BUS,
      member,
      signature: 's',
      body: [rule],
    })
  }

  #send(bytes: Uint8Array): void {
    if (this.#line === undefined) this.#socket.write(bytes)
    else this.#waiting.push(bytes)
  }

  #received(chunk: Buffer): void {
    if (this.#end !== undefined) return
    try {
      const rest = this.#line === undefined ? chunk : this.#admitted(Buffer.concat([this.#line, chunk]))
      if (rest !== undefined) this.#decoder.push(rest)
    } catch (error) {
      this.#ended(error instanceof Error ? error.message : String(error), error)
    }
  }

  /** What follows the line with which the bus lets us in; nothing before it is whole. */
  #admitted(said: Buffer): Buffer | undefined {
    const end = said.indexOf('\r\n')
    if (end === -1) {
      if (said.length > LONGEST_TEXT) throw new DialtoneError('protocol', 'this is no message bus')
      this.#line = said
      return undefined
    }
    const line = said.toString('latin1', 0, end)
    if (line === 'DATA') return this.#admitted(said.subarray(end + 2))
    if (!/^OK [0-9a-f]/i.test(line)) {
      throw new DialtoneError('access_denied', `the bus does not let this user in (${line.slice(0, 80)})`)
    }
    this.#line = undefined
    this.#socket.write('BEGIN\r\n')
    for (const bytes of this.#waiting) this.#socket.write(bytes)
    this.#waiting = []
    return said.subarray(end + 2)
  }

  /** Whether somebody has been answered. */
  #take(message: Incoming): boolean {
    const { type, body, sender = '' } = message
    if (type === MESSAGE_TYPES.answer || type === MESSAGE_TYPES.error) {
      const pending = this.#pending.get(message.replySerial ?? 0)
      // A unique name answers for itself; the bus answers for whoever is not there.
      const asked = pending?.call.destination
      if (pending === undefined || (asked?.startsWith(':') === true && sender !== asked && sender !== BUS)) {
        return false
      }
      const [text] = body
      const said = typeof text === 'string' ? text.slice(0, LONGEST_TEXT) : 'no reason given'
      const name = (message.errorName ?? '').slice(0, LONGEST_TEXT)
      pending.settle(
        type === MESSAGE_TYPES.answer ? { body } : { error: new CallError(pending.call, name, said) },
      )
      return true
    }
    const { path, interface: of, member } = message
    // Nothing is offered here that could be called.
    if (type !== MESSAGE_TYPES.signal || path === undefined || of === undefined || member === undefined) {
      return false
    }
    this.#hear({ sender, path, interface: of, member, body })
    return false
  }

  #hear(signal: BusSignal): void {
    for (const { rule, listeners } of [...this.#rules.values()]) {
      if (!matches(rule, signal)) continue
      for (const heard of [...listeners]) {
        try {
          heard(signal)
        } catch (error) {
          this.#log.error({ error: String(error), member: signal.member }, 'a signal could not be taken')
        }
      }
    }
  }

  /** Behind whatever it has said before. */
  #ended(why: string, cause?: unknown): void {
    this.#said.push(() => {
      this.#finish(why, cause)
      return false
    })
  }

  #finish(why: string, cause?: unknown): void {
    if (this.#end !== undefined) return
    const carried = DialtoneError.of(cause)
    this.#end = carried ?? new DialtoneError('channel_failed', why, { cause })
    this.#socket.destroy()
    for (const pending of [...this.#pending.values()]) pending.settle({ error: this.#end })
    this.#rules.clear()
    this.#closed(this.#end)
  }
}

function encoded(call: MethodCall, serial: number): Uint8Array {
  const { signature = '', body = [], ...fields } = call
  return encodeMessage({ type: MESSAGE_TYPES.call, serial, ...fields, signature, body })
}

function tooLate({ member }: MethodCall, timeout: Duration): DialtoneError {
  return new DialtoneError('timeout', `${member} was not answered within ${timeout / 1000} s`)
}
