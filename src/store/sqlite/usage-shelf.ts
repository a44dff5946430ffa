/**
 * What was transferred, in rows of a minute. Rows become hours after a week and days after two months, and are deleted after
 * thirteen months: whoever compares a month with the one a year ago finds it. Unlike the other shelves this one keeps in
 * memory only what may not be on the disk yet.
 */
import { Hours, Minutes, type Duration, type Instant } from '../../base/index.ts'
import {
  NOTHING_USED,
  sumOf,
  type Amount,
  type UsageFilter,
  type UsageKey,
  type UsageRecord,
  type UsageShelf,
} from '../../core/index.ts'
import type { Database, Row, Value } from './database.ts'
import type { Restatable } from './writer.ts'

/** The journal, as this shelf needs it. */
export interface UsageWriter {
  readonly trouble: unknown
  enqueue(write: () => void): void
  flush(): void
}

interface Addition {
  readonly key: UsageKey
  readonly amount: Amount
  readonly start: Instant
  /** The statement was carried out; whether its transaction was, the state of the journal tells. */
  ran: boolean
}

const MINUTE = Minutes(1)
const DAY = Hours(24)

/** Rows older than `age` are joined to rows of `span`. */
const STAGES: readonly { readonly age: Duration; readonly span: Duration }[] = [
  { age: Hours(24 * 7), span: Hours(1) },
  { age: Hours(24 * 60), span: DAY },
]
const KEPT = Hours(24 * 400)

const COLUMNS = 'subscriber, start, modem, connection, roaming, span, received, sent, connected'

export class SqliteUsageShelf implements UsageShelf, Restatable {
  readonly #database: Database
  readonly #writer: UsageWriter
  #additions: Addition[] = []
  /** The day up to which old rows have been joined. */
  #thinned = -Infinity

  constructor(database: Database, writer: UsageWriter) {
    this.#database = database
    this.#writer = writer
  }

  add(key: UsageKey, amount: Amount, at: Instant): void {
    if (this.#writer.trouble === undefined) this.#additions = this.#additions.filter(({ ran }) => !ran)
    const addition = { key, amount, start: floor(at, MINUTE), ran: false }
    this.#additions.push(addition)
    this.#writer.enqueue(() => {
      this.#write(addition)
      this.#thin(at)
    })
  }

  read({ from, to, ...wanted }: UsageFilter): readonly UsageRecord[] {
    this.#writer.flush()
    const conditions = Object.entries(wanted)
    const where = ['start >= ?', 'start < ?', ...conditions.map(([column]) => `${column} = ?`)].join(' AND ')
    const rows = this.#database
      .rows(
        `SELECT ${COLUMNS} FROM usage WHERE ${where} ORDER BY start`,
        from,
        to,
        ...conditions.map(([, value]) => value),
      )
      .map(recordOf)
    if (this.#writer.trouble === undefined) return rows
    const unwritten = this.#additions.filter(
      ({ key, start }) =>
        start >= from &&
        start < to &&
        conditions.every(([column, value]) => key[column as keyof typeof wanted] === value), // its keys
    )
    return [
      ...rows,
      ...unwritten.map(({ key, amount, start }) => ({ ...key, ...amount, start, span: MINUTE })),
    ]
  }

  sum(filter: UsageFilter): Amount {
    return this.read(filter).reduce(sumOf, NOTHING_USED)
  }

  restate(): void {
    for (const addition of this.#additions) this.#write(addition)
  }

  #write(addition: Addition): void {
    const { key, amount, start } = addition
    addition.ran = true
    insert(this.#database, { ...key, ...amount, start, span: MINUTE })
  }

  /** Once a day; within a transaction. */
  #thin(now: Instant): void {
    const today = floor(now, DAY)
    if (this.#thinned === today) return
    this.#thinned = today
    this.#database.run('DELETE FROM usage WHERE start < ?', today - KEPT)
    for (const { age, span } of STAGES) {
      const end = today - age
      const joined = this.#database.rows(
        `SELECT subscriber, start - start % ${span} AS start, modem, connection, roaming, ${span} AS span,
           SUM(received) AS received, SUM(sent) AS sent, SUM(connected) AS connected
         FROM usage WHERE start < ? AND span < ${span} GROUP BY 1, 2, 3, 4, 5`,
        end,
      )
      this.#database.run(`DELETE FROM usage WHERE start < ? AND span < ${span}`, end)
      for (const row of joined) insert(this.#database, recordOf(row))
    }
  }
}

/** Copies all rows, with whatever rights the databases have. */
export function copyUsage(from: Database, to: Database): void {
  for (const row of from.rows(`SELECT ${COLUMNS} FROM usage`)) insert(to, recordOf(row))
}

function insert(database: Database, record: UsageRecord): void {
  const { subscriber, start, modem, connection, roaming, span, received, sent, connected } = record
  const values: Value[] = [
    subscriber,
    start,
    modem,
    connection,
    roaming ? 1 : 0,
    span,
    received,
    sent,
    connected,
  ]
  database.run(
    `INSERT INTO usage (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET received = received + excluded.received, sent = sent + excluded.sent,
       connected = connected + excluded.connected, span = max(span, excluded.span)`,
    ...values,
  )
}

function recordOf(row: Row): UsageRecord {
  return {
    subscriber: String(row['subscriber']),
    modem: String(row['modem']),
    connection: String(row['connection']),
    roaming: row['roaming'] === 1,
    start: Number(row['start']),
    span: Number(row['span']),
    received: Number(row['received']),
    sent: Number(row['sent']),
    connected: Number(row['connected']),
  }
}

function floor(value: number, step: number): number {
  return Math.floor(value / step) * step
}
