/** Every setting of the sections by its path, with what its schema says; dial interfaces are told of by themselves. */
import { loadSchemas } from '../api/index.ts'
import type { Schema } from './check-schema.ts'

export interface SettingSchema {
  /** `['log', 'level']`. */
  readonly path: readonly string[]
  readonly schema: Schema
}

export async function settingSchemas(): Promise<readonly SettingSchema[]> {
  const { CONFIGURATION } = await loadSchemas()
  return settingsIn(CONFIGURATION, [])
}

function settingsIn({ properties = {} }: Schema, path: readonly string[]): SettingSchema[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (schema.patternProperties !== undefined) return []
    const here = [...path, name]
    return schema.properties === undefined ? [{ path: here, schema }] : settingsIn(schema, here)
  })
}
