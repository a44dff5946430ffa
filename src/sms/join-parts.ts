/** The parts of a concatenated message as the one message they are. */
import { isUcs2 } from './data-coding.ts'
import { textOf, type TextCarrier } from './text.ts'
import { characterSetOf } from './user-data-header.ts'
import type { UserData } from './user-data.ts'

/**
 * The text of parts in order; nothing when one of them holds no text. Neighbours in the same alphabet are joined before
 * they are read, which mends what a careless sender parted: an escape sequence, a surrogate pair, even a 16-bit unit.
 */
export function joinText(parts: readonly TextCarrier[]): string | undefined {
  let text = ''
  for (const run of runsOf(parts)) {
    const piece = textOf(run)
    if (piece === undefined) return undefined
    text += piece
  }
  return text
}

/** The content of parts in order, headers left out: septets one an octet, or octets. */
export function joinData(parts: readonly { readonly userData: UserData }[]): Uint8Array {
  return concatenate(parts.map(({ userData }) => contentOf(userData)))
}

function runsOf(parts: readonly TextCarrier[]): TextCarrier[] {
  const runs: TextCarrier[][] = []
  for (const part of parts) {
    const run = runs.at(-1)
    if (run !== undefined && readsAlike(run[0], part)) run.push(part)
    else runs.push([part])
  }
  return runs.map(joinRun)
}

function joinRun(run: readonly TextCarrier[]): TextCarrier {
  const first = run[0] ?? {}
  if (run.length < 2 || first.userData === undefined) return first
  const content = concatenate(run.map(({ userData }) => contentOf(userData)))
  const header = first.userData.header === undefined ? {} : { header: first.userData.header }
  const userData =
    'septets' in first.userData ? { ...header, septets: content } : { ...header, octets: content }
  return { ...first, userData }
}

/** Same alphabet and same national tables; other elements of the header do not matter to the text. */
function readsAlike(one: TextCarrier | undefined, other: TextCarrier): boolean {
  if (one?.userData === undefined || other.userData === undefined) return false
  if ('septets' in one.userData !== 'septets' in other.userData) return false
  if ('octets' in one.userData) return isUcs2(one.dataCoding) && isUcs2(other.dataCoding)
  const [set, otherSet] = [characterSetOf(one.userData.header), characterSetOf(other.userData.header)]
  return set.locking === otherSet.locking && set.single === otherSet.single
}

function contentOf(userData: UserData | undefined): Uint8Array {
  if (userData === undefined) return new Uint8Array()
  return 'septets' in userData ? userData.septets : userData.octets
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    whole.set(piece, offset)
    offset += piece.length
  }
  return whole
}
