/** `bin/dialtone.js`: which code it runs, on which Node.js, and how it ends. */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const CLI = `export async function main(argv) {
  if (argv[0] === 'wait') {
    const timer = setInterval(() => {}, 1000)
    const told = new Promise((resolve) => {
      for (const signal of argv.slice(1)) process.on(signal, () => resolve(signal))
    })
    console.log('waiting')
    console.log(await told)
    clearInterval(timer)
    return 3
  }
  if (argv[0] === 'serve') {
    console.log(JSON.stringify({ flags: process.execArgv, arenas: process.env.MALLOC_ARENA_MAX, pid: process.pid, argv }))
    return 0
  }
  console.log(JSON.stringify({ from: import.meta.url.split('/').at(-3), node: process.version, argv }))
  return Number(argv[0] ?? 0)
}`

let clone: string
let shim: string
let environment: NodeJS.ProcessEnv

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'dialtone-bin-'))
  cpSync(join(root, 'bin'), join(clone, 'bin'), { recursive: true })
  writeFileSync(join(clone, 'package.json'), '{ "type": "module" }')
  for (const [folder, name] of [
    ['src/main', 'cli.ts'],
    ['dist/main', 'cli.js'],
  ] as const) {
    mkdirSync(join(clone, folder), { recursive: true })
    writeFileSync(join(clone, folder, name), CLI)
  }
  mkdirSync(join(clone, 'node_modules'))
  shim = join(clone, 'bin/dialtone.js')
  environment = { ...process.env, XDG_CACHE_HOME: join(clone, 'cache') }
  delete environment['NODE_COMPILE_CACHE']
})

afterAll(() => rmSync(clone, { recursive: true, force: true }))

/** What the shim printed and how it ended. Never rejects for its exit code. */
async function dialtone(
  node: string,
  args: readonly string[],
): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(node, [shim, ...args], { env: environment })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    // `execFile` rejects with an `Error` that carries these.
    const { code, stdout, stderr } = error as Error & { code: number; stdout: string; stderr: string }
    return { code, out: stdout, err: stderr }
  }
}

async function endOf(node: string, signal: NodeJS.Signals, handled: readonly string[]): Promise<unknown[]> {
  const child = spawn(node, [shim, 'wait', ...handled], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (out === '') child.kill(signal)
    out += text
  })
  const end: unknown[] = await once(child, 'close')
  return [out, ...end]
}

describe('on a Node.js that is new enough', () => {
  test('it runs the sources of a clone, and ends with the code of main', async () => {
    const { code, out, err } = await dialtone(process.execPath, ['6', '--json', 'a b'])
    expect({ code, err, ...(JSON.parse(out) as object) }).toEqual({
      code: 6,
      err: '',
      from: 'src',
      node: process.version,
      argv: ['6', '--json', 'a b'],
    })
  })

  test('a service is given little room for young objects, and is the process that was started', async () => {
    const child = spawn(process.execPath, ['--no-warnings', shim, 'serve', 'a b'], { env: environment })
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    expect(await once(child, 'close')).toEqual([0, null])
    expect(JSON.parse(out)).toEqual({
      flags: ['--max-semi-space-size=2', '--no-allocation-site-pretenuring', '--no-warnings'],
      arenas: '2',
      pid: child.pid,
      argv: ['serve', 'a b'],
    })
  })

  test('it runs the build of a package, which has no sources', async () => {
    rmSync(join(clone, 'src'), { recursive: true })
    try {
      const { out } = await dialtone(process.execPath, [])
      expect(JSON.parse(out)).toMatchObject({ from: 'dist' })
    } finally {
      cpSync(join(clone, 'dist/main/cli.js'), join(clone, 'src/main/cli.ts'))
    }
  })
})

// The system's Node.js, if it is an old one: this test itself runs on the pinned one, which stands first in the path.
const old = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((node) => {
    const { stdout } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
    return Number.parseInt(stdout, 10) < 24
  })

describe.skipIf(old === undefined)('on an older Node.js', () => {
  const node = old ?? ''

  test('it says what is missing', async () => {
    const { code, out, err } = await dialtone(node, [])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/needs Node\.js 24 or newer; this is \d+\..*\n.*npm ci/)
  })

  describe('with the pinned one installed', () => {
    beforeAll(() => {
      mkdirSync(join(clone, 'node_modules/node/bin'), { recursive: true })
      symlinkSync(process.execPath, join(clone, 'node_modules/node/bin/node'))
    })

    test('it hands over to that', async () => {
      const { code, out, err } = await dialtone(node, ['4', '-x'])
      expect({ code, err, ...(JSON.parse(out) as object) }).toEqual({
        code: 4,
        err: '',
        from: 'src',
        node: process.version,
        argv: ['4', '-x'],
      })
    })

    test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
      'it passes %s on and ends as main does',
      async (signal) => {
        expect(await endOf(node, signal, [signal])).toEqual([`waiting\n${signal}\n`, 3, null])
      },
    )

    test('it dies of the signal that the other died of', async () => {
      expect(await endOf(node, 'SIGTERM', [])).toEqual(['waiting\n', null, 'SIGTERM'])
    })
  })
})
