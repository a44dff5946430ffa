/** The epochs of a journal, oldest first, and where a cursor is in it. Places go on over epochs (`EventTable`). */
import type { Cursor, GapReason } from '../../core/index.ts'
import type { Epoch } from './event-table.ts'

export class EpochList {
  readonly #epochs: [Epoch, ...Epoch[]]

  constructor(epochs: readonly [Epoch, ...Epoch[]]) {
    this.#epochs = [...epochs]
  }

  get current(): Epoch {
    return this.#epochs.at(-1) ?? this.#epochs[0]
  }

  begin(epoch: Epoch): void {
    this.#epochs.push(epoch)
  }

  /** The cursor of a place in the present epoch. */
  cursor(place: number): Cursor {
    const { id, base } = this.current
    return { epoch: id, seq: place - base }
  }

  /** The cursor of a place in whichever epoch it is. */
  cursorAt(place: number): Cursor {
    const { id, base } = this.#epochs.findLast((epoch) => epoch.base <= place) ?? this.#epochs[0]
    return { epoch: id, seq: place - base }
  }

  /** The place of a cursor in a journal that goes from `oldest` to `head`, or why it has none there. */
  place(cursor: Cursor, oldest: number, head: number): number | GapReason {
    const index = this.#epochs.findIndex(({ id }) => id === cursor.epoch)
    const [epoch, next] = [this.#epochs[index], this.#epochs[index + 1]]
    if (epoch === undefined) return 'unknown'
    const place = epoch.base + cursor.seq
    // Told once, and then gone with the power or by a backup that was restored.
    if (next !== undefined && place > next.base) return 'lost'
    if (place > head) return 'unknown'
    return place + 1 < oldest ? 'compacted' : place
  }
}
