/** What belongs to the vendor's own device service; see `function/service/vendor.ts`. */
import type { Tell } from './change.ts'

export class Vendor {
  readonly #tell: Tell
  counter = 0
  /** What was said last. */
  said = new Uint8Array(0)

  constructor(tell: Tell) {
    this.#tell = tell
  }

  count(): number {
    this.counter = (this.counter + 1) >>> 0
    return this.counter
  }

  /** Says something by itself, to a host that has subscribed to it. */
  say(bytes: Uint8Array): void {
    this.said = new Uint8Array(bytes)
    this.#tell({ topic: 'vendor' })
  }

  powerOff(): void {
    this.counter = 0
  }
}
