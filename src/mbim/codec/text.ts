/**
 * UTF-16LE text. Every code unit survives, lone surrogates included, so that reading and writing are inverses. Done by
 * hand: on the short texts of MBIM that is faster than any call out of JavaScript.
 */
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** This many code units are made into text at a time. */
const MOST = 64

/** An array for each number of code units, used again and again: to make text of one is the fastest there is. */
const scratch = Array.from({ length: MOST + 1 }, (_, length) => new Array<number>(length).fill(0))

/** Reads `size` bytes at `at`, which the caller has found to be there and even. NULs at the end are left out. */
export function readUtf16(reader: Reader, at: number, size: number): string {
  let length = size / 2
  // A few devices count a terminator.
  while (length > 0 && reader.u16(at + 2 * length - 2) === 0) length--
  let text = ''
  let next = at
  for (; length > MOST; length -= MOST) {
    text += readUnits(reader, next, MOST)
    next += 2 * MOST
  }
  return text + readUnits(reader, next, length)
}

function readUnits(reader: Reader, at: number, length: number): string {
  const units = scratch[length] ?? []
  for (let index = 0; index < length; index++) units[index] = reader.u16(at + 2 * index)
  return String.fromCharCode(...units)
}

/** Writes the text at `at`, where the caller has made room for two bytes a character. */
export function writeUtf16(writer: Writer, at: number, text: string): void {
  for (let index = 0; index < text.length; index++) writer.u16(at + 2 * index, text.charCodeAt(index))
}
