/** What would be published: packed, checked by the tools made for it, installed in an empty project and used there. */
import { execFile } from 'node:child_process'
import { globSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
// The cast gives the shape that npm itself demands of the file.
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string
  exports: Record<string, unknown>
}
const entries = Object.keys(manifest.exports).filter((entry) => !entry.endsWith('.json'))

/** Whose folder is not called as the entry is. */
const EXPORTED: Readonly<Record<string, string>> = { '.': 'main', './client': 'api', './win32': 'face/win32' }

let folder: string
let tarball: string
let project: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dialtone-package-'))
  // Packing builds dist/ anew, as the test of the Debian package does.
  await run('flock', [join(root, 'build'), 'npm', 'pack', '--silent', '--pack-destination', folder], root)
  tarball = join(folder, `dialtone-${manifest.version}.tgz`)
  project = await mkdtemp(join(folder, 'project-'))
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }')
  // What it depends on was fetched a moment ago, to run this test.
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], project)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the tarball', () => {
  test('holds the build and nothing of the workshop', async () => {
    const list = (await run('tar', ['-tzf', tarball], root)).trim().split('\n')
    const kinds = new Set(list.map((path) => path.replace(/^package\/(dist|bin)\/.*/, '$1/')))
    expect([...kinds].sort()).toEqual([
      'bin/',
      'dist/',
      ...['CHANGELOG.md', 'LICENSE', 'README.md', 'man/dialtone.1', 'package.json'].map(
        (name) => `package/${name}`,
      ),
    ])
    const built = list
      .filter((path) => path.startsWith('package/dist/') && !path.startsWith('package/dist/web/'))
      .map((path) => path.slice('package/dist/'.length))
    expect(built.filter((path) => /\.test\.|(?<!\.d)\.ts$/.test(path))).toEqual([])
    const written = globSync('**/*', { cwd: join(root, 'src'), withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.(test|d)\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(join(root, 'src/').length))
      // Bundled: what is made of it is in dist/web.
      .filter((path) => !path.startsWith('face/web/'))
    // Each has its declaration; its code is in the bundle. Data is there as it is.
    const declared = written.map((path) => path.replace(/\.ts$/, '.d.ts'))
    expect(built.filter((path) => !path.endsWith('.js')).sort()).toEqual(declared.sort())
    const code = built.filter((path) => path.endsWith('.js') && !/^chunk\/[\w.-]+-[\w-]{8}\.js$/.test(path))
    expect(code.sort()).toEqual(
      [
        ...entries.map((entry) => `${EXPORTED[entry] ?? entry.slice(2)}/index.js`),
        'main/cli.js',
        // Each runs in a thread or a process of its own.
        'store/sqlite/copy-back.js',
        'virtual/data-path/internet-process.js',
      ].sort(),
    )
  })

  test('has no code that V8 would keep in two bytes a character', () => {
    const dist = join(project, 'node_modules/dialtone/dist')
    const code = globSync('**/*.js', { cwd: dist }).filter((path) => !path.startsWith('web/'))
    const wide = code.filter((path) => /[^\0-\xff]/.test(readFileSync(join(dist, path), 'utf8')))
    expect([code.length > 10, wide]).toEqual([true, []])
  })

  test('holds the dashboard, compressed, and nothing that it was made of', async () => {
    const list = (await run('tar', ['-tzf', tarball], root)).trim().split('\n')
    const web = list.flatMap((path) => /^package\/dist\/web\/(.*[^/])$/.exec(path)?.[1] ?? [])
    const plain = web.filter((path) => !/\.(br|gz)$/.test(path))
    expect(plain).toContain('index.html')
    for (const path of plain) {
      expect(path).toMatch(/^(index\.html|assets\/[\w-]+-[\w-]{8}\.(js|css|svg))$/)
      expect(web).toEqual(expect.arrayContaining([`${path}.br`, `${path}.gz`]))
    }
    expect(web.length).toBe(plain.length * 3)
  })

  test('satisfies publint', async () => {
    await expect(tool('publint', ['run', '--strict', tarball])).resolves.toContain('All good!')
  })

  test('satisfies are-the-types-wrong', async () => {
    const report = await tool('attw', [tarball, '--profile', 'esm-only', '--format', 'json'])
    expect(report).not.toBe('')
  })
})

