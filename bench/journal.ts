/**
 * The journal on a disk: events appended and told, events replayed. A turn of the event loop brings a burst of facts, as
 * from many modems at once; every event is serialised, written, committed and handed to a subscriber.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hours } from '../src/base/index.ts'
import { textOf, type Cursor, type EventDraft, type Store } from '../src/core/index.ts'
import { openStore } from '../src/store/index.ts'
import type { BenchRow } from './row.ts'

const EVENTS = 200_000
const BURST = 100

const draft = (index: number): EventDraft => ({
  type: 'connection.changed',
  modem: '2f1a7d5e-0000-5000-8000-000000000001',
  connection: '2f1a7d5e-0000-5000-8000-000000000002',
  by: 'uid:1000',
  request: index,
  data: {
    id: '2f1a7d5e-0000-5000-8000-000000000002',
    name: 'modem0',
    modem: '2f1a7d5e-0000-5000-8000-000000000001',
    sessionId: 0,
    state: 'activated',
    reason: { code: 'asked', text: 'connected for uid:1000 with profile internet' },
    since: index,
    profile: 'internet',
    ip: { v4: { addresses: [{ address: '10.0.0.2', prefixLength: 30 }], dns: ['10.0.0.1'], mtu: 1500 } },
    link: { sessionId: 0, configuredBy: 'us' },
  },
})

export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-bench-'))
  try {
    const rows: BenchRow[] = []
    const retention = { count: 2 * EVENTS, age: Hours(1) }
    for (const [where, store] of [
      ['on disk', openStore({ folder, retention })],
      ['in memory', openStore({ retention })],
    ] as const) {
      rows.push(await appended(where, store), replayed(where, store))
      await store.close()
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function appended(where: string, { journal }: Store): Promise<BenchRow> {
  let told = 0
  using _ = journal.subscribe((events) => (told += events.length))
  const burst = async (first: number): Promise<void> => {
    for (let index = first; index < first + BURST; index++) journal.append(draft(index))
    await journal.told()
  }
  for (let index = 0; index < 10_000; index += BURST) await burst(index)
  told = 0
  const start = performance.now()
  for (let index = 0; index < EVENTS; index += BURST) await burst(index)
  const rate = told / ((performance.now() - start) / 1000)
  return row(`events appended and told, ${where}`, rate, 50_000)
}

function replayed(where: string, { journal }: Store): BenchRow {
  let count = 0
  let bytes = 0
  const start = performance.now()
  for (let after: Cursor | undefined = { ...journal.head, seq: 0 }; after !== undefined;) {
    const events = journal.read(after, 256)
    if (typeof events === 'string') throw new Error(`a gap: ${events}`)
    for (const event of events) bytes += textOf(event).length
    count += events.length
    after = events.at(-1)
  }
  const rate = count / ((performance.now() - start) / 1000)
  return {
    ...row(`events replayed, ${where}`, rate, 200_000),
    note: `${Math.round(bytes / count)} bytes each`,
  }
}

function row(what: string, rate: number, aim: number): BenchRow {
  const perSecond = (value: number): string => `${Math.round(value / 1000)} 000/s`
  return { what, ours: perSecond(rate), aim: `over ${perSecond(aim)}`, met: rate > aim }
}
