/** What a part's user data begins with, and how much room it leaves. */
import type { CharacterSet } from './character-set.ts'
import { checkInteger, SmsError } from './error.ts'
import type { Concatenation } from './information-element.ts'
import { septetsOfHeader } from './septet.ts'
import { headerOctets, lastElement, type UserDataHeader } from './user-data-header.ts'
import { LONGEST_USER_DATA } from './user-data.ts'

/** A total fits one octet (3GPP TS 23.040 9.2.3.24.1). */
export const MOST_PARTS = 255

export interface PartOptions {
  /** Names the message among its sender's: 0–255, with `wide` 0–65535. Give each message another. */
  readonly reference: number
  /** A 16-bit reference (3GPP TS 23.040 9.2.3.24.8): an octet dearer, understood by fewer. */
  readonly wide?: boolean
  /** Elements that every part is to carry: ports, a message waiting indication. */
  readonly header?: UserDataHeader
}

/** Of part `sequence` of `total`. A lone part has no concatenation, and no header unless it needs one. */
export function partHeader(
  sequence: number,
  total: number,
  { reference, wide = false, header = [] }: PartOptions,
  { locking, single }: CharacterSet = {},
): UserDataHeader {
  if (lastElement(header, 'concatenation') !== undefined) {
    throw new SmsError('header', 'concatenation is for the parts to say')
  }
  checkInteger('reference', reference, 0, wide ? 0xffff : 0xff)
  const concatenation: Concatenation = { type: 'concatenation', wide, reference, total, sequence }
  return [
    ...(total > 1 ? [concatenation] : []),
    ...header,
    ...(locking === undefined ? [] : [{ type: 'locking-shift', language: locking } as const]),
    ...(single === undefined ? [] : [{ type: 'single-shift', language: single } as const]),
  ]
}

/**
 * How many septets, or octets, fit behind a header.
 * @throws SmsError when there is no room for two characters, without which no text could be split
 */
export function roomBehind(header: UserDataHeader, unit: 'septet' | 'octet'): number {
  const length = header.length === 0 ? 0 : headerOctets(header, 'header').length
  const room =
    unit === 'octet' ? LONGEST_USER_DATA - length : (LONGEST_USER_DATA / 7) * 8 - septetsOfHeader(length)
  if (room < 4) throw new SmsError('header', `${length} octets leave no room for the message`)
  return room
}

/** @throws SmsError when there are more parts than can be numbered */
export function checkParts(path: string, parts: number): void {
  if (parts > MOST_PARTS) throw new SmsError(path, `takes ${parts} parts; at most ${MOST_PARTS} are possible`)
}
