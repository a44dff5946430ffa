/**
 * Nothing told is lost: a service is killed again and again, while it starts and under load, and whoever follows it ends with
 * what its journal has: every event once, in order, without a hole, to the letter.
 */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DialtoneError, Milliseconds, seededRandom, sleep, systemClock } from '../../../src/base/index.ts'
import { formatCursor, textOf, type Cursor } from '../../../src/core/index.ts'
import { createClient, type Service } from '../../../src/api/index.ts'
import { unixFetch } from '../../../src/reach/index.ts'
import { openStore } from '../../../src/store/index.ts'
import { Home, type DialtoneProcess } from '../../support/dialtone-process.ts'
import { byEventStream, byPolling, byWebSocket, type Follower } from './follower.ts'

const ROUNDS = Number(process.env.DIALTONE_KILL_ROUNDS ?? 200)
const SEED = Number(process.env.DIALTONE_KILL_SEED ?? 1)
const MODEMS = 4

let home: Home
let resources: AsyncDisposableStack

beforeEach(() => {
  resources = new AsyncDisposableStack()
  home = resources.use(new Home())
})
afterEach(() => resources.disposeAsync())

test(`a service that is killed ${ROUNDS} times under load has told each subscriber exactly what its journal has`, async () => {
  const random = seededRandom(SEED)
  const followers = [
    byEventStream('server-sent events', home.socket),
    byEventStream('server-sent events, filtered', home.socket, ['signal.*']),
    byWebSocket('WebSocket', home.socket),
    byPolling('long poll', home.socket),
  ]
  for (const follower of followers) resources.defer(() => follower.end().catch(() => undefined))
  const load = new Load(home.socket)
  resources.defer(() => load.end())

  let awaited = 0
  for (let round = 0; round < ROUNDS; round++) {
    const arrivals = followers.map((follower) => follower.arrivals())
    const service = serve()
    // One in four is killed while it starts: before it listens, while it brings its modems up, in its first events. The
    // others are in the middle of their work, also on a slow machine; every third of them goes on until each subscriber has
    // come back, however long that waits between its attempts.
    if (random.next() < 0.25) await pause(random.next() * 400)
    else {
      await service.until(/is running/)
      if (random.next() < 1 / 3) {
        for (const [index, follower] of followers.entries()) await arrived(follower, arrivals[index] ?? 0)
        awaited += 1
      }
      await load.goesOnBy(random.integer(60))
      await pause(random.next() * 5)
    }
    service.signal('SIGKILL')
    await service.ended
  }

  const last = serve()
  await last.until(/is running/)
  await load.end()
  last.signal('SIGTERM')
  const { code, err } = await last.ended
  expect([code, err]).toEqual([0, ''])
  const journal = await readJournal(join(home.folder, 'state'))
  // Those who were not there when it stopped come back to the one after it.
  const after = serve()
  await after.until(/is running/)
  const end = journal.at(-1)?.[0] ?? ''
  for (const follower of followers) await caughtUp(follower, end)
  after.signal('SIGTERM')
  await after.ended

  expect(awaited).toBeGreaterThan(ROUNDS / 8)
  expect(journal.length).toBeGreaterThan(ROUNDS * 20)
  expect(journal.map(([cursor]) => cursor)).toEqual(counted(end))
  for (const follower of followers) {
    await follower.end()
    const wanted = follower.name.endsWith('filtered')
      ? journal.filter(([, json]) => json.includes('"type":"signal.'))
      : journal
    expect(follower.others, follower.name).toEqual([])
    expect(follower.arrivals(), follower.name).toBeGreaterThan(awaited)
    expect(differences(follower.told.slice(0, wanted.length), wanted), follower.name).toEqual([])
  }
  console.log(
    `${journal.length} events, ${load.made} signals asked for, ${followers.map((f) => `${f.name}: ${f.arrivals()}`).join(', ')}`,
  )
}, 600_000)

