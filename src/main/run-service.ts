/** Runs the service in the foreground until it is told to stop: what `serve` and `start` have in common. */
import { abortReason, Seconds, toDialtoneError } from '../base/index.ts'
import type { WatchItem } from '../api/index.ts'
import type { Caller } from '../core/index.ts'
import type { Context } from '../face/cli/index.ts'
import { giveBack } from './give-back.ts'
import { serveService, type ServeOptions, type Serving } from './serve-service.ts'
import { tellStory } from './story.ts'
import { supervise, tellStatus } from './supervise.ts'
import type { Supervisor } from './supervisor.ts'
import { version } from './version.ts'

export interface RunOptions {
  /** Called when the service answers. */
  readonly ready?: (serving: Serving) => void
  /** Called with everything that happens, after it was told. */
  readonly seen?: (item: WatchItem, serving: Serving) => void
}

/** After so long what there was to do at the start is done. */
const REST = Seconds(3)

export async function runService(
  context: Context,
  options: ServeOptions,
  { ready, seen }: RunOptions,
): Promise<void> {
  const { log } = options
  const stop = context.interruption
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
  using supervisor = supervise(context.host.env, options)
  const serving = await serveService(options)
  log.info(
    { version: version(), pid: process.pid, socket: serving.socket },
    `Dialtone ${version()} is running and listens at ${serving.socket}`,
  )
  for (const url of serving.urls) log.info({ url }, `it listens at ${url}, too`)
  using status = tellStatus(serving, supervisor, options)
  const telling = new AbortController()
  const story = tellStory(serving.service, log, {
    since: serving.beginning,
    signal: telling.signal,
    seen: (item) => {
      seen?.(item, serving)
      status.seen(item)
    },
  })
  using _ = reloading(serving, options, supervisor)
  supervisor.ready(await status.line(), () => serving.pulse())
  ready?.(serving)
  using _rest = options.clock.setTimer(REST, giveBack, { background: true })
  await Promise.race([stopped, story])
  log.info({}, 'stopping')
  supervisor.stopping()
  await serving[Symbol.asyncDispose]()
  telling.abort(abortReason(undefined))
  await story
  log.info({}, 'stopped')
}

/** Who reloads by a signal. */
const SIGHUP: Caller = { name: 'SIGHUP', scopes: ['admin'] }

/**
 * SIGHUP reads the configuration file again, or for the first time where it was not there, and certificates with it. What has
 * changed is told as an event, and so is a file that was refused.
 */
function reloading(serving: Serving, options: ServeOptions, supervisor: Supervisor): Disposable {
  const { tls, log } = options
  const readsFile = typeof options.configuration === 'object' && options.configuration.read !== undefined
  const service = serving.as(SIGHUP)
  const reload = async (): Promise<void> => {
    const { problems, failed } = await service.reloadConfiguration()
    for (const { dialInterface, message } of problems) log.error({ subject: dialInterface }, message)
    for (const { key, message } of failed) log.error({ subject: key }, message)
  }
  const renew = async (): Promise<void> => {
    await serving.renewCertificates()
    log.info({}, 'the certificate was read again')
  }
  const hear = (): void => {
    supervisor.reloading()
    const done = !readsFile
      ? renew().catch((thrown: unknown) =>
          log.error({}, `the certificate stays as it was: ${toDialtoneError(thrown).message}`),
        )
      : reload().catch((thrown: unknown) =>
          log.debug({ error: toDialtoneError(thrown).message }, 'the configuration stays as it was'),
        )
    void done.then(() => supervisor.reloaded())
  }
  if (readsFile || tls !== undefined) process.on('SIGHUP', hear)
  return { [Symbol.dispose]: () => void process.off('SIGHUP', hear) }
}
