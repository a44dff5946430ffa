/** How CDMA user data is coded, and in which language: MBIM and mbnapi use the numbers of 3GPP2 C.R1001 as they are. */
import { enumeration, type Word } from '../enumeration.ts'

/** C.R1001 table 9.1-1; MBIM SmsCdmaEncoding; MBN_SMS_CDMA_ENCODING. */
export const cdmaEncoding = enumeration({
  octet: 0,
  /** Extended protocol message, of IS-91. */
  epm: 1,
  /** 7-bit ASCII, ANSI X3.4. */
  '7bit-ascii': 2,
  /** ITU-T T.50. */
  ia5: 3,
  /** UTF-16, most significant octet first. */
  unicode: 4,
  'shift-jis': 5,
  /** KS X 1001. */
  korean: 6,
  /** ISO 8859-8. */
  'latin-hebrew': 7,
  /** ISO 8859-1. */
  latin: 8,
  /** The default alphabet of 3GPP TS 23.038. */
  'gsm-7bit': 9,
})

export type CdmaEncoding = Word<typeof cdmaEncoding> | number

/** C.R1001 table 9.2-1; MBIM SmsCdmaLang; MBN_SMS_CDMA_LANG. */
export const cdmaLanguage = enumeration({
  unknown: 0,
  english: 1,
  french: 2,
  spanish: 3,
  japanese: 4,
  korean: 5,
  chinese: 6,
  hebrew: 7,
})

export type CdmaLanguage = Word<typeof cdmaLanguage> | number
