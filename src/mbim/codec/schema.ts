/**
 * What a codec is, as data. Printers, tests and the reference walk this; the closures never look at it.
 * The kinds are the closed vocabulary of MBIM's information buffers.
 */
import type { Codec, MbimExVersion } from './codec.ts'

/** The codecs of a structure's fields, in the order of the wire. */
export type Fields = Readonly<Record<string, Codec>>

/** Words and their numbers. */
export type Words = Readonly<Record<string, number>>

export type Schema =
  /** Integers in place. */
  | { readonly kind: 'u16' | 'u32' | 'i32' | 'u64' | 'boolean' }
  /** A number with a word for each value, `bytes` long. */
  | { readonly kind: 'enumeration'; readonly words: Words; readonly bytes: 2 | 4 }
  /** Bits with a word for each; `also` are further words that can be written. */
  | { readonly kind: 'flags'; readonly words: Words; readonly also: Words; readonly bytes: 4 | 8 }
  /** 16 bytes, with words for some where there are `names`. */
  | { readonly kind: 'uuid'; readonly names?: Readonly<Record<string, string>> }
  | { readonly kind: 'ipv4' | 'ipv6' }
  /** `length` bytes in place. */
  | { readonly kind: 'bytes'; readonly length: number }
  /** Bytes in place, as many as another field says, padded. */
  | { readonly kind: 'counted-bytes' }
  /** All bytes up to the end of the structure. */
  | { readonly kind: 'bytes-rest' }
  /** `u32` length and the bytes in place, padded. */
  | { readonly kind: 'l-bytes' }
  /** Bytes in the data buffer, by offset and size; size and offset; offset alone (another field counts). */
  | { readonly kind: 'ol-bytes' | 'lo-bytes' | 'o-bytes'; readonly max: number }
  /** Text in the data buffer, by offset and size; `max` is in characters. */
  | { readonly kind: 'string'; readonly encoding: 'utf16le' | 'utf8'; readonly max: number }
  /** As many pairs as another field says, each to a text. */
  | { readonly kind: 'string-list'; readonly max: number }
  | { readonly kind: 'u32-array' }
  /** A structure in place. */
  | { readonly kind: 'struct'; readonly fields: Fields }
  /** A structure in the data buffer, or none. */
  | { readonly kind: 'ol-struct'; readonly of: Codec }
  /** As many pairs as another field says, each to a structure. */
  | { readonly kind: 'ol-struct-list'; readonly of: Codec }
  /** One pair to a `u32` count and the structures back to back. */
  | { readonly kind: 'ol-struct-block'; readonly of: Codec }
  /** One offset to structures, or addresses, in a row; another field counts them. */
  | { readonly kind: 'o-array'; readonly of: Codec }
  /** One offset to a value, or none. */
  | { readonly kind: 'o-value'; readonly of: Codec }
  /** Type, length and data in place. */
  | { readonly kind: 'tlv'; readonly type: number | undefined }
  | { readonly kind: 'tlv-string'; readonly max: number }
  | { readonly kind: 'tlv-u16-array' }
  /** TLVs up to the end of the structure. */
  | { readonly kind: 'tlv-list' }
  /** How many elements the named fields have; not part of the value. */
  | { readonly kind: 'count'; readonly of: readonly string[] }
  /** Always the same number; not part of the value. */
  | { readonly kind: 'constant'; readonly number: number }
  /** On the wire but without meaning; not part of the value. */
  | { readonly kind: 'ignored'; readonly of: Codec }
  /** There from this version on. */
  | { readonly kind: 'since'; readonly version: MbimExVersion; readonly of: Codec }
  /** There when an earlier field has this word. */
  | { readonly kind: 'when'; readonly field: string; readonly word: string; readonly of: Codec }
  /** There when the structure is long enough. */
  | { readonly kind: 'optional'; readonly of: Codec }
  /** Another layout per version: the highest one not above it. */
  | { readonly kind: 'overlay'; readonly layouts: Readonly<Partial<Record<MbimExVersion, Codec>>> }

/** The codec that stands for `codec` in this version, without what says when it is there; nothing when it is not. */
export function resolve(codec: Codec, version: MbimExVersion): Codec | undefined {
  const { schema } = codec
  switch (schema.kind) {
    case 'since':
      return version >= schema.version ? inherit(codec, resolve(schema.of, version)) : undefined
    case 'when':
    case 'optional':
      return inherit(codec, resolve(schema.of, version))
    case 'overlay': {
      const layout = layoutFor(schema.layouts, version)
      return layout === undefined ? undefined : inherit(codec, resolve(layout, version))
    }
    default:
      return codec
  }
}

/** The highest of the layouts that is not above `version`. */
export function layoutFor(
  layouts: Readonly<Partial<Record<MbimExVersion, Codec>>>,
  version: MbimExVersion,
): Codec | undefined {
  for (let candidate: number = version; candidate >= 1; candidate--) {
    const layout = layouts[candidate as MbimExVersion]
    if (layout !== undefined) return layout
  }
  return undefined
}

/** What is secret stays so when its wrapper is taken off. */
function inherit(outer: Codec, inner: Codec | undefined): Codec | undefined {
  if (inner === undefined || outer.secrecy === undefined) return inner
  return { ...inner, secrecy: outer.secrecy }
}
