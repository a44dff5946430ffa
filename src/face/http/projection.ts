/**
 * What a schema lets out: the fields that it names, and nothing else. A value of ours fits its schema by its type; this
 * is for what a type does not see, a field too many, which may be the one that was never to be told.
 */
import { IsArray, IsObject, type TSchema } from 'typebox'

export function project(schema: TSchema, value: unknown): unknown {
  if (IsObject(schema) && isRecord(value)) {
    const shown: Record<string, unknown> = {}
    for (const name in schema.properties) {
      const field = schema.properties[name]
      if (field !== undefined && value[name] !== undefined) shown[name] = project(field, value[name])
    }
    return shown
  }
  if (IsArray(schema) && Array.isArray(value)) return value.map((item) => project(schema.items, item))
  return value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
