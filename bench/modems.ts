/**
 * Many modems in one service, in this process with the virtual modems that they drive: until all are ready, and how much
 * memory each takes. Run in processes of their own, because memory is that of a process.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { BenchRow } from './row.ts'

const MANY = 200

interface Figures {
  /** Milliseconds until every modem is registered. */
  readonly ready: number
  /** Bytes of resident memory, after everything that is not needed has been let go. */
  readonly resident: number
}

export async function run(): Promise<BenchRow[]> {
  const rounds: (readonly [one: Figures, many: Figures])[] = []
  for (let round = 0; round < 3; round++) rounds.push([await measureInChild(1), await measureInChild(MANY)])
  const ready = Math.min(...rounds.map(([, many]) => many.ready))
  const each = Math.min(...rounds.map(([one, many]) => (many.resident - one.resident) / (MANY - 1)))
  const megabytes = each / 1024 / 1024
  return [
    {
      what: `${MANY} virtual modems in one service: all ready`,
      ours: `${ready.toFixed(0)} ms`,
      aim: 'under 1 s',
      met: ready < 1000,
      note: 'the best of three; from the start of the service to the last registration',
    },
    {
      what: 'memory per modem, its virtual modem included',
      ours: `${megabytes.toFixed(3)} MB`,
      aim: 'under 0.1 MB',
      met: megabytes < 0.1,
      note: '(RSS of 200 − RSS of 1) / 199, after a garbage collection',
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
  const start = performance.now()
  await using open = await openService({ virtual: { count, timing: 'instant' } })
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
