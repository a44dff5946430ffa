/** What runs, without npm: the build, the packages that it needs, and nothing that only people, compilers or other machines want. */
import { cpSync, globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { productionPackages } from './production-packages.ts'

/**
 * Lays it into the folder `app`.
 * @param root of the repository, whose dependencies are installed
 * @param dist what was built
 */
export function layProgram(root: string, dist: string, app: string): void {
  for (const path of ['bin', 'package.json']) cpSync(join(root, path), join(app, path), { recursive: true })
  cpSync(dist, join(app, 'dist'), { recursive: true })
  for (const path of productionPackages(root)) {
    cpSync(join(root, path), join(app, path), {
      recursive: true,
      dereference: true,
      filter: (from) => isNeeded(from),
    })
  }
  for (const path of globSync('{dist/**/*.d.ts,**/*.map}', { cwd: app })) rmSync(join(app, path))
}

/** What a package brings for people, for compilers, and for other machines stays behind. */
function isNeeded(path: string): boolean {
  const inside = path.slice(path.lastIndexOf('node_modules/'))
  if (/\/(licen[cs]e|notice|copying)[^/]*$/i.test(inside)) return true
  if (/\.([cm]?ts|map|md|markdown|tsbuildinfo|gyp|h|cc|cpp|ya?ml|html|sh)$/i.test(inside)) return false
  // Of another C library than Debian's.
  if (inside.endsWith('.musl.node')) return false
  if (
    /\/(\.[^/]+|tests?|__tests__|benchmarks?|examples?|docs?|coverage|integration|scripts|musl_\w+)$/i.test(
      inside,
    )
  ) {
    return false
  }
  const [, platform] = /\/prebuilds\/([^/]+)/.exec(inside) ?? []
  return platform === undefined || platform === `linux-${process.arch}`
}
