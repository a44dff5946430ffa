/** What the database says of itself and its service. */
import type { Database } from './database.ts'

export interface Settings {
  readonly serviceId: string
  /** The boot of the machine in which it was opened last. */
  readonly bootId: string
  /** It was closed as it should be. */
  readonly clean: boolean
  /** Counts the openings. */
  readonly generation: number
}

/** Nothing, before the first opening. */
export function readSettings(database: Database): Settings | undefined {
  const rows = database.rows('SELECT key, value FROM setting')
  const values = new Map(rows.map(({ key, value }) => [key, String(value)]))
  const serviceId = values.get('service-id')
  if (serviceId === undefined) return undefined
  return {
    serviceId,
    bootId: values.get('boot-id') ?? '',
    clean: values.get('clean') === 'yes',
    generation: Number(values.get('generation') ?? 0),
  }
}

export function writeSettings(database: Database, settings: Settings): void {
  const values = {
    'service-id': settings.serviceId,
    'boot-id': settings.bootId,
    clean: settings.clean ? 'yes' : 'no',
    generation: settings.generation.toString(),
  }
  for (const [key, value] of Object.entries(values)) {
    database.run('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)', key, value)
  }
}
