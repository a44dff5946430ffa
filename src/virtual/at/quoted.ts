/**
 * A string of a result (ITU-T V.250 §5.4.2.2). Names come from the network, and from whoever has set up the modem: what would end
 * the string or the line is written by its code, as a terminal writes it too.
 */
import type { TerminalCharacterSet } from './terminal-character-set.ts'

/** @param set of `line`; the alphabet of the card has a letter where others have the backslash */
export function quoted(line: string, set: TerminalCharacterSet = 'IRA'): string {
  const written = line
    // No octet, of which all but the lowest bits would be lost.
    .replace(/[^\u0000-\u00ff]/gu, '?')
    .replace(set === 'GSM' ? /["\r\n]/g : /["\\\r\n]/g, codeOf)
  return `"${written}"`
}

function codeOf(character: string): string {
  return `\\${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
