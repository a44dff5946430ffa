/** So many are a few milliseconds of work. */
const AT_ONCE = 1000

/** Takes each in its order, and lets others have the event loop in between: a segment holds thousands. */
export async function inTurns<T>(items: Iterable<T>, take: (item: T) => void): Promise<void> {
  let count = 0
  for (const item of items) {
    take(item)
    if (++count % AT_ONCE === 0) await new Promise(setImmediate)
  }
}
