/**
 * Arbitrary values of any codec, made by walking its schema: exactly the values that reading gives, so that writing and
 * reading one must give it back.
 */
import fc, { type Arbitrary } from 'fast-check'
import type { Codec, MbimExVersion } from '../../src/mbim/codec/codec.ts'
import { resolve, type Fields, type Words } from '../../src/mbim/codec/schema.ts'
import { TLV_TYPES, type Tlv } from '../../src/mbim/codec/tlv.ts'

/** Long enough for every path, short enough for thousands of runs. */
const LONGEST = 20

export function arbitraryOf(codec: Codec, version: MbimExVersion): Arbitrary<unknown> {
  const { schema } = codec
  if (schema.kind === 'optional') return fc.option(arbitraryOf(schema.of, version), { nil: undefined })
  const resolved = resolve(codec, version)?.schema
  switch (resolved?.kind) {
    case 'u16':
      return fc.nat(0xffff)
    case 'u32':
      return u32
    case 'i32':
      return fc.integer()
    case 'u64':
      return fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn })
    case 'boolean':
      return fc.oneof(
        fc.boolean(),
        u32.filter((number) => number > 1),
      )
    case 'enumeration': {
      const known = new Set(Object.values(resolved.words))
      const highest = resolved.bytes === 2 ? 0xffff : 0xffffffff
      const unknown = fc.integer({ min: 0, max: highest }).filter((number) => !known.has(number))
      return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...Object.keys(resolved.words)) }, unknown)
    }
    case 'flags':
      return flags(resolved.words, resolved.bytes)
    case 'uuid': {
      const any = fc.uuid().filter((text) => !Object.values(resolved.names ?? {}).includes(text))
      return resolved.names === undefined
        ? any
        : fc.oneof(any, fc.constantFrom(...Object.keys(resolved.names)))
    }
    case 'ipv4':
      return fc.ipV4()
    case 'ipv6':
      return ipv6
    case 'bytes':
      return bytes(resolved.length, resolved.length)
    case 'counted-bytes':
    case 'bytes-rest':
    case 'l-bytes':
      return bytes()
    case 'ol-bytes':
    case 'lo-bytes':
    case 'o-bytes':
      return bytes(0, Math.min(resolved.max, LONGEST))
    case 'string':
      return resolved.encoding === 'utf8' ? utf8 : text(resolved.max)
    case 'string-list':
      return fc.array(text(resolved.max), { maxLength: 3 })
    case 'tlv-string':
      return text(resolved.max)
    case 'u32-array':
      return fc.array(u32, { maxLength: 4 })
    case 'tlv-u16-array':
      return fc.array(fc.nat(0xffff), { maxLength: 4 })
    case 'struct':
      return structure(resolved.fields, version)
    case 'ol-struct':
    case 'o-value':
      return fc.option(arbitraryOf(resolved.of, version), { nil: undefined })
    case 'ol-struct-list':
    case 'ol-struct-block':
    case 'o-array':
      return fc.array(arbitraryOf(resolved.of, version), { maxLength: 3 })
    case 'tlv':
      return resolved.type === undefined ? tlv : bytes()
    case 'tlv-list':
      return fc.array(tlv, { maxLength: 3 })
    default:
      throw new TypeError(`no arbitrary for ${String(resolved?.kind)}`)
  }
}

const u32 = fc.oneof(fc.nat(20), fc.integer({ min: 0, max: 0xffffffff }), fc.constant(0xffffffff))

/** Addresses as RFC 5952 writes them, which is how they are read. */
const ipv6 = fc
  .array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 })
  .map((groups) =>
    new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]`).hostname.slice(1, -1),
  )

const utf8 = fc.string({ unit: 'grapheme', maxLength: LONGEST }).filter((value) => !value.endsWith('\0'))

/** Any UTF-16 at all, lone surrogates included; a NUL at the end would be taken for a terminator. */
function text(max: number): Arbitrary<string> {
  return fc
    .array(fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) }, fc.nat(0xffff)), {
      maxLength: Math.min(max, LONGEST),
    })
    .map((units) => String.fromCharCode(...units).replace(/\0+$/, ''))
}

function bytes(minLength = 0, maxLength = LONGEST): Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength, maxLength })
}

function flags(words: Words, size: 4 | 8): Arbitrary<unknown> {
  const known = Object.values(words).reduce((sum, bit) => sum + bit, 0)
  const unknown = fc.integer({ min: 0, max: 0xffffffff }).map((number) => (number & ~known) >>> 0)
  const high =
    size === 4 ? fc.constant(0) : fc.integer({ min: 0, max: 0xffffffff }).map((half) => half * 2 ** 32)
  return fc
    .tuple(fc.subarray(Object.keys(words)), fc.oneof(fc.constant(0), unknown), fc.oneof(fc.constant(0), high))
    .map(([list, ...rest]) => [...list, ...rest.filter((number) => number !== 0)])
}

const tlv: Arbitrary<Tlv> = fc.record({
  type: fc.oneof(
    // The keys of the table are its words.
    fc.constantFrom(...(Object.keys(TLV_TYPES) as (keyof typeof TLV_TYPES)[])),
    fc.integer({ min: 100, max: 0xffff }),
  ),
  data: bytes(),
})

function structure(fields: Fields, version: MbimExVersion): Arbitrary<unknown> {
  const present = Object.entries(fields).filter(
    ([, codec]) =>
      codec.presence !== 'hidden' && codec.schema.kind !== 'when' && resolve(codec, version) !== undefined,
  )
  const always = fc.record(
    Object.fromEntries(present.map(([name, codec]) => [name, arbitraryOf(codec, version)])),
  )
  return always
    .chain((value) => {
      // What depends on a word of another field is there exactly when that field says so.
      const dependent = Object.entries(fields).filter(
        ([, { schema }]) => schema.kind === 'when' && value[schema.field] === schema.word,
      )
      const more = fc.record(
        Object.fromEntries(dependent.map(([name, codec]) => [name, arbitraryOf(codec, version)])),
      )
      return more.map((rest) => inOrder(fields, { ...value, ...rest }))
    })
    .map((value) => withEqualLengths(fields, value))
}

/** As reading gives it: in the order of the wire, and without what is absent. */
function inOrder(fields: Fields, value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(fields).flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]])),
  )
}

/** Byte strings that share a count are equally long. */
function withEqualLengths(fields: Fields, value: Record<string, unknown>): Record<string, unknown> {
  for (const { schema } of Object.values(fields)) {
    if (schema.kind !== 'count') continue
    const shared = schema.of.map((name) => [name, value[name]] as const)
    const lengths = shared.map(([, item]) => (item instanceof Uint8Array ? item.length : Infinity))
    const shortest = Math.min(...lengths)
    for (const [name, item] of shared) if (item instanceof Uint8Array) value[name] = item.slice(0, shortest)
  }
  return value
}
