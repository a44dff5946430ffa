/**
 * The code of the package: what a service loads is some dozen files in place of two thousand modules, which takes a third off its
 * memory and its start. Every entry of the package and every script that runs by itself is a file at its own place, with what
 * they have in common in `chunk/`; nothing is there twice. Packages stay what they are, packages, but for the library of schemas, which
 * has seven hundred modules of which few are used.
 *
 * Nothing is renamed or squeezed: a stack trace names functions and lines that can be read. Only characters are written as escapes of
 * which a single one would have V8 keep all the text of a file in two bytes each: of a service, 2 MB.
 */
import { join, relative } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'

export interface BundleOptions {
  /** The folder of the sources. */
  readonly source: string
  readonly target: string
  /** Below the source, without their suffix: `main/cli`. */
  readonly entries: readonly string[]
}

/** The files that were written, below the target. */
export async function bundle({ source, target, entries }: BundleOptions): Promise<readonly string[]> {
  // One configuration gives one bundle; the type is that of all that `build` can give.
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [ownPlace(source), oneByteText()],
    ssr: { noExternal: [/^typebox(\/|$)/] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: target,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        // For Node.js, what the bundler itself adds would import a module of Node.js: `mbim` and `client` run in browsers too.
        platform: 'neutral',
        input: Object.fromEntries(entries.map((entry) => [entry, join(source, `${entry}.ts`)])),
        preserveEntrySignatures: 'strict',
        output: {
          format: 'esm',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunk/[name]-[hash].js',
          comments: false,
        },
      },
    },
  })) as Rolldown.RolldownOutput
  return built.output.map(({ fileName }) => fileName)
}

/** Stands for the way from a file of the bundle to the folder of all. */
const ROOT = '__root_of_the_bundle__/'

/**
 * Code that asks where it is, to find what lies beside it, is answered as if it were still a file of its own: which file of the
 * bundle it comes to be in is not known when it is written.
 */
function ownPlace(source: string): Plugin {
  return {
    name: 'dialtone:own-place',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(source) || !code.includes('import.meta')) return null
      const place = relative(source, id).replace(/\.ts$/, '.js')
      const url = (path: string): string => `new URL(${JSON.stringify(ROOT + path)}, import.meta.url)`
      return code
        .replaceAll('import.meta.url', `${url(place)}.href`)
        .replaceAll('import.meta.dirname', `decodeURIComponent(${url(join(place, '..'))}.pathname)`)
    },
    renderChunk: (code, chunk) =>
      code.replaceAll(ROOT, '../'.repeat(chunk.fileName.split('/').length - 1) || './'),
  }
}

/** Beyond Latin-1, of which V8 has strings of one byte a character. */
const WIDE = /[^\0-\xff]/g

/** An escape is the same in a string, a template and a regular expression; a raw template would show it. */
function oneByteText(): Plugin {
  return {
    name: 'dialtone:one-byte-text',
    // The last to touch it: whatever prints code anew writes characters as they are.
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = narrowed(file)
      }
    },
  }
}

function narrowed({ code, fileName }: Rolldown.OutputChunk): string {
  for (const [template] of code.matchAll(/String\.raw`[^`]*`/g)) {
    if (template.search(WIDE) >= 0) throw new Error(`${fileName}: ${template} cannot be written in one byte`)
  }
  return code.replace(WIDE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
