/**
 * `npm run build`: `dist/` from `src/`, ready to be packed: the code (`bundle.ts`), its declarations, what else the sources
 * read at run time, and the dashboard.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bundle } from './bundle.ts'
import { buildWeb } from './web.ts'

const root = join(import.meta.dirname, '..')
const source = join(root, 'src')
const target = join(root, 'dist')

// The dashboard is built in place: who serves it meanwhile does not miss it.
for (const name of existsSync(target) ? readdirSync(target) : []) {
  if (name !== 'web') rmSync(join(target, name), { recursive: true, force: true })
}
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
try {
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' })
} catch {
  process.exit(1) // tsc has said why
}

/** What is started by its path: in a thread or a process of its own. */
const SCRIPTS = ['store/sqlite/copy-back', 'virtual/data-path/internet-process']

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

const declarations = globSync('**/*.d.ts', { cwd: target })
for (const path of declarations) renameReferences(join(target, path))
const web = await buildWeb(join(target, 'web'))
console.log(
  `dist/: ${modules.length} modules, ${declarations.length} declarations, ${assets.length + web.length} other files`,
)

/** tsc leaves the imports of declarations as they are written, with `.ts`, which only newer compilers follow. */
function renameReferences(path: string): void {
  const text = readFileSync(path, 'utf8')
  const renamed = text.replace(/\b(from |import\()(['"])(\.{1,2}\/[^'"\n]+)\.ts\2/g, '$1$2$3.js$2')
  if (renamed !== text) writeFileSync(path, renamed)
}
