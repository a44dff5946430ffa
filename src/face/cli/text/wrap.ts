/** Running text broken into lines that fit the terminal; as one line where there is none. */
import { beginning, textWidth } from './plain.ts'

/** Under this width lines would hold a word each; they are let run over instead. */
const NARROWEST = 20

/** A character may be this wide. */
const WIDEST = 2

export interface WrapOptions {
  readonly width: number | undefined
  /** Begins the first line, `rest` every other; both count. */
  readonly first?: string
  readonly rest?: string
}

export function wrap(text: string, { width, first = '', rest = first }: WrapOptions): readonly string[] {
  if (width === undefined || width - textWidth(rest) < NARROWEST) return [first + text]
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(' ')) {
    if (!empty && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line)
      line = rest
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return [...lines, line]
}

/** The same for a column, which may be narrow and has a neighbour: a word that is longer than a line goes on in the next. */
export function wrapColumn(text: string, width: number): readonly string[] {
  const room = Math.max(width, WIDEST)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer) <= room) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (textWidth(line) > room) {
      const held = beginning(line, room)
      lines.push(held)
      line = line.slice(held.length)
    }
  }
  return [...lines, line]
}
