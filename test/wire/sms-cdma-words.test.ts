/** The words for CDMA encodings and languages are the same in both rooms that have them, and have the reference's numbers. */
import { expect, test } from 'vitest'
import { SmsCdmaEncoding, SmsCdmaLang } from '../../src/mbim/word/message.ts'
import { cdmaEncoding, cdmaLanguage } from '../../src/sms/index.ts'
import { reference, wordsOf } from './reference.ts'

test.each([
  ['SmsCdmaEncoding', cdmaEncoding.codes, SmsCdmaEncoding],
  ['SmsCdmaLang', cdmaLanguage.codes, SmsCdmaLang],
] as const)('%s', (name, codes, codec) => {
  expect(codec.schema).toMatchObject({ words: codes })
  expect(codes).toEqual(wordsOf(reference.enums[name] ?? {}))
})
