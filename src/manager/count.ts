/** What modems count, kept: by whom it was used, and the reading that the next one is compared with. */
import { connectionId, type ModemEffect, type Reading, type Store } from '../core/index.ts'

export type Count = Extract<ModemEffect, { type: 'count' }>

/** Both are written together, so that nothing is counted twice or not at all, wherever the service ends. */
export function keepCount(store: Store, { modem, reading, used }: Count): void {
  store.notes('traffic').set(modem, reading)
  if (used === undefined) return
  const { subscriber, sessionId, roaming, received, sent, connected } = used
  const connection = sessionId === undefined ? '' : connectionId(modem, sessionId)
  store.usage.add({ subscriber, modem, connection, roaming }, { received, sent, connected }, reading.at)
}

/** The last reading of a modem's counters, from an earlier life of the service. */
export function readingOf(store: Store, modem: string): Reading | undefined {
  const note = store.notes('traffic').get(modem)
  return isReading(note) ? note : undefined
}

function isReading(value: unknown): value is Reading {
  // Written by `keepCount` alone; a note of another shape comes from a version that is not known here.
  return (
    typeof value === 'object' &&
    value !== null &&
    'received' in value &&
    typeof value.received === 'number' &&
    'sent' in value &&
    typeof value.sent === 'number' &&
    'at' in value &&
    typeof value.at === 'number' &&
    'sessions' in value &&
    Array.isArray(value.sessions)
  )
}
