/**
 * One owner, one letter at a time. What is posted is handled strictly in order, each letter to its end before the next; a
 * letter posted while one is handled waits its turn. An idle mailbox handles at once, inside `post`, so that nothing is
 * delayed that need not be. A handler that throws ends neither the mailbox nor the letters behind it.
 */
export class Mailbox<Letter> {
  readonly #handle: (letter: Letter) => void
  readonly #failed: (thrown: unknown, letter: Letter) => void
  readonly #waiting: Letter[] = []
  #busy = false
  #closed = false

  /** `failed` is told what a handler threw; it must not throw itself. */
  constructor(handle: (letter: Letter) => void, failed: (thrown: unknown, letter: Letter) => void) {
    this.#handle = handle
    this.#failed = failed
  }

  /** Posting to a closed mailbox does nothing. */
  post(letter: Letter): void {
    if (this.#closed) return
    this.#waiting.push(letter)
    if (this.#busy) return
    this.#busy = true
    try {
      this.#drain()
    } finally {
      this.#busy = false
    }
  }

  /** Drops what waits and refuses what comes. */
  close(): void {
    this.#closed = true
    this.#waiting.length = 0
  }

  #drain(): void {
    // An index instead of shift(): a letter may post a thousand others.
    for (let next = 0; next < this.#waiting.length; next++) {
      const letter = this.#waiting[next] as Letter // below length: present
      try {
        this.#handle(letter)
      } catch (thrown) {
        this.#failed(thrown, letter)
      }
    }
    this.#waiting.length = 0
  }
}
