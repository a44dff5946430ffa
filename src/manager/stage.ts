/** What is shown of everything: snapshots, each at one place of the journal, and watchers from there on. */
import { DialtoneError, type Clock } from '../base/index.ts'
import { eventMatcher, type EventFilter, type GapReason, type Journal, type Vitals } from '../core/index.ts'
import type { Polled, PollInput, ServiceInfo, Snapshot, WatchInput, WatchItem } from '../api/index.ts'
import type { DialDesk } from './dial/dial-desk.ts'
import { dialIdOf } from './dial/dial-id.ts'
import type { Floor } from './floor.ts'
import { pollEvents } from './poll-events.ts'
import type { ProfileDesk } from './profile-desk.ts'
import type { RequestBook } from './request-book.ts'
import { Watcher } from './watcher.ts'

export interface Scene {
  readonly journal: Journal
  readonly service: ServiceInfo
  readonly floor: Floor
  readonly profiles: ProfileDesk
  readonly requests: RequestBook
  readonly dial: DialDesk | undefined
  readonly clock: Clock
  /** The id of the modem of this name, where one is known. */
  readonly modemCalled: (name: string) => string | undefined
}

export class Stage {
  readonly #scene: Scene
  readonly #watchers = new Set<Watcher>()
  readonly #gaps: Record<GapReason, number> = { compacted: 0, lost: 0, unknown: 0 }
  readonly #closing = new AbortController()
  #latest: Snapshot | undefined

  constructor(scene: Scene) {
    this.#scene = scene
  }

  /** The same for everybody who asks before something happens. */
  snapshot(): Snapshot {
    const { journal, service, floor, profiles, requests, dial } = this.#scene
    // What has happened is written first: a cursor that is given out stands for events that are there.
    journal.flush()
    const cursor = journal.head
    if (this.#latest?.cursor.epoch === cursor.epoch && this.#latest.cursor.seq === cursor.seq) {
      return this.#latest
    }
    this.#latest = {
      cursor,
      service,
      modems: floor.modems(),
      connections: floor.connections(),
      profiles: profiles.list(),
      demandDial: dial?.state ?? { state: 'absent' },
      dialInterfaces: dial?.list() ?? [],
      requests: requests.pending(),
    }
    return this.#latest
  }

  /** @throws DialtoneError `invalid_cursor`; `invalid_argument` for a type of event that there is not. */
  async poll(input: PollInput): Promise<Polled> {
    const { journal, clock } = this.#scene
    const snapshot = (): Snapshot => this.snapshot()
    const wanted = this.#matcher(input)
    return await pollEvents({ journal, clock, snapshot, wanted, closing: this.#closing.signal }, input)
  }

  /** @throws DialtoneError `invalid_argument` for a type of event that there is not. */
  watch({ since, ...filter }: WatchInput, signal: AbortSignal | undefined): AsyncIterable<WatchItem> {
    const { journal, clock } = this.#scene
    const watcher = new Watcher({
      journal,
      clock,
      snapshot: () => this.snapshot(),
      since,
      wanted: this.#matcher(filter),
      signal,
      gap: (reason) => (this.#gaps[reason] += 1),
      ended: (one) => this.#watchers.delete(one),
    })
    if (!watcher.over) this.#watchers.add(watcher)
    return watcher
  }

  get vitals(): Pick<Vitals, 'subscribers' | 'gaps'> {
    return { subscribers: Array.from(this.#watchers, ({ vitals }) => vitals), gaps: { ...this.#gaps } }
  }

  #matcher(filter: EventFilter): ReturnType<typeof eventMatcher> {
    return eventMatcher(filter, { modem: this.#scene.modemCalled, dialInterface: dialIdOf })
  }

  /** Ends every watcher, once it has what was told, and answers whoever waits. */
  close(): void {
    this.#closing.abort()
    for (const watcher of this.#watchers) watcher.finish()
  }
}

export function stopping(): DialtoneError {
  return new DialtoneError('service_stopping', 'the service is stopping')
}
