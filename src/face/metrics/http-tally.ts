/** What was asked of the service over HTTP: counted while nobody looks, so it costs next to nothing. */
import { Counts } from './counts.ts'
import { Histogram } from './histogram.ts'

export class HttpTally {
  readonly requests = new Counts()
  /** Seconds. */
  readonly durations = new Histogram([0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 2.5, 10, 60])

  /** `operation` is a name of the table, or another word of a closed list. */
  answered(operation: string, status: number, seconds: number): void {
    this.requests.add({ operation, status: status.toString() })
    this.durations.observe({ operation }, seconds)
  }
}
