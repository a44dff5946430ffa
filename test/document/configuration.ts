/** The reference of the configuration file, as its schema has it. */
import type { Schema } from '../../src/configuration/index.ts'

/** A heading and a table for each section. */
export function renderReference(schema: Schema): string {
  return Object.entries(schema.properties ?? {})
    .map(([name, section]) => {
      const [each] = Object.values(section.patternProperties ?? {})
      const title = each === undefined ? `[${name}]` : `[${name}.NAME]`
      const rows = Object.entries((each ?? section).properties ?? {}).map(row)
      return [
        `### \`${title}\``,
        '',
        `${section.description ?? ''}.`,
        '',
        ...table([['Key', 'What it says', 'Takes', 'Unless told', 'A change'], ...rows]),
      ].join('\n')
    })
    .join('\n\n')
}

function row([key, setting]: [string, Schema]): readonly string[] {
  const { description = '', examples = [] } = setting
  const words = setting['x-default'] ?? (setting.default === undefined ? '' : code(setting.default))
  const [example] = examples
  const shown = example === undefined ? '' : ` (${code(example)})`
  const change = setting['x-restart'] === true ? 'at the next start' : 'at a reload'
  return [`\`${key}\``, description.replaceAll('|', '\\|'), takes(setting) + shown, words, change]
}

function takes(schema: Schema): string {
  const { anyOf, enum: options, const: only, type, minimum, maximum, items } = schema
  if (anyOf !== undefined) {
    const isList = anyOf.some(({ items: each }) => each !== undefined)
    return isList ? 'a list of texts, or one' : anyOf.map(takes).join(', or ')
  }
  if (only !== undefined) return code(only)
  if (options !== undefined) return options.map(code).join(', ')
  if (schema['x-measure'] === 'duration') {
    return `a time, ${schema['x-least'] ?? ''} to ${schema['x-most'] ?? ''}`
  }
  if (schema['x-measure'] === 'size') return `a size, ${schema['x-least'] ?? ''} to ${schema['x-most'] ?? ''}`
  if (type === 'boolean') return '`true`, `false`'
  if (type === 'integer') return `${minimum ?? ''} to ${maximum ?? ''}`
  return items === undefined ? 'a text' : 'a list'
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``
}

/** As prettier lays a table out. */
function table(rows: readonly (readonly string[])[]): string[] {
  const [first = []] = rows
  const widths = first.map((_, column) => Math.max(3, ...rows.map((cells) => (cells[column] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(first), rule, ...rows.slice(1).map(line)]
}
