/** What a machine decided to do, in words: for a recorder. What is asked of a modem is named, and never its values: one may be a PIN. */
import { formatDuration } from '../base/index.ts'
import type { ModemEffect } from '../core/index.ts'

/** Nothing for what shows elsewhere: events, requests and what is only remembered. */
export function decisionText(effect: ModemEffect): string | undefined {
  switch (effect.type) {
    case 'activate':
    case 'deactivate':
    case 'attach':
      return `decided: ${effect.type} for session ${effect.sessionId} (attempt ${effect.attempt})`
    case 'operate':
      return `decided: ${effect.operation.kind} (attempt ${effect.attempt})`
    case 'abort':
      return `decided: give attempt ${effect.attempt} up`
    case 'set-timer':
      return `decided: wait ${formatDuration(effect.delay)} (timer ${effect.timer})`
    case 'clear-timer':
      return `decided: wait no more (timer ${effect.timer})`
    default:
      return undefined
  }
}
