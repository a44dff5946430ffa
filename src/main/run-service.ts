/** Runs the service in the foreground until it is told to stop: what `serve` and `start` have in common. */
import { abortReason } from '../base/index.ts'
import type { WatchItem } from '../api/index.ts'
import type { Context } from '../face/cli/index.ts'
import { leanHeap } from './lean-heap.ts'
import { serveService, type ServeOptions, type Serving } from './serve-service.ts'
import { tellStory } from './story.ts'
import { version } from './version.ts'

export interface RunOptions {
  /** Called when the service answers. */
  readonly ready?: (serving: Serving) => void
  /** Called with everything that happens, after it was told. */
  readonly seen?: (item: WatchItem, serving: Serving) => void
}

export async function runService(
  context: Context,
  options: ServeOptions,
  { ready, seen }: RunOptions,
): Promise<void> {
  leanHeap()
  const { log } = options
  const stop = context.interruption
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
  const serving = await serveService(options)
  log.info(
    { version: version(), pid: process.pid, socket: serving.socket },
    `Dialtone ${version()} is running and listens at ${serving.socket}`,
  )
  const telling = new AbortController()
  const story = tellStory(serving.service, log, {
    since: serving.beginning,
    signal: telling.signal,
    seen: (item) => seen?.(item, serving),
  })
  ready?.(serving)
  await Promise.race([stopped, story])
  log.info({}, 'stopping')
  await serving[Symbol.asyncDispose]()
  telling.abort(abortReason(undefined))
  await story
  log.info({}, 'stopped')
}
