/** An object of ModemManager as it is known here: its properties as they were told last, and what it may be asked. */
import { DialtoneError } from '../../base/index.ts'
import type { CallOptions } from './bus/index.ts'
import { PROPERTIES } from './names.ts'
import { record } from './read.ts'

type Properties = Readonly<Record<string, unknown>>

/** Asks the present ModemManager. */
export type Ask = (
  path: string,
  of: string,
  member: string,
  body: { readonly signature: string; readonly values: readonly unknown[] },
  options?: CallOptions,
) => Promise<readonly unknown[]>

export interface ObjectListener {
  /** Properties of that interface are others, or the interface came or went. */
  changed?(of: string): void
  signal?(of: string, member: string, body: readonly unknown[]): void
}

export class RemoteObject {
  readonly path: string
  readonly #ask: Ask
  readonly #interfaces = new Map<string, Properties>()
  readonly #listeners = new Set<ObjectListener>()

  constructor(path: string, ask: Ask) {
    this.path = path
    this.#ask = ask
  }

  has(of: string): boolean {
    return this.#interfaces.has(of)
  }

  /** Nothing where it is not known: whoever reads it checks what it is. */
  get(of: string, name: string): unknown {
    const properties = this.#interfaces.get(of)
    return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined
  }

  call(
    of: string,
    member: string,
    body: { readonly signature: string; readonly values: readonly unknown[] } = NOTHING,
    options: CallOptions = {},
  ): Promise<readonly unknown[]> {
    return this.#ask(this.path, of, member, body, options)
  }

  /** Asks for its properties, which are so from then on. */
  async refresh(of: string, options: CallOptions = {}): Promise<void> {
    const body = { signature: 's', values: [of] }
    const [properties] = await this.#ask(this.path, PROPERTIES, 'GetAll', body, options)
    this.put(of, record(properties))
  }

  /** Until disposed. */
  listen(listener: ObjectListener): Disposable {
    this.#listeners.add(listener)
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) }
  }

  /** All properties of an interface, as they are now. */
  put(of: string, properties: Properties): void {
    this.putAll([[of, properties]])
  }

  /** Interfaces that come together are there together. */
  putAll(interfaces: readonly (readonly [of: string, properties: Properties])[]): void {
    for (const [of, properties] of interfaces) this.#interfaces.set(of, properties)
    for (const [of] of interfaces) this.#tell((listener) => listener.changed?.(of))
  }

  /** Those that have changed; those that are to be forgotten. */
  change(of: string, properties: Properties, gone: readonly unknown[]): void {
    const left = Object.entries({ ...this.#interfaces.get(of), ...properties })
    this.put(of, Object.fromEntries(left.filter(([name]) => !gone.includes(name))))
  }

  drop(of: string): void {
    if (this.#interfaces.delete(of)) this.#tell((listener) => listener.changed?.(of))
  }

  signal(of: string, member: string, body: readonly unknown[]): void {
    this.#tell((listener) => listener.signal?.(of, member, body))
  }

  #tell(tell: (listener: ObjectListener) => void): void {
    for (const listener of [...this.#listeners]) tell(listener)
  }
}

const NOTHING = { signature: '', values: [] } as const

/** What is asked of an object whose ModemManager is gone. */
export function isAway(why: string): DialtoneError {
  return new DialtoneError('channel_failed', why)
}
