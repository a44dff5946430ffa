/** The code of `dist/`, and what the sources read at run time: all that a service needs but the dashboard. */
import { cpSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.ts'

/** What is started by its path: in a thread or a process of its own. */
const SCRIPTS = ['store/sqlite/copy-back', 'virtual/data-path/internet-process']

export interface BuiltCode {
  /** The files that were written, below the target. */
  readonly modules: readonly string[]
  readonly assets: readonly string[]
}

/** @param root of the repository */
export async function buildCode(root: string, target: string): Promise<BuiltCode> {
  const source = join(root, 'src')
  // The cast gives the shape that npm itself demands of the file.
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { readonly default: string }>
  }
  const exported = Object.values(manifest.exports).flatMap((entry) => {
    const path = typeof entry === 'string' ? entry : entry.default
    return /^\.\/dist\/(.*)\.js$/.exec(path)?.[1] ?? []
  })
  const modules = await bundle({ source, target, entries: ['main/cli', ...exported, ...SCRIPTS] })
  const assets = globSync('**/*', { cwd: source, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(source.length + 1))
    .filter((path) => !path.startsWith('face/web/'))
  for (const asset of assets) cpSync(join(source, asset), join(target, asset))
  return { modules, assets }
}
