/** How shelves write: together with the events of the turn, or at once with one event. Implemented by the journal. */
import type { EventDraft } from '../../core/index.ts'

export interface Writer {
  /** `write` is carried out in the transaction of this turn's events. */
  enqueue(write: () => void): void
  /**
   * Writes the event and carries out `write`: both or neither.
   * @throws DialtoneError `storage_failed`.
   */
  commit(draft: EventDraft, write: () => void): void
}

/** A shelf keeps all it has in memory, so that its rows can be written again after they could not be. */
export interface Restatable {
  /** Within a transaction: makes the database say what the memory says. */
  restate(): void
}
