/**
 * Septets as text and back, in the default alphabet or with national tables in its place.
 *
 * Reading never fails. As 3GPP TS 23.038 asks of a receiver: a code after an escape that the single shift table lacks
 * shows the character which the code has without escape (6.2.1.1); an escape after an escape, and one at the end,
 * shows a space (6.2.1, note 1; 6.2.1.1, note 1); so does a code that the locking table leaves blank.
 */
import { defaultAlphabet, ESCAPE, extensionTable } from './alphabet.ts'
import { SmsError } from './error.ts'
import { nationalTables, type NationalLanguage } from './national-language.ts'
import type { Run } from './national-table/national-table.ts'

/** Which tables are in force. An absent one is the default alphabet's. */
export interface CharacterSet {
  readonly locking?: NationalLanguage
  readonly single?: NationalLanguage
}

interface Table {
  readonly characters: ReadonlyMap<number, string>
  readonly codes: ReadonlyMap<string, number>
}

/** How many septets a character (one UTF-16 code unit) takes: 1, 2 with its escape, or nothing when there is none. */
export function septetsOfCharacter(character: string, set: CharacterSet): 1 | 2 | undefined {
  if (lockingTable(set).codes.has(character)) return 1
  return singleTable(set).codes.has(character) ? 2 : undefined
}

export function septetsToText(septets: Uint8Array, set: CharacterSet = {}): string {
  const locking = lockingTable(set).characters
  const single = singleTable(set).characters
  let text = ''
  for (let index = 0; index < septets.length; index++) {
    const code = septets[index] ?? 0
    if (code !== ESCAPE) {
      text += locking.get(code) ?? ' '
    } else {
      const escaped = septets[++index] ?? ESCAPE
      text += single.get(escaped) ?? locking.get(escaped) ?? ' '
    }
  }
  return text
}

/** @throws SmsError that names the first character which the tables do not have */
export function textToSeptets(text: string, set: CharacterSet = {}, path = 'text'): Uint8Array {
  const locking = lockingTable(set).codes
  const single = singleTable(set).codes
  const septets: number[] = []
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    const code = locking.get(character)
    if (code !== undefined) {
      septets.push(code)
      continue
    }
    const escaped = single.get(character)
    if (escaped === undefined) {
      throw new SmsError(path, `the alphabet lacks character ${index} (${codePoint(text, index)})`)
    }
    septets.push(ESCAPE, escaped)
  }
  return Uint8Array.from(septets)
}

const tables = new Map<readonly Run[], Table>()

function lockingTable({ locking }: CharacterSet): Table {
  return tableOf((locking && nationalTables[locking].locking) ?? defaultAlphabet)
}

function singleTable({ single }: CharacterSet): Table {
  return tableOf(single === undefined ? extensionTable : nationalTables[single].single)
}

/** Built on first use: most programs never see most tables. Where a character stands twice, the lower code is written. */
function tableOf(runs: readonly Run[]): Table {
  const known = tables.get(runs)
  if (known !== undefined) return known
  const characters = new Map<number, string>()
  const codes = new Map<string, number>()
  for (const [start, run] of runs) {
    for (let index = 0; index < run.length; index++) {
      const character = run.charAt(index)
      characters.set(start + index, character)
      if (!codes.has(character)) codes.set(character, start + index)
    }
  }
  const table = { characters, codes }
  tables.set(runs, table)
  return table
}

function codePoint(text: string, index: number): string {
  return `U+${(text.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
