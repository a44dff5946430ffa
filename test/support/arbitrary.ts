/**
 * Arbitrary values of any codec, derived from its schema: each one that can be written, in the form in which it is read
 * back (words where there are words, no NUL at the end of a text, fields of this version only), so that
 * `decode(encode(value))` is the very value.
 */
import fc from 'fast-check'
import type { Codec, MbimExVersion } from '../../src/mbim/codec/codec.ts'
import { layoutFor, resolve, type Fields, type Schema, type Words } from '../../src/mbim/codec/schema.ts'
import { TLV_TYPES } from '../../src/mbim/codec/tlv.ts'

type Value = Record<string, unknown>
type Schemas = { readonly [K in Schema['kind']]: Extract<Schema, { kind: K }> }

/** Long enough for every path of the codecs, short enough for thousands of values a second. */
const MOST_UNITS = 20
const MOST_ELEMENTS = 4

const u16 = fc.integer({ min: 0, max: 0xffff })
const u32 = fc.integer({ min: 0, max: 0xffffffff })
const i32 = fc.integer({ min: -0x80000000, max: 0x7fffffff })
const u64 = fc.bigInt({ min: 0n, max: 0xffffffffffffffffn })
const octets = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length })
const someOctets = (max: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ maxLength: Math.min(max, 2 * MOST_UNITS) })

/** Values of `codec` as this version has them. */
export function arbitrary(codec: Codec, version: MbimExVersion): fc.Arbitrary<unknown> {
  const { schema } = codec
  switch (schema.kind) {
    case 'u16':
      return u16
    case 'u32':
      return u32
    case 'i32':
      return i32
    case 'u64':
      return u64
    case 'boolean':
      return fc.oneof(
        { arbitrary: fc.boolean(), weight: 4 },
        { arbitrary: fc.integer({ min: 2, max: 0xffffffff }), weight: 1 },
      )
    case 'enumeration':
      return enumeration(schema)
    case 'flags':
      return flags(schema)
    case 'uuid':
      return uuid(schema)
    case 'ipv4':
      return octets(4).map((bytes) => bytes.join('.'))
    case 'ipv6':
      return ipv6
    case 'bytes':
      return octets(schema.length)
    case 'counted-bytes':
    case 'bytes-rest':
    case 'l-bytes':
      return someOctets(Infinity)
    case 'ol-bytes':
    case 'lo-bytes':
    case 'o-bytes':
      return someOctets(schema.max)
    case 'string':
      return schema.encoding === 'utf8' ? utf8(schema.max) : utf16(schema.max)
    case 'tlv-string':
      return utf16(schema.max)
    case 'string-list':
      return list(utf16(schema.max))
    case 'u32-array':
      return list(u32)
    case 'tlv-u16-array':
      return list(u16)
    case 'struct':
      return struct(schema.fields, version)
    case 'ol-struct-list':
    case 'ol-struct-block':
    case 'o-array':
      return list(arbitrary(schema.of, version))
    case 'ol-struct':
    case 'o-value':
    case 'optional':
      return fc.option(arbitrary(schema.of, version), { nil: undefined })
    case 'since':
    case 'when':
      return arbitrary(schema.of, version)
    case 'overlay': {
      const layout = layoutFor(schema.layouts, version)
      if (layout === undefined) throw new TypeError(`no layout for version ${version}`)
      return arbitrary(layout, version)
    }
    case 'tlv':
      return schema.type === undefined ? anyTlv : someOctets(Infinity)
    case 'tlv-list':
      return list(anyTlv)
    case 'count':
    case 'constant':
    case 'ignored':
      throw new TypeError(`${schema.kind} is no part of a value`)
  }
}

function struct(fields: Fields, version: MbimExVersion): fc.Arbitrary<Value> {
  const there = Object.entries(fields).filter(([, codec]) => resolve(codec, version) !== undefined)
  const visible = there.filter(([, codec]) => codec.presence !== 'hidden')
  const parts = visible.map(([name, codec]) => [name, arbitrary(codec, version)] as const)
  const value: fc.Arbitrary<Value> = fc.record(Object.fromEntries(parts), { noNullPrototype: true })
  return value.map((made) => {
    for (const [name, { schema }] of visible) {
      const absent = schema.kind === 'when' && made[schema.field] !== schema.word
      // What is undefined is left out, as it is when read.
      if (absent || made[name] === undefined) Reflect.deleteProperty(made, name)
    }
    for (const [, { schema }] of there) if (schema.kind === 'count') cutAlike(made, schema.of)
    return made
  })
}

