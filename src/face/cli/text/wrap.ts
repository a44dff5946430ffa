/** Running text broken into lines that fit the terminal; as one line where there is none. */
import { textWidth } from './plain.ts'

/** Under this width lines would hold a word each; they are let run over instead. */
const NARROWEST = 20

/** `first` begins the first line, `rest` every other; both count. */
export function wrap(
  text: string,
  { width, first = '', rest = first }: { width: number | undefined; first?: string; rest?: string },
): readonly string[] {
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
