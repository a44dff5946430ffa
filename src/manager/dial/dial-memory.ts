/**
 * What is remembered of connected dial interfaces over a restart: which connection served which interface, under which
 * number, since when and why; and whether the machine's network may still be as an earlier life has configured it. Numbers
 * of connections are never given twice, also not after a restart.
 */
import type { Instant } from '../../base/index.ts'
import type { DialedLink, DialSettings, Notebook, OpenLink } from '../../core/index.ts'
import type { DialOrigin } from '../../policy/index.ts'

export interface DialNote {
  readonly name: string
  /** What it was dialled by, for an interface that does not come back. */
  readonly settings: Omit<DialSettings, 'credentials'>
  readonly number: number
  readonly since: Instant
  readonly link: DialedLink
  /** Why it was dialled; absent where it was not. */
  readonly origin?: DialOrigin
}

/** No ids of interfaces, which are GUIDs. */
const COUNTER = 'last-connection'
const NETWORK = 'network'

export class DialMemory {
  readonly #notes: Notebook

  constructor(notes: Notebook) {
    this.#notes = notes
  }

  /** What was remembered of the interface; with `link`, only if that is the same connection. */
  recall(id: string, link?: DialedLink): DialNote | undefined {
    const note = this.#notes.get(id)
    if (!isDialNote(note)) return undefined
    return link === undefined || isSameLink(note.link, link) ? note : undefined
  }

  /** The link that the interface had, and its name. */
  liveLink(id: string): { readonly name: string; readonly link: OpenLink } | undefined {
    const note = this.recall(id)
    return note && { name: note.name, link: { ip: note.link.ip, link: note.link.link } }
  }

  /** Which interface a connection served. */
  servedBy(connection: string): string | undefined {
    for (const [id, note] of this.#notes.entries()) {
      if (isDialNote(note) && note.link.connection === connection) return id
    }
    return undefined
  }

  /** The interfaces of which something is remembered, by id. */
  ids(): readonly string[] {
    return [...this.#notes.entries()].flatMap(([id, note]) => (isDialNote(note) ? [id] : []))
  }

  /** The network of this machine has been configured, and nobody has seen it clean since. */
  get isNetworkTouched(): boolean {
    return this.#notes.get(NETWORK) === true
  }

  networkTouched(): void {
    this.#notes.set(NETWORK, true)
  }

  networkClean(): void {
    this.#notes.delete(NETWORK)
  }

  keep(id: string, note: DialNote): void {
    this.#notes.set(id, note)
  }

  forget(id: string): void {
    this.#notes.delete(id)
  }

  nextNumber(): number {
    const last = this.#notes.get(COUNTER)
    const next = typeof last === 'number' ? last + 1 : 1
    this.#notes.set(COUNTER, next)
    return next
  }
}

/** Whether it is the same connection: some address of it is still there. */
export function isSameLink(one: DialedLink, other: DialedLink): boolean {
  if (one.connection !== other.connection) return false
  const now = addressesOf(other)
  return addressesOf(one).some((address) => now.includes(address))
}

function addressesOf({ ip }: DialedLink): string[] {
  return [ip.v4, ip.v6].flatMap((family) => family?.addresses.map(({ address }) => address) ?? [])
}

function isDialNote(value: unknown): value is DialNote {
  // Written by `keep` alone; a note of another shape comes from a version that is not known here.
  return (
    typeof value === 'object' &&
    value !== null &&
    'number' in value &&
    'since' in value &&
    'link' in value &&
    'settings' in value
  )
}
