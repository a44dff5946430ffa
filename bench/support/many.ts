/** Many modems in a service, measured in a process of its own, because memory is that of a process. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { LEAN_ENV, LEAN_FLAGS } from '../../bin/lean.js'
import { inProcess } from '../../src/core/index.ts'
import { giveBack } from '../../src/main/give-back.ts'
import type { Manager } from '../../src/manager/index.ts'

export interface ManyFigures {
  /** Milliseconds until every modem is registered. */
  readonly ready: number
  /** Bytes of resident memory, after everything that is not needed has been let go. */
  readonly resident: number
}

/** Has the file measure that many, in a process as a service has: it calls `answerParent` when it is run. */
export async function measureInChild(file: string, count: number): Promise<ManyFigures> {
  const child = fork(file, [count.toString()], {
    execArgv: LEAN_FLAGS,
    env: { ...LEAN_ENV, ...process.env },
  })
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
  giveBack()
  return { ready, resident: process.memoryUsage.rss() }
}
