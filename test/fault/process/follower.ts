/**
 * Subscribers of a service that comes and goes, each in its own way and with nothing but the cursor of the last item to come
 * back with. What they were told, in the order in which they were told it.
 */
import { WebSocket } from 'ws'
import { DialtoneError, Milliseconds, sleep, systemClock } from '../../../src/base/index.ts'
import { createClient, cursorOf, isEvent, watchResuming, type WatchItem } from '../../../src/api/index.ts'
import { unixFetch } from '../../../src/reach/index.ts'

export interface Follower {
  readonly name: string
  /** `epoch-seq` of every event, with its JSON. */
  readonly told: (readonly [cursor: string, json: string])[]
  /** What is no event, by type: snapshots and gaps. */
  readonly others: string[]
  /** How often it was told something by a service it had not heard before, or not since it was away. */
  readonly arrivals: () => number
  /** Where it stands. */
  readonly cursor: () => string
  /** Rejects with what went wrong, if anything does. */
  readonly following: Promise<void>
  /** Ends it; rejects as `following`. */
  readonly end: () => Promise<void>
}

interface Tape {
  since: string
  take(item: WatchItem): void
  /** The service is away: what is taken next is of the one that came after. */
  readonly interrupted: () => void
}

type Follow = (socket: string, tape: Tape, signal: AbortSignal) => Promise<void>

export type Type = readonly string[]

function start(name: string, socket: string, follow: Follow): Follower {
  const told: [string, string][] = []
  const others: string[] = []
  const stop = new AbortController()
  let away = true
  let arrivals = 0
  const tape: Tape = {
    since: '0',
    interrupted: () => (away = true),
    take(item) {
      if (away) arrivals += 1
      away = false
      this.since = cursorOf(item)
      if (isEvent(item)) told.push([this.since, JSON.stringify(item)])
      else if (item.type !== 'cursor') others.push(item.type)
    },
  }
  const following = follow(socket, tape, stop.signal)
  following.catch(() => undefined) // told by `end`
  return {
    name,
    told,
    others,
    following,
    arrivals: () => arrivals,
    cursor: () => tape.since,
    end: async () => {
      stop.abort()
      await following
    },
  }
}

/** As every program on `dialtone/client` does it. */
export const byEventStream = (name: string, socket: string, type?: Type): Follower =>
  start(name, socket, async (path, tape, signal) => {
    using reached = unixFetch(path)
    const items = watchResuming(createClient(reached.fetch, { reveal: true }), {
      since: tape.since,
      ...(type && { type }),
      signal,
      patient: true,
      onInterruption: tape.interrupted,
    })
    for await (const item of items) tape.take(item)
  })

export const byWebSocket = (name: string, socket: string): Follower =>
  start(name, socket, async (path, tape, signal) => {
    while (!signal.aborted) {
      await new Promise<void>((resolve) => {
        const peer = new WebSocket(`ws+unix:${path}:/v1/events?reveal=true&since=${tape.since}`)
        const leave = (): void => peer.terminate()
        signal.addEventListener('abort', leave, { once: true })
        peer.on('error', () => undefined) // a close follows
        peer.on('message', (data: Buffer) => tape.take(JSON.parse(data.toString()) as WatchItem))
        peer.on('close', () => {
          signal.removeEventListener('abort', leave)
          resolve()
        })
      })
      tape.interrupted()
      await pause(signal)
    }
  })

export const byPolling = (name: string, socket: string): Follower =>
  start(name, socket, async (path, tape, signal) => {
    using reached = unixFetch(path)
    const client = createClient(reached.fetch, { reveal: true })
    while (!signal.aborted) {
      try {
        const { cursor, items } = await client.pollEvents({ since: tape.since, wait: 1000, limit: 100 })
        for (const item of items) tape.take(item)
        tape.since = cursor
      } catch (thrown) {
        // A service that is killed in the middle of an answer was heard in part: what is no whole answer is none.
        if (!AWAY.has(DialtoneError.of(thrown)?.code)) throw thrown
        tape.interrupted()
        await pause(signal)
      }
    }
  })

const AWAY: ReadonlySet<string | undefined> = new Set([
  'service_unavailable',
  'service_stopping',
  'channel_failed',
  'protocol',
])

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(systemClock, Milliseconds(20), { signal }).catch(() => undefined)
}
