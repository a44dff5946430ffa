/** `[journal]` of the configuration, as the store takes it. */
import { parseDuration } from '../../base/index.ts'
import type { Configuration } from '../../api/index.ts'
import type { Retention } from '../../core/index.ts'

export function retentionOf(journal: Configuration['journal'] = {}): Partial<Retention> {
  const { 'max-events': count, 'max-age': written } = journal
  const age = written === undefined ? undefined : parseDuration(written)
  return { ...(count === undefined ? {} : { count }), ...(age === undefined ? {} : { age }) }
}
