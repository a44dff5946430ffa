/**
 * The elements of a user data header (3GPP TS 23.040 9.2.3.24). Those that this room acts upon have fields; every other one
 * survives as `other`, and so does one whose content the standard tells a receiver to ignore: a wrong length, a part
 * numbered 0 or past the total, a total of 0, a reserved port.
 */
import { enumeration, type Word } from './enumeration.ts'
import { checkInteger, SmsError } from './error.ts'
import { nationalLanguage, type NationalLanguage } from './national-language.ts'

/** 9.2.3.24.1; `wide` with a 16-bit reference, 9.2.3.24.8. */
export interface Concatenation {
  readonly type: 'concatenation'
  readonly wide: boolean
  readonly reference: number
  /** 1–255 */
  readonly total: number
  /** 1–`total` */
  readonly sequence: number
}

/** Application ports, 240–255 (9.2.3.24.3), or with `wide` 0–49151 (9.2.3.24.4): the rest are reserved. */
export interface Ports {
  readonly type: 'ports'
  readonly wide: boolean
  readonly destination: number
  readonly source: number
}

export const waitingKind = enumeration({ voice: 0, fax: 1, email: 2, other: 3, video: 7 })
export type WaitingKind = Word<typeof waitingKind> | number

/** Special SMS message indication, 9.2.3.24.2: how many messages of a kind wait for the subscriber. May repeat. */
export interface MessageWaiting {
  readonly type: 'message-waiting'
  /** Whether this message is to be stored besides. */
  readonly store: boolean
  /** Multiple subscriber profile, 1–4. */
  readonly profile: number
  readonly kind: WaitingKind
  readonly count: number
}

/** National language single shift, 9.2.3.24.15. */
export interface SingleShift {
  readonly type: 'single-shift'
  readonly language: NationalLanguage | number
}

/** National language locking shift, 9.2.3.24.16. */
export interface LockingShift {
  readonly type: 'locking-shift'
  readonly language: NationalLanguage | number
}

export interface OtherElement {
  readonly type: 'other'
  readonly id: number
  readonly octets: Uint8Array
}

/** Stands alone for a whole header whose elements do not add up to its length: to be ignored, and to survive. */
export interface MalformedHeader {
  readonly type: 'malformed'
  readonly octets: Uint8Array
}

export type InformationElement =
  Concatenation | Ports | MessageWaiting | SingleShift | LockingShift | OtherElement

const ID = {
  concatenation: 0x00,
  messageWaiting: 0x01,
  ports: 0x04,
  widePorts: 0x05,
  wideConcatenation: 0x08,
  singleShift: 0x24,
  lockingShift: 0x25,
} as const

const LEAST_PORT = 240
const MOST_WIDE_PORT = 0xbfff

export function decodeElement(id: number, octets: Uint8Array): InformationElement {
  const [a = 0, b = 0, c = 0, d = 0] = octets
  switch (`${id}:${octets.length}`) {
    case `${ID.concatenation}:3`:
      if (c >= 1 && c <= b) return { type: 'concatenation', wide: false, reference: a, total: b, sequence: c }
      break
    case `${ID.wideConcatenation}:4`:
      if (d >= 1 && d <= c) {
        return { type: 'concatenation', wide: true, reference: (a << 8) | b, total: c, sequence: d }
      }
      break
    case `${ID.ports}:2`:
      if (a < LEAST_PORT || b < LEAST_PORT) break
      return { type: 'ports', wide: false, destination: a, source: b }
    case `${ID.widePorts}:4`:
      if (a > MOST_WIDE_PORT >> 8 || c > MOST_WIDE_PORT >> 8) break
      return { type: 'ports', wide: true, destination: (a << 8) | b, source: (c << 8) | d }
    case `${ID.messageWaiting}:2`:
      return {
        type: 'message-waiting',
        store: (a & 0x80) !== 0,
        profile: ((a >> 5) & 3) + 1,
        kind: waitingKind.decode(a & 0x1f),
        count: b,
      }
    case `${ID.singleShift}:1`:
      return { type: 'single-shift', language: nationalLanguage.decode(a) }
    case `${ID.lockingShift}:1`:
      return { type: 'locking-shift', language: nationalLanguage.decode(a) }
  }
  return { type: 'other', id, octets }
}

/** Identifier, length, content. */
export function elementOctets(element: InformationElement, path: string): readonly number[] {
  const [id, ...content] = identifierAndContent(element, path)
  return [id, content.length, ...content]
}

function identifierAndContent(element: InformationElement, path: string): [number, ...number[]] {
  const field = (name: string, value: number, least: number, most: number): number =>
    checkInteger(`${path}.${name}`, value, least, most)
  const port = (name: string, value: number, wide: boolean): number[] =>
    wide ? [field(name, value, 0, MOST_WIDE_PORT) >> 8, value & 0xff] : [field(name, value, LEAST_PORT, 0xff)]
  switch (element.type) {
    case 'concatenation': {
      const { wide, reference } = element
      const total = field('total', element.total, 1, 255)
      const sequence = field('sequence', element.sequence, 1, total)
      const id = wide ? ID.wideConcatenation : ID.concatenation
      return wide
        ? [id, field('reference', reference, 0, 0xffff) >> 8, reference & 0xff, total, sequence]
        : [id, field('reference', reference, 0, 0xff), total, sequence]
    }
    case 'ports': {
      const { wide, destination, source } = element
      const id = wide ? ID.widePorts : ID.ports
      return [id, ...port('destination', destination, wide), ...port('source', source, wide)]
    }
    case 'message-waiting': {
      const profile = field('profile', element.profile, 1, 4)
      const kind = waitingKind.encode(element.kind, `${path}.kind`, 0x1f)
      const first = (element.store ? 0x80 : 0) | ((profile - 1) << 5) | kind
      return [ID.messageWaiting, first, field('count', element.count, 0, 255)]
    }
    case 'single-shift':
      return [ID.singleShift, nationalLanguage.encode(element.language, `${path}.language`, 255)]
    case 'locking-shift':
      return [ID.lockingShift, nationalLanguage.encode(element.language, `${path}.language`, 255)]
    case 'other':
      if (element.octets.length > 137) {
        throw new SmsError(`${path}.octets`, `${element.octets.length} octets; at most 137 fit`)
      }
      return [field('id', element.id, 0, 255), ...element.octets]
  }
}
