/** The schema as it is published: JSON Schema of draft 2020-12 and nothing of our own, for editors and other programs. */
import { loadSchemas } from '../api/index.ts'

/** What editors know the schema by. */
export const SCHEMA_ID = 'urn:dialtone:schema:configuration'

export async function publishedSchema(): Promise<Readonly<Record<string, unknown>>> {
  const { CONFIGURATION } = await loadSchemas()
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: SCHEMA_ID,
    title: 'Dialtone configuration',
    // An object stays one.
    ...(published(CONFIGURATION) as Readonly<Record<string, unknown>>),
  }
}

function published(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(published)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
      if (key.startsWith('x-')) return []
      return [[key, key === 'properties' ? titled(inner) : published(inner)]]
    }),
  )
}

/** Each property under its own name in words, as editors head what they show of it. */
function titled(properties: unknown): unknown {
  return Object.fromEntries(
    Object.entries(properties as Readonly<Record<string, object>>).map(([key, schema]) => {
      const words = key.replaceAll('-', ' ')
      const title = words.slice(0, 1).toUpperCase() + words.slice(1)
      return [key, { title, ...(published(schema) as object) }]
    }),
  )
}
