/** The layout of a codec in the words of the reference, so that the two can be laid side by side. */
import { expect } from 'vitest'
import type { Codec, MbimExVersion } from '../../src/mbim/codec/codec.ts'
import { resolve, type Fields, type Words } from '../../src/mbim/codec/schema.ts'
import { layoutOf, type Slot } from '../../src/mbim/codec/struct.ts'
import { NwError, Operation, ProtocolErrorCode, Status, words } from '../../src/mbim/index.ts'
import { reference } from './reference.ts'

/** Holds a structure of ours against the lines of the reference. */
export function expectLayout(
  fields: Fields,
  version: MbimExVersion,
  lines: readonly string[],
  path: string,
): void {
  const slots = layoutOf(fields, version)
  const ours = slots.map((slot) => toLine(slot, slots, version))
  expect(ours, path).toEqual(lines.map((line) => withoutStruct(line)))
  for (const [index, slot] of slots.entries()) {
    const inner = innerStruct(slot.codec, version)
    if (inner === undefined) continue
    const name = /struct=(\w+)/.exec(lines[index] ?? '')?.[1] ?? ''
    const structLines = reference.structs[name]
    expect(structLines, `${path}.${slot.name}: struct ${name}`).toBeDefined()
    expectLayout(inner, version, structLines ?? [], `${path}.${slot.name}`)
  }
}

/** The fields of the structure or structures that a field holds, unless these are plain addresses. */
function innerStruct(codec: Codec, version: MbimExVersion): Fields | undefined {
  const schema = resolve(codec, version)?.schema
  if (schema?.kind === 'struct') return schema.fields
  if (schema?.kind === 'ignored') return innerStruct(schema.of, version)
  if (schema === undefined || !('of' in schema) || schema.kind === 'count') return undefined
  return innerStruct(schema.of, version)
}

function withoutStruct(line: string): string {
  return (
    line
      .replace(/ struct=\w+/, '')
      // Bounds of a count, and names of words, are those of the field or table they belong to.
      .replace(/(u32) maxBytes=\d+/, '$1')
      .replace(/(flags=DataClass)V3\b/, '$1')
  )
}

function toLine(slot: Slot, slots: readonly Slot[], version: MbimExVersion): string {
  const name = wireName(slot.name, version)
  return `${slot.offset ?? '*'} ${name} ${typeOf(slot.codec, slot.name, slots, version)}`
}

/** The one field that an extension version gave another name. */
function wireName(name: string, version: MbimExVersion): string {
  if (name === 'currentDataClass' && version === 1) return 'HighestAvailableDataClass'
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}

function typeOf(codec: Codec, name: string, slots: readonly Slot[], version: MbimExVersion): string {
  if (codec.schema.kind === 'when') {
    const { field, word, of } = codec.schema
    const decider = slots.find((slot) => slot.name === field)?.codec.schema
    const number = decider?.kind === 'enumeration' ? decider.words[word] : undefined
    return `${typeOf(of, name, slots, version)} when=${wireName(field, version)}:${number ?? '?'}`
  }
  const schema = resolve(codec, version)?.schema
  const counter = slots.find(
    (slot) => slot.codec.schema.kind === 'count' && slot.codec.schema.of.includes(name),
  )
  const hidden = slots.find((slot) => isHiddenCount(slot.codec, name))
  const count = wireName((counter ?? hidden)?.name ?? '?', version)
  switch (schema?.kind) {
    case 'u16':
    case 'u32':
    case 'i32':
    case 'u64':
    case 'uuid':
    case 'ipv4':
    case 'ipv6':
    case 'struct':
    case 'bytes-rest':
    case 'l-bytes':
    case 'tlv-list':
    case 'ol-struct':
    case 'ol-struct-block':
      return schema.kind
    case 'boolean':
      return 'u32 enum=Boolean'
    case 'enumeration':
      return `u${8 * schema.bytes} enum=${tableName(schema.words, version)}`
    case 'flags':
      return `u${8 * schema.bytes} flags=${tableName(schema.words, version)}`
    case 'count':
    case 'constant':
      return 'u32'
    case 'ignored':
      return typeOf(schema.of, name, slots, version)
    case 'bytes':
      return `bytes length=${schema.length}`
    case 'counted-bytes':
      return `bytes lengthField=${count}`
    case 'o-bytes':
      return `o-bytes lengthField=${count}`
    case 'ol-bytes':
    case 'lo-bytes':
      return `${schema.kind}${max(schema.max)}`
    case 'string':
      return schema.encoding === 'utf8'
        ? `string encoding=utf8${max(schema.max)}`
        : `string${max(2 * schema.max)}`
    case 'string-list':
      return `string-list count=${count}${max(2 * schema.max)}`
    case 'u32-array':
    case 'ol-struct-list':
      return `${schema.kind} count=${count}`
    case 'o-array':
      return schema.of.schema.kind === 'struct'
        ? `o-struct-array count=${count}`
        : `o-${schema.of.schema.kind}-array count=${count}`
    case 'o-value':
      return `o-${schema.of.schema.kind}`
    case 'tlv':
      return schema.type === undefined ? 'tlv' : `tlv tlvType=${schema.type}`
    case 'tlv-string':
      return 'tlv-string tlvType=10'
    case 'tlv-u16-array':
      return 'tlv-u16-array tlvType=11'
    default:
      return `? ${String(schema?.kind)}`
  }
}

/** A count that a query leaves out of its value, as it does the list. */
function isHiddenCount({ schema }: Codec, name: string): boolean {
  return schema.kind === 'ignored' && schema.of.schema.kind === 'count' && schema.of.schema.of.includes(name)
}

function max(bytes: number): string {
  return bytes === Infinity ? '' : ` maxBytes=${bytes}`
}

/** The name of a table of words: that under which it is exported. */
function tableName(table: Words, version: MbimExVersion): string {
  const tables: Readonly<Record<string, Codec>> = {
    ...words,
    nwErrors: NwError,
    status: Status,
    errors: ProtocolErrorCode,
    CommandType: Operation,
  }
  const found = Object.entries(tables).find(([, codec]) => {
    const schema = resolve(codec, version)?.schema
    return (schema?.kind === 'enumeration' || schema?.kind === 'flags') && schema.words === table
  })
  return found?.[0].replace(/^Wide/, '') ?? '?'
}
