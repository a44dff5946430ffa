/**
 * The national languages that have tables of their own (3GPP TS 23.038 6.2.1.2.4) and the numbers by which the two
 * national-language elements of a user data header name them.
 */
import { enumeration, type Word } from './enumeration.ts'
import { bengali } from './national-table/bengali.ts'
import { gujarati } from './national-table/gujarati.ts'
import { hindi } from './national-table/hindi.ts'
import { kannada } from './national-table/kannada.ts'
import { malayalam } from './national-table/malayalam.ts'
import type { NationalTable } from './national-table/national-table.ts'
import { oriya } from './national-table/oriya.ts'
import { portuguese } from './national-table/portuguese.ts'
import { punjabi } from './national-table/punjabi.ts'
import { spanish } from './national-table/spanish.ts'
import { tamil } from './national-table/tamil.ts'
import { telugu } from './national-table/telugu.ts'
import { turkish } from './national-table/turkish.ts'
import { urdu } from './national-table/urdu.ts'

export const nationalLanguage = enumeration({
  turkish: 1,
  spanish: 2,
  portuguese: 3,
  bengali: 4,
  gujarati: 5,
  hindi: 6,
  kannada: 7,
  malayalam: 8,
  oriya: 9,
  punjabi: 10,
  tamil: 11,
  telugu: 12,
  urdu: 13,
})

export type NationalLanguage = Word<typeof nationalLanguage>

export const nationalTables: Readonly<Record<NationalLanguage, NationalTable>> = {
  turkish,
  spanish,
  portuguese,
  bengali,
  gujarati,
  hindi,
  kannada,
  malayalam,
  oriya,
  punjabi,
  tamil,
  telugu,
  urdu,
}
