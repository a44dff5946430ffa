/**
 * `npm run build`: `dist/` from `src/`, ready to be packed: compiled files with their declarations, beside them what
 * else the sources read at run time, and the dashboard.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
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

const assets = globSync('**/*', { cwd: source, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name).slice(source.length + 1))
  .filter((path) => !path.startsWith('face/web/'))
for (const asset of assets) cpSync(join(source, asset), join(target, asset))

const compiled = globSync('**/*.{js,d.ts}', { cwd: target })
for (const path of compiled) renameReferences(join(target, path))
const web = await buildWeb(join(target, 'web'))
console.log(`dist/: ${compiled.length / 2} modules, ${assets.length + web.length} other files`)

/**
 * tsc turns `.ts` into `.js` where code imports a module. It leaves alone the URL that names a worker, and the imports of
 * declarations, which only newer compilers follow.
 */
function renameReferences(path: string): void {
  const text = readFileSync(path, 'utf8')
  const renamed = text.replace(/\b(from |import\(|new URL\()(['"])(\.{1,2}\/[^'"\n]+)\.ts\2/g, '$1$2$3.js$2')
  if (renamed !== text) writeFileSync(path, renamed)
}
