/** A network that configures nothing, and why: the service does everything else. */
import { CauseError, type Cause, type Network } from '../core/index.ts'

export function noNetwork(obstacle: Cause): Network {
  return {
    kind: 'none',
    obstacle,
    start: () => Promise.resolve(),
    path: () => Promise.reject(new CauseError(obstacle)),
    plan: () => [`# ${obstacle.message}`],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
