/**
 * Why something failed or ended, in one value: our code for programs, a sentence for people, and beside them what the
 * modem and the network said. Nothing of it is secret; it travels in events and over the API as it is.
 */
import { DialtoneError, toDialtoneError, type ErrorCode } from '../base/index.ts'
import type { OperationResult } from './operation.ts'

export interface Cause {
  readonly code: ErrorCode
  /** One sentence: what was tried, why it failed and, where there is something to do, what. */
  readonly message: string
  /** The status with which the modem answered the command, in the words of its protocol. */
  readonly status?: { readonly protocol: string; readonly value: number; readonly name: string }
  /** The network's cause: 3GPP TS 24.008 §10.5.5.14, §10.5.6.6; TS 24.301, TS 24.501. */
  readonly network?: NetworkCause
  /** After a wrong PIN or PUK: how many attempts are left, where the modem says so. */
  readonly attemptsLeft?: number
}

export interface NetworkCause {
  readonly value: number
  readonly name: string
  /** The cause in words, as a person needs it. */
  readonly text: string
}

/** An error that carries a whole cause: what drivers reject with and requests end with. */
export class CauseError extends DialtoneError {
  readonly reason: Cause
  /** What came with the refusal of an operation. */
  readonly result: OperationResult | undefined

  constructor(reason: Cause, options: { cause?: unknown; result?: OperationResult | undefined } = {}) {
    super(reason.code, reason.message, { cause: options.cause, detail: { ...reason } })
    this.reason = reason
    this.result = options.result
  }
}

/** The cause of anything thrown. */
export function causeOf(thrown: unknown): Cause {
  const carried = CauseError.of(thrown)
  if (carried !== undefined) return carried.reason
  const error = toDialtoneError(thrown)
  return { code: error.code, message: error.message }
}
