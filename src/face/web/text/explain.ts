/**
 * Why something is as it is: a sentence, what stands behind it, and when it is tried again. Taken from the state that the
 * page holds, so that it is never older than what is beside it.
 */
import type { Instant } from '../../../base/index.ts'
import type { Cause, Connection, DialInterface, Modem } from '../../../core/index.ts'
import { UNREACHABILITY, wordOf } from './words.ts'

export interface Explanation {
  /** Why, in a sentence. */
  readonly sentence: string
  /** What stands behind it, nearest first. */
  readonly reasons: readonly ExplanationReason[]
  /** What would change it, each a thing that somebody can do. */
  readonly remedies: readonly string[]
  readonly nextAttempt?: Instant
}

export interface ExplanationReason {
  readonly text: string
  /** Facts for who looks closer: our code, the modem's status, the network's cause. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

export function explainModem(modem: Modem): Explanation {
  const { reason, cause, registration, packetService } = modem
  const network = registration?.networkError ?? packetService?.networkError
  return {
    sentence: sentence(reason.text),
    reasons: [
      ...(cause === undefined ? [] : [explainCause(cause)]),
      ...(network === undefined
        ? []
        : [
            {
              text: sentence(network.text),
              facts: [['Network cause', `${network.value} ${network.name}`] as const],
            },
          ]),
    ],
    remedies: [],
  }
}

export function explainConnection({ reason, cause }: Connection): Explanation {
  return {
    sentence: sentence(reason.text),
    reasons: cause === undefined ? [] : [explainCause(cause)],
    remedies: [],
  }
}

export function explainDialInterface(one: DialInterface): Explanation {
  const { reason, unreachability, lastError, nextAttempt } = one
  return {
    sentence: sentence(reason.text),
    reasons: [
      ...unreachability.map((why) => ({ text: `${wordOf(UNREACHABILITY, why)}.`, facts: [] })),
      ...(lastError === undefined ? [] : [explainCause(lastError)]),
      ...(one.dataPath.state === 'absent' ? [explainCause(one.dataPath.cause)] : []),
    ],
    remedies: [],
    ...(nextAttempt === undefined ? {} : { nextAttempt }),
  }
}

export function explainCause({ code, message, status, network, attemptsLeft }: Cause): ExplanationReason {
  return {
    text: sentence(message),
    facts: [
      ['Code', code],
      ...(status === undefined
        ? []
        : [['Modem', `${status.protocol} status ${status.value}, ${status.name}`] as const]),
      ...(network === undefined
        ? []
        : [['Network', `cause ${network.value}, ${network.name}: ${network.text}`] as const]),
      ...(attemptsLeft === undefined ? [] : [['Attempts left', String(attemptsLeft)] as const]),
    ],
  }
}

/** As a sentence of its own: with a capital and a full stop. */
export function sentence(text: string): string {
  const first = text.slice(0, 1).toLocaleUpperCase('en') + text.slice(1)
  return /[.!?…]$/.test(first) ? first : `${first}.`
}
