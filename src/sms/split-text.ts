/** A text as the coding and user data of one message, or of several that belong together. */
import { textToSeptets } from './character-set.ts'
import { dataCoding, type DataCoding, type MessageClass } from './data-coding.ts'
import { partHeader, type PartOptions } from './part-header.ts'
import { planText, type TextPlanOptions } from './text-plan.ts'
import { textToUcs2 } from './ucs2.ts'
import type { UserData } from './user-data.ts'

export interface SplitOptions extends PartOptions {
  readonly messageClass?: MessageClass
}

/** What a part puts into an SMS-SUBMIT or SMS-DELIVER. */
export interface MessagePart {
  readonly dataCoding: DataCoding
  readonly userData: UserData
}

/**
 * In order, at least one. `planText` says beforehand how many there will be.
 * @throws SmsError when 255 parts do not hold the text, or the alphabet that is insisted upon lacks a character
 */
export function splitText(text: string, options: SplitOptions & TextPlanOptions): MessagePart[] {
  const { alphabet, characterSet, parts } = planText(text, options)
  const coding = dataCoding(alphabet, options.messageClass)
  return parts.map((part, index) => {
    const elements = partHeader(index + 1, parts.length, options, characterSet)
    const header = elements.length === 0 ? {} : { header: elements }
    return {
      dataCoding: coding,
      userData:
        alphabet === 'gsm7'
          ? { ...header, septets: textToSeptets(part, characterSet) }
          : { ...header, octets: textToUcs2(part) },
    }
  })
}
