/**
 * The port behind which the service remembers: the journal of events, profiles, requests, and notes on what must outlive
 * a restart.
 *
 * What is written in one turn of the event loop is written together, in one transaction, in order, and before any event
 * of that turn is told. A store that cannot write any more (disk full, read-only) says so in `trouble` and by an event,
 * and goes on in memory in an epoch of its own: nothing that was told is taken back, and a cursor from such a time is
 * known as lost, should the process end before the store has recovered.
 */
import type { Cause } from '../cause.ts'
import type { Cursor } from '../cursor.ts'
import type { DialSettings, PublicDialSettings } from '../dial-interface.ts'
import type { Event, EventDraft } from '../event.ts'
import type { Profile, PublicProfile } from '../profile.ts'
import type { Request } from '../request.ts'
import type { Token } from '../token.ts'
import type { Duration, Instant } from '../../base/index.ts'
import type { Amount, UsageFilter, UsageKey, UsageRecord } from '../usage.ts'

/** Why events after a cursor cannot be given: deleted by age or number, lost in a power cut, or never known here. */
export type GapReason = 'compacted' | 'lost' | 'unknown'

export interface Journal {
  /** The last event written. */
  readonly head: Cursor
  /** Takes an event to be numbered, written and told with the others of this turn. */
  append(draft: EventDraft): void
  /** Writes what waits now, not at the end of the turn: what has been appended is then in `head`. */
  flush(): void
  /** Resolves when everything that has been appended so far has been told. */
  told(): Promise<void>
  /** Calls `listener` with the events that have been written, in order and without holes. It must not throw. */
  subscribe(listener: (events: readonly Event[]) => void): Disposable
  /** The place before the first event from `time` on: where to read from who wants these. */
  before(time: Instant): Cursor
  /** The events after `after`, `limit` at the most; none at the head. Recent ones are the objects that were told. */
  read(after: Cursor, limit: number): readonly Event[] | GapReason
}

/** Profiles by name. The password is sealed at rest and is in no `PublicProfile`. */
export interface ProfileShelf {
  list(): readonly PublicProfile[]
  /**
   * With its password.
   * @throws DialtoneError `storage_failed` when the password cannot be unsealed any more.
   */
  get(name: string): Profile | undefined
  /**
   * Stores the profile and tells `event`: both or neither.
   * @throws DialtoneError `storage_failed`.
   */
  put(profile: Profile, event: EventDraft): void
  /**
   * Removes the profile and tells `event`: both or neither.
   * @throws DialtoneError `storage_failed`.
   */
  remove(name: string, event: EventDraft): void
}

/** The stored configuration of dial interfaces, by name without regard to case. Passwords are sealed at rest. */
export interface DialShelf {
  list(): readonly PublicDialSettings[]
  /**
   * With its password.
   * @throws DialtoneError `storage_failed` when the password cannot be unsealed any more.
   */
  get(name: string): DialSettings | undefined
  /**
   * Stores the settings and tells `event`: both or neither.
   * @throws DialtoneError `storage_failed`.
   */
  put(settings: DialSettings, event: EventDraft): void
  /** @throws DialtoneError `storage_failed`. */
  remove(name: string, event: EventDraft): void
}

/** Tokens by name. Of its secret only a hash is kept. */
export interface TokenShelf {
  list(): readonly Token[]
  /**
   * Stores it and tells `event`: both or neither. Gives its secret, which nobody is told again.
   * @throws DialtoneError `storage_failed`.
   */
  create(token: Token, event: EventDraft): string
  /** Forgets it at once; on the disk as soon as that can be written. */
  remove(name: string): void
  /** Whose secret this is, also where it has expired. */
  find(secret: string): Token | undefined
}

/** Requests by id: all that are pending and the latest thousand that have ended. */
export interface RequestShelf {
  /** Never given before in this epoch, and not zero. */
  nextId(): number
  get(id: number): Request | undefined
  pending(): readonly Request[]
  /** Those that have ended, in the order in which they did. */
  ended(): readonly Request[]
  /** Takes the place of an earlier state of the same request. */
  put(request: Request): void
}

/** What was transferred, by the minute; older amounts in longer spans, and the oldest not at all. */
export interface UsageShelf {
  /** Adds to the minute of `at`. */
  add(key: UsageKey, amount: Amount, at: Instant): void
  read(filter: UsageFilter): readonly UsageRecord[]
  /** All of them together. */
  sum(filter: UsageFilter): Amount
}

/** Small facts of one kind, by key. Values are plain data. */
export interface Notebook {
  get(key: string): unknown
  entries(): Iterable<readonly [key: string, value: unknown]>
  set(key: string, value: unknown): void
  delete(key: string): void
}

/**
 * `modem`: name and place by modem id. `context`: whose context a connection holds. `sim`: by subscriber id. `traffic`: the
 * counters as they were read last, by modem id. `plan`: what a subscriber has agreed with the operator, by subscriber id.
 * `dial`: what a connected dial interface is connected by, by its id. `message`: which messages nobody has read, by modem id.
 * `key`: what was begun under which idempotency key, by a digest of caller and key.
 */
export type NoteKind = 'modem' | 'context' | 'sim' | 'traffic' | 'plan' | 'dial' | 'message' | 'key'

/** How much is kept. */
export interface StoreExtent {
  /** Events in the journal. */
  readonly events: number
  /** Bytes of the whole state, the journal's and all else; absent while it cannot be read. */
  readonly bytes?: number
}

/** How much of the journal is kept; what is left out is as it is where nobody has said anything. */
export interface Retention {
  /** Events kept at the most. */
  readonly count: number
  /** Events that are older are deleted, but for the last thousand: a clock may be wrong. */
  readonly age: Duration
  /** What is stored may take, the log of the database aside. The last thousand events are kept. */
  readonly bytes: number
}

export interface Store extends AsyncDisposable {
  /** The same over restarts. */
  readonly serviceId: string
  /** An earlier service has used this store. */
  readonly restarted: boolean
  /** Events after this cursor were lost in a power cut before this start. */
  readonly lostAfter?: Cursor
  /** Why nothing can be written at present; absent while all is well. */
  readonly trouble: Cause | undefined
  readonly extent: StoreExtent
  readonly journal: Journal
  readonly profiles: ProfileShelf
  readonly dial: DialShelf
  readonly tokens: TokenShelf
  readonly requests: RequestShelf
  readonly usage: UsageShelf
  notes(kind: NoteKind): Notebook
  /** From now on so much of the journal is kept; what is too much goes little by little. */
  retain(retention: Partial<Retention>): void
  /**
   * Resolves once what has been appended is written and told, and the disk has answered; never while either hangs. A disk that
   * refuses has answered.
   */
  pulse(): Promise<void>
  /**
   * A short text that is the same for equal plain data, also after a restart, and another for any other. It tells nothing of
   * the data, not even to who can guess it.
   */
  digest(data: unknown): string
  /** Writes what waits, marks the end as a clean one and closes. */
  close(): Promise<void>
}
