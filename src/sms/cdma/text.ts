/** Text as CDMA user data and back, in the encodings of a fixed width. */
import { septetsToText, textToSeptets } from '../character-set.ts'
import { SmsError } from '../error.ts'
import { packSeptets, unpackSeptets } from '../septet.ts'
import { textToUcs2, ucs2ToText } from '../ucs2.ts'
import { BitReader } from './bit-reader.ts'
import { BitWriter } from './bit-writer.ts'
import type { CdmaEncoding } from './encoding.ts'
import { fromLatinHebrew, toLatinHebrew } from './latin-hebrew.ts'
import { bitsOf, type CdmaUserData } from './user-data.ts'

/** mbnapi MBN_CDMA_SHORT_MSG_SIZE_MAX; MBIM 1.0: EncodedMessage is at most 160 octets. */
export const LONGEST_CDMA_MESSAGE = 160

/** A character encoding of one number a character: below `limit`, itself unless mapped. */
interface Charset {
  readonly limit: number
  readonly decode?: (code: number) => number | undefined
  readonly encode?: (codePoint: number) => number | undefined
}

const ASCII: Charset = { limit: 0x80 }
const CHARSETS: Readonly<Partial<Record<CdmaEncoding, Charset>>> = {
  '7bit-ascii': ASCII,
  ia5: ASCII,
  latin: { limit: 0x100 },
  'latin-hebrew': { limit: 0x100, decode: fromLatinHebrew, encode: toLatinHebrew },
}

/**
 * Nothing when the encoding is of no text (`octet`, `epm`), of characters of varying width (`shift-jis`, `korean`) or
 * unknown. A code without a character reads as U+FFFD, and characters for which octets are missing are left out.
 */
export function cdmaText({ encoding, characters, octets }: CdmaUserData): string | undefined {
  if (encoding === 'unicode') return ucs2ToText(octets.subarray(0, characters * 2))
  if (encoding === 'gsm-7bit') {
    const count = Math.min(characters, Math.floor((octets.length * 8) / 7))
    return septetsToText(unpackSeptets(octets, count))
  }
  const charset = CHARSETS[encoding]
  if (charset === undefined) return undefined
  const reader = new BitReader(octets)
  const width = bitsOf(encoding, 1) ?? 8
  let text = ''
  for (let index = 0; index < characters; index++) {
    const code = reader.bits(width)
    if (code === undefined) break
    text += String.fromCharCode(charset.decode === undefined ? code : (charset.decode(code) ?? 0xfffd))
  }
  return text
}

/**
 * @param longest octets at most, a device's own limit (`CdmaShortMsgSize`) when it is lower
 * @throws SmsError when the encoding lacks a character, is none that text can be written in, or the text is too long
 */
export function cdmaTextData(
  text: string,
  encoding: CdmaEncoding = cheapestCdmaEncoding(text),
  longest = LONGEST_CDMA_MESSAGE,
): CdmaUserData {
  const data = encode(text, encoding)
  if (data.octets.length > longest) {
    throw new SmsError('text', `${data.octets.length} octets as ${encoding}; at most ${longest} are allowed`)
  }
  return data
}

/** The one that takes the fewest octets: 7-bit ASCII, ISO 8859-1, Unicode. */
export function cheapestCdmaEncoding(text: string): '7bit-ascii' | 'latin' | 'unicode' {
  let most = 0
  for (let index = 0; index < text.length; index++) most = Math.max(most, text.charCodeAt(index))
  if (most < 0x80) return '7bit-ascii'
  return most < 0x100 ? 'latin' : 'unicode'
}

function encode(text: string, encoding: CdmaEncoding): CdmaUserData {
  if (encoding === 'unicode') return { encoding, characters: text.length, octets: textToUcs2(text) }
  if (encoding === 'gsm-7bit') {
    const septets = textToSeptets(text)
    return { encoding, characters: septets.length, octets: packSeptets(septets) }
  }
  const charset = CHARSETS[encoding]
  if (charset === undefined) throw new SmsError('encoding', `text cannot be written as ${encoding}`)
  const width = bitsOf(encoding, 1) ?? 8
  const writer = new BitWriter()
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    const code = charset.encode === undefined ? unit : (charset.encode(unit) ?? charset.limit)
    if (code >= charset.limit) throw new SmsError('text', `${encoding} lacks character ${index}`)
    writer.bits(code, width)
  }
  return { encoding, characters: text.length, octets: writer.finish() }
}
