/** What everything here is given: time, chance, and where to say what happens. */
import type { Clock, Logger, Random } from '../base/index.ts'

export interface Surroundings {
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
}
