/**
 * What a capture that begins late needs of the time before it: of each modem the frames by which it was brought up and what was
 * last known of it (`modem-memory.ts`), with their own times. Without them nobody can say by which version the frames of the
 * capture are read, and no host could bring the modem up again from it.
 */
import { readHeader, type MessageType } from '../../mbim/index.ts'
import type { CaptureEntry, CaptureFrame } from '../capture-file.ts'
import { ModemMemory } from './modem-memory.ts'

interface Remembered {
  readonly memory: ModemMemory
  heardAt: number
  /** Somebody speaks with it, as far as what was taken tells. */
  isThere: boolean
}

export class CarryOver {
  readonly #modems = new Map<string, Remembered>()

  /** In the order in which it happened. */
  take(entry: CaptureEntry): void {
    const { modem } = entry
    if (modem === undefined) return
    if (entry.kind === 'note') {
      const known = this.#modems.get(modem)
      if (known !== undefined && entry.channel !== undefined) known.isThere = entry.channel === 'opened'
      return
    }
    let known = this.#modems.get(modem)
    if (known === undefined) {
      known = { memory: new ModemMemory(), heardAt: entry.at, isThere: false }
      this.#modems.set(modem, known)
    }
    known.memory.take(entry)
    known.heardAt = Math.max(known.heardAt, entry.at)
    if (entry.carried !== true) known.isThere = true
  }

  /** Of every modem, or of those that pass; in the order in which they passed, each modem for itself. */
  frames(of: (modem: string, isThere: boolean) => boolean = () => true): readonly CaptureFrame[] {
    return [...this.#modems].flatMap(([modem, { memory, isThere }]) =>
      of(modem, isThere) ? memory.frames : [],
    )
  }

  /** Modems that were not heard since go, and those that were heard the longest ago until the rest has no more bytes than this. */
  bound({ since, bytes }: { readonly since: number; readonly bytes: number }): void {
    const oldestFirst = [...this.#modems].sort(([, one], [, other]) => one.heardAt - other.heardAt)
    let sum = oldestFirst.reduce((total, [, { memory }]) => total + memory.bytes, 0)
    for (const [modem, { memory, heardAt }] of oldestFirst) {
      if (heardAt >= since && sum <= bytes) return
      sum -= memory.bytes
      this.#modems.delete(modem)
    }
  }
}

/** Whether frames of a modem, from its first, begin with the OPEN of its function, so that nothing is missing before them. */
export function beginsWithOpen(frames: Iterable<CaptureFrame>): boolean {
  for (const { direction, frame } of frames) {
    const type = direction === 'sent' ? undefined : typeOf(frame)
    // A function that is not open refuses what it is asked.
    if (type !== undefined && type !== 'function-error') return type === 'open-done'
  }
  return false
}

function typeOf(frame: Uint8Array): MessageType | undefined {
  try {
    return readHeader(frame).type
  } catch {
    return undefined
  }
}
