/** Our version, as the package says it. */
import { readFileSync } from 'node:fs'

export function version(): string {
  // The sources and the build lie equally deep below the package's folder, and it has a version or npm would not have it.
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return manifest.version
}
