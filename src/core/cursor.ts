/** A place in the journal: after event `seq` of `epoch`. Written `epoch-seq`; a bare number means the current epoch. */
import { DialtoneError } from '../base/index.ts'

export interface Cursor {
  readonly epoch: string
  readonly seq: number
}

export function formatCursor(cursor: Cursor): string {
  return `${cursor.epoch}-${cursor.seq.toString()}`
}

/** @throws DialtoneError `invalid_cursor` that says what a cursor looks like. */
export function parseCursor(text: string, currentEpoch: string): Cursor {
  const match = /^(?:([0-9a-z]{1,32})-)?(\d{1,15})$/.exec(text)
  if (match?.[2] === undefined) {
    throw new DialtoneError(
      'invalid_cursor',
      `${JSON.stringify(text.slice(0, 64))} is not an event cursor: write the number of an event of this epoch ("41") or epoch and number ("${currentEpoch}-41")`,
    )
  }
  return { epoch: match[1] ?? currentEpoch, seq: Number(match[2]) }
}
