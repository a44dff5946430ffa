/**
 * What is known of the bytes of an information buffer, filled while it is read: which of them stand for something, and which
 * of those are not to be shown. What nobody read, between two items or behind the last one, stays unknown.
 */
import type { Secrecy } from './codec.ts'
import type { Reader } from './reader.ts'
import type { Schema } from './schema.ts'

const UNKNOWN = 0
const KNOWN = 1

/** A digit, so that an identity stays one in form: `0`. */
const FILLER = 0x30

interface Hidden {
  readonly start: number
  readonly end: number
  readonly text: boolean
}

export class Marks {
  readonly #known: Uint8Array
  readonly #hides: (secrecy: Secrecy) => boolean
  readonly #hidden: Hidden[] = []
  /** How the items are hidden that are read now. */
  #hiding: { readonly text: boolean } | undefined

  /** For a buffer of `size` bytes. */
  constructor(size: number, hides: (secrecy: Secrecy) => boolean) {
    this.#known = new Uint8Array(size)
    this.#hides = hides
  }

  /** An item of the data buffer. */
  item(start: number, end: number): void {
    this.#known.fill(KNOWN, start, end)
    if (this.#hiding !== undefined) this.#hidden.push({ start, end, ...this.#hiding })
  }

  /** It is a structure: of its bytes those are known that it names itself. */
  structure(start: number, end: number): void {
    this.#known.fill(UNKNOWN, start, end)
  }

  /** What stands in place in a structure. */
  inPlace(start: number, end: number): void {
    this.#known.fill(KNOWN, start, end)
  }

  /** In place, but said to mean nothing: whatever a sender has left there. */
  meaningless(start: number, end: number): void {
    this.#hidden.push({ start, end, text: false })
  }

  /** A stretch that is not to be shown for what stands in it, where the codec could not say so. */
  hidden(secrecy: Secrecy, start: number, end: number): void {
    if (this.#hides(secrecy)) this.#hidden.push({ start, end, text: false })
  }

  /** Reads a field that is secret or personal. */
  hide<T>(
    schema: Schema,
    secrecy: Secrecy,
    { reader, at, size }: { readonly reader: Reader; readonly at: number; readonly size: number },
    read: () => T,
  ): T {
    if (!this.#hides(secrecy)) return read()
    const before = this.#hiding
    // A secret leaves nothing; of who somebody is the form stays.
    const text = secrecy === 'personal' && isText(schema)
    this.#hiding = { text }
    const value = read()
    this.#hiding = before
    const from = inPlaceFrom(schema)
    if (from !== undefined) {
      const end = varies(schema) ? reader.at : at + size
      this.#hidden.push({ start: at + from, end, text })
    }
    return value
  }

  /** The bytes with all that is hidden or unknown taken out, of the same length. */
  applyTo(bytes: Uint8Array): Uint8Array {
    const known = this.#known
    const shown = new Uint8Array(bytes)
    for (let at = 0; at < shown.length; at++) if (known[at] !== KNOWN) shown[at] = 0
    for (const { start, end, text } of this.#hidden) {
      shown.fill(0, start, end)
      if (text) for (let at = start; at + 1 < end; at += 2) shown[at] = FILLER
    }
    return shown
  }
}

/** UTF-16 text. */
function isText(schema: Schema): boolean {
  if (schema.kind === 'string') return schema.encoding === 'utf16le'
  return schema.kind === 'string-list' || schema.kind === 'tlv-string'
}

/** Where in its place what a field says begins; nowhere for one that only leads to items. */
function inPlaceFrom({ kind }: Schema): number | undefined {
  switch (kind) {
    case 'ol-bytes':
    case 'lo-bytes':
    case 'o-bytes':
    case 'string':
    case 'string-list':
    case 'ol-struct':
    case 'ol-struct-list':
    case 'ol-struct-block':
    case 'o-array':
    case 'o-value':
      return undefined
    case 'l-bytes':
      return 4
    case 'tlv':
    case 'tlv-string':
    case 'tlv-u16-array':
      return 8
    default:
      return 0
  }
}

const VARYING: ReadonlySet<Schema['kind']> = new Set([
  'l-bytes',
  'bytes-rest',
  'counted-bytes',
  'tlv',
  'tlv-string',
  'tlv-u16-array',
  'tlv-list',
  'u32-array',
])

/** Whether the reader stands behind its last byte afterwards. */
function varies({ kind }: Schema): boolean {
  return VARYING.has(kind)
}
