/**
 * What has happened since the service was started, counted from the events of its journal: nothing else in the house has to
 * know that somebody counts. Ids become the names that the events brought; these stay when a modem has gone.
 */
import type { Connection, DialInterface, Event, NetworkCause, Request } from '../../core/index.ts'
import { Counts } from './counts.ts'
import { Histogram } from './histogram.ts'
import type { Labels } from './metric.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export class Tally {
  readonly events = new Counts()
  readonly arrivals = new Counts()
  readonly removals = new Counts()
  readonly attempts = new Counts()
  readonly activations = new Counts()
  readonly failures = new Counts()
  readonly deactivations = new Counts()
  readonly contexts = new Histogram([
    10,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    4 * HOUR,
    12 * HOUR,
    DAY,
    7 * DAY,
  ])
  readonly dials = new Counts()
  readonly redials = new Counts()
  readonly dialConnections = new Counts()
  readonly dialFailures = new Counts()
  readonly hangUps = new Counts()
  readonly received = new Counts()
  readonly sent = new Counts()
  readonly deliveries = new Counts()
  readonly requests = new Counts()
  readonly requestDurations = new Histogram([0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600])
  readonly #modems = new Map<string, { readonly name: string; present: boolean }>()
  readonly #connections = new Map<string, Connection>()
  readonly #interfaces = new Map<string, DialInterface>()

  /** Every modem that has been here, and whether it is. */
  get modems(): Iterable<{ readonly name: string; readonly present: boolean }> {
    return this.#modems.values()
  }

  heard(events: readonly Event[]): void {
    for (const event of events) {
      this.events.add({ type: event.type })
      this.#count(event)
    }
  }

  #count(event: Event): void {
    switch (event.type) {
      case 'modem.arrived':
        this.#modems.set(event.data.id, { name: event.data.name, present: true })
        this.arrivals.add({ modem: event.data.name })
        this.removals.add({ modem: event.data.name }, 0)
        break
      case 'modem.removed':
        this.#modems.set(event.modem ?? '', { name: event.data.name, present: false })
        this.removals.add({ modem: event.data.name })
        break
      case 'connection.arrived':
      case 'connection.changed':
        this.#connection(event.data, event.time)
        break
      case 'connection.removed':
        this.#connectionRemoved(event.connection ?? '', event.time)
        break
      case 'dial.arrived':
      case 'dial.changed':
        this.#dial(event.data)
        break
      case 'dial.removed':
        this.#dialRemoved(event.dialInterface ?? '', event.data.name)
        break
      case 'message.received':
        this.received.add({ modem: this.#modemName(event.modem), kind: event.data.kind })
        if (event.data.report !== undefined) this.deliveries.add({ state: event.data.report.state })
        break
      case 'request.ended':
        this.#ended(event.data)
        break
      default:
        // Counted by its type alone.
        break
    }
  }

  #connection(now: Connection, time: number): void {
    const before = this.#connections.get(now.id)
    this.#connections.set(now.id, now)
    const labels = this.#connectionLabels(now)
    if (before === undefined) {
      for (const counts of [this.attempts, this.activations]) counts.add(labels, 0)
    }
    if (now.state === before?.state) return
    if (now.state === 'activating') this.attempts.add(labels)
    if (now.state === 'activated' && before?.state === 'activating') this.activations.add(labels)
    if (before?.state === 'activated') this.#contextEnded(before, time)
    if (now.state !== 'deactivated' || before === undefined) return
    const code = now.cause?.code ?? 'none'
    const cause = networkCause(now.cause?.network)
    const counts = before.state === 'activating' ? this.failures : this.deactivations
    counts.add({ ...labels, code, network_cause: cause })
  }

  #connectionRemoved(id: string, time: number): void {
    const before = this.#connections.get(id)
    if (before?.state === 'activated') this.#contextEnded(before, time)
    this.#connections.delete(id)
  }

  #contextEnded({ modem, since }: Connection, time: number): void {
    // The wall clock may have been set meanwhile.
    this.contexts.observe({ modem: this.#modemName(modem) }, Math.max(0, time - since) / 1000)
  }

  #dial(now: DialInterface): void {
    const before = this.#interfaces.get(now.id)
    this.#interfaces.set(now.id, now)
    const labels = { interface: now.name }
    if (before === undefined) {
      for (const counts of [this.dials, this.redials, this.dialConnections]) counts.add(labels, 0)
      return
    }
    if (now.state === 'connecting') {
      if (before.state !== 'connecting') this.dials.add(labels)
      else if ((now.attempt ?? 0) > (before.attempt ?? 0)) this.redials.add(labels)
    }
    if (now.state === before.state) return
    const code = now.lastError?.code ?? 'none'
    if (now.state === 'connected') this.dialConnections.add(labels)
    else if (before.state === 'connected') this.hangUps.add({ ...labels, code })
    else if (before.state === 'connecting') this.dialFailures.add({ ...labels, code })
  }

  /** Its name is the operator's to choose and to give up: what it counted goes with it. */
  #dialRemoved(id: string, name: string): void {
    this.#interfaces.delete(id)
    for (const counts of [this.dials, this.redials, this.dialConnections, this.dialFailures, this.hangUps]) {
      counts.remove('interface', name)
    }
  }

  #ended({ kind, modem, cause, startedAt, endedAt }: Request): void {
    const result = cause?.code ?? 'succeeded'
    this.requests.add({ kind, result })
    if (endedAt !== undefined) {
      this.requestDurations.observe({ kind }, Math.max(0, endedAt - startedAt) / 1000)
    }
    if (kind === 'send-message') this.sent.add({ modem: this.#modemName(modem), result })
  }

  #connectionLabels({ modem, name }: Connection): Labels {
    return { modem: this.#modemName(modem), connection: name }
  }

  /** A modem has arrived before anything else is told of it. */
  #modemName(id: string | undefined): string {
    return this.#modems.get(id ?? '')?.name ?? ''
  }
}

/** A cause has one octet (3GPP TS 24.008 §10.5.6.6); a modem can say any number. */
function networkCause(cause: NetworkCause | undefined): string {
  if (cause === undefined) return ''
  return cause.value >= 0 && cause.value <= 255 ? cause.value.toString() : 'other'
}