/** What shares a count is as long as the shortest of them. */
function cutAlike(value: Value, names: readonly string[]): void {
  const counted = names.flatMap((name) => {
    const item = value[name]
    return item instanceof Uint8Array || Array.isArray(item) ? [{ name, item }] : []
  })
  const least = Math.min(...counted.map(({ item }) => item.length))
  for (const { name, item } of counted) value[name] = item.slice(0, least)
}

function enumeration({ words, bytes }: Schemas['enumeration']): fc.Arbitrary<unknown> {
  const first = wordsByNumber(words)
  const numbers = (bytes === 2 ? u16 : u32).map((number) => first.get(number) ?? number)
  if (first.size === 0) return numbers
  return fc.oneof(
    { arbitrary: fc.constantFrom(...first.values()), weight: 6 },
    { arbitrary: numbers, weight: 1 },
  )
}

function flags({ words, bytes }: Schemas['flags']): fc.Arbitrary<unknown> {
  const known = Object.entries(words).sort(([, one], [, other]) => one - other)
  const all = known.reduce((sum, [, bit]) => sum | bit, 0) >>> 0
  const low = fc.oneof(
    { arbitrary: u32.map((number) => (number & all) >>> 0), weight: 4 },
    { arbitrary: u32, weight: 1 },
  )
  const high = bytes === 8 ? fc.oneof(fc.constant(0), u32) : fc.constant(0)
  return fc.tuple(low, high).map(([lower, upper]) => {
    const rest = (lower & ~all) >>> 0
    return [
      ...known.filter(([, bit]) => (lower & bit) !== 0).map(([word]) => word),
      ...(rest === 0 ? [] : [rest]),
      ...(upper === 0 ? [] : [upper * 0x1_0000_0000]),
    ]
  })
}

function uuid({ names = {} }: Schemas['uuid']): fc.Arbitrary<string> {
  const words = new Map(Object.entries(names).map(([word, text]) => [text, word]))
  const any = octets(16).map((bytes) => {
    const text = Buffer.from(bytes)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    return words.get(text) ?? text
  })
  return words.size === 0 ? any : fc.oneof({ arbitrary: fc.constantFrom(...words.values()), weight: 4 }, any)
}

/** The URL standard shortens addresses as RFC 5952 does: somebody else's spelling to hold ours to. */
const ipv6 = fc
  .array(fc.oneof(fc.constant(0), u16), { minLength: 8, maxLength: 8 })
  .map((groups) => new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]`).hostname)
  .map((host) => host.slice(1, -1))

/** Any code units: lone surrogates survive. NULs at the end are taken for a terminator. */
function utf16(max: number): fc.Arbitrary<string> {
  const maxLength = Math.min(max, MOST_UNITS)
  return fc
    .oneof(
      { arbitrary: fc.string({ maxLength, unit: 'binary-ascii' }), weight: 4 },
      { arbitrary: fc.array(u16, { maxLength }).map((units) => String.fromCharCode(...units)), weight: 1 },
    )
    .map(withoutTerminator)
}

/** Well-formed text; `max` is in bytes. */
function utf8(max: number): fc.Arbitrary<string> {
  const maxLength = Math.min(Math.floor(max / 4), MOST_UNITS)
  return fc.string({ maxLength, unit: 'binary' }).map(withoutTerminator)
}

function withoutTerminator(text: string): string {
  return text.replace(/\0+$/, '')
}

const tlvWords = wordsByNumber(TLV_TYPES)

const anyTlv = fc.record(
  {
    type: fc
      .oneof(fc.constantFrom(...tlvWords.values()), u16)
      .map((type) => (typeof type === 'number' ? (tlvWords.get(type) ?? type) : type)),
    data: someOctets(Infinity),
  },
  { noNullPrototype: true },
)

function list<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(item, { maxLength: MOST_ELEMENTS })
}

/** The first word of each number: the one that is read. */
function wordsByNumber(words: Words): ReadonlyMap<number, string> {
  const first = new Map<number, string>()
  for (const [word, number] of Object.entries(words)) if (!first.has(number)) first.set(number, word)
  return first
}
