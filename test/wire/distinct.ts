/** The operations without those versions whose layout is that of the version before: nothing new is learned from them. */
import type { Codec, MbimExVersion } from '../../src/mbim/codec/codec.ts'
import { resolve } from '../../src/mbim/codec/schema.ts'
import { OPERATION_CASES, type OperationCase } from '../support/operation.ts'

const seen = new Set<string>()

export const DISTINCT_CASES: readonly OperationCase[] = OPERATION_CASES.filter(
  ({ cid, operation, codec, version }) => {
    const layout = `${cid.service.name} ${cid.name} ${operation}: ${signature(codec.codec, version)}`
    if (seen.has(layout)) return false
    seen.add(layout)
    return true
  },
)

/** All that decides how bytes are read, as text. */
function signature(codec: Codec, version: MbimExVersion): string {
  const schema = resolve(codec, version)?.schema
  if (schema === undefined) return ''
  if (schema.kind === 'struct') {
    const fields = Object.entries(schema.fields).map(
      ([name, field]) => `${name} ${signature(field, version)}`,
    )
    return `{ ${fields.join(', ')} }`
  }
  if ('words' in schema) return `${schema.kind} ${Object.keys(schema.words).join('|')}`
  return 'of' in schema && schema.kind !== 'count'
    ? `${schema.kind} ${signature(schema.of, version)}`
    : schema.kind
}
