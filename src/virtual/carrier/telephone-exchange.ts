/** Who answers when a modem calls a number for data: an access server, as those of dial-up days, or nobody. */

/** `answer`: an access server leads to this access point. */
export type NumberAnswer =
  | { readonly type: 'answer'; readonly apn: string }
  | { readonly type: 'busy' }
  | { readonly type: 'no-answer' }
  | { readonly type: 'unobtainable' }

/** A number without what people write between its digits. */
function bare(number: string): string {
  return number.replace(/[^0-9+*#]/g, '')
}

export class TelephoneExchange {
  readonly #answers: Map<string, NumberAnswer>

  constructor(numbers: Readonly<Record<string, NumberAnswer>>) {
    this.#answers = new Map(Object.entries(numbers))
  }

  answerOf(number: string): NumberAnswer {
    return this.#answers.get(bare(number)) ?? { type: 'unobtainable' }
  }

  /** How a number answers from now on. */
  set(number: string, answer: NumberAnswer): void {
    this.#answers.set(bare(number), answer)
  }
}
