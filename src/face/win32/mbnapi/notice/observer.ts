/**
 * Follows the journal and says what is due to the sinks: state first, then completion, in the order of the events. It
 * keeps the state as it was at its place in the journal, so that a sink is given objects of that moment.
 */
import { apply, isEvent, viewOf, type Snapshot, type View, type WatchItem } from '../../../../api/index.ts'
import { equal } from '../../../../base/index.ts'
import { connectionId, type Cursor, type Event, type Modem, type Request } from '../../../../core/index.ts'
import type { Ground } from '../ground.ts'
import { DEFAULT_SESSION, type ConnectionOfModem } from '../reading/connection.ts'
import { isAddition } from '../reading/context.ts'
import {
  connectionArrival,
  connectionChanges,
  connectionRemoval,
  lostStatus,
  requestEnded,
  requestLost,
  statusOf,
} from './connection-notice.ts'
import { capableInterface, dataRead, indicationHeard, sessionsRestored } from './device-service-notice.ts'
import { interfaceArrival, interfaceRemoval, modemChanges } from './modem-notice.ts'
import type { Notice } from './notice.ts'
import { operationEnded } from './operation-notice.ts'
import { profileArrival, profileRemoval, profileUpdate } from './profile-notice.ts'
import { ProfileTexts } from './profile-texts.ts'
import { class0Notice } from './sms-notice.ts'

/** A modem and its default connection, as far as they are there. */
interface Subject {
  readonly modem: Modem | undefined
  readonly connection: ConnectionOfModem | undefined
}

export class Observer {
  readonly #ground: Ground
  readonly #texts: ProfileTexts
  /** Connections that went while a request on them was pending, as they last were. */
  readonly #departed: Map<string, ConnectionOfModem>
  #view: View

  private constructor(
    ground: Ground,
    view: View,
    texts = new ProfileTexts(ground.service),
    departed = new Map<string, ConnectionOfModem>(),
  ) {
    this.#ground = ground
    this.#view = view
    this.#texts = texts
    this.#departed = departed
  }

  static from(ground: Ground, snapshot: Snapshot): Observer {
    return new Observer(ground, viewOf(snapshot))
  }

  /** Its place in the journal. */
  get cursor(): Cursor {
    return this.#view.cursor
  }

