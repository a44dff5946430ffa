/** A network that configures nothing, and why: the service does everything else. */
import { CauseError, type Cause, type Network } from '../core/index.ts'
import { readLanInterfaces } from './linux/lan-interfaces.ts'

export function noNetwork(obstacle: Cause): Network {
  return {
    kind: 'none',
    obstacle,
    start: () => Promise.resolve(),
    path: () => Promise.reject(new CauseError(obstacle)),
    lanInterfaces: () => readLanInterfaces(),
    plan: () => [`# ${obstacle.message}`],
    leave: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
