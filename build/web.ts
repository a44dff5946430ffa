/**
 * `npm run build:web`: the dashboard, from `src/face/web/` to `dist/web/`. Every file is there plain, as `.gz` and as
 * `.br`, so that the service compresses nothing while it runs. The names of assets carry a hash of what is in them.
 *
 * A build that comes to the same leaves every file as it is, and one that does not writes the page last: a service that
 * serves the folder meanwhile never finds a page whose assets are not there.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'

const root = join(import.meta.dirname, '..')

export interface WebFile {
  /** Below the folder: `index.html`, `assets/index-x1y2.js`. */
  readonly name: string
  readonly bytes: number
  readonly gzip: number
  /** Loaded before anything is shown. */
  readonly first: boolean
}

/** What is text, and so worth compressing. */
const TEXT = /\.(html|js|css|svg|json|webmanifest)$/

/** The page is what names all others, so it comes after them. */
const PAGE = 'index.html'

/** @param target the folder; whatever else is in it is removed. */
export async function buildWeb(target: string): Promise<readonly WebFile[]> {
  // One configuration gives one bundle; the type is that of all that `build` can give.
  const bundle = (await build({
    configFile: false,
    root: join(root, 'src/face/web'),
    // Relative, so that the service can be behind a proxy at any path.
    base: './',
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'es2024',
      // Data URLs are not in the content policy of scripts and styles.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  })) as Rolldown.RolldownOutput
  const built = bundle.output.map((one) => ({
    name: one.fileName,
    content: Buffer.from(one.type === 'chunk' ? one.code : one.source),
  }))
  const first = firstOf(bundle.output)
  const files = built.sort((one, other) => Number(one.name === PAGE) - Number(other.name === PAGE))
  const kept = new Set<string>()
  const told: WebFile[] = []
  for (const { name, content } of files) {
    const gzip = gzipSync(content, { level: 9 })
    const forms = TEXT.test(name) ? { '': content, '.gz': gzip, '.br': brotli(content) } : { '': content }
    for (const [suffix, bytes] of Object.entries(forms)) {
      await writeWhole(join(target, name + suffix), bytes)
      kept.add(name + suffix)
    }
    told.push({ name, bytes: content.length, gzip: gzip.length, first: first.has(name) })
  }
  for (const entry of await readdir(target, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !kept.has(path.slice(target.length + 1))) await rm(path, { force: true })
  }
  return told
}

/** The page, what it names, and what that imports: all that has to come before something is shown. */
function firstOf(output: Rolldown.RolldownOutput['output']): ReadonlySet<string> {
  const chunks = new Map(
    output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one] as const] : [])),
  )
  const first = new Set([PAGE])
  const take = (name: string): void => {
    const chunk = chunks.get(name)
    if (first.has(name) || chunk === undefined) return
    first.add(name)
    for (const css of chunk.viteMetadata?.importedCss ?? []) first.add(css)
    for (const imported of chunk.imports) take(imported)
  }
  for (const chunk of chunks.values()) if (chunk.isEntry) take(chunk.fileName)
  return first
}

function brotli(content: Buffer): Buffer {
  return brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  })
}

/** Nobody who reads meets half a file; one that is so already is left alone. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const there = await readFile(path).catch(() => undefined)
  if (there?.equals(bytes) === true) return
  await mkdir(dirname(path), { recursive: true })
  const beside = `${path}.${process.pid}`
  await writeFile(beside, bytes)
  await rename(beside, path)
}

if (import.meta.main) {
  const [folder = 'dist/web'] = process.argv.slice(2)
  const files = await buildWeb(resolve(root, folder))
  const first = files.filter(({ first }) => first).reduce((sum, { gzip }) => sum + gzip, 0)
  console.log(`${folder}/: ${files.length} files, ${(first / 1000).toFixed(1)} kB (gzip) to the first view`)
}
