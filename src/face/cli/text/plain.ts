/**
 * Text of others made fit for a terminal. What a network, a SIM or a modem calls itself is data: control characters,
 * which could move the cursor or recolour the screen, and marks that turn the direction of text are shown as `?`.
 */

// C0 and C1 controls, line and paragraph separators; bidirectional controls (Unicode TR 9 §2).
const HARMFUL = /[\u0000-\u001F\u007F-\u009F\u061C\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

export function plain(text: string): string {
  return text.replace(HARMFUL, '?')
}

/** The same JSON with nothing in it that a terminal would obey: JSON itself escapes no more than C0 controls. */
export function plainJson(json: string): string {
  return json.replace(HARMFUL, (character) =>
    // In JSON text it is what lays it out.
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** How many columns of a terminal `text` takes: none for combining marks, two for wide characters (Unicode TR 11). */
export function textWidth(text: string): number {
  if (/^[\u0020-\u007E]*$/.test(text)) return text.length
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** At most `width` columns of `text`; where some is cut off, the last one is an ellipsis. */
export function fit(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  return width < 1 ? '' : `${beginning(text, width - 1)}…`
}

/** As much of the beginning of `text` as `width` columns hold. */
export function beginning(text: string, width: number): string {
  let held = ''
  let used = 0
  for (const character of text) {
    used += characterWidth(character)
    if (used > width) break
    held += character
  }
  return held
}

function characterWidth(character: string): number {
  if (/^[\p{Mark}\p{Format}]$/u.test(character)) return 0
  const code = character.codePointAt(0) ?? 0
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1
}

/** The blocks of East Asian Wide and Fullwidth characters and of emoji. */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
]
