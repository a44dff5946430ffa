/**
 * ModemManager as a whole, wherever it is: away, or here with its modems. It may be started later, restarted, hang, and the
 * bus may go and come back; whoever listens is told which modems there are each time it is here, and that nothing is known
 * while it is not. Objects are told apart by the owner of the name: those of a former one are never mixed with others.
 */
import {
  DialtoneError,
  Seconds,
  sleep,
  toDialtoneError,
  type Clock,
  type Duration,
  type Logger,
  type Random,
} from '../../base/index.ts'
import { CallError, keepBus, watchName, type Bus, type BusSignal, type CallOptions } from './bus/index.ts'
import { MODEM, OBJECT_MANAGER, PEER, PROPERTIES, ROOT, SERVICE } from './names.ts'
import { list, path as pathOf, record } from './read.ts'
import { isAway, RemoteObject, type Ask } from './remote-object.ts'

export interface ServiceListener {
  /** There is a modem. */
  appeared(modem: RemoteObject): void
  /** ModemManager has let go of it: it was unplugged, or something else is to have it. */
  vanished(modem: RemoteObject): void
  /** ModemManager is here, and its modems have been told. */
  here(): void
  /** It is away or does not answer; of its modems nothing is known. Told again when the reason is another. */
  away(cause: DialtoneError): void
}

export interface ServiceOptions {
  readonly open: (options: { signal: AbortSignal }) => Promise<Bus>
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
}

/** Who says nothing for so long is asked whether it is there, as a modem is. */
const SILENCE = Seconds(30)
/** The list of modems and the question whether it is there are answered from memory: 1 ms each. */
const PROMPT = Seconds(10)
/** Before a ModemManager that did not answer is asked again. */
const AGAIN = Seconds(5)

/** Modems, SIMs, bearers and messages of a machine are hundreds at the most. */
const MOST_OBJECTS = 20_000

/** A ModemManager that is here: its owner of the name, and the objects that are followed. */
interface Presence {
  readonly bus: Bus
  readonly owner: string
  readonly ending: AbortController
  readonly objects: Map<string, RemoteObject>
  /** Its modems have been told. */
  listed: boolean
}

export class ModemManagerService implements AsyncDisposable {
  readonly #options: ServiceOptions
  readonly #listener: ServiceListener
  #kept: AsyncDisposable | undefined
  #presence: Presence | undefined
  #heardAt = 0
  #away: string | undefined

  constructor(listener: ServiceListener, options: ServiceOptions) {
    this.#listener = listener
    this.#options = options
  }

  start(): void {
    const { open, clock, random } = this.#options
    this.#kept = keepBus(
      {
        opened: async (bus) => {
          await watchName(bus, SERVICE, {
            owner: (owner) => this.#ownedBy(bus, owner),
            signal: (signal) => this.#heard(signal),
          })
        },
        lost: (cause) => this.#end(ofBus(cause)),
      },
      { open, clock, random },
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#presence?.ending.abort(isAway('it was let go'))
    this.#presence = undefined
    await this.#kept?.[Symbol.asyncDispose]()
  }