function serve(): DialtoneProcess {
  return home.start(
    ...['serve', '--virtual', MODEMS.toString(), '--state', join(home.folder, 'state')],
    ...['--log-format', 'json'],
  )
}

/** Changes the signal of virtual modems as fast as the service lets it, whenever there is one. */
class Load {
  made = 0
  readonly #stop = new AbortController()
  readonly #ended: Promise<unknown>

  constructor(socket: string) {
    this.#ended = Promise.all(
      Array.from({ length: MODEMS }, async (_, modem) => {
        using reached = unixFetch(socket)
        const service = createClient(reached.fetch)
        for (let round = 0; !this.#stop.signal.aborted; round++) await this.#change(service, modem, round)
      }),
    )
  }

  /** Resolves when so many changes more have been made. */
  async goesOnBy(count: number): Promise<void> {
    for (const end = this.made + count; this.made < end;) await pause(1)
  }

  async end(): Promise<void> {
    this.#stop.abort()
    await this.#ended
  }

  async #change(service: Service, modem: number, round: number): Promise<void> {
    const rssi = (-60 - (round % 40)).toString()
    try {
      await service.virtualCommand({
        modem: `virtual${modem}`,
        command: 'signal',
        arguments: { rssi, steady: true },
      })
      this.made += 1
    } catch (thrown) {
      if (DialtoneError.of(thrown)?.code === 'internal') throw thrown
      await pause(10)
    }
  }
}

/** All of the journal, as it is on the disk. */
async function readJournal(folder: string): Promise<(readonly [cursor: string, json: string])[]> {
  await using store = openStore({ folder })
  const found: [string, string][] = []
  const { epoch } = store.journal.head
  for (let after: Cursor = { epoch, seq: 0 }; ;) {
    const events = store.journal.read(after, 500)
    if (typeof events === 'string') throw new Error(`a gap: ${events}`)
    for (const event of events) found.push([formatCursor(event), textOf(event)])
    const last = events.at(-1)
    if (last === undefined) return found
    after = last
  }
}

async function caughtUp(follower: Follower, end: string): Promise<void> {
  await untilTrue(
    follower,
    () => numberOf(follower.cursor()) >= numberOf(end),
    () => `stands at ${follower.cursor()} and not at ${end}`,
  )
}

async function arrived(follower: Follower, before: number): Promise<void> {
  await untilTrue(
    follower,
    () => follower.arrivals() > before,
    () => 'did not come back',
  )
}

/** Half a minute is given up after: the longest pause of any subscriber is two seconds. */
async function untilTrue(follower: Follower, reached: () => boolean, fault: () => string): Promise<void> {
  for (let waited = 0; !reached(); waited++) {
    if (waited > 1500) throw new Error(`${follower.name} ${fault()}`)
    await Promise.race([pause(20), follower.following])
  }
}

function numberOf(cursor: string): number {
  return Number(cursor.split('-')[1] ?? cursor)
}

/** Every cursor up to the last one: an epoch without holes. */
function counted(end: string): string[] {
  const [epoch = ''] = end.split('-')
  return Array.from({ length: numberOf(end) }, (_, index) => `${epoch}-${index + 1}`)
}

/** The first few places where two lists are not the same: the whole of them would fill the screen for minutes. */
function differences(
  told: readonly (readonly [string, string])[],
  wanted: readonly (readonly [string, string])[],
): string[] {
  const found = wanted.flatMap(([cursor, json], index) => {
    const [toldCursor, toldJson] = told[index] ?? ['nothing', '']
    if (cursor !== toldCursor) return [`${toldCursor} in place of ${cursor}`]
    return json === toldJson ? [] : [`${cursor} is told as ${toldJson} and stored as ${json}`]
  })
  return found.slice(0, 5)
}

async function pause(milliseconds: number): Promise<void> {
  await sleep(systemClock, Milliseconds(milliseconds))
}
