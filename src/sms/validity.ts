/**
 * TP-VP, how long the service centre keeps trying (3GPP TS 23.040 9.2.3.12), and TP-VPF, the two bits of the first octet
 * that say in which of the three formats it is (9.2.3.3).
 */
import { Seconds, type Duration } from '../base/index.ts'
import { checkInteger, SmsError } from './error.ts'
import type { OctetReader } from './octet-reader.ts'
import { decodeRelativePeriod, encodeRelativePeriod, nextRelativePeriod } from './relative-period.ts'
import { readTimestamp, swappedDigits, timestampOctets, twoDigits, type Timestamp } from './timestamp.ts'

/** `period` is one of the 256 that one octet can say: make it with `relativeValidity`. */
export interface RelativeValidity {
  readonly format: 'relative'
  readonly period: Duration
}

export interface AbsoluteValidity {
  readonly format: 'absolute'
  readonly until: Timestamp
}

/** 9.2.3.12.3. `singleShot`: the service centre tries once. */
export type EnhancedValidity = { readonly format: 'enhanced' } & (
  | { readonly singleShot: boolean; readonly coding: 'none' }
  /** `relative` as in a relative validity; `seconds` 1–255 s; `clock` whole seconds to 99 h 59 min 59 s. */
  | {
      readonly singleShot: boolean
      readonly coding: 'relative' | 'seconds' | 'clock'
      readonly period: Duration
    }
  /** Seven octets with an extension, a reserved bit or a reserved value among them. */
  | { readonly raw: Uint8Array }
)

export type Validity = RelativeValidity | AbsoluteValidity | EnhancedValidity

/** The validity period of at least `period`. */
export function relativeValidity(period: Duration): RelativeValidity {
  return { format: 'relative', period: nextRelativePeriod(period) }
}

/** TP-VPF as it stands in bits 4 and 3. */
const FORMATS = ['none', 'enhanced', 'relative', 'absolute'] as const

export function validityFormatBits(validity: Validity | undefined): number {
  return FORMATS.indexOf(validity?.format ?? 'none') << 3
}

/** `firstOctet` holds TP-VPF. */
export function readValidity(reader: OctetReader, firstOctet: number, path: string): Validity | undefined {
  const format = FORMATS[(firstOctet >> 3) & 3] ?? 'none'
  switch (format) {
    case 'none':
      return undefined
    case 'relative':
      return { format, period: decodeRelativePeriod(reader.octet(path)) }
    case 'absolute':
      return { format, until: readTimestamp(reader, path) }
    case 'enhanced':
      return decodeEnhanced(reader.octets(ENHANCED_LENGTH, path))
  }
}

export function validityOctets(validity: Validity | undefined, path: string): ArrayLike<number> {
  if (validity === undefined) return []
  switch (validity.format) {
    case 'relative':
      return [encodeRelativePeriod(validity.period, `${path}.period`)]
    case 'absolute':
      return timestampOctets(validity.until, `${path}.until`)
    case 'enhanced':
      return enhancedOctets(validity, path)
  }
}

const ENHANCED_LENGTH = 7
const SINGLE_SHOT = 0x40
/** Bits 2–0 of the functionality indicator: how the period is coded. */
const CODINGS = ['none', 'relative', 'seconds', 'clock'] as const

function decodeEnhanced(octets: Uint8Array): EnhancedValidity {
  const format = 'enhanced'
  const [indicator = 0, first = 0, second = 0, third = 0] = octets
  const singleShot = (indicator & SINGLE_SHOT) !== 0
  const raw: EnhancedValidity = { format, raw: octets }
  const coding = CODINGS[indicator & ~SINGLE_SHOT]
  if (coding === undefined) return raw
  switch (coding) {
    case 'none':
      return { format, singleShot, coding }
    case 'relative':
      return { format, singleShot, coding, period: decodeRelativePeriod(first) }
    case 'seconds':
      return first === 0 ? raw : { format, singleShot, coding, period: Seconds(first) }
    case 'clock': {
      const [hours, minutes, seconds] = [twoDigits(first), twoDigits(second), twoDigits(third)]
      if (hours < 0 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) return raw
      return { format, singleShot, coding, period: Seconds(hours * 3600 + minutes * 60 + seconds) }
    }
  }
}

function enhancedOctets(validity: EnhancedValidity, path: string): Uint8Array {
  const octets = new Uint8Array(ENHANCED_LENGTH)
  if ('raw' in validity) {
    if (validity.raw.length !== ENHANCED_LENGTH) {
      throw new SmsError(`${path}.raw`, `is not ${ENHANCED_LENGTH} octets`)
    }
    return validity.raw
  }
  octets[0] = (validity.singleShot ? SINGLE_SHOT : 0) | CODINGS.indexOf(validity.coding)
  if (validity.coding === 'none') return octets
  const seconds = validity.period / 1000
  const periodPath = `${path}.period`
  switch (validity.coding) {
    case 'relative':
      octets[1] = encodeRelativePeriod(validity.period, periodPath)
      break
    case 'seconds':
      octets[1] = checkInteger(periodPath, seconds, 1, 255)
      break
    case 'clock':
      checkInteger(periodPath, seconds, 0, 99 * 3600 + 59 * 60 + 59)
      octets[1] = swappedDigits(Math.floor(seconds / 3600))
      octets[2] = swappedDigits(Math.floor(seconds / 60) % 60)
      octets[3] = swappedDigits(seconds % 60)
      break
  }
  return octets
}
