/**
 * How a text is best sent: in which alphabet, with which national tables, in how many parts.
 *
 * The default alphabet is understood everywhere and wins whenever it needs no more parts than another. Where it lacks a
 * character, UCS-2 takes its place, and national tables take either's place only when they save a part: older phones
 * know nothing of them.
 */
import { septetsOfCharacter, textToSeptets, type CharacterSet } from './character-set.ts'
import { SmsError } from './error.ts'
import { nationalLanguage, nationalTables, type NationalLanguage } from './national-language.ts'
import { checkParts, MOST_PARTS, partHeader, roomBehind, type PartOptions } from './part-header.ts'
import { septetsOfHeader } from './septet.ts'

export interface TextPlanOptions extends Omit<PartOptions, 'reference'> {
  /** Insists on an alphabet; the cheapest unless given. */
  readonly alphabet?: 'gsm7' | 'ucs2'
  /** The languages whose tables may be used: all of them unless given, none when empty. */
  readonly national?: readonly NationalLanguage[]
}

export interface TextPlan {
  readonly alphabet: 'gsm7' | 'ucs2'
  /** The tables in force; empty for the default alphabet's own, and for UCS-2. */
  readonly characterSet: CharacterSet
  /** The text in pieces, never parted within an escape sequence or a surrogate pair. At least one, at most 255. */
  readonly parts: readonly string[]
  /** What the text takes: septets, or 16-bit units. */
  readonly units: number
  /** How many such units the last part has room for. */
  readonly remaining: number
}

/** @throws SmsError when the text has no place in 255 parts, or not in the alphabet that is insisted upon */
export function planText(text: string, options: TextPlanOptions = {}): TextPlan {
  // No character takes less than a septet; this keeps the work in proportion before any of it is done.
  if (text.length > MOST_PARTS * 160) checkParts('text', Math.ceil(text.length / 160))
  const plan = cheapest(text, options)
  checkParts('text', plan.parts.length)
  return plan
}

function cheapest(text: string, options: TextPlanOptions): TextPlan {
  if (options.alphabet === 'ucs2') return planUcs2(text, options)
  const plain = planGsm7(text, {}, options)
  if (plain?.parts.length === 1) return plain
  const other = plain ?? (options.alphabet === 'gsm7' ? undefined : planUcs2(text, options))
  const national = planNational(text, options, other)
  const plan = national ?? other
  if (plan !== undefined) return plan
  textToSeptets(text) // names the character that the default alphabet lacks
  throw new SmsError('text', 'no 7-bit alphabet has all of it')
}

/** A header that names one table takes four octets. */
const MOST_SHIFTED_SEPTETS = 160 - septetsOfHeader(4)

/** The cheapest plan with national tables that has fewer parts than `rival`, if there is any. */
function planNational(
  text: string,
  options: TextPlanOptions,
  rival: TextPlan | undefined,
): TextPlan | undefined {
  const languages = options.national ?? nationalLanguage.words
  const locking = [undefined, ...languages.filter((language) => nationalTables[language].locking)]
  const single = [undefined, ...languages]
  const counts = new Map<string, number>()
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  const fewerThan = rival?.parts.length ?? Infinity
  let best: TextPlan | undefined
  for (const set of locking.flatMap((one) => single.map((other) => characterSet(one, other)))) {
    const septets = septetsOf(counts, set)
    if (septets === undefined || (set.locking === undefined && set.single === undefined)) continue
    // No split does better than without a septet lost: most sets need not be tried.
    const atLeast = Math.ceil(septets / MOST_SHIFTED_SEPTETS)
    if (atLeast >= fewerThan || atLeast > (best?.parts.length ?? Infinity)) continue
    const plan = planGsm7(text, set, options)
    if (plan === undefined || plan.parts.length >= fewerThan) continue
    if (best === undefined || isCheaper(plan, best)) best = plan
  }
  return best
}

/**
 * Of plans with as many parts, the kinder one to a phone that knows no national tables: it shows another letter for each
 * that is shifted singly, but nothing legible where a table is locked. Then one language rather than two.
 */
function isCheaper(one: TextPlan, other: TextPlan): boolean {
  const burden = ({ locking, single }: CharacterSet): number =>
    (locking === undefined ? 0 : 4) +
    (single === undefined ? 0 : 2) +
    (locking !== undefined && single !== undefined && locking !== single ? 1 : 0)
  const difference =
    one.parts.length - other.parts.length ||
    burden(one.characterSet) - burden(other.characterSet) ||
    one.units - other.units
  return difference < 0
}

function characterSet(
  locking: NationalLanguage | undefined,
  single: NationalLanguage | undefined,
): CharacterSet {
  return { ...(locking !== undefined && { locking }), ...(single !== undefined && { single }) }
}

/** What all characters take together; nothing when the tables lack one. */
function septetsOf(counts: ReadonlyMap<string, number>, set: CharacterSet): number | undefined {
  let septets = 0
  for (const [character, count] of counts) {
    const cost = septetsOfCharacter(character, set)
    if (cost === undefined) return undefined
    septets += cost * count
  }
  return septets
}

function planGsm7(text: string, set: CharacterSet, options: TextPlanOptions): TextPlan | undefined {
  const pieces: Piece[] = []
  for (let index = 0; index < text.length; index++) {
    const units = septetsOfCharacter(text.charAt(index), set)
    if (units === undefined) return undefined
    pieces.push({ length: 1, units })
  }
  return layOut(text, pieces, 'gsm7', set, options)
}

function planUcs2(text: string, options: TextPlanOptions): TextPlan {
  // A pair of surrogates is one code point, and a lone surrogate is one as well.
  const pieces = Array.from(text, ({ length }) => ({ length, units: length }))
  return layOut(text, pieces, 'ucs2', {}, options)
}

/** What may not be parted: `length` in UTF-16 code units, `units` as the alphabet counts. */
interface Piece {
  readonly length: number
  readonly units: number
}

function layOut(
  text: string,
  pieces: readonly Piece[],
  alphabet: TextPlan['alphabet'],
  set: CharacterSet,
  options: TextPlanOptions,
): TextPlan {
  const units = pieces.reduce((sum, piece) => sum + piece.units, 0)
  const whole = roomFor(alphabet, 1, set, options)
  const plan = { alphabet, characterSet: set, units }
  if (units <= whole) return { ...plan, parts: [text], remaining: whole - units }
  const room = roomFor(alphabet, 2, set, options)
  const parts: string[] = []
  let start = 0
  let end = 0
  let used = 0
  for (const piece of pieces) {
    if (used + piece.units > room) {
      parts.push(text.slice(start, end))
      start = end
      used = 0
    }
    end += piece.length
    used += piece.units
  }
  parts.push(text.slice(start))
  return { ...plan, parts, remaining: room - used }
}

/** The units that fit a part. The header of each part is as long as any other's. */
function roomFor(
  alphabet: TextPlan['alphabet'],
  total: number,
  set: CharacterSet,
  options: TextPlanOptions,
): number {
  const header = partHeader(1, total, { reference: 0, ...options }, set)
  return alphabet === 'gsm7' ? roomBehind(header, 'septet') : Math.floor(roomBehind(header, 'octet') / 2)
}
