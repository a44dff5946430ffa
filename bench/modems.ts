/**
 * Many modems in one service, in this process with the virtual modems that they drive: until all are ready, and how much
 * memory each takes. Run in processes of their own, because memory is that of a process.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchRow } from './row.ts'
import { quantile } from './support/figure.ts'

const MANY = 200
const ROUNDS = 5

interface Figures {
  /** Milliseconds until every modem is registered. */
  readonly ready: number
  /** Bytes of resident memory, after everything that is not needed has been let go. */
  readonly resident: number
}

export async function run(): Promise<BenchRow[]> {
  const [one, many]: [Figures[], Figures[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    one.push(await measureInChild(1))
    many.push(await measureInChild(MANY))
  }
  const half = (figures: readonly Figures[], figure: keyof Figures): number =>
    quantile(
      figures.map((each) => each[figure]),
      0.5,
    )
  const ready = half(many, 'ready')
  const megabytes = (half(many, 'resident') - half(one, 'resident')) / (MANY - 1) / 1024 / 1024
  return [
    {
      what: `${MANY} virtual modems in one service: all ready`,
      ours: `${ready.toFixed(0)} ms`,
      aim: 'under 1 s',
      met: ready < 1000,
      note: `median of ${ROUNDS}; from the start of the service to the last registration`,
    },
    {
      what: 'memory per modem, its virtual modem included',
      ours: `${megabytes.toFixed(3)} MB`,
      aim: 'under 0.1 MB',
      met: megabytes < 0.1,
      note: `(RSS of ${MANY} − RSS of 1) / ${MANY - 1}, medians of ${ROUNDS}, after a garbage collection`,
    },
  ]
}

async function measureInChild(count: number): Promise<Figures> {
  const child = fork(import.meta.filename, [count.toString()], { execArgv: ['--expose-gc'] })
  const [figures] = (await once(child, 'message')) as [Figures] // what `measure` sends
  child.kill()
  return figures
}

async function measure(count: number): Promise<Figures> {
  const { inProcess } = await import('../src/core/index.ts')
  const { leanHeap } = await import('../src/main/lean-heap.ts')
  const { openService } = await import('../src/main/open-service.ts')
  // As `serve` does.
  leanHeap()
  await using cleanUp = new AsyncDisposableStack()
  const state = mkdtempSync(join(tmpdir(), 'dialtone-bench-'))
  cleanUp.defer(() => rmSync(state, { recursive: true }))
  const start = performance.now()
  const open = cleanUp.use(await openService({ state, virtual: { count, timing: 'instant' } }))
  const registered = new Set<string>()
  for await (const item of open.as(inProcess).watch({})) {
    const modems = item.type === 'snapshot' ? item.modems : item.type === 'modem.changed' ? [item.data] : []
    for (const { id, state } of modems) if (state === 'registered') registered.add(id)
    if (registered.size === count) break
  }
  const ready = performance.now() - start
  for (let round = 0; round < 5; round++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { ready, resident: process.memoryUsage.rss() }
}

if (process.argv[1] === import.meta.filename) {
  process.send?.(await measure(Number(process.argv[2])))
}
