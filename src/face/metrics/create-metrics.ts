/** The metrics of one service: what happens is counted from its start on, what is so is read when a scraper asks. */
import type { Event, Vitals } from '../../core/index.ts'
import type { Snapshot } from '../../api/index.ts'
import { Exposition, METRICS_TYPE } from './exposition.ts'
import { HttpTally } from './http-tally.ts'
import { Tally } from './tally.ts'

export interface MetricsSource {
  snapshot(): Promise<Snapshot>
  vitals(): Vitals
}

export interface Metrics {
  /** Takes what is told by the journal. */
  heard(events: readonly Event[]): void
  /** Takes what was answered over HTTP. */
  answered(operation: string, status: number, seconds: number): void
  /** All metrics as they are now. */
  scrape(source: MetricsSource): Promise<{ readonly type: string; readonly text: string }>
}

export function createMetrics(): Metrics {
  const tally = new Tally()
  const http = new HttpTally()
  const exposition = new Exposition()
  return {
    heard: (events) => tally.heard(events),
    answered: (operation, status, seconds) => http.answered(operation, status, seconds),
    async scrape(source) {
      const snapshot = await source.snapshot()
      const text = await exposition.text({ snapshot, vitals: source.vitals(), tally, http })
      return { type: METRICS_TYPE, text }
    },
  }
}
