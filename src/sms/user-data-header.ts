/**
 * The header in front of user data (3GPP TS 23.040 9.2.3.24): its length, then elements of identifier, length and content.
 * "If the length of the User Data Header is such that there are too few or too many octets in the final Information
 * Element then the whole User Data Header shall be ignored": such a header is one `malformed` element.
 */
import type { CharacterSet } from './character-set.ts'
import { SmsError } from './error.ts'
import {
  decodeElement,
  elementOctets,
  type InformationElement,
  type MalformedHeader,
} from './information-element.ts'

/** In the order of the octets. A malformed element is alone. */
export type UserDataHeader = readonly (InformationElement | MalformedHeader)[]

/** `octets`: what follows the length octet. */
export function decodeHeader(octets: Uint8Array): UserDataHeader {
  return parseElements(octets) ?? [{ type: 'malformed', octets }]
}

/** The length octet and the elements. */
export function headerOctets(header: UserDataHeader, path: string): readonly number[] {
  const octets = header.flatMap((element, index) => {
    if (element.type !== 'malformed') return elementOctets(element, `${path}[${index}]`)
    if (header.length > 1 || parseElements(element.octets) !== undefined) {
      throw new SmsError(`${path}[${index}]`, 'a malformed element is alone, and does not read as elements')
    }
    return Array.from(element.octets)
  })
  if (octets.length > 255) throw new SmsError(path, `${octets.length} octets; a header has at most 255`)
  return [octets.length, ...octets]
}

/**
 * The element of a type that counts: "in the event that IEs determined as not repeatable are duplicated, the last
 * occurrence of the IE shall be used", and likewise of two that exclude each other, as 8-bit and 16-bit ports do.
 */
export function lastElement<T extends InformationElement['type']>(
  header: UserDataHeader | undefined,
  type: T,
): Extract<InformationElement, { type: T }> | undefined {
  return header?.findLast(
    (element): element is Extract<InformationElement, { type: T }> => element.type === type,
  )
}

/** The tables in force. An element with a language that nobody knows is ignored. */
export function characterSetOf(header: UserDataHeader | undefined): CharacterSet {
  const set: { -readonly [Shift in keyof CharacterSet]: CharacterSet[Shift] } = {}
  for (const element of header ?? []) {
    if (!('language' in element) || typeof element.language === 'number') continue
    set[element.type === 'locking-shift' ? 'locking' : 'single'] = element.language
  }
  return set
}

function parseElements(octets: Uint8Array): readonly InformationElement[] | undefined {
  const elements: InformationElement[] = []
  let offset = 0
  while (offset < octets.length) {
    const [id, length] = octets.subarray(offset, offset + 2)
    if (id === undefined || length === undefined) return undefined
    const end = offset + 2 + length
    if (end > octets.length) return undefined
    elements.push(decodeElement(id, octets.slice(offset + 2, end)))
    offset = end
  }
  return elements
}
