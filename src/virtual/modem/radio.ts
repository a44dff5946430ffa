/** The two switches of the radio: one that a hand moves, where there is one, and one that the host sets. */
import type { Tell } from './change.ts'

export type Switch = 'on' | 'off'

export class Radio {
  readonly #tell: Tell
  readonly #changed: (on: boolean) => void
  #hardware: Switch = 'on'
  #software: Switch = 'on'

  /** `changed` is called before the change is told: what needs the radio goes first. */
  constructor(tell: Tell, changed: (on: boolean) => void) {
    this.#tell = tell
    this.#changed = changed
  }

  get hardware(): Switch {
    return this.#hardware
  }

  get software(): Switch {
    return this.#software
  }

  get isOn(): boolean {
    return this.#hardware === 'on' && this.#software === 'on'
  }

  setHardware(position: Switch): void {
    this.#move(() => {
      this.#hardware = position
    })
  }

  setSoftware(position: Switch, by?: object): void {
    this.#move(() => {
      this.#software = position
    }, by)
  }

  #move(turn: () => void, by?: object): void {
    const before = [this.#hardware, this.#software].join()
    const wasOn = this.isOn
    turn()
    if ([this.#hardware, this.#software].join() === before) return
    if (wasOn !== this.isOn) this.#changed(this.isOn)
    this.#tell({ topic: 'radio', by })
  }
}
