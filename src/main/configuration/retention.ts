/** `[journal]` of the configuration, as the store takes it. */
import { compact, parseDuration, parseSize } from '../../base/index.ts'
import type { Configuration } from '../../api/index.ts'
import type { Retention } from '../../core/index.ts'

export function retentionOf(journal: Configuration['journal'] = {}): Partial<Retention> {
  const { 'max-events': count, 'max-age': longest, 'max-size': largest } = journal
  return compact({
    count,
    age: longest === undefined ? undefined : parseDuration(longest),
    bytes: largest === undefined ? undefined : parseSize(largest),
  })
}