describe('installed in an empty project', () => {
  test('npx dialtone runs', async () => {
    await expect(run('npx', ['--no', '--', 'dialtone', '--version'], project)).resolves.toContain(
      manifest.version,
    )
  })

  test.each(entries)('%s can be imported', async (entry) => {
    const specifier = entry.replace('.', 'dialtone')
    const code = `console.log(Object.keys(await import(${JSON.stringify(specifier)})).length)`
    const names = await run(process.execPath, ['--input-type=module', '--eval', code], project)
    expect(Number(names)).toBeGreaterThan(0)
  })

  test('what it exports is typed', async () => {
    symlinkSync(join(root, 'node_modules/@types'), join(project, 'node_modules/@types'))
    const imports = entries.map((entry, i) => `import * as room${i} from '${entry.replace('.', 'dialtone')}'`)
    // `any` would take this too, so it must not be one: then the conditional type is `never`, and 1 is no `never`.
    const uses = entries.map(
      (_, i) => `export const typed${i}: 0 extends 1 & typeof room${i} ? never : 1 = 1`,
    )
    const code = [
      ...imports,
      "import { ConnectionManager } from 'dialtone'",
      'export async function story(): Promise<void> {',
      '  await using manager = await ConnectionManager.open({ virtual: 1 })',
      '  const [connection] = await manager.connections()',
      '  // @ts-expect-error a profile is named by a string',
      '  await connection?.connect({ profile: 1 })',
      "  await connection?.connect({ profile: 'internet' })",
      '}',
      ...uses,
    ]
    await writeFile(join(project, 'story.ts'), code.join('\n'))
    const settings = {
      module: 'nodenext',
      target: 'es2024',
      lib: ['es2024', 'esnext.disposable'],
      types: ['node'],
    }
    const compilerOptions = { ...settings, strict: true, noEmit: true }
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['story.ts'] }))
    await expect(tool('tsc', ['-p', project])).resolves.toBe('')
  })

  test('what a page uses is typed where there is a browser and no Node.js', async () => {
    const example = readFileSync(join(root, 'examples/browser-page.ts'), 'utf8')
    await writeFile(
      join(project, 'page.ts'),
      `${example.replace("'../src/api/index.ts'", "'dialtone/client'")}\nimport 'dialtone/mbim'\n`,
    )
    const compilerOptions = {
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2024',
      lib: ['es2024', 'dom', 'esnext.disposable'],
      types: [],
      strict: true,
      noEmit: true,
    }
    const settings = join(project, 'tsconfig.page.json')
    await writeFile(settings, JSON.stringify({ compilerOptions, files: ['page.ts'] }))
    await expect(tool('tsc', ['-p', settings])).resolves.toBe('')
  })

  test('it stays under 80 MB', () => {
    const entriesOf = readdirSync(join(project, 'node_modules'), { recursive: true, withFileTypes: true })
    const files = entriesOf.filter((entry) => entry.isFile() && !entry.parentPath.includes('/@types'))
    const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
    expect(bytes / 1e6).toBeLessThan(80)
    expect(bytes / 1e6).toBeGreaterThan(1)
  })
})

/** Runs a program and gives what it printed. It fails with all that the program had to say. */
async function run(file: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    return (await promisify(execFile)(file, [...args], { cwd, maxBuffer: 1 << 26 })).stdout
  } catch (error) {
    // `execFile` rejects with an `Error` that carries the output.
    const { message, stdout } = error as Error & { stdout?: string }
    throw new Error(`${message}\n${stdout ?? ''}`, { cause: error })
  }
}

/** Runs the command of a development dependency. */
function tool(command: string, args: readonly string[]): Promise<string> {
  return run(join(root, 'node_modules/.bin', command), args, root)
}
