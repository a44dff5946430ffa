/** What is remembered of contexts and messages over a restart of the service, and brought back to the machine of the modem. */
import {
  connectionId,
  type ContextUse,
  type Recollection,
  type RememberedMessages,
  type Request,
  type Store,
} from '../core/index.ts'
import { Seconds, type Instant } from '../base/index.ts'

/** For so long what was there before a restart is waited for. */
export const RECALL_PATIENCE = Seconds(60)

interface ContextNote {
  readonly modem: string
  readonly sessionId: number
  readonly use: ContextUse
  readonly addresses: readonly string[]
  /** When it came up; absent in notes of versions that did not keep it. */
  readonly since?: Instant
}

/** MBIM 1.0 §10.5.12: session ids are 0 to 255. */
const SESSIONS = 256

export function rememberContext(
  store: Store,
  modem: string,
  context: {
    readonly connection: string
    readonly sessionId: number
    readonly use?: ContextUse
    readonly addresses?: readonly string[]
    readonly since?: Instant
  },
): void {
  const notes = store.notes('context')
  const { connection, sessionId, use, addresses = [], since } = context
  if (use === undefined) notes.delete(connection)
  else {
    const note: ContextNote = { modem, sessionId, use, addresses, ...(since !== undefined && { since }) }
    notes.set(connection, note)
  }
}

/** What is in the store of a modem, and what of it nobody has read: by digest, no word of it. */
export function rememberMessages(store: Store, modem: string, messages: RememberedMessages): void {
  const { known, unread } = messages
  store.notes('message').set(modem, { known, unread } satisfies RememberedMessages)
}

/** Nothing where no life of the service has read the store. */
export function rememberedMessages(store: Store, modem: string): RememberedMessages | undefined {
  const note = store.notes('message').get(modem)
  // Written above alone; a note of another shape comes from a version that is not known here.
  if (typeof note !== 'object' || note === null || !('known' in note) || !('unread' in note)) return undefined
  return { known: texts(note.known), unread: texts(note.unread) }
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** What there is to recall of a modem, given the requests that an earlier life of the service left pending. */
export function recollect(store: Store, modem: string, pending: readonly Request[]): Recollection[] {
  const sessions = new Map<number, Recollection>()
  for (const [, note] of store.notes('context').entries()) {
    if (!isContextNote(note) || note.modem !== modem) continue
    const { sessionId, use, addresses, since } = note
    sessions.set(sessionId, {
      sessionId,
      use,
      addresses,
      ...(typeof since === 'number' && { since }),
      requests: [],
    })
  }
  for (const { id, kind, by, connection, profile } of pending) {
    const sessionId = connection === undefined ? undefined : sessionOf(modem, connection)
    if (kind !== 'connect' && kind !== 'disconnect') continue
    if (sessionId === undefined) continue
    const known = sessions.get(sessionId)
    const requests = [...(known?.requests ?? []), { id, kind, by }]
    const use = profile === undefined ? { by } : { by, profile }
    // A connect was asked for while there was no context: whatever is found is what it brought.
    sessions.set(
      sessionId,
      kind === 'connect' || known === undefined ? { sessionId, use, requests } : { ...known, requests },
    )
  }
  return [...sessions.values()]
}

function sessionOf(modem: string, connection: string): number | undefined {
  for (let sessionId = 0; sessionId < SESSIONS; sessionId++) {
    if (connectionId(modem, sessionId) === connection) return sessionId
  }
  return undefined
}

function isContextNote(value: unknown): value is ContextNote {
  // Written by `rememberContext` alone; a note of another shape comes from a version that is not known here.
  return (
    typeof value === 'object' &&
    value !== null &&
    'modem' in value &&
    'sessionId' in value &&
    typeof value.sessionId === 'number' &&
    'use' in value &&
    'addresses' in value &&
    Array.isArray(value.addresses)
  )
}
