/** Many modems in a service, measured in a process of its own, because memory is that of a process. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { inProcess } from '../../src/core/index.ts'
import type { Manager } from '../../src/manager/index.ts'

export interface ManyFigures {
  /** Milliseconds until every modem is registered. */
  readonly ready: number
  /** Bytes of resident memory, after everything that is not needed has been let go. */
  readonly resident: number
}

/** Has the file measure that many: it calls `answerParent` when it is run. */
export async function measureInChild(file: string, count: number): Promise<ManyFigures> {
  const child = fork(file, [count.toString()], { execArgv: ['--expose-gc'] })
  const [figures] = (await once(child, 'message')) as [ManyFigures] // what `answerParent` sends
  child.kill()
  return figures
}

/** In that process. */
export async function answerParent(measure: (count: number) => Promise<ManyFigures>): Promise<void> {
  process.send?.(await measure(Number(process.argv[2])))
}

/** The figures of a service that was started at that time, on `performance.now()`, when so many modems are registered. */
export async function figuresOf(
  manager: Pick<Manager, 'as'>,
  { count, start }: { readonly count: number; readonly start: number },
): Promise<ManyFigures> {
  const registered = new Set<string>()
  for await (const item of manager.as(inProcess).watch({})) {
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
