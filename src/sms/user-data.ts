/**
 * TP-UDL and TP-UD: how much, then an optional header and what follows it (3GPP TS 23.040 9.2.3.16, 9.2.3.24). Septets and
 * octets are carried as they are, so that whoever passes a message on passes it on unchanged; `textOf` reads them.
 */
import { SmsError } from './error.ts'
import type { OctetReader } from './octet-reader.ts'
import { fillBitsAfter, octetsOf, packSeptets, septetsOfHeader, unpackSeptets } from './septet.ts'
import { decodeHeader, headerOctets, type UserDataHeader } from './user-data-header.ts'

/** The GSM 7-bit alphabet: one value below 128 for each septet. */
export interface SeptetData {
  readonly header?: UserDataHeader
  readonly septets: Uint8Array
}

/** 8-bit data, UCS-2 text, compressed text. */
export interface OctetData {
  readonly header?: UserDataHeader
  readonly octets: Uint8Array
}

export type UserData = SeptetData | OctetData

/** The user data of a message is at most 140 octets or 160 septets. */
export const LONGEST_USER_DATA = 140

export interface UserDataForm {
  /** Whether the length counts septets. */
  readonly septets: boolean
  /** TP-UDHI. A header that is indicated in empty user data is none. */
  readonly hasHeader: boolean
  /** Octets at most. */
  readonly longest: number
}

export function readUserData(
  reader: OctetReader,
  form: UserDataForm & { readonly septets: false },
  path: string,
): OctetData
export function readUserData(reader: OctetReader, form: UserDataForm, path: string): UserData
export function readUserData(reader: OctetReader, form: UserDataForm, path: string): UserData {
  const start = reader.offset
  const length = reader.octet(path)
  const size = form.septets ? octetsOf(length) : length
  if (size > form.longest) {
    throw new SmsError(path, `${size} octets; at most ${form.longest} are allowed`, { offset: start })
  }
  const octets = reader.octets(size, path)
  if (!form.hasHeader || size === 0) {
    return form.septets ? { septets: unpackSeptets(octets, length) } : { octets }
  }
  const end = 1 + (octets[0] ?? 0)
  if (end > size) {
    throw new SmsError(`${path}.header`, `${end} octets with its length, in user data of ${size}`, {
      offset: start + 1,
    })
  }
  const header = decodeHeader(octets.slice(1, end))
  if (!form.septets) return { header, octets: octets.slice(end) }
  const count = Math.max(0, length - septetsOfHeader(end))
  return { header, septets: unpackSeptets(octets.slice(end), count, fillBitsAfter(end)) }
}

export function userDataOctets(
  userData: UserData,
  form: Omit<UserDataForm, 'hasHeader'>,
  path: string,
): Uint8Array {
  const header = userData.header === undefined ? [] : headerOctets(userData.header, `${path}.header`)
  let length: number
  let content: Uint8Array
  if ('septets' in userData) {
    if (!form.septets) throw new SmsError(path, 'its data coding asks for octets, not septets')
    const wrong = userData.septets.findIndex((septet) => septet > 0x7f)
    if (wrong >= 0) throw new SmsError(`${path}.septets[${wrong}]`, 'is above 127')
    length = septetsOfHeader(header.length) + userData.septets.length
    content = packSeptets(userData.septets, fillBitsAfter(header.length))
  } else {
    if (form.septets) throw new SmsError(path, 'its data coding asks for septets, not octets')
    length = header.length + userData.octets.length
    content = userData.octets
  }
  const size = form.septets ? octetsOf(length) : length
  if (size > form.longest) throw new SmsError(path, `${size} octets; at most ${form.longest} are allowed`)
  return Uint8Array.from([length, ...header, ...content])
}

/** TP-UDHI in bit 6 of the first octet. */
export function headerBit(userData: UserData | undefined): number {
  return userData?.header === undefined ? 0 : 0x40
}
