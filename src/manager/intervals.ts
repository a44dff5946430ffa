/** When a connection was activated, read from the journal: from its beginning, as a state lasts until it is told to have ended. */
import type { Event, Journal } from '../core/index.ts'
import type { ConnectivityInterval } from '../api/index.ts'

/** Events read at a time: some milliseconds' work, between which others have their turn. */
const BATCH = 1000

interface Wanted {
  /** Ids. */
  readonly modem: string
  readonly connection: string
  readonly from: number
  readonly to: number
}

/** Those that touch the time from `from` to `to`, cut to it. */
export async function intervalsOf(
  journal: Journal,
  { modem, connection, from, to }: Wanted,
): Promise<readonly ConnectivityInterval[]> {
  journal.flush()
  const { head } = journal
  const intervals: ConnectivityInterval[] = []
  let cursor = journal.before(0)
  let abroad = false
  let open: { readonly start: number; readonly roaming: boolean } | undefined
  /** After a restart a connection is told before the modem has said whether it is up: it may have been all the time. */
  let doubt: number | undefined
  const end = (time: number): void => {
    if (open !== undefined && time > from) intervals.push({ ...open, end: Math.min(time, to) })
    open = undefined
  }
  for (;;) {
    const events = journal.read(cursor, BATCH)
    // Compacted under our hands: what is left begins later.
    if (typeof events === 'string') break
    for (const event of events) {
      if (event.time >= to) break
      if (event.type === 'registration.changed' && event.modem === modem) abroad = isAbroad(event.data.state)
      if (event.connection !== connection) continue
      const isUp = activated(event)
      if (doubt !== undefined && isUp === false) end(doubt)
      doubt = undefined
      if (event.type === 'connection.arrived' && isUp === false && open !== undefined) {
        doubt = event.time
        continue
      }
      if (isUp === true) open ??= { start: Math.max(event.time, from), roaming: abroad }
      else if (isUp === false) end(event.time)
    }
    const last = events.at(-1)
    if (last === undefined || last.time >= to) break
    cursor = last
    if (cursor.epoch === head.epoch && cursor.seq >= head.seq) break
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
  }
  if (doubt !== undefined) end(doubt)
  return open === undefined ? intervals : [...intervals, open]
}

function isAbroad(state: string): boolean {
  return state === 'roaming' || state === 'partner'
}

/** Nothing where the event says nothing of it. */
function activated(event: Event): boolean | undefined {
  switch (event.type) {
    case 'connection.arrived':
    case 'connection.changed':
      return event.data.state === 'activated'
    case 'connection.removed':
      return false
    default:
      return undefined
  }
}
