/** How texts look to the terminal (+CSCS, 3GPP TS 27.007 §5.5). Here a line is a string of octets, one a character. */
import { fromHex, toHex } from '../../base/index.ts'
import { SmsError, septetsToText, textToSeptets } from '../../sms/index.ts'

export const TERMINAL_CHARACTER_SETS = ['IRA', 'GSM', 'UCS2', 'UTF-8', '8859-1'] as const

export type TerminalCharacterSet = (typeof TERMINAL_CHARACTER_SETS)[number]

/** What the set lacks becomes a question mark. */
export function toTerminal(text: string, set: TerminalCharacterSet): string {
  switch (set) {
    case 'UCS2':
      return toHex(
        Uint8Array.from([...Array(text.length).keys()].flatMap((at) => utf16(text, at))),
      ).toUpperCase()
    case 'UTF-8':
      return octetsToLine(new TextEncoder().encode(text))
    case '8859-1':
      return text.replace(/[^\u0000-\u00ff]/gu, '?')
    case 'IRA':
      return text.replace(/[^\u0000-\u007f]/gu, '?')
    case 'GSM':
      return octetsToLine(gsmOctets(text))
  }
}

/** Nothing where the octets are none of the set. */
export function fromTerminal(line: string, set: TerminalCharacterSet): string | undefined {
  switch (set) {
    case 'UCS2':
      return ucs2(line)
    case 'UTF-8':
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(lineToOctets(line))
      } catch {
        return undefined
      }
    case '8859-1':
      return line
    case 'IRA':
      return /^[\u0000-\u007f]*$/.test(line) ? line : undefined
    case 'GSM':
      return /^[\u0000-\u007f]*$/.test(line) ? septetsToText(lineToOctets(line)) : undefined
  }
}

export function octetsToLine(octets: Uint8Array): string {
  return Array.from(octets, (octet) => String.fromCharCode(octet)).join('')
}

/** Of a string whose characters are all octets. */
export function lineToOctets(line: string): Uint8Array {
  return Uint8Array.from(line, (character) => character.charCodeAt(0) & 0xff)
}

function utf16(text: string, at: number): readonly [number, number] {
  const unit = text.charCodeAt(at)
  return [unit >> 8, unit & 0xff]
}

function ucs2(line: string): string | undefined {
  if (!/^(?:[0-9a-f]{4})*$/i.test(line)) return undefined
  const octets = fromHex(line)
  return Array.from({ length: octets.length / 2 }, (_, at) =>
    String.fromCharCode(((octets[2 * at] ?? 0) << 8) | (octets[2 * at + 1] ?? 0)),
  ).join('')
}

function gsmOctets(text: string): Uint8Array {
  try {
    return textToSeptets(text)
  } catch (thrown) {
    if (!(thrown instanceof SmsError)) throw thrown
    return Uint8Array.from(Array.from(text, (character) => [...gsmOctetsOf(character)]).flat())
  }
}

function gsmOctetsOf(character: string): Uint8Array {
  try {
    return textToSeptets(character)
  } catch (thrown) {
    if (!(thrown instanceof SmsError)) throw thrown
    return textToSeptets('?')
  }
}
