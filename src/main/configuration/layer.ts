/**
 * What is in effect comes in layers of one shape, that of the configuration file: the command line over the environment over
 * the file. What none of them says has its default.
 */
import type { Configuration } from '../../api/index.ts'

export interface Layer {
  readonly from: 'flag' | 'environment' | 'file' | 'default'
  readonly configuration: Configuration
}

/** The first layer wins, key by key; a list is one value. */
export function merged(layers: readonly Layer[]): Configuration {
  // Each has the shape of a configuration, and what two of them have under one key is of one type.
  return layers
    .map(({ configuration }) => configuration)
    .reduceRight<Configuration>((lower, upper) => over(lower, upper), {})
}

/** The layer that says what the key is. */
export function sourceOf(layers: readonly Layer[], path: readonly string[]): Layer['from'] | undefined {
  return layers.find(({ configuration }) => valueAt(configuration, path) !== undefined)?.from
}

export function valueAt(configuration: Configuration, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isTable(value) ? value[key] : undefined), configuration)
}

function over<T extends object>(lower: T, upper: T): T {
  const result = { ...lower } as Record<string, unknown>
  for (const [key, value] of Object.entries(upper) as [string, unknown][]) {
    if (value === undefined) continue
    const below = result[key]
    result[key] = isTable(value) && isTable(below) ? over(below, value) : value
  }
  return result as T
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
