/** Runs the service in the foreground until it is told to stop: what `serve` and `start` have in common. */
import { abortReason, toDialtoneError } from '../base/index.ts'
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
  for (const url of serving.urls) log.info({ url }, `it listens at ${url}, too`)
  const telling = new AbortController()
  const story = tellStory(serving.service, log, {
    since: serving.beginning,
    signal: telling.signal,
    seen: (item) => seen?.(item, serving),
  })
  using _ = reloading(serving, options)
  ready?.(serving)
  await Promise.race([stopped, story])
  log.info({}, 'stopping')
  await serving[Symbol.asyncDispose]()
  telling.abort(abortReason(undefined))
  await story
  log.info({}, 'stopped')
}

/** SIGHUP reads the configuration file again, and certificates, where there are any. */
function reloading(serving: Serving, { configuration, tls, log }: ServeOptions): Disposable {
  const { service } = serving
  const renew = (): void => {
    serving.renewCertificates().then(
      () => log.info({}, 'the certificate was read again'),
      (thrown: unknown) =>
        log.error({}, `the certificate stays as it was: ${toDialtoneError(thrown).message}`),
    )
  }
  if (tls !== undefined) process.on('SIGHUP', renew)
  const reload = (): void => {
    service.reloadConfiguration().then(
      ({ changed, problems }) => {
        const what = changed.length === 0 ? 'nothing has changed' : changed.join(', ')
        log.info({}, `the configuration was read again: ${what}`)
        for (const { dialInterface, message } of problems) log.error({ subject: dialInterface }, message)
      },
      (thrown: unknown) =>
        log.error({}, `the configuration stays as it was: ${toDialtoneError(thrown).message}`),
    )
  }
  if (configuration !== undefined) process.on('SIGHUP', reload)
  return {
    [Symbol.dispose]: () => {
      process.off('SIGHUP', reload)
      process.off('SIGHUP', renew)
    },
  }
}
