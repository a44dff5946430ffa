/** What was asked of the service over HTTP: counted while nobody looks, so it costs next to nothing. */
import { Counts } from './counts.ts'
import { Histogram } from './histogram.ts'
import type { Labels } from './metric.ts'

/** The labels of one operation, made once. */
interface Row {
  readonly labels: Labels
  readonly statuses: Map<number, Labels>
}

export class HttpTally {
  readonly requests = new Counts()
  /** Seconds. */
  readonly durations = new Histogram([0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 2.5, 10, 60])
  readonly #rows = new Map<string, Row>()

  /** `operation` is a name of the table, or another word of a closed list. */
  answered(operation: string, status: number, seconds: number): void {
    let row = this.#rows.get(operation)
    if (row === undefined) this.#rows.set(operation, (row = { labels: { operation }, statuses: new Map() }))
    let answer = row.statuses.get(status)
    if (answer === undefined) {
      row.statuses.set(status, (answer = { operation, status: status.toString() }))
    }
    this.requests.add(answer)
    this.durations.observe(row.labels, seconds)
  }
}
