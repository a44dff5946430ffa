/**
 * What comes in a stream, handed out in its order. An answer is handed out by settling a promise, and whoever awaits it goes on
 * later, any number of awaits deep, in microtasks; so what follows an answer waits until those have run. Else a signal that was
 * sent after an answer and came in the same read would be heard before it, and the older answer would be laid over it.
 */
export class InTurn {
  readonly #steps: (() => boolean)[] = []
  #held = false

  /** Takes the step in its turn; what comes after it waits for whoever goes on from it where it gives `true`. */
  push(step: () => boolean): void {
    this.#steps.push(step)
    this.#go()
  }

  #go(): void {
    while (!this.#held) {
      const step = this.#steps.shift()
      if (step === undefined) return
      this.#held = step()
      if (this.#held) afterMicrotasks(() => this.#release())
    }
  }

  #release(): void {
    this.#held = false
    this.#go()
  }
}

/**
 * When every microtask has run, and those that they set. A tick that is set in one comes then, and before anything more is read
 * from a socket: no turn of the event loop is lost, and what waits is never more than one read.
 */
function afterMicrotasks(go: () => void): void {
  queueMicrotask(() => process.nextTick(go))
}
