/** The colour of a state: green works, yellow is on its way, red needs help. */
import type { ConnectionState, DialState, ModemState } from '../../../core/index.ts'
import type { Tone } from '../../../api/index.ts'
import type { Style } from '../output.ts'

const MODEM = {
  initializing: 'yellow',
  failed: 'red',
  locked: 'red',
  disabled: 'yellow',
  enabled: undefined,
  searching: 'yellow',
  registered: undefined,
  connecting: 'yellow',
  connected: 'green',
  disconnecting: 'yellow',
} as const satisfies Record<ModemState, Style | undefined>

const CONNECTION = {
  deactivated: undefined,
  activating: 'yellow',
  activated: 'green',
  deactivating: 'yellow',
} as const satisfies Record<ConnectionState, Style | undefined>

const DIAL = {
  unreachable: 'red',
  disconnected: undefined,
  connecting: 'yellow',
  connected: 'green',
} as const satisfies Record<DialState, Style | undefined>

const TONE = {
  good: 'green',
  bad: 'red',
  plain: undefined,
  quiet: 'dim',
} as const satisfies Record<Tone, Style | undefined>

/** Indexed as given: a newer service may have states of which we know nothing. */
export const modemStyle = (state: string): Style | undefined =>
  (MODEM as Record<string, Style | undefined>)[state]
export const connectionStyle = (state: string): Style | undefined =>
  (CONNECTION as Record<string, Style | undefined>)[state]
export const toneStyle = (tone: Tone): Style | undefined => TONE[tone]
export const dialStyle = (state: string): Style | undefined =>
  (DIAL as Record<string, Style | undefined>)[state]
