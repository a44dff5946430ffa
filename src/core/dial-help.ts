/** Which dial interfaces need somebody's help: those that cannot be used though nobody has meant that. */
import type { DialInterface, UnreachabilityReason } from './dial-interface.ts'

/** What somebody has switched off, paused or given hours is as it should be, though it cannot be used. */
export const MEANT_REASONS: ReadonlySet<UnreachabilityReason> = new Set([
  'disabled',
  'paused',
  'dial-out-hours',
])

export function dialNeedsHelp({
  state,
  unreachability,
}: Pick<DialInterface, 'state' | 'unreachability'>): boolean {
  return state === 'unreachable' && !unreachability.some((reason) => MEANT_REASONS.has(reason))
}
