/**
 * What an operator answers to codes that are dialled without a call (USSD, 3GPP TS 22.090): a text, or a menu that wants one more
 * answer. One dialogue at a time for each subscriber, which the network ends when it has nothing to ask.
 */

export interface ServiceAnswer {
  readonly text: string
  /** What may be answered, and what is said to that; nothing where the dialogue is over. */
  readonly menu?: Readonly<Record<string, ServiceAnswer>>
}

export type ServiceCodes = Readonly<Record<string, ServiceAnswer>>

/** Said to an answer that the menu does not have. */
const AGAIN = 'Not understood.'

export class ServiceDialogue {
  readonly #codes: ServiceCodes
  #menu: Readonly<Record<string, ServiceAnswer>> | undefined

  constructor(codes: ServiceCodes) {
    this.#codes = codes
  }

  /** Whether an answer is waited for. */
  get isOpen(): boolean {
    return this.#menu !== undefined
  }

  /** A code, or an answer to the last menu. Nothing for a code that the operator does not know. */
  say(text: string): string | undefined {
    const known: ServiceCodes = this.#menu ?? this.#codes
    const answer = Object.hasOwn(known, text) ? known[text] : undefined
    if (answer === undefined) return this.#menu === undefined ? undefined : AGAIN
    this.#menu = answer.menu
    return answer.text
  }

  end(): void {
    this.#menu = undefined
  }
}
