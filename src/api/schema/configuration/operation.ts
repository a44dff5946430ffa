/** What is told of the configuration as JSON Schema. */
import { Type, type TSchema } from 'typebox'
import type { ConfigurationService } from '../../configuration/configuration-service.ts'
import { object } from '../shape.ts'

const value = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Array(Type.String())])

export const setting = object({
  key: Type.String({ description: 'Its key in the configuration file: log.level' }),
  value: Type.Optional(value),
  from: Type.Enum(['default', 'file', 'environment', 'flag']),
  next: Type.Optional(value),
})

export const configurationMistake = object({
  key: Type.String({ description: 'Empty where the text is no TOML' }),
  line: Type.Integer(),
  column: Type.Integer(),
  message: Type.String(),
})

/** What became of the settings of the file, but for its dial interfaces. */
const taken = {
  settings: Type.Array(Type.String(), { description: 'Keys of what changed and is in effect' }),
  restart: Type.Array(Type.String(), { description: 'Keys of what the next start takes up' }),
}

export const configurationReloaded = object({
  file: Type.Optional(Type.String()),
  changed: Type.Array(Type.String(), { description: 'Names of dial interfaces' }),
  ...taken,
})

export const configurationRefused = object({
  file: Type.Optional(Type.String()),
  message: Type.String(),
  mistakes: Type.Array(configurationMistake),
})

export const CONFIGURATION_SCHEMAS = {
  configuration: {
    input: object({}),
    output: object({ file: Type.Optional(Type.String()), settings: Type.Array(setting) }),
  },
  reloadConfiguration: {
    input: object({}),
    output: object({
      file: Type.Optional(Type.String()),
      changed: Type.Array(Type.String(), { description: 'Names of dial interfaces' }),
      ...taken,
      problems: Type.Array(object({ dialInterface: Type.String(), message: Type.String() })),
      failed: Type.Array(object({ key: Type.String(), message: Type.String() })),
    }),
  },
} as const satisfies Record<keyof ConfigurationService, { readonly input: TSchema; readonly output: TSchema }>
