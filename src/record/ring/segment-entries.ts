/** What a segment holds, in the order in which it happened: the fragments of a message were written when it was whole. */
import type { CaptureEntry } from '../capture-file.ts'
import { CaptureError } from '../pcapng/capture-error.ts'
import { readCapture } from '../read-capture.ts'

/** Of one that is damaged, what is whole of it. */
export function entriesOf(segment: Uint8Array): readonly CaptureEntry[] {
  try {
    return inOrder(readCapture(segment, { torn: true }).entries)
  } catch (thrown) {
    if (thrown instanceof CaptureError) return []
    throw thrown
  }
}

/** A step of the wall clock stays where it is: what is on its two sides cannot be compared. */
function inOrder(entries: readonly CaptureEntry[]): readonly CaptureEntry[] {
  let stretch: CaptureEntry[] = []
  const ordered: CaptureEntry[] = []
  const settle = (): void => {
    for (const entry of stretch.sort((one, other) => one.at - other.at)) ordered.push(entry)
    stretch = []
  }
  for (const entry of entries) {
    const isCarried = entry.kind === 'frame' && entry.carried === true
    if (isCarried || (entry.kind === 'note' && entry.step !== undefined)) settle()
    // What was carried over stands where it is needed, with a time from before that.
    if (isCarried) ordered.push(entry)
    else stretch.push(entry)
  }
  settle()
  return ordered
}
