/** Where the dashboard's files are: beside the compiled code in a package, in `dist/` of a clone. */
import { basename, dirname, join } from 'node:path'

export function dashboardFolder(): string {
  const code = dirname(import.meta.dirname)
  return basename(code) === 'dist' ? join(code, 'web') : join(code, '../dist/web')
}
