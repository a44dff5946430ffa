/**
 * Keeps a completion from overtaking the method that asked for it. While a method is under way, no sink is called; and
 * each call of a sink begins in a macrotask of its own, later than the one in which the method's promise resolved, so that
 * the program has read its request ID by then.
 */
export class CallGate {
  #methods = 0
  #waiting: (() => void)[] = []

  /** Runs a method that may lead to events. */
  async during<T>(method: () => Promise<T>): Promise<T> {
    this.#methods++
    try {
      return await method()
    } finally {
      if (--this.#methods === 0) {
        const waiting = this.#waiting
        this.#waiting = []
        for (const wake of waiting) wake()
      }
    }
  }

  /** Resolves in a macrotask of its own, in which no method is under way. */
  async open(): Promise<void> {
    do {
      if (this.#methods > 0) {
        await new Promise<void>((resolve) => {
          this.#waiting.push(resolve)
        })
      }
      await new Promise<void>((resolve) => {
        setImmediate(resolve)
      })
    } while (this.#methods > 0)
  }
}
