/** The text of a message, as its data coding and the national-language elements of its header say. */
import { septetsToText } from './character-set.ts'
import { isUcs2, type DataCoding } from './data-coding.ts'
import { ucs2ToText } from './ucs2.ts'
import { characterSetOf } from './user-data-header.ts'
import type { UserData } from './user-data.ts'

/** A message of any kind that may carry text; without a data coding, in the default alphabet (9.2.3.27). */
export interface TextCarrier {
  readonly dataCoding?: DataCoding
  readonly userData?: UserData
}

/** Nothing when there is no user data or it is no text: 8-bit data, or compressed. */
export function textOf({ dataCoding, userData }: TextCarrier): string | undefined {
  if (userData === undefined) return undefined
  if ('septets' in userData) return septetsToText(userData.septets, characterSetOf(userData.header))
  return isUcs2(dataCoding) ? ucs2ToText(userData.octets) : undefined
}
