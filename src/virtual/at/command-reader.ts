/**
 * Puts together command lines from what a terminal sends: the prefix `AT`, what follows until the terminator, corrections on the
 * way, and `A/`, which is the line before once more (ITU-T V.250 §5.2).
 */
import type { Settings } from './settings.ts'

/** V.250 §5.2.1 asks for 40 characters at the least; a PDU, a long password or a pasted file is not a command. */
export const LONGEST_LINE = 2048

const A = 0x41
const T = 0x54
const SLASH = 0x2f
const CONTROLS_END = 0x20

export interface CompleteLine {
  readonly body: string | undefined
}

export class CommandReader {
  #state: 'away' | 'prefix' | 'line' = 'away'
  #body = ''
  #tooLong = false
  #last = ''

  /** Whether a line has begun: what the modem has to say by itself waits for its end. */
  get isBusy(): boolean {
    return this.#state === 'line'
  }

  /** What follows the prefix, when a line is complete; nothing of one that is too long. */
  feed(octet: number, { terminator, backspace }: Settings): CompleteLine | undefined {
    const upper = octet >= 0x61 && octet <= 0x7a ? octet - 0x20 : octet
    if (this.#state !== 'line') {
      if (this.#state === 'prefix' && upper === SLASH) {
        this.#state = 'away'
        return { body: this.#last }
      }
      const follows = this.#state === 'prefix' && upper === T
      this.#state = follows ? 'line' : upper === A ? 'prefix' : 'away'
      this.#body = ''
      this.#tooLong = false
      return undefined
    }
    if (octet === terminator) {
      this.#state = 'away'
      if (this.#tooLong) return { body: undefined }
      this.#last = this.#body
      return { body: this.#body }
    }
    if (octet === backspace) this.#body = this.#body.slice(0, -1)
    else if (octet >= CONTROLS_END) {
      if (this.#body.length >= LONGEST_LINE) this.#tooLong = true
      else this.#body += String.fromCharCode(octet)
    }
    return undefined
  }

  /** Forgets what has been begun. */
  reset(): void {
    this.#state = 'away'
    this.#body = ''
  }
}
