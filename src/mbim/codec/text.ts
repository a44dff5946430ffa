/**
 * UTF-16LE text. Every code unit survives, lone surrogates included, so that reading and writing are inverses. Done by
 * hand, eight units at a time: on the short texts of MBIM that is faster than any call out of JavaScript.
 */
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

const from = String.fromCharCode

/** Reads `size` bytes at `at`, which the caller has found to be there and even. NULs at the end are left out. */
export function readUtf16(reader: Reader, at: number, size: number): string {
  let end = at + size
  // A few devices count a terminator.
  while (end > at && reader.u16(end - 2) === 0) end -= 2
  let text = ''
  let next = at
  for (; next + 16 <= end; next += 16) {
    text += from(
      reader.u16(next),
      reader.u16(next + 2),
      reader.u16(next + 4),
      reader.u16(next + 6),
      reader.u16(next + 8),
      reader.u16(next + 10),
      reader.u16(next + 12),
      reader.u16(next + 14),
    )
  }
  if (next + 8 <= end) {
    text += from(reader.u16(next), reader.u16(next + 2), reader.u16(next + 4), reader.u16(next + 6))
    next += 8
  }
  switch (end - next) {
    case 6:
      return text + from(reader.u16(next), reader.u16(next + 2), reader.u16(next + 4))
    case 4:
      return text + from(reader.u16(next), reader.u16(next + 2))
    case 2:
      return text + from(reader.u16(next))
    default:
      return text
  }
}

/** Writes the text at `at`, where the caller has made room for two bytes a character. */
export function writeUtf16(writer: Writer, at: number, text: string): void {
  for (let index = 0; index < text.length; index++) writer.u16(at + 2 * index, text.charCodeAt(index))
}
