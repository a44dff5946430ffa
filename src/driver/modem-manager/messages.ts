/**
 * The messages of a modem: ModemManager's list of them, as a store with places. An object of it has no number, and a long
 * message is one object: each of its parts is given a place here, which it keeps for as long as the object is there.
 * While the modem is disabled there is no list.
 */
import type { DriverFact, MessagePart } from '../../core/index.ts'
import { background, type ModemContext } from './context.ts'
import { isReceiving, messageParts } from './fact/message.ts'
import { radio } from './fact/registration.ts'
import { MESSAGING, MODEM, SMS } from './names.ts'
import { path as pathOf, paths } from './read.ts'
import type { RemoteObject } from './remote-object.ts'

interface Stored {
  readonly sms: RemoteObject
  /** A place for each part, in their order; none until its parts have come. */
  places: readonly number[]
  readonly listening: Disposable
}

export class Messages implements Disposable {
  readonly #context: ModemContext
  readonly #stored = new Map<string, Stored>()
  /** Being asked for, or made and sent by us: not told of. */
  readonly #hidden = new Set<string>()
  #read = false

  constructor(context: ModemContext) {
    this.#context = context
  }

  /** Reads everything and tells it, once while the modem is enabled. */
  async sync(): Promise<void> {
    const { modem } = this.#context
    const there = modem.has(MESSAGING) && radio(modem).software === 'on'
    if (there === this.#read) return
    this.#read = there
    if (there) {
      await this.read()
      this.#tellStore()
    } else this.#forget()
  }

  /** Tells all that is there. */
  async read(): Promise<void> {
    const { modem, service, signal } = this.#context
    const now = paths(modem.get(MESSAGING, 'Messages'))
    for (const path of this.#stored.keys()) if (!now.includes(path)) this.#remove(path)
    const found = await Promise.allSettled(now.map((path) => service.object(path, SMS, { signal })))
    for (const one of found) if (one.status === 'fulfilled') this.#keep(one.value)
    this.#context.tell({ type: 'messages', parts: [...this.#stored.values()].flatMap(partsOf) })
  }

  /** What is at these places, told again. */
  tell(places: readonly number[]): readonly MessagePart[] {
    const all = [...this.#stored.values()].flatMap(partsOf)
    const parts = all.filter(({ index }) => index !== undefined && places.includes(index))
    for (const part of parts) this.#context.tell({ type: 'message', part })
    return parts
  }

  /** The objects that have one of these places. */
  objects(places: 'all' | readonly number[]): readonly string[] {
    return [...this.#stored].flatMap(([path, stored]) =>
      places === 'all' || stored.places.some((place) => places.includes(place)) ? [path] : [],
    )
  }

  /** What is sent from here is nobody else's business. */
  hide(path: string): void {
    this.#hidden.add(path)
    this.#remove(path)
  }

  changed(of: string): void {
    if (of === MESSAGING || of === MODEM) background(this.#context, 'reading the messages', this.sync())
  }

  heard(of: string, member: string, [first, received]: readonly unknown[]): void {
    const path = of === MESSAGING ? pathOf(first) : undefined
    if (path === undefined || !this.#read) return
    if (member === 'Added') {
      background(this.#context, 'reading a message', this.#added(path, received === true))
    }
    if (member === 'Deleted') {
      this.#hidden.delete(path)
      this.#remove(path)
    }
  }

  [Symbol.dispose](): void {
    for (const { listening } of this.#stored.values()) listening[Symbol.dispose]()
    this.#stored.clear()
  }

  async #added(path: string, received: boolean): Promise<void> {
    const { service, signal } = this.#context
    const sms = await service.object(path, SMS, { signal })
    const stored = this.#keep(sms)
    // Of a long one the first part is announced, and nothing more until all have come.
    if (stored === undefined || this.#hidden.has(path)) return
    for (const part of partsOf(stored)) {
      this.#context.tell({ type: 'message', part: received ? { ...part, status: 'new' } : part })
    }
  }

  #keep(sms: RemoteObject): Stored | undefined {
    const known = this.#stored.get(sms.path)
    if (known !== undefined) return known
    if (this.#hidden.has(sms.path)) return undefined
    const stored: Stored = {
      sms,
      places: isReceiving(sms) ? [] : this.#placesFor(messageParts(sms).length),
      listening: sms.listen({ changed: () => this.#completed(stored) }),
    }
    this.#stored.set(sms.path, stored)
    return stored
  }

  /** A long message has come as a whole. */
  #completed(stored: Stored): void {
    if (stored.places.length > 0 || isReceiving(stored.sms)) return
    stored.places = this.#placesFor(messageParts(stored.sms).length)
    for (const part of partsOf(stored)) {
      this.#context.tell({ type: 'message', part: { ...part, status: 'new' } })
    }
  }

  #placesFor(parts: number): readonly number[] {
    const taken = new Set([...this.#stored.values()].flatMap(({ places }) => places))
    const places: number[] = []
    for (let place = 1; places.length < parts; place++) if (!taken.has(place)) places.push(place)
    return places
  }

  #remove(path: string): void {
    const stored = this.#stored.get(path)
    if (stored === undefined) return
    stored.listening[Symbol.dispose]()
    this.#stored.delete(path)
    this.#context.service.forget(stored.sms)
    if (stored.places.length > 0) this.#context.tell({ type: 'messages-removed', places: stored.places })
  }

  #forget(): void {
    this[Symbol.dispose]()
    this.#tellStore()
  }

  #tellStore(): void {
    const store: Extract<DriverFact, { type: 'message-store' }>['store'] = {
      state: this.#read ? 'initialized' : 'not-initialized',
      format: 'pdu',
      // It says neither how many there can be, nor when there are so many.
      capacity: 0,
      cdmaLength: 0,
    }
    this.#context.tell({ type: 'message-store', store })
  }
}

/** What was found counts as read by the modem: whoever remembers it knows what was read by somebody. */
function partsOf({ sms, places }: Stored): readonly MessagePart[] {
  return messageParts(sms).flatMap((part, at) => {
    const index = places[at]
    return index === undefined ? [] : [{ index, ...part }]
  })
}
