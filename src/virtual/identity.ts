/**
 * Who a virtual modem and its SIM are, derived from a seed and an index: the same again with the same seed, different for
 * each index. Every number carries a valid check digit and lies in a range that is never given out, so that it can be
 * mistaken for nobody's.
 */
import { seededRandom } from '../base/index.ts'

export interface Identity {
  /** 15 digits (3GPP TS 23.003 §6.2.1). Its TAC begins with 00: a test IMEI (GSMA TS.06 §3.1). */
  readonly imei: string
  /** 19 digits (ITU-T E.118): 89, the MCC and MNC of the issuer, the card's number, a check digit. */
  readonly iccid: string
  /** 15 digits (3GPP TS 23.003 §2.2). */
  readonly imsi: string
  /** International form. Country code 999 is reserved and assigned to nobody (ITU-T E.164 list of codes). */
  readonly telephoneNumber: string
}

/** `plmn` is the SIM's home network: MCC and MNC, 5 or 6 digits. */
export function deriveIdentity(seed: number, index: number, plmn: string): Identity {
  // One start for the seed, then consecutive numbers: no two indices meet.
  const serial = (seededRandom(seed).integer(1_000_000) + index) % 1_000_000
  const six = digits(serial, 6)
  return {
    imei: withCheckDigit(`00101001${six}`),
    iccid: withCheckDigit(`89${plmn}${digits(serial, 16 - plmn.length)}`),
    imsi: `${plmn}${digits(serial, 15 - plmn.length)}`,
    telephoneNumber: `+999000${six}`,
  }
}

/** A number of decimal digits with its check digit behind it (ISO/IEC 7812-1 annex B, Luhn). */
export function withCheckDigit(number: string): string {
  return `${number}${luhn(number, 1).toString()}`
}

/** Whether the last digit is the check digit of those before it. */
export function hasValidCheckDigit(number: string): boolean {
  return /^\d{2,}$/.test(number) && luhn(number.slice(0, -1), 1) === Number(number.at(-1))
}

/** `position` is that of the last digit of `number`, counted from the check digit at 0. */
function luhn(number: string, position: number): number {
  let sum = 0
  for (let index = number.length - 1; index >= 0; index--, position++) {
    const digit = Number(number[index])
    const doubled = position % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return (10 - (sum % 10)) % 10
}

function digits(value: number, length: number): string {
  return value.toString().padStart(length, '0')
}
