/**
 * Words of an options or secrets file of pppd (pppd(8), OPTIONS FILES). Every word is quoted, so that none can be taken for
 * an option, a comment or the end of a line. What cannot be in a word is refused: it would be another word to pppd.
 */
import { DialtoneError } from '../../base/index.ts'

/** MAXWORDLEN of pppd, with its end. */
const LONGEST = 1023

/** One line of words. @throws DialtoneError `invalid_argument` */
export function optionLine(...words: readonly (string | number)[]): string {
  return `${words.map((word) => quoted(word.toString())).join(' ')}\n`
}

function quoted(word: string): string {
  // Bytes below 32 and 127 end words, lines or the file for some reader or other.
  if (/\p{Control}/u.test(word)) {
    throw new DialtoneError('invalid_argument', 'a word for pppd may not hold control characters')
  }
  if (Buffer.byteLength(word) > LONGEST) {
    throw new DialtoneError('invalid_argument', `a word for pppd may not have more than ${LONGEST} bytes`)
  }
  return `"${word.replaceAll(/[\\"]/g, '\\$&')}"`
}
