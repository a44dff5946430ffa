/**
 * When connections and dial interfaces were up, read from the journal in one pass: from its beginning, as a state lasts
 * until it is told to have ended.
 */
import type { Event, Journal } from '../core/index.ts'
import type { ConnectivityInterval, Timeline } from '../api/index.ts'

/** Events read at a time: some milliseconds' work, between which others have their turn. */
const BATCH = 1000

interface Range {
  readonly from: number
  readonly to: number
}

/** Those of one connection that touch the time from `from` to `to`, cut to it. */
export async function intervalsOf(
  journal: Journal,
  { connection, ...range }: Range & { readonly connection: string },
): Promise<readonly ConnectivityInterval[]> {
  const { connections } = await timelineOf(journal, range, (event) => event.connection === connection)
  return connections.find(({ id }) => id === connection)?.intervals ?? []
}

/**
 * Those of all that were up in that time, and of all that there are at its end, each by the name that it had last. `wanted`
 * leaves others out.
 */
export async function timelineOf(
  journal: Journal,
  range: Range,
  wanted: (event: Event) => boolean = () => true,
): Promise<Timeline> {
  journal.flush()
  const { head } = journal
  const connections = new Map<string, Track>()
  const dialInterfaces = new Map<string, Track>()
  const abroad = new Set<string>()
  let cursor = journal.before(0)
  for (;;) {
    const events = journal.read(cursor, BATCH)
    // Compacted under our hands: what is left begins later.
    if (typeof events === 'string') break
    for (const event of events) {
      if (event.time >= range.to) break
      if (event.type === 'registration.changed' && event.modem !== undefined) {
        if (isAbroad(event.data.state)) abroad.add(event.modem)
        else abroad.delete(event.modem)
      }
      if (!wanted(event)) continue
      if (event.connection !== undefined) {
        trackOf(connections, event.connection).hear(event, range.from, abroad.has(event.modem ?? ''))
      } else if (event.dialInterface !== undefined) {
        trackOf(dialInterfaces, event.dialInterface).hear(event, range.from, false)
      }
    }
    const last = events.at(-1)
    if (last === undefined || last.time >= range.to) break
    cursor = last
    if (cursor.epoch === head.epoch && cursor.seq >= head.seq) break
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
  }
  return {
    ...range,
    connections: listOf(connections, range),
    dialInterfaces: listOf(dialInterfaces, range).map(({ intervals, ...rest }) => ({
      ...rest,
      intervals: intervals.map(({ roaming: _, ...interval }) => interval),
    })),
  }
}

function trackOf(tracks: Map<string, Track>, id: string): Track {
  let track = tracks.get(id)
  if (track === undefined) tracks.set(id, (track = new Track()))
  return track
}

function listOf(tracks: ReadonlyMap<string, Track>, { from, to }: Range) {
  return [...tracks].flatMap(([id, track]) => {
    const intervals = track.close(from, to)
    if (intervals.length === 0 && track.gone) return []
    return [{ id, name: track.name, since: Math.max(track.since, from), intervals }]
  })
}

/** What is known of one of them while the journal is read. */
class Track {
  name = ''
  gone = true
  /** When it was first heard of. Before that it was not there, or what told of it has been compacted. */
  since = Infinity
  readonly #intervals: ConnectivityInterval[] = []
  #open: { readonly start: number; readonly roaming: boolean } | undefined
  /** After a restart it is told before anybody has said whether it is up: it may have been all the time. */
  #doubt: number | undefined

  hear(event: Event, from: number, roaming: boolean): void {
    const heard = standing(event)
    if (heard === undefined) return
    this.since = Math.min(this.since, event.time)
    this.name = heard.name
    this.gone = heard.gone
    if (!heard.up && this.#doubt !== undefined) this.#end(this.#doubt, from)
    this.#doubt = undefined
    if (heard.arrived && !heard.up && this.#open !== undefined) this.#doubt = event.time
    else if (heard.up) this.#open ??= { start: Math.max(event.time, from), roaming }
    else this.#end(event.time, from)
  }

  close(from: number, to: number): readonly ConnectivityInterval[] {
    if (this.#doubt !== undefined) this.#end(Math.min(this.#doubt, to), from)
    return this.#open === undefined ? this.#intervals : [...this.#intervals, this.#open]
  }

  #end(time: number, from: number): void {
    if (this.#open !== undefined && time > from) this.#intervals.push({ ...this.#open, end: time })
    this.#open = undefined
  }
}

interface Standing {
  readonly name: string
  readonly up: boolean
  readonly arrived: boolean
  readonly gone: boolean
}

/** Nothing where the event says nothing of it. */
function standing(event: Event): Standing | undefined {
  switch (event.type) {
    case 'connection.arrived':
    case 'connection.changed': {
      const { name, state } = event.data
      return { name, up: state === 'activated', arrived: event.type === 'connection.arrived', gone: false }
    }
    case 'dial.arrived':
    case 'dial.changed': {
      const { name, state } = event.data
      return { name, up: state === 'connected', arrived: event.type === 'dial.arrived', gone: false }
    }
    case 'connection.removed':
    case 'dial.removed':
      return { name: event.data.name, up: false, arrived: false, gone: true }
    default:
      return undefined
  }
}

function isAbroad(state: string): boolean {
  return state === 'roaming' || state === 'partner'
}
