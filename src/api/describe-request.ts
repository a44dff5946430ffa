/** A request in words, without whose it is: that is said beside it. */
import { formatDuration, Milliseconds } from '../base/index.ts'
import type { Request } from '../core/index.ts'

export function describeRequest(request: Request): string {
  const { kind, profile, by, state, startedAt, endedAt, cause } = request
  // Whether it is a connection's or a dial interface's is said by whose it is.
  const verb = kind.replace(/-interface$/, '').replaceAll('-', ' ')
  const what = kind === 'disconnect' || profile === undefined ? verb : `${verb} with profile ${profile}`
  if (state === 'pending') return `${what}, asked for by ${by}`
  const took = endedAt === undefined ? '' : ` after ${formatDuration(Milliseconds(endedAt - startedAt))}`
  return state === 'succeeded'
    ? `${what} succeeded${took}`
    : `${what} failed${took}: ${cause?.message ?? 'no cause'}`
}
