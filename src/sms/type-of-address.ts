/** The octet that says what kind of number an address holds (3GPP TS 23.040 9.1.2.5; 3GPP TS 24.011 8.2.5.1). */
import { enumeration, type Word } from './enumeration.ts'

/** Type of number. 5, alphanumeric, has no word: it is an address of another shape. */
export const numberType = enumeration({
  unknown: 0,
  international: 1,
  national: 2,
  /** Administration or service number of the serving network. */
  network: 3,
  subscriber: 4,
  abbreviated: 6,
  /** Reserved for extension. */
  extension: 7,
})

/** Numbering plan. The rest are reserved, or specific to a service centre (5, 6). */
export const numberingPlan = enumeration({
  unknown: 0,
  /** E.164, E.163. */
  telephone: 1,
  /** X.121. */
  data: 3,
  telex: 4,
  national: 8,
  private: 9,
  ermes: 10,
})

export type NumberType = Word<typeof numberType> | number
export type NumberingPlan = Word<typeof numberingPlan> | number

export const ALPHANUMERIC = 5

export function decodeTypeOfAddress(octet: number): { type: NumberType; plan: NumberingPlan } {
  return { type: numberType.decode((octet >> 4) & 7), plan: numberingPlan.decode(octet & 0xf) }
}

/** Bit 7 is always one. */
export function encodeTypeOfAddress(type: NumberType, plan: NumberingPlan, path: string): number {
  return (
    0x80 | (numberType.encode(type, `${path}.type`, 7) << 4) | numberingPlan.encode(plan, `${path}.plan`, 15)
  )
}
