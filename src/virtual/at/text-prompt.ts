/** What is typed at `> `: a message, until Ctrl-Z sends it or Escape gives it up (3GPP TS 27.005 §3.5.1, §4.3). */
import type { Settings } from './settings.ts'

const SEND = 0x1a
const GIVE_UP = 0x1b

/** A PDU of 176 octets in hexadecimal, or as much text as several messages; what is more is lost. */
const MOST = 4096

export class TextPrompt {
  readonly #done: (text: string | undefined) => void
  #text = ''

  constructor(done: (text: string | undefined) => void) {
    this.#done = done
  }

  feed(octet: number, { backspace }: Settings): void {
    if (octet === SEND) this.#done(this.#text)
    else if (octet === GIVE_UP) this.giveUp()
    else if (octet === backspace) this.#text = this.#text.slice(0, -1)
    else if (this.#text.length < MOST) this.#text += String.fromCharCode(octet)
  }

  giveUp(): void {
    this.#done(undefined)
  }
}
