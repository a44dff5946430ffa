/**
 * `npm run bench [-- [--markdown] NAME...]`: runs the benchmarks, each in a process of its own, and prints one table with
 * the facts of the machine. A figure never fails it; a benchmark that breaks does.
 */
import { fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, release, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import type { BenchRow } from './row.ts'
import { formatTable } from './table.ts'

const BENCHMARKS = [
  'codec',
  'connect',
  'indication',
  'modems',
  'many-modems',
  'journal',
  'start',
  'data-path',
  'usbip',
  'dial',
  'event-object',
  'status',
  'dashboard',
  'subscribers',
  'record',
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { markdown: { type: 'boolean', default: false }, child: { type: 'string' } },
})

if (values.child === undefined) await measureAll(positionals)
else await measureHere(values.child)

async function measureAll(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !BENCHMARKS.includes(name))
  if (unknown.length > 0) {
    console.error(`no benchmark ${unknown.join(', ')}; there are ${BENCHMARKS.join(', ')}`)
    process.exitCode = 2
    return
  }
  const rows: BenchRow[] = []
  for (const name of names.length === 0 ? BENCHMARKS : names) {
    process.stderr.write(`${name} …\n`)
    const measured = await measureInChild(name)
    if (measured === undefined) process.exitCode = 1
    else rows.push(...measured)
  }
  console.log(`\n${machine()}\n\n${formatTable(rows, { markdown: values.markdown })}`)
}

/** One process each: none inherits another's heap, compiled code or threads. Nothing when the benchmark broke. */
async function measureInChild(name: string): Promise<readonly BenchRow[] | undefined> {
  const child = fork(import.meta.filename, ['--child', name], {
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
  })
  let rows: readonly BenchRow[] | undefined
  // The cast names what `measureHere` sends.
  child.on('message', (message) => (rows = message as readonly BenchRow[]))
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  return code === 0 ? rows : undefined
}

async function measureHere(name: string): Promise<void> {
  // The cast is the contract of every file in BENCHMARKS.
  const { run } = (await import(`./${name}.ts`)) as { run: () => Promise<readonly BenchRow[]> }
  const rows = await run()
  process.send?.(rows, () => process.exit())
}

function machine(): string {
  const cpu = cpus()[0]?.model ?? 'unknown processor'
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  const facts = [cpu, `${availableParallelism()} cores`, memory, `${system()}, Linux ${release()} ${arch()}`]
  return `${facts.join(', ')}; Node.js ${process.versions.node}`
}

function system(): string {
  const file = '/etc/os-release'
  const name = existsSync(file)
    ? /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync(file, 'utf8'))?.[1]
    : undefined
  return name ?? 'unknown system'
}
