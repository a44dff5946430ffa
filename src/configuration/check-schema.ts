/**
 * Holds a TOML document to a JSON Schema and says every mistake in words for whoever wrote the file: which key it is about,
 * what it has to be, what was probably meant. It knows the forms of `api/schema/configuration/` and no others.
 */
import { parseDuration, parseSize } from '../base/index.ts'
import type { Path } from './locate.ts'
import { meant } from './meant.ts'

/** A JSON Schema, as far as it is used here. */
export interface Schema {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly 'x-measure'?: 'duration' | 'size'
  readonly 'x-least'?: string
  readonly 'x-most'?: string
  readonly 'x-restart'?: true
  readonly 'x-default'?: string
  readonly 'x-secret'?: true
  /** What a text has to be, where a pattern says it for programs only. */
  readonly 'x-wanted'?: string
}

export interface SchemaMistake {
  readonly path: Path
  /** It is the key that is wrong, not its value. */
  readonly isKey: boolean
  /** Goes on after the name of the key: `has to be true or false`. Never says the value of a secret. */
  readonly message: string
}

export function checkSchema(schema: Schema, value: unknown): readonly SchemaMistake[] {
  const found: SchemaMistake[] = []
  check(schema, value, { path: [], root: schema, found })
  return found
}

interface Context {
  readonly path: Path
  readonly root: Schema
  readonly found: SchemaMistake[]
}

function check(schema: Schema, value: unknown, context: Context): void {
  const say = (message: string): void =>
    void context.found.push({ path: context.path, isKey: false, message })
  if (schema.anyOf !== undefined) {
    checkAny(schema.anyOf, value, context, say)
    return
  }
  if (!isOfType(schema, value)) {
    say(`has to be ${wanted(schema)}${advice(schema, value)}`)
    return
  }
  if (typeof value === 'string' || typeof value === 'number') {
    const message = checkWord(schema, value)
    if (message !== undefined) say(message)
  } else if (Array.isArray(value)) {
    const { items, maxItems = Infinity } = schema
    if (value.length > maxItems) say(`has ${value.length} elements; ${maxItems} are the most`)
    for (const [index, one] of value.slice(0, maxItems).entries()) {
      if (items !== undefined) check(items, one, { ...context, path: [...context.path, index] })
    }
  } else if (isTable(value)) checkTable(schema, value, context)
}

/** The mistakes under the form that was meant, as its type tells; else all forms are named. */
function checkAny(
  forms: readonly Schema[],
  value: unknown,
  context: Context,
  say: (message: string) => void,
): void {
  const tries = forms.map((form) => {
    const found: SchemaMistake[] = []
    check(form, value, { ...context, found })
    return { form, found }
  })
  if (tries.some(({ found }) => found.length === 0)) return
  const likely = tries.filter(({ form }) => form.const === undefined && isOfType(form, value))
  const [first] = likely
  const isMeant =
    !tries.some(({ form }) => form.const !== undefined) ||
    // An amount, if one beyond its bounds, is no misspelt word.
    (typeof value === 'string' && new RegExp(first?.form.pattern ?? '(?!)', 'u').test(value))
  if (likely.length === 1 && first !== undefined && isMeant) {
    context.found.push(...first.found)
  } else say(`has to be ${forms.map(wanted).join(', or ')}${advice(forms[0] ?? {}, value)}`)
}

function checkTable(schema: Schema, table: Readonly<Record<string, unknown>>, context: Context): void {
  const { properties = {}, patternProperties } = schema
  const [each] = Object.values(patternProperties ?? {})
  for (const [key, value] of Object.entries(table)) {
    const path = [...context.path, key]
    const known = Object.hasOwn(properties, key) ? properties[key] : each
    if (known !== undefined) check(known, value, { ...context, path })
    else context.found.push({ path, isKey: true, message: meant(context.root, path) })
  }
}

/** What is wrong with a text or a number of the right type. */
function checkWord(schema: Schema, value: string | number): string | undefined {
  const { minimum = -Infinity, maximum = Infinity, minLength = 0, maxLength = Infinity, pattern } = schema
  const options = schema.const === undefined ? schema.enum : [schema.const]
  if (options !== undefined) return options.includes(value) ? undefined : `has to be ${wanted(schema)}`
  if (typeof value === 'number') {
    return value < minimum || value > maximum ? `has to be ${wanted(schema)}, not ${value}` : undefined
  }
  if (schema['x-measure'] !== undefined) return checkMeasure(schema, value)
  if (value.length < minLength) return 'is empty'
  if (value.length > maxLength) return `has ${value.length} characters; ${maxLength} are the most`
  return pattern === undefined || new RegExp(pattern, 'u').test(value)
    ? undefined
    : `has to be ${wanted(schema)}`
}

function checkMeasure(schema: Schema, value: string): string | undefined {
  const parse = schema['x-measure'] === 'size' ? parseSize : parseDuration
  const { 'x-least': least = '', 'x-most': most = '' } = schema
  const amount = new RegExp(schema.pattern ?? '', 'u').test(value) ? parse(value) : undefined
  if (amount === undefined) return `has to be ${wanted(schema)}`
  if (amount >= (parse(least) ?? 0) && amount <= (parse(most) ?? Infinity)) return undefined
  return `has to be from ${least} to ${most}, not ${value}`
}

function isOfType({ type, enum: options, const: only }: Schema, value: unknown): boolean {
  if (options !== undefined || only !== undefined) return typeof value === 'string'
  switch (type) {
    case 'object':
      return isTable(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

/** What a schema takes, in words. */
export function wanted(schema: Schema): string {
  const { anyOf, enum: options, const: only, type, minimum, maximum, items } = schema
  if (anyOf !== undefined) return anyOf.map(wanted).join(', or ')
  if (only !== undefined) return JSON.stringify(only)
  if (options !== undefined) return options.map((option) => JSON.stringify(option)).join(' or ')
  if (schema['x-measure'] === 'duration') return 'a duration with its unit, such as "90 s", "10 min" or "6 h"'
  if (schema['x-measure'] === 'size') return 'a size with its unit, such as "512 KiB" or "100 MiB"'
  switch (type) {
    case 'boolean':
      return 'true or false'
    case 'integer':
      return `a whole number from ${minimum ?? 0} to ${maximum ?? Number.MAX_SAFE_INTEGER}`
    case 'array':
      return items?.type === 'string' ? 'a list of texts' : 'a list'
    case 'object':
      return 'a table'
    default:
      return schema['x-wanted'] ?? 'a text, in quotation marks'
  }
}

/** What to write instead, where it is plain what was meant. */
function advice(schema: Schema, value: unknown): string {
  if (typeof value === 'string' && schema.type === 'boolean' && /^(true|false)$/.test(value)) {
    return `: write ${value} without quotation marks`
  }
  if (typeof value === 'string' && schema.type === 'integer' && /^\d+$/.test(value)) {
    return `: write ${value} without quotation marks`
  }
  if (typeof value === 'number' && schema['x-measure'] === 'duration') {
    return `: for ${value} seconds write "${value} s"`
  }
  return ''
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
