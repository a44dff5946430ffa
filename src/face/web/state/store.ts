/**
 * The state of the service as this page knows it: one snapshot, and every event after it folded in. Signals tell what
 * changed. What it holds is bounded, however long the page is open.
 */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import {
  apply,
  viewOf,
  type ServiceInfo,
  type Snapshot,
  type View,
  type WatchItem,
} from '../../../api/index.ts'
import type {
  Connection,
  Cursor,
  DemandDial,
  DialInterface,
  Event,
  Modem,
  PublicProfile,
  Request,
  Signal,
} from '../../../core/index.ts'
import { EventLog } from './event-log.ts'
import { LiveTable } from './live-table.ts'
import { Series } from './series.ts'

/** The columns of a signal's history. */
export const SIGNAL_COLUMNS = ['rssi', 'rsrp', 'snr'] as const satisfies readonly (keyof Signal)[]

export class Store {
  readonly modems = new LiveTable<string, Modem>(({ name }) => name)
  readonly connections = new LiveTable<string, Connection>(({ name }) => name)
  readonly dialInterfaces = new LiveTable<string, DialInterface>(({ name }) => name)
  readonly profiles = new LiveTable<string, PublicProfile>(({ name }) => name)
  readonly log = new EventLog()
  readonly #byModem = new LiveTable<string, readonly Connection[]>(() => '')
  readonly #demandDial = signal<DemandDial>({ state: 'absent' })
  readonly #service = signal<ServiceInfo | undefined>(undefined)
  readonly #requests = signal<ReadonlyMap<number, Request>>(new Map())
  readonly #signals = new Map<string, Series>()
  readonly #signalRevision = new LiveTable<string, number>(() => '')
  readonly #ended: (request: Request) => void
  #view: View | undefined

  /** @param ended is told of every request that ended. */
  constructor(ended: (request: Request) => void = () => undefined) {
    this.#ended = ended
  }

  get demandDial(): ReadonlySignal<DemandDial> {
    return this.#demandDial
  }

  /** Nothing until the first snapshot is here. */
  get service(): ReadonlySignal<ServiceInfo | undefined> {
    return this.#service
  }

  /** The pending ones. */
  get requests(): ReadonlySignal<ReadonlyMap<number, Request>> {
    return this.#requests
  }

  /** Up to where the journal is in all this. */
  get cursor(): Cursor | undefined {
    return this.#view?.cursor
  }

  /** Takes in what a watch gave, in its order; what is drawn of it is drawn once. */
  take(items: readonly WatchItem[], now: number): void {
    batch(() => {
      let events: Event[] = []
      const tell = (): void => {
        if (events.length > 0) this.log.add(events)
        events = []
      }
      for (const item of items) {
        if (item.type === 'snapshot' || item.type === 'gap') {
          tell()
          if (item.type === 'gap') this.log.gap(item.cursor, item.reason, now)
          this.log.learn(item)
          this.#begin(item, now)
          // Where the stream is now says nothing new: this page asks for every event.
        } else if (item.type !== 'cursor' && this.#fold(item)) events.push(item)
      }
      tell()
    })
  }

  /** Events from before the snapshot: for the log and the histories only. */
  takeEarlier(events: readonly Event[]): void {
    const view = this.#view
    if (view === undefined) return
    batch(() => {
      for (const event of events) this.#measure(event)
      this.log.addEarlier(events, {
        type: 'snapshot',
        cursor: view.cursor,
        service: view.service,
        modems: [...view.modems.values()],
        connections: [...view.connections.values()],
        profiles: [],
        demandDial: view.demandDial,
        dialInterfaces: [...view.dialInterfaces.values()],
        requests: [],
      })
    })
  }

  /** The history of a modem's signal; read in a drawing, a new measurement draws it again. */
  signalOf(modem: string): Series | undefined {
    return this.#signalRevision.read(modem) === undefined ? undefined : this.#signals.get(modem)
  }

  /** The connections of a modem, the default one first. */
  connectionsOf(modem: string): readonly Connection[] {
    return this.#byModem.read(modem) ?? []
  }

  #begin(snapshot: Snapshot, now: number): void {
    const view = viewOf(snapshot)
    this.#view = view
    this.modems.replace(view.modems)
    this.connections.replace(view.connections)
    this.#byModem.replace(byModem(view))
    this.dialInterfaces.replace(view.dialInterfaces)
    this.profiles.replace(view.profiles)
    this.#demandDial.value = view.demandDial
    this.#service.value = view.service
    this.#requests.value = new Map(view.requests)
    for (const modem of view.modems.values()) if (modem.signal) this.#addSignal(modem.id, now, modem.signal)
  }

  #fold(event: Event): boolean {
    const view = this.#view
    if (view === undefined || !apply(view, event)) return false
    const { modem, connection, dialInterface } = event
    if (modem !== undefined) this.modems.publish(modem, view.modems.get(modem))
    if (event.type === 'modem.arrived') this.#byModem.publish(event.data.id, byModem(view).get(event.data.id))
    if (connection !== undefined) {
      const of = (view.connections.get(connection) ?? this.connections.peek(connection))?.modem
      this.connections.publish(connection, view.connections.get(connection))
      if (of !== undefined) this.#byModem.publish(of, byModem(view).get(of))
    }
    if (dialInterface !== undefined) {
      this.dialInterfaces.publish(dialInterface, view.dialInterfaces.get(dialInterface))
    }
    this.#measure(event)
    switch (event.type) {
      case 'profile.added':
      case 'profile.updated':
      case 'profile.removed':
        this.profiles.publish(event.data.name, view.profiles.get(event.data.name))
        break
      case 'request.started':
        this.#requests.value = new Map(view.requests)
        break
      case 'request.ended':
        this.#requests.value = new Map(view.requests)
        this.#ended(event.data)
        break
      case 'demand-dial.changed':
        this.#demandDial.value = view.demandDial
        break
      case 'service.started':
        this.#service.value = { ...view.service, version: event.data.version, startedAt: event.time }
        break
      default:
    }
    return true
  }

  #measure(event: Event): void {
    if (event.modem === undefined) return
    if (event.type === 'signal.changed') this.#addSignal(event.modem, event.time, event.data)
    // A history that goes on through the time without the modem would be a lie.
    if (event.type === 'modem.removed') this.#addSignal(event.modem, event.time, {})
  }

  #addSignal(modem: string, time: number, values: Signal): void {
    const series = this.#signals.get(modem) ?? new Series(SIGNAL_COLUMNS.length)
    this.#signals.set(modem, series)
    series.add(
      time,
      SIGNAL_COLUMNS.map((column) => values[column]),
    )
    this.#signalRevision.publish(modem, (this.#signalRevision.peek(modem) ?? 0) + 1)
  }
}

/** The connections of each modem, the default one first. */
function byModem({ modems, connections }: View): Map<string, readonly Connection[]> {
  const all = [...connections.values()].sort((one, other) => one.sessionId - other.sessionId)
  const none = [...modems.keys()].map((id) => [id, []] as const)
  return new Map<string, readonly Connection[]>([...none, ...Map.groupBy(all, ({ modem }) => modem)])
}
