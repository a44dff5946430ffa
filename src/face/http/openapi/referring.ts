/**
 * Schemas of the contract as the description has them: what has a name is referred to by it, wherever it stands. A value that
 * we give may have more fields in a later version, so only what we take is closed.
 */
import type { TSchema } from 'typebox'

/** A JSON Schema, as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

export interface Referring {
  /** What a program sends. */
  taken(schema: TSchema): JsonSchema
  /** What a program gets. */
  given(schema: TSchema): JsonSchema
  /** The named ones by their names. Call it last: those that a program also sends are closed. */
  components(): Readonly<Record<string, JsonSchema>>
}

export function referring(named: Readonly<Record<string, TSchema>>): Referring {
  // An optional schema is a copy of the one that it makes optional: they are known by what they say, not by which they are.
  const names = new Map(Object.entries(named).map(([name, schema]) => [JSON.stringify(schema), name]))
  const sent = new Set<string>()

  const walk = (schema: unknown, open: boolean, top = false): unknown => {
    if (Array.isArray(schema)) return schema.map((one) => walk(one, open))
    if (typeof schema !== 'object' || schema === null) return schema
    const name = top ? undefined : names.get(JSON.stringify(schema))
    if (name !== undefined) {
      if (!open && !sent.has(name)) {
        sent.add(name)
        walk(named[name], open, true)
      }
      return { $ref: `${name}#` }
    }
    const shown = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, walk(value, open)]))
    if (open && shown.additionalProperties === false) Reflect.deleteProperty(shown, 'additionalProperties')
    const words = shown.enum
    if (Array.isArray(words) && shown.type === undefined) {
      shown.type = words.every((word) => typeof word === 'string') ? 'string' : 'integer'
    }
    return shown
  }

  return {
    // What goes in as an object comes out as one.
    taken: (schema) => walk(schema, false) as JsonSchema,
    given: (schema) => walk(schema, true) as JsonSchema,
    components: () =>
      Object.fromEntries(
        Object.entries(named).map(([name, schema]) => [
          name,
          { $id: name, ...(walk(schema, !sent.has(name), true) as JsonSchema) },
        ]),
      ),
  }
}
