/** ISO 8859-8: what it has in place of ISO 8859-1's upper half. Codes in neither range and in no row stand for themselves. */

/** Code and code point. */
const DIFFERENT: readonly (readonly [number, number])[] = [
  [0xaa, 0x00d7],
  [0xba, 0x00f7],
  [0xdf, 0x2017],
  [0xfd, 0x200e],
  [0xfe, 0x200f],
  // The letters, alef to tav.
  ...Array.from({ length: 27 }, (_, index) => [0xe0 + index, 0x05d0 + index] as const),
]
const toUnicode = new Map(DIFFERENT)
const fromUnicode = new Map(DIFFERENT.map(([code, codePoint]) => [codePoint, code]))

/** Codes that stand for nothing. */
function isUnused(code: number): boolean {
  return code === 0xa1 || (code >= 0xbf && code <= 0xde) || code === 0xfb || code === 0xfc || code === 0xff
}

export function fromLatinHebrew(code: number): number | undefined {
  return isUnused(code) ? undefined : (toUnicode.get(code) ?? code)
}

export function toLatinHebrew(codePoint: number): number | undefined {
  const code = fromUnicode.get(codePoint) ?? (codePoint < 0xff ? codePoint : undefined)
  return code === undefined || (code === codePoint && (toUnicode.has(code) || isUnused(code)))
    ? undefined
    : code
}