  /** An object that the list of modems does not have (a SIM, a bearer, a message), with its properties; followed until `forget`. */
  async object(path: string, of: string, options: CallOptions = {}): Promise<RemoteObject> {
    const presence = this.#here()
    const known = presence.objects.get(path)
    if (known?.has(of) === true) return known
    const object = known ?? new RemoteObject(path, this.#asking(presence))
    presence.objects.set(path, object)
    try {
      await object.refresh(of, options)
    } catch (error) {
      if (!object.has(of)) presence.objects.delete(path)
      throw error
    }
    return object
  }

  forget(object: RemoteObject): void {
    const { objects } = this.#presence ?? {}
    if (objects?.get(object.path) === object) objects.delete(object.path)
  }

  /** Asks ModemManager itself. */
  call(
    of: string,
    member: string,
    body: { readonly signature: string; readonly values: readonly unknown[] },
  ): Promise<readonly unknown[]> {
    return this.#asking(this.#here())(ROOT, of, member, body)
  }

  #here(): Presence {
    if (this.#presence === undefined) throw isAway(this.#away ?? 'ModemManager is not here')
    return this.#presence
  }

  #ownedBy(bus: Bus, owner: string | undefined): void {
    this.#end(
      new DialtoneError('service_unavailable', 'ModemManager is not running: start it, or wait until it is'),
      owner === undefined,
    )
    if (owner === undefined) return
    const presence: Presence = {
      bus,
      owner,
      ending: new AbortController(),
      objects: new Map(),
      listed: false,
    }
    this.#presence = presence
    this.#heardAt = this.#options.clock.monotonic()
    this.#follow(presence).catch((error: unknown) => {
      // It has ended meanwhile, which was told where it was noticed.
      this.#options.log.debug({ error: String(error) }, 'ModemManager is not followed any more')
    })
  }

  /** Lists its modems, again whenever it did not answer for a while, and sees to it that it is there. */
  async #follow(presence: Presence): Promise<void> {
    const { clock } = this.#options
    const { signal } = presence.ending
    while (!signal.aborted) {
      try {
        await this.#list(presence)
        await this.#watch(presence)
      } catch (error) {
        if (isOver(signal)) return
        this.#lose(presence, error)
      }
      await sleep(clock, AGAIN, { signal, background: true })
    }
  }

  async #list(presence: Presence): Promise<void> {
    const { signal } = presence.ending
    const [managed] = await this.#ask(presence, ROOT, OBJECT_MANAGER, 'GetManagedObjects', NOTHING, {
      signal,
      timeout: PROMPT,
    })
    presence.listed = true
    this.#away = undefined
    for (const [path, interfaces] of Object.entries(record(managed))) this.#put(presence, path, interfaces)
    if (!isOver(signal)) this.#listener.here()
  }

  /** Rejects when it does not answer. */
  async #watch(presence: Presence): Promise<void> {
    const { clock } = this.#options
    const { signal } = presence.ending
    for (;;) {
      const rest = this.#heardAt + SILENCE - clock.monotonic()
      if (rest > 0) {
        await sleep(clock, rest as Duration, { signal, background: true })
        continue
      }
      await this.#ask(presence, ROOT, PEER, 'Ping', NOTHING, { signal, timeout: PROMPT })
    }
  }

  #asking(presence: Presence): Ask {
    return (path, of, member, body, options) => {
      if (this.#presence !== presence) return Promise.reject(isAway(this.#away ?? 'ModemManager is not here'))
      return this.#ask(presence, path, of, member, body, options)
    }
  }

  async #ask(
    { bus, owner }: Presence,
    path: string,
    of: string,
    member: string,
    { signature, values }: { readonly signature: string; readonly values: readonly unknown[] },
    options: CallOptions = {},
  ): Promise<readonly unknown[]> {
    try {
      const call = { destination: owner, path, interface: of, member, signature, body: values }
      const answer = await bus.call(call, options)
      this.#heardAt = this.#options.clock.monotonic()
      return answer
    } catch (error) {
      if (error instanceof CallError) this.#heardAt = this.#options.clock.monotonic()
      throw error
    }
  }

  #heard({ path, interface: of, member, body }: BusSignal): void {
    const presence = this.#presence
    if (presence === undefined) return
    this.#heardAt = this.#options.clock.monotonic()
    const [first, second, third] = body
    if (of === OBJECT_MANAGER) {
      // Before the list is there, whatever it says of modems is in the list.
      const modem = presence.listed ? pathOf(first) : undefined
      if (modem === undefined) return
      if (member === 'InterfacesAdded') this.#put(presence, modem, second)
      if (member === 'InterfacesRemoved') this.#drop(presence, modem, list(second))
      return
    }
    const object = presence.objects.get(path)
    if (of !== PROPERTIES) object?.signal(of, member, body)
    else if (member === 'PropertiesChanged' && typeof first === 'string') {
      // Of an interface that is not known yet everything is asked for when it is.
      if (object?.has(first) === true) object.change(first, record(second), list(third))
    }
  }

  #put(presence: Presence, path: string, interfaces: unknown): void {
    const entries = Object.entries(record(interfaces))
    const known = presence.objects.get(path)
    const object = known ?? new RemoteObject(path, this.#asking(presence))
    const before = object.has(MODEM)
    if (known === undefined && presence.objects.size >= MOST_OBJECTS) return
    object.putAll(entries.map(([of, properties]) => [of, record(properties)]))
    if (before || !object.has(MODEM)) return
    presence.objects.set(path, object)
    this.#listener.appeared(object)
  }

  #drop(presence: Presence, path: string, interfaces: readonly unknown[]): void {
    const object = presence.objects.get(path)
    if (object === undefined) return
    // Nothing is told of one that goes piece by piece.
    if (object.has(MODEM) && interfaces.includes(MODEM)) {
      presence.objects.delete(path)
      this.#listener.vanished(object)
      return
    }
    for (const of of interfaces) if (typeof of === 'string') object.drop(of)
  }

  /** It is there and does not answer: what it said is no longer worth anything. */
  #lose(presence: Presence, error: unknown): void {
    if (this.#presence !== presence) return
    presence.listed = false
    presence.objects.clear()
    const { code, message } = toDialtoneError(error)
    this.#tellAway(new DialtoneError(code, `ModemManager: ${message}`))
  }

  #end(cause: DialtoneError, tell = true): void {
    const presence = this.#presence
    this.#presence = undefined
    presence?.ending.abort(cause)
    // A ModemManager that follows another one at once was away in between all the same.
    if (tell || presence !== undefined) this.#tellAway(cause)
  }

  #tellAway(cause: DialtoneError): void {
    if (this.#away === cause.message) return
    this.#away = cause.message
    this.#listener.away(cause)
  }
}

/** What the connection to the bus tells speaks of the bus by itself; what else ended it, an answer for one, does not. */
function ofBus(cause: DialtoneError): DialtoneError {
  return /\bbus\b/.test(cause.message) ? cause : new DialtoneError(cause.code, `the bus: ${cause.message}`)
}

const NOTHING = { signature: '', values: [] } as const

/** As a question, since an await may have changed the answer. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted
}
