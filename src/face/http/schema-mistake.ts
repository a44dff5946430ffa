/**
 * What a value lacks that a schema refuses: which key is concerned, and what is expected there. Of the forms that a union takes
 * only the one that was meant is spoken of. Nothing of the value is repeated but its keys, for it may hold a secret.
 */
import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'

export interface SchemaMistake {
  /** `settings.routes[0].metric`; empty for the whole. */
  readonly key: string
  /** The same place as a JSON pointer (RFC 6901). */
  readonly pointer: string
  /** Goes on after the key: `has to be true or false`. */
  readonly message: string
}

/** A JSON Schema, as far as the contract uses it. */
interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  /** One pattern, which every key fits: a record. */
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  /** What a text has to be, where a pattern says it for programs only. */
  readonly 'x-wanted'?: string
}

type Path = readonly (string | number)[]
interface Found {
  readonly path: Path
  readonly message: string
}

/** Whoever sends more is told of them once these are put right. */
const MOST = 8
/** Characters of a key that somebody has made up. */
const LONGEST_KEY = 64

/** At least one, for a value that the schema refuses. */
export function schemaMistakes(schema: TSchema, value: unknown): readonly SchemaMistake[] {
  const found = look(schema, value, [])
  const all = found.length === 0 ? [{ path: [], message: 'does not fit' }] : found.slice(0, MOST)
  return all.map(({ path, message }) => ({ key: keyOf(path), pointer: pointerOf(path), message }))
}

function look(schema: Schema, value: unknown, path: Path): readonly Found[] {
  if (fits(schema, value)) return []
  const { anyOf, items, type } = schema
  if (anyOf !== undefined) return lookAmong(anyOf, value, path)
  if (type === 'object' && isTable(value)) return lookIn(schema, value, path)
  if (items === undefined || !isList(value) || !fits({ ...schema, items: {} }, value)) {
    return [{ path, message: `has to be ${wanted(schema)}` }]
  }
  const found: Found[] = []
  for (const [index, one] of value.entries()) {
    found.push(...look(items, one, [...path, index]))
    if (found.length >= MOST) break
  }
  return found
}

function lookIn(schema: Schema, table: Readonly<Record<string, unknown>>, path: Path): readonly Found[] {
  const { properties = {}, required = [], patternProperties = {}, additionalProperties } = schema
  const [each] = Object.values(patternProperties)
  const propertyOf = (key: string): Schema | undefined =>
    Object.hasOwn(properties, key) ? properties[key] : each
  const keys = Object.keys(table).filter((key) => table[key] !== undefined)
  const say = (message: string) => (key: string) => ({ path: [...path, key], message })
  return [
    ...keys
      .filter((key) => additionalProperties === false && propertyOf(key) === undefined)
      .map(say('is unknown')),
    ...required.filter((key) => !keys.includes(key)).map(say('is missing')),
    ...keys.flatMap((key) => {
      const property = propertyOf(key)
      return property === undefined ? [] : look(property, table[key], [...path, key])
    }),
  ]
}

function lookAmong(forms: readonly Schema[], value: unknown, path: Path): readonly Found[] {
  const tag = isTable(value) ? tagOf(forms) : undefined
  if (tag !== undefined && isTable(value)) {
    const at = [...path, tag]
    const named = forms.find((form) => form.properties?.[tag]?.const === value[tag])
    if (named !== undefined) return look(named, value, path)
    const tags = choice(forms.map((form) => JSON.stringify(form.properties?.[tag]?.const)))
    const what = Object.hasOwn(value, tag) ? 'has' : 'is missing, and has'
    return [{ path: at, message: `${what} to be ${tags}` }]
  }
  const likely = forms.filter((form) => isOfType(form, value))
  const [only] = likely
  if (likely.length === 1 && only !== undefined) return look(only, value, path)
  return [{ path, message: `has to be ${eitherOf(forms)}` }]
}

/** The key by which forms are told apart: each demands a word of its own there. */
function tagOf(forms: readonly Schema[]): string | undefined {
  return Object.keys(forms[0]?.properties ?? {}).find((key) =>
    forms.every(({ properties }) => properties?.[key]?.const !== undefined),
  )
}

/** Whether a value that does not fit was at least meant to be of this form. A wrong word is none of another list of words. */
function isOfType(form: Schema, value: unknown): boolean {
  if (form.const !== undefined || form.enum !== undefined || form.type === undefined) return false
  return fits({ type: form.type }, value)
}

/** What a schema takes, in words. */
function wanted(schema: Schema): string {
  const { type, minItems, maxItems, minLength, maxLength, minimum, maximum } = schema
  if (schema.anyOf !== undefined) return eitherOf(schema.anyOf)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return choice(schema.enum.map((word) => JSON.stringify(word)))
  switch (type) {
    case 'string':
      if (schema['x-wanted'] !== undefined) return schema['x-wanted']
      if (schema.pattern !== undefined) return `a text that matches ${schema.pattern}`
      return `a text${bounds('of', minLength, maxLength, ' characters')}`
    case 'integer':
      return `a whole number${bounds('from', minimum, maximum, '')}`
    case 'number':
      return `a number${bounds('from', minimum, maximum, '')}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return `a list${bounds('of', minItems, maxItems, ' elements')}`
    case 'object':
      return 'an object'
    default:
      return type ?? 'another value'
  }
}

function eitherOf(forms: readonly Schema[]): string {
  return [...new Set(forms.map(wanted))].join(', or ')
}

/** ` of 1 to 256 characters`, ` of at most 256 characters`, ` from 0 to 5`, ` of at least 0`. */
function bounds(word: string, least: number | undefined, most: number | undefined, what: string): string {
  if (least !== undefined && most !== undefined) return ` ${word} ${least} to ${most}${what}`
  if (most !== undefined) return ` of at most ${most}${what}`
  return least === undefined ? '' : ` of at least ${least}${what}`
}

function choice(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
}

function keyOf(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step.slice(0, LONGEST_KEY)}`))
    .join('')
    .replace(/^\./, '')
}

function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** As the validation itself sees it. */
function fits(schema: Schema, value: unknown): boolean {
  return Check(schema, value)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
