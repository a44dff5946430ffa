/**
 * TP-DCS: how the user data is coded and what is to become of the message (3GPP TS 23.038 4). All 256 octets have a
 * value of their own, reserved ones and set spare bits included.
 */
import { checkInteger, SmsError } from './error.ts'

/** 0: shown at once and not stored ("flash"); 1: meant for the equipment; 2: for the SIM; 3: for the terminal. */
export type MessageClass = 0 | 1 | 2 | 3

/** What the user data is made of, the reserved codings taken as the clause says. */
export type Alphabet = 'gsm7' | 'octets' | 'ucs2'

export const WAITING_INDICATIONS = ['voicemail', 'fax', 'email', 'other'] as const

export interface GeneralCoding {
  /** `automatic-deletion`: to be deleted once read. */
  readonly group: 'general' | 'automatic-deletion'
  readonly alphabet: Alphabet | 'reserved'
  /** By the algorithm of 3GPP TS 23.042, which nobody is known to use: the user data stays octets. */
  readonly compressed: boolean
  readonly messageClass?: MessageClass
  /** Bits 1–0 where they mean nothing because there is no class; absent when they are zero, as they should be. */
  readonly spare?: number
}

export interface MessageWaitingCoding {
  readonly group: 'message-waiting'
  /** Whether the message is to be stored besides setting the indication. */
  readonly store: boolean
  readonly alphabet: 'gsm7' | 'ucs2'
  /** Whether messages of the kind are waiting: the indication is set or cleared. */
  readonly active: boolean
  readonly indication: (typeof WAITING_INDICATIONS)[number]
  /** Bit 2; absent when it is zero, as it should be. */
  readonly spare?: true
}

export interface ClassCoding {
  readonly group: 'class'
  readonly alphabet: 'gsm7' | 'octets'
  readonly messageClass: MessageClass
  /** Bit 3; absent when it is zero, as it should be. */
  readonly spare?: true
}

/** The reserved coding groups 1000 to 1011. */
export interface ReservedCoding {
  readonly group: 'reserved'
  /** The octet, 0x80–0xbf. */
  readonly value: number
}

export type DataCoding = GeneralCoding | MessageWaitingCoding | ClassCoding | ReservedCoding

/** The general coding of text or data, with a class where one is asked for. */
export function dataCoding(alphabet: Alphabet, messageClass?: MessageClass): GeneralCoding {
  return {
    group: 'general',
    alphabet,
    compressed: false,
    ...(messageClass !== undefined && { messageClass }),
  }
}

/** "Any reserved codings shall be assumed to be the GSM 7 bit default alphabet": 3GPP TS 23.038 4. */
export function alphabetOf(coding: DataCoding): Alphabet {
  if (coding.group === 'reserved' || coding.alphabet === 'reserved') return 'gsm7'
  return coding.alphabet
}

/** Whether the user data counts in septets; compressed text counts in octets (3GPP TS 23.040 9.2.3.16). */
export function countsSeptets(coding: DataCoding): boolean {
  return alphabetOf(coding) === 'gsm7' && !isCompressed(coding)
}

/** Whether the user data is readable 16-bit text. */
export function isUcs2(coding: DataCoding | undefined): boolean {
  return coding !== undefined && alphabetOf(coding) === 'ucs2' && !isCompressed(coding)
}

export function isCompressed(coding: DataCoding): boolean {
  return 'compressed' in coding && coding.compressed
}

export function messageClassOf(coding: DataCoding): MessageClass | undefined {
  return 'messageClass' in coding ? coding.messageClass : undefined
}

const ALPHABETS = ['gsm7', 'octets', 'ucs2', 'reserved'] as const

export function decodeDataCoding(octet: number): DataCoding {
  const low = octet & 3
  if (octet < 0x80) {
    const hasClass = (octet & 0x10) !== 0
    return {
      group: octet < 0x40 ? 'general' : 'automatic-deletion',
      alphabet: ALPHABETS[(octet >> 2) & 3] ?? 'reserved',
      compressed: (octet & 0x20) !== 0,
      ...(hasClass && { messageClass: low as MessageClass }), // two bits
      ...(!hasClass && low !== 0 && { spare: low }),
    }
  }
  if (octet < 0xc0) return { group: 'reserved', value: octet }
  if (octet < 0xf0) {
    return {
      group: 'message-waiting',
      store: octet >= 0xd0,
      alphabet: octet >= 0xe0 ? 'ucs2' : 'gsm7',
      active: (octet & 8) !== 0,
      indication: WAITING_INDICATIONS[low] ?? 'other',
      ...((octet & 4) !== 0 && { spare: true }),
    }
  }
  return {
    group: 'class',
    alphabet: (octet & 4) !== 0 ? 'octets' : 'gsm7',
    messageClass: low as MessageClass, // two bits
    ...((octet & 8) !== 0 && { spare: true }),
  }
}

export function encodeDataCoding(coding: DataCoding, path: string): number {
  switch (coding.group) {
    case 'general':
    case 'automatic-deletion': {
      const { messageClass, spare = 0 } = coding
      if (messageClass !== undefined && spare !== 0) {
        throw new SmsError(`${path}.spare`, 'the class takes the spare bits')
      }
      return (
        (coding.group === 'general' ? 0 : 0x40) |
        (coding.compressed ? 0x20 : 0) |
        (ALPHABETS.indexOf(coding.alphabet) << 2) |
        (messageClass === undefined
          ? checkInteger(`${path}.spare`, spare, 0, 3)
          : 0x10 | checkInteger(`${path}.messageClass`, messageClass, 0, 3))
      )
    }
    case 'message-waiting': {
      if (coding.alphabet === 'ucs2' && !coding.store) {
        throw new SmsError(`${path}.store`, 'there is no coding for UCS-2 text that is to be discarded')
      }
      const group = coding.alphabet === 'ucs2' ? 0xe0 : coding.store ? 0xd0 : 0xc0
      return (
        group |
        (coding.active ? 8 : 0) |
        (coding.spare === true ? 4 : 0) |
        WAITING_INDICATIONS.indexOf(coding.indication)
      )
    }
    case 'class':
      return (
        0xf0 |
        (coding.spare === true ? 8 : 0) |
        (coding.alphabet === 'octets' ? 4 : 0) |
        checkInteger(`${path}.messageClass`, coding.messageClass, 0, 3)
      )
    case 'reserved':
      return checkInteger(`${path}.value`, coding.value, 0x80, 0xbf)
  }
}
