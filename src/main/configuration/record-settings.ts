/** `[record]` of the configuration, as the recorder takes it. */
import { Hours, Milliseconds, parseDuration, parseSize } from '../../base/index.ts'
import type { Configuration } from '../../api/index.ts'
import type { RecorderSettings } from '../../record/index.ts'

export function recordSettingsOf(record: Configuration['record'] = {}): RecorderSettings {
  const { enabled = true, 'max-size': size = '16 MiB', 'max-age': age = '24 h' } = record
  return {
    enabled,
    size: parseSize(size) ?? 16 * 1024 * 1024,
    age: Milliseconds(parseDuration(age) ?? Hours(24)),
  }
}
