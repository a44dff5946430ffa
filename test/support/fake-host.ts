/** The command line's surroundings for tests that run it in process: what it says is kept, Ctrl-C is a method. */
import { DialtoneError, systemClock, type Clock } from '../../src/base/index.ts'
import type { Host, Sink } from '../../src/face/cli/index.ts'

export interface FakeHostOptions {
  readonly env?: Readonly<Record<string, string>>
  /** The width of the terminal; none without. */
  readonly columns?: number
  readonly colour?: boolean
  readonly input?: string
  /** What is typed where a secret is asked for, in turn. */
  readonly secrets?: readonly string[]
  readonly clock?: Clock
}

class FakeSink implements Sink {
  text = ''
  readonly columns: number | undefined
  readonly colour: boolean
  readonly #closed = new AbortController()
  readonly closed = this.#closed.signal
  #lost: DialtoneError | undefined
  #wake = Promise.withResolvers<undefined>()

  constructor({ columns, colour = false }: FakeHostOptions) {
    this.columns = columns
    this.colour = colour
  }

  write(text: string | Uint8Array): void {
    if (this.closed.aborted) return
    this.text += typeof text === 'string' ? text : Buffer.from(text).toString('latin1')
    this.#wake.resolve(undefined)
    this.#wake = Promise.withResolvers()
  }

  async flushed(): Promise<void> {
    await Promise.resolve()
  }

  async settled(): Promise<DialtoneError | undefined> {
    return this.#lost
  }

  /** Nothing can be written any more, as on a disk that is full. */
  fail(lost: DialtoneError): void {
    this.#lost = lost
    this.#closed.abort()
  }

  /** Resolves once what was written matches. */
  async until(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.text)) await this.#wake.promise
  }

  /** The reader goes, as `head` does. */
  close(): void {
    this.#closed.abort()
  }

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1)
  }
}

export class FakeHost implements Host {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: FakeSink
  readonly stderr: FakeSink
  readonly clock: Clock
  readonly #input: string
  readonly #secrets: string[]
  readonly #stops = new Set<() => void>()

  constructor(options: FakeHostOptions = {}) {
    this.env = options.env ?? {}
    this.stdout = new FakeSink(options)
    this.stderr = new FakeSink(options)
    this.clock = options.clock ?? systemClock
    this.#input = options.input ?? ''
    this.#secrets = [...(options.secrets ?? [])]
  }

  async readInput(): Promise<Uint8Array> {
    return new TextEncoder().encode(this.#input)
  }

  async readSecret(prompt: string): Promise<string> {
    this.stderr.write(prompt)
    const typed = this.#secrets.shift()
    if (typed === undefined) throw new DialtoneError('invalid_argument', 'there is no terminal to ask at')
    return typed
  }

  onInterrupt(stop: () => void): Disposable {
    this.#stops.add(stop)
    return {
      [Symbol.dispose]: () => {
        this.#stops.delete(stop)
      },
    }
  }

  interrupt(): void {
    for (const stop of this.#stops) stop()
  }

  /** How many wait for Ctrl-C. */
  get listening(): number {
    return this.#stops.size
  }
}
