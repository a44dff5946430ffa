/** Causes as people read them: a sentence, and what was said by whom for who looks closer. */
import type { Cause } from '../../../core/index.ts'

export interface ExplainedCause {
  readonly text: string
  /** Our code, the modem's status, the network's cause. */
  readonly facts: readonly (readonly [name: string, value: string])[]
}

export function explainCause({ code, message, status, network, attemptsLeft }: Cause): ExplainedCause {
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

/** Of what is over: it was so then, and need not be so now. */
export function lastCause({ message }: Cause): string {
  return `Last cause: ${sentence(message)}`
}

/**
 * As a sentence of its own: with a full stop, and a capital unless it begins with `name`, or with a word like `modem0` that must
 * be one: names are spelt as they are.
 */
export function sentence(text: string, name?: string): string {
  const named = (name !== undefined && text.startsWith(name)) || /^\p{L}+\d/u.test(text)
  const first = named ? text : text.slice(0, 1).toLocaleUpperCase('en') + text.slice(1)
  return /[.!?…]$/.test(first) ? first : `${first}.`
}
