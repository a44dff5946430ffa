/**
 * What is asked of a modem beyond its connections. Each is a request of its own. The codes in them are secrets: an
 * operation travels from its caller to the driver, and is neither stored, told nor logged.
 */
import type { PinStatus, PinKind } from './sim.ts'

export type PinOperation =
  | {
      readonly kind: 'enter-pin' | 'enable-pin' | 'disable-pin'
      readonly pin: PinKind
      readonly code: string
    }
  /** `code` is the PIN as it was. */
  | {
      readonly kind: 'change-pin'
      readonly pin: PinKind
      readonly code: string
      readonly newCode: string
    }
  /** `code` is the PUK of that PIN. */
  | {
      readonly kind: 'unblock-pin'
      readonly pin: PinKind
      readonly code: string
      readonly newCode: string
    }

export type ModemOperation =
  | PinOperation
  /** Which PIN is awaited, asked of the modem itself. */
  | { readonly kind: 'ask-pin' }
  /** The software switch of the radio. */
  | { readonly kind: 'set-radio'; readonly software: 'on' | 'off' }

export type OperationKind = ModemOperation['kind']

/** What an operation that went well came to. */
export interface OperationResult {
  /** Of `ask-pin`. */
  readonly pinStatus?: PinStatus
}

/** Operations of one lane are carried out one at a time. */
export const LANES = {
  'enter-pin': 'pin',
  'enable-pin': 'pin',
  'disable-pin': 'pin',
  'change-pin': 'pin',
  'unblock-pin': 'pin',
  'ask-pin': undefined,
  'set-radio': 'radio',
} as const satisfies Record<OperationKind, string | undefined>

export function isPinOperation(operation: ModemOperation): operation is PinOperation {
  return 'pin' in operation
}