  /** Another one at the same place, which goes on by itself. */
  fork(): Observer {
    return new Observer(this.#ground, copyOf(this.#view), this.#texts.fork(), new Map(this.#departed))
  }

  /** Somebody listens to profiles from now on. */
  async listenToProfiles(): Promise<void> {
    await this.#texts.keep(this.#view.profiles.keys())
  }

  /** Goes on by one item and says what is due. */
  advance(item: WatchItem): readonly Notice[] {
    if (item.type === 'snapshot' || item.type === 'gap') return this.#replace(viewOf(item))
    if (!isEvent(item)) return []
    if (item.epoch === this.#view.cursor.epoch && item.seq <= this.#view.cursor.seq) return []
    // Modems come anew to a service that started again; what it had promised, it completes.
    if (item.type === 'service.started') {
      const { epoch, seq } = item
      const view: View = { ...this.#view, cursor: { epoch, seq }, modems: new Map(), connections: new Map() }
      return this.#compare([...this.#view.modems.keys()], () => (this.#view = view))
    }
    if (this.#isToldByCompletion(item)) {
      apply(this.#view, item)
      return []
    }
    const modem = this.#modemOf(item)
    const notices = this.#compare(modem === undefined ? [] : [modem], () => apply(this.#view, item))
    return [
      ...notices,
      ...this.#deviceService(item),
      ...this.#shown(item),
      ...this.#completion(item),
      ...this.#profile(item),
    ]
  }

  /** A list that somebody here has set, and a stored context that is changed; one that is added is told as well. */
  #isToldByCompletion({ type, data, request, modem = '' }: Event): boolean {
    if (request === undefined) return false
    if (type === 'preferred-providers.changed') return true
    if (type !== 'provisioned-contexts.changed') return false
    return !isAddition(this.#view.modems.get(modem)?.provisionedContexts, data)
  }

  /** A stretch of the journal is lost: the difference is told as if it had just happened. */
  #replace(after: View): readonly Notice[] {
    const before = this.#view
    const lost = [...before.requests.values()].filter(({ id }) => !after.requests.has(id))
    const last = new Map(lost.map(({ connection = '' }) => [connection, this.#lastKnown(connection)]))
    const ids = new Set([...before.modems.keys(), ...after.modems.keys()])
    const notices = this.#compare(ids, () => (this.#view = after))
    const completions = lost.flatMap((request) => {
      const { connection = '', modem = '' } = request
      const asked = request.connection === undefined ? after.modems.get(modem) : undefined
      if (asked !== undefined) {
        return operationEnded(this.#ground, asked, request, () => lostStatus(this.#ground, request))
      }
      const subject = this.#connection(connection) ?? last.get(connection) ?? this.#wouldBe(request)
      return subject === undefined ? [] : [requestLost(this.#ground, subject, request)]
    })
    return [...notices, ...completions, ...this.#profiles(before, after)]
  }

  /** What is due for these modems and their connections by `change`. */
  #compare(modems: Iterable<string>, change: () => unknown): readonly Notice[] {
    const before = new Map([...modems].map((id) => [id, this.#subject(id)]))
    change()
    return [...before].flatMap(([id, was]) => {
      const is = this.#subject(id)
      if (was.connection !== undefined && is.connection === undefined) this.#depart(was.connection)
      return differences(this.#ground, was, is)
    })
  }

  #shown(event: Event): readonly Notice[] {
    if (event.type !== 'message.received') return []
    const modem = this.#view.modems.get(event.modem ?? '')
    return modem === undefined ? [] : class0Notice(this.#ground, modem, event.data)
  }

  #completion(event: Event): readonly Notice[] {
    if (event.type !== 'request.ended') return []
    if (event.data.connection === undefined) {
      // A modem that is gone completes nothing.
      const modem = this.#view.modems.get(event.data.modem ?? '')
      if (modem === undefined) return []
      return operationEnded(this.#ground, modem, event.data, async () => statusOf(event.data))
    }
    const subject = this.#lastKnown(event.data.connection) ?? this.#wouldBe(event.data)
    this.#forget()
    return subject === undefined ? [] : [requestEnded(this.#ground, subject, event.data)]
  }

  #deviceService(event: Event): readonly Notice[] {
    const modem = this.#view.modems.get(event.modem ?? '')
    if (modem === undefined) return []
    if (event.type === 'device-service.restored') return sessionsRestored(this.#ground, modem.id)
    if (event.type === 'device-service.data') return [dataRead(this.#ground, event.data)]
    if (event.type !== 'device-service.indication') return []
    return indicationHeard(this.#ground, modem, event.data)
  }

  #profile(event: Event): readonly Notice[] {
    switch (event.type) {
      case 'profile.added':
        return profileArrival(this.#ground, event.data.name, this.#texts.changed(event.data.name))
      case 'profile.updated':
        return [profileUpdate(this.#ground, event.data.name, this.#texts.changed(event.data.name))]
      case 'profile.removed':
        return [profileRemoval(this.#ground, event.data.name, this.#texts.removed(event.data.name))]
      default:
        return []
    }
  }

  #profiles(before: View, after: View): readonly Notice[] {
    const gone = [...before.profiles.keys()].filter((name) => !after.profiles.has(name))
    return [
      ...gone.map((name) => profileRemoval(this.#ground, name, this.#texts.removed(name))),
      ...[...after.profiles.values()].flatMap((profile) => {
        const was = before.profiles.get(profile.name)
        if (was === undefined) {
          return profileArrival(this.#ground, profile.name, this.#texts.changed(profile.name))
        }
        if (equal(was, profile)) return []
        return [profileUpdate(this.#ground, profile.name, this.#texts.changed(profile.name))]
      }),
    ]
  }

  #subject(id: string): Subject {
    const modem = this.#view.modems.get(id)
    const connection = [...this.#view.connections.values()].find(
      (candidate) => candidate.modem === id && candidate.sessionId === DEFAULT_SESSION,
    )
    return {
      modem,
      connection: modem === undefined || connection === undefined ? undefined : { modem, connection },
    }
  }

  #connection(id: string): ConnectionOfModem | undefined {
    const connection = this.#view.connections.get(id)
    const modem = connection === undefined ? undefined : this.#view.modems.get(connection.modem)
    if (connection?.sessionId !== DEFAULT_SESSION || modem === undefined) return undefined
    return { modem, connection }
  }

  #lastKnown(id: string): ConnectionOfModem | undefined {
    return this.#connection(id) ?? this.#departed.get(id)
  }

  /** A modem without SIM or with its radio off has no connection, and may be asked to connect all the same. */
  #wouldBe({ connection, modem: id = '', startedAt }: Request): ConnectionOfModem | undefined {
    const modem = this.#view.modems.get(id)
    if (modem === undefined || connection !== connectionId(id, DEFAULT_SESSION)) return undefined
    const { name, reason } = modem
    const state = 'deactivated'
    const since = startedAt
    return {
      modem,
      connection: { id: connection, name, modem: id, sessionId: DEFAULT_SESSION, state, reason, since },
    }
  }

  #modemOf(event: Event): string | undefined {
    if (event.modem !== undefined) return event.modem
    return event.connection === undefined ? undefined : this.#view.connections.get(event.connection)?.modem
  }

  #depart(connection: ConnectionOfModem): void {
    this.#departed.set(connection.connection.id, connection)
    this.#forget()
  }

  /** Keeps of the departed only those for which a completion is still to come. */
  #forget(): void {
    const awaited = new Set([...this.#view.requests.values()].map((request) => request.connection))
    for (const id of this.#departed.keys()) if (!awaited.has(id)) this.#departed.delete(id)
  }
}

function differences(ground: Ground, before: Subject, after: Subject): readonly Notice[] {
  return [
    ...(before.connection !== undefined && after.connection === undefined
      ? [connectionRemoval(ground, before.connection)]
      : []),
    ...(before.modem !== undefined && after.modem === undefined
      ? [interfaceRemoval(ground, before.modem)]
      : []),
    ...(before.modem === undefined && after.modem !== undefined
      ? [interfaceArrival(ground, after.modem)]
      : []),
    ...capableInterface(before.modem, after.modem),
    ...(before.modem !== undefined && after.modem !== undefined
      ? modemChanges(ground, before.modem, after.modem)
      : []),
    ...(before.connection === undefined && after.connection !== undefined
      ? [connectionArrival(ground, after.connection)]
      : []),
    ...(before.connection !== undefined && after.connection !== undefined
      ? connectionChanges(ground, before.connection, after.connection)
      : []),
  ]
}

function copyOf(view: View): View {
  return {
    cursor: view.cursor,
    service: view.service,
    modems: new Map(view.modems),
    connections: new Map(view.connections),
    profiles: new Map(view.profiles),
    demandDial: view.demandDial,
    dialInterfaces: new Map(view.dialInterfaces),
    requests: new Map(view.requests),
  }
}
