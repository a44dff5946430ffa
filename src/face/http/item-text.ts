/** What a stream carries as JSON: personal data hidden unless it is to be shown, and written once for all subscribers. */
import { textOf } from '../../core/index.ts'
import { redactItem, type WatchItem } from '../../api/index.ts'

export type ItemText = (item: WatchItem, reveal: boolean) => string

/** The text of an event is kept for as long as the event itself. */
export function itemText(): ItemText {
  const redacted = new WeakMap<WatchItem, string>()
  return (item, reveal) => {
    if (reveal) return textOf(item)
    const known = redacted.get(item)
    if (known !== undefined) return known
    const made = textOf(redactItem(item))
    redacted.set(item, made)
    return made
  }
}
