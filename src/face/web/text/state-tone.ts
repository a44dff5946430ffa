/**
 * What a state means at a glance, by the colours of the command line: `good` works, `wait` is on its way, `bad` needs
 * somebody's help, `rest` is as it should be with nothing going on.
 */
import type { Tone as TellingTone } from '../../../api/index.ts'
import {
  dialNeedsHelp,
  MEANT_REASONS,
  type ConnectionState,
  type DialInterface,
  type DialState,
  type Modem,
  type ModemState,
  type UnreachabilityReason,
} from '../../../core/index.ts'

export type StateTone = 'good' | 'wait' | 'bad' | 'rest'

const MODEM = {
  initializing: 'wait',
  failed: 'bad',
  locked: 'bad',
  disabled: 'wait',
  enabled: 'rest',
  searching: 'wait',
  registered: 'rest',
  connecting: 'wait',
  connected: 'good',
  disconnecting: 'wait',
} as const satisfies Record<ModemState, StateTone>

const CONNECTION = {
  deactivated: 'rest',
  activating: 'wait',
  activated: 'good',
  deactivating: 'wait',
} as const satisfies Record<ConnectionState, StateTone>

const DIAL = {
  unreachable: 'bad',
  disconnected: 'rest',
  connecting: 'wait',
  connected: 'good',
} as const satisfies Record<DialState, StateTone>

const TELLING = {
  good: 'good',
  bad: 'bad',
  plain: 'rest',
  quiet: 'rest',
} as const satisfies Record<TellingTone, StateTone>

/** Indexed as given: a newer service may have states of which this page knows nothing. */
const lookUp = (table: Readonly<Record<string, StateTone>>, state: string): StateTone =>
  table[state] ?? 'rest'

export const modemTone = (state: string): StateTone => lookUp(MODEM, state)
export const connectionTone = (state: string): StateTone => lookUp(CONNECTION, state)
export const dialTone = (state: string): StateTone => lookUp(DIAL, state)
export const tellingTone = (tone: string): StateTone => lookUp(TELLING, tone)

/** Why it cannot be used, as far as that says something: who has switched it off need not know what else is wrong. */
export function tellingReasons({ unreachability }: DialInterface): readonly UnreachabilityReason[] {
  const meant = unreachability.filter((reason) => MEANT_REASONS.has(reason))
  return meant.length > 0 ? meant : unreachability
}

/** An interface that is meant to be down is no alarm. */
export function dialInterfaceTone(one: DialInterface): StateTone {
  return one.state === 'unreachable' && !dialNeedsHelp(one) ? 'rest' : dialTone(one.state)
}

export function modemNeedsHelp({ state, sim, registration }: Modem): boolean {
  return (
    state === 'failed' ||
    state === 'locked' ||
    registration?.state === 'denied' ||
    (sim !== undefined && sim.state !== 'initialized' && sim.state !== 'not-initialized')
  )
}
