/**
 * A value in words: one walk along its codec gives a tree, which is then printed as text or as JSON. What is secret or
 * personal is left out of the tree unless it is asked for, so that no printer can show it.
 */
import { toHex } from '../base/index.ts'
import { findService } from './catalog.ts'
import type { Codec, MbimExVersion } from './codec/codec.ts'
import { resolve, type Fields } from './codec/schema.ts'
import type { Tlv } from './codec/tlv.ts'
import { NwError, nwErrorText } from './nw-error.ts'
import { ProtocolErrorCode, protocolErrorText } from './protocol-error.ts'
import { Status, statusText } from './status.ts'

/** Plain data, as `JSON.stringify` takes it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

export type Rendered =
  /** `text` for a person, `json` for a program; `more` are lines that belong to it. */
  | { readonly kind: 'leaf'; readonly text: string; readonly json: Json; readonly more?: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly Rendered[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [name: string, value: Rendered])[] }

export interface RenderOptions {
  readonly version: MbimExVersion
  /** Whether secret and personal fields are shown. */
  readonly reveal: boolean
}

export function leaf(text: string, json: Json): Rendered {
  return { kind: 'leaf', text, json }
}

/** Renders `value`, which is one of `codec`. */
export function render(codec: Codec, value: unknown, options: RenderOptions): Rendered {
  const resolved = resolve(codec, options.version)
  if (resolved === undefined || value === undefined) return leaf('none', null)
  if (resolved.secrecy !== undefined && !options.reveal && !isEmpty(value)) {
    return leaf(`(${resolved.secrecy}, not shown)`, { hidden: resolved.secrecy })
  }
  const { schema } = resolved
  switch (schema.kind) {
    case 'struct':
      return renderFields(schema.fields, value as Readonly<Record<string, unknown>>, options) // what a structure stands for
    case 'enumeration':
      return renderWord(schema.words, value as string | number, resolved) // what an enumeration stands for
    case 'flags':
      return renderFlags(schema.words, value as readonly (string | number)[]) // what flags stand for
    case 'uuid':
      return renderUuid(value as string, schema.names) // what a UUID stands for
    case 'ol-struct':
    case 'o-value':
      return render(schema.of, value, options)
    case 'ol-struct-list':
    case 'ol-struct-block':
    case 'o-array':
      // What lists stand for.
      return {
        kind: 'list',
        items: (value as readonly unknown[]).map((item) => render(schema.of, item, options)),
      }
    case 'tlv-list':
      return { kind: 'list', items: (value as readonly Tlv[]).map(renderTlv) } // what a list of TLVs stands for
    default:
      return renderPlain(value)
  }
}

function renderFields(
  fields: Fields,
  value: Readonly<Record<string, unknown>>,
  options: RenderOptions,
): Rendered {
  const shown = Object.entries(fields).filter(([name]) => value[name] !== undefined)
  return { kind: 'object', fields: shown.map(([name, codec]) => [name, render(codec, value[name], options)]) }
}

/** Enumerations whose words have sentences. */
const SENTENCES = new Map<Codec['schema'], (word: never) => string>([
  [NwError.schema, nwErrorText],
  [Status.schema, statusText],
  [ProtocolErrorCode.schema, protocolErrorText],
])

function renderWord(words: Readonly<Record<string, number>>, value: string | number, codec: Codec): Rendered {
  const text = typeof value === 'number' ? `${value} (not known)` : `${value} (${words[value] ?? 0})`
  const sentence = value === 'none' ? undefined : SENTENCES.get(codec.schema)
  return leaf(sentence === undefined ? text : `${text}: ${sentence(value as never)}`, value) // a word of that enumeration
}

function renderFlags(words: Readonly<Record<string, number>>, value: readonly (string | number)[]): Rendered {
  if (value.length === 0) return leaf('none', [])
  const text = value.map((flag) => (typeof flag === 'number' ? `0x${flag.toString(16)} (not known)` : flag))
  const bits = value.reduce<number>(
    (sum, flag) => sum + (typeof flag === 'number' ? flag : (words[flag] ?? 0)),
    0,
  )
  return leaf(`${text.join(', ')} (0x${bits.toString(16)})`, value)
}

function renderUuid(value: string, names: Readonly<Record<string, string>> | undefined): Rendered {
  const uuid = names?.[value]
  if (uuid !== undefined) return leaf(`${value} (${uuid})`, value)
  const service = findService(value)
  return leaf(service === undefined ? value : `${value} (${service.name})`, value)
}

function renderPlain(value: unknown): Rendered {
  if (typeof value === 'string') return leaf(JSON.stringify(value), value)
  if (typeof value === 'bigint') return leaf(value.toString(), value.toString())
  if (typeof value === 'number' || typeof value === 'boolean') return leaf(value.toString(), value)
  if (value instanceof Uint8Array) return renderBytes(value)
  if (Array.isArray(value)) return { kind: 'list', items: value.map(renderPlain) }
  return renderTlv(value as Tlv) // nothing else is in the vocabulary
}

/** Bytes in hexadecimal, sixteen a line. */
export function renderBytes(bytes: Uint8Array): Rendered {
  const count = bytes.length === 1 ? '1 byte' : `${bytes.length} bytes`
  const lines = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, index) =>
    toHex(bytes.subarray(16 * index, 16 * index + 16), ' '),
  )
  const json = toHex(bytes)
  if (lines.length === 1) return leaf(`${count}: ${lines[0] ?? ''}`, json)
  return { kind: 'leaf', text: count, json, more: lines }
}

function renderTlv({ type, data }: Tlv): Rendered {
  return {
    kind: 'object',
    fields: [
      ['type', leaf(type.toString(), type)],
      ['data', renderBytes(data)],
    ],
  }
}

function isEmpty(value: unknown): boolean {
  return value === '' || ((value instanceof Uint8Array || Array.isArray(value)) && value.length === 0)
}

/** The tree as indented lines. */
export function toLines(name: string, value: Rendered, indent = ''): string[] {
  const inner = `${indent}  `
  switch (value.kind) {
    case 'leaf':
      return [`${indent}${name}: ${value.text}`, ...(value.more ?? []).map((line) => `${inner}${line}`)]
    case 'list':
      if (value.items.length === 0) return [`${indent}${name}: none`]
      return [
        `${indent}${name}:`,
        ...value.items.flatMap((item, index) => toLines(`[${index}]`, item, inner)),
      ]
    case 'object':
      return [`${indent}${name}:`, ...value.fields.flatMap(([field, item]) => toLines(field, item, inner))]
  }
}

/** The tree as plain data: bigints as decimal text, bytes as hexadecimal text. */
export function toJson(value: Rendered): Json {
  switch (value.kind) {
    case 'leaf':
      return value.json
    case 'list':
      return value.items.map(toJson)
    case 'object':
      return Object.fromEntries(value.fields.map(([name, field]) => [name, toJson(field)]))
  }
}
