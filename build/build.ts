/**
 * `npm run build`: `dist/` from `src/`, ready to be packed: the code and what else the sources read at run time
 * (`code.ts`), its declarations, and the dashboard.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildCode } from './code.ts'
import { buildWeb } from './web.ts'

const root = join(import.meta.dirname, '..')
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

const { modules, assets } = await buildCode(root, target)
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
