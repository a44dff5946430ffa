/**
 * A codec is one value that says how bytes and a TypeScript value stand for each other. The type, the reader, the writer,
 * the printer, redaction and the reference all derive from it; nothing is written twice.
 *
 * A structure on the wire has two parts: the fixed part, in which every field has its place, and the data buffer behind
 * it, which holds what varies in size and is reached by offsets that count from the start of the structure.
 *
 *     base                                base + fixed part
 *      │ sessionId │ offset │ size │ …     │ i n t e r n e t ░░ │ … │
 *                     └──────────────────────▲
 *
 * A codec is compiled once per extension version, on first use, into two closures over constants.
 */
import type { Reader } from './reader.ts'
import type { Schema } from './schema.ts'
import type { Writer } from './writer.ts'

/** The extension version both ends agreed on: 1 is MBIM 1.0 itself, 2 to 4 are MBIMEx 2.0, 3.0 and 4.0. */
export type MbimExVersion = 1 | 2 | 3 | 4

export const MBIMEX_VERSIONS = [1, 2, 3, 4] as const satisfies readonly MbimExVersion[]

/** Whether a field must be there in the value of its structure, may be, or (counts, ignored fields) never is. */
export type Presence = 'required' | 'optional' | 'hidden'

/** Secret: never shown unless asked for (PINs, passwords, keys). Personal: tells who somebody is (IMSI, numbers, texts). */
export type Secrecy = 'secret' | 'personal'

export interface Codec<T = unknown, P extends Presence = Presence> {
  /** What the codec is, as data: for printers, tests and documentation. */
  readonly schema: Schema
  readonly presence: P
  readonly secrecy?: Secrecy
  compile(this: void, version: MbimExVersion, place: Place): Compiled<T>
}

/** A codec made ready for one version. */
export interface Compiled<T = unknown> {
  /** Bytes in the fixed part; the least of them where `sizeOf` is given. */
  readonly size: number
  /** Bytes in the fixed part for this value. Absent when they are always `size`. */
  sizeOf?(this: void, value: T): number
  /**
   * Reads the field at `at` of the structure that starts at `base`. The structure has checked that `size` bytes are
   * there. A codec whose size varies leaves `reader.at` behind its last byte in place.
   */
  read(this: void, reader: Reader, base: number, at: number): T
  /** Writes the field into its place; what varies in size goes to the end of `writer`. */
  write(this: void, writer: Writer, base: number, at: number, value: T): void
  /** What is written when a field that the other end expects is not given: zero, empty, none. */
  readonly neutral: T
  /**
   * Where the field is a `u32` that stands for few values: those of low numbers, and the numbers of values, as far as they
   * are known. The structure looks here before it calls: a call that may lead to any codec takes several times as long.
   */
  readonly low?: readonly (T | undefined)[]
  readonly numbers?: ReadonlyMap<T, number>
}

/** What a field may know of its structure while it is compiled. */
export interface Place {
  /** Where the field that counts this one stands, from the start of the structure. */
  readonly countAt: number | undefined
  /** Whether this field is the one that writes that count; another one that shares it must only agree. */
  readonly ownsCount: boolean
  /** Where an earlier field stands, and the number of one of its words. */
  word(this: void, field: string, word: string): { readonly at: number; readonly number: number }
}

/** The place of a codec that belongs to no structure. */
export const nowhere: Place = {
  countAt: undefined,
  ownsCount: false,
  word: (field) => {
    throw new TypeError(`no structure, so no field ${field}`)
  },
}

/** The value that a codec, or one direction of a CID, stands for: `ValueOf<typeof Connect.set>`. */
export type ValueOf<C> = C extends { readonly codec: Codec<infer T> }
  ? T
  : C extends Codec<infer T>
    ? T
    : never

/** Marks what must not be shown unless asked for: PINs, passwords, keys. */
export function secret<C extends Codec>(codec: C): C {
  return hiding(codec, 'secret')
}

/** Marks what tells who somebody is: subscriber and equipment identities, user names, telephone numbers, texts. */
export function personal<C extends Codec>(codec: C): C {
  return hiding(codec, 'personal')
}

/** The same codec, which tells whoever reads with marks which bytes are not to be shown. */
function hiding<C extends Codec>(codec: C, secrecy: Secrecy): C {
  return {
    ...codec,
    secrecy,
    compile: (version: MbimExVersion, place: Place) => {
      // Without `low`: the structure must not read past it.
      const { low: _, ...inner } = codec.compile(version, place)
      const read: Compiled['read'] = (reader, base, at) =>
        reader.marks === undefined
          ? inner.read(reader, base, at)
          : reader.marks.hide(codec.schema, secrecy, { reader, at, size: inner.size }, () =>
              inner.read(reader, base, at),
            )
      return { ...inner, read }
    },
  }
}
