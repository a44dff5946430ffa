/**
 * Brings the data path of one interface to where its machine wants it, one operation after the other: what is wanted
 * while an operation is under way is done next, and what nobody wants any more is not done at all.
 */
import { equal, Seconds, type Clock, type Instant, type Timer } from '../../base/index.ts'
import {
  causeOf,
  type Cause,
  type DataPath,
  type DataPathCounters,
  type DataPathFact,
  type DataPathSettings,
  type DataPathState,
  type DialSettings,
  type LinkStatistics,
  type Network,
} from '../../core/index.ts'
import type { DialPath } from '../../policy/index.ts'

export interface PathRunnerOptions {
  readonly network: Network
  /** Why no packets could be led to what it dials with: there is no path then. */
  readonly obstacle?: (dialer: DialSettings['dialer']) => Cause | undefined
  readonly clock: Clock
  readonly settings: DialSettings
  readonly tell: (fact: DataPathFact) => void
  /** What it does is not what it did. */
  readonly changed: () => void
}

/** A path that could not be had is asked for again after so long: what stood in its way may be gone. */
const RETRY = Seconds(30)

export class PathRunner implements AsyncDisposable {
  readonly #options: PathRunnerOptions
  #settings: DataPathSettings
  #dialer: DialSettings['dialer']
  #wanted: DialPath | undefined
  #path: DataPath | undefined
  /** What the path was last told, and with which settings. */
  #done: { readonly path: DialPath; readonly settings: DataPathSettings } | undefined
  #state: DataPathState
  #running: Promise<void> | undefined
  /** What is wanted may have changed since the last look at it. */
  #isAsked = false
  #retry: Timer | undefined
  #over = false

  constructor(options: PathRunnerOptions) {
    this.#options = options
    this.#settings = dataPathSettings(options.settings)
    this.#dialer = options.settings.dialer
    const obstacle = this.#obstacle ?? options.network.obstacle
    this.#state = obstacle === undefined ? { state: 'withdrawn' } : { state: 'absent', cause: obstacle }
  }

  get state(): DataPathState {
    return this.#state
  }

  get counters(): DataPathCounters | undefined {
    return this.#path?.counters
  }

  want(path: DialPath): void {
    if (equal(this.#wanted, path)) return
    this.#wanted = path
    this.#go()
  }

  change(settings: DialSettings): void {
    this.#settings = dataPathSettings(settings)
    this.#dialer = settings.dialer
    this.#go()
  }

  async usage(): Promise<{
    readonly measured: boolean
    readonly lastTraffic?: Instant
    readonly statistics?: LinkStatistics
  }> {
    if (this.#path === undefined) return { measured: false }
    return { measured: true, ...(await this.#path.usage()) }
  }

  async clearStatistics(): Promise<void> {
    await this.#path?.clearStatistics()
  }

  /** Does nothing any more; the path is left as it is. */
  async stop(): Promise<void> {
    this.#over = true
    this.#retry?.[Symbol.dispose]()
    await this.#running
  }

  /** Takes the path away. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    await this.#path?.[Symbol.asyncDispose]()
  }

  get #obstacle(): Cause | undefined {
    return this.#options.obstacle?.(this.#dialer)
  }

  #go(): void {
    if (this.#options.network.obstacle !== undefined || this.#over) return
    this.#isAsked = true
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
      // Something may be wanted between the end of a run and its being known here.
      if (this.#isAsked) this.#go()
    })
  }

  async #run(): Promise<void> {
    this.#retry?.[Symbol.dispose]()
    for (;;) {
      this.#isAsked = false
      const [path, settings] = [this.#wanted, this.#settings]
      if (path === undefined || this.#over) return
      const obstacle = this.#obstacle
      if (obstacle !== undefined) return this.#giveUp(obstacle)
      if (this.#done?.path === path && this.#done.settings === settings) return
      try {
        await this.#bring(path, settings)
        this.#done = { path, settings }
        this.#show({ state: path.to === 'hold' ? 'holding' : path.to })
      } catch (thrown) {
        this.#done = undefined
        this.#show({ state: 'absent', cause: causeOf(thrown) })
        if (path !== this.#wanted || settings !== this.#settings) continue
        this.#retry = this.#options.clock.setTimer(RETRY, () => this.#go(), { background: true })
        return
      }
    }
  }

  async #giveUp(cause: Cause): Promise<void> {
    const path = this.#path
    this.#path = undefined
    this.#done = undefined
    await path?.[Symbol.asyncDispose]()
    this.#show({ state: 'absent', cause })
  }

  async #bring(path: DialPath, settings: DataPathSettings): Promise<void> {
    const { network, tell } = this.#options
    if (this.#path === undefined) this.#path = await network.path(settings, tell)
    else if (this.#done?.settings !== settings) await this.#path.change(settings)
    if (this.#done?.path === path) return
    switch (path.to) {
      case 'hold':
        return this.#path.hold()
      case 'withdrawn':
        return this.#path.withdraw()
      case 'open':
        return this.#path.open(path.link)
    }
  }

  #show(state: DataPathState): void {
    this.#state = state
    if (!this.#over) this.#options.changed()
  }
}

export function dataPathSettings(settings: DialSettings): DataPathSettings {
  const { name, routes, priority, filter, hold, nat, dns } = settings
  return { name, routes, priority, ...(filter && { filter }), hold, nat, dns }
}
