/**
 * Connections that interfaces of an earlier life have left up and that no interface has now, as it ran only, or was taken out of
 * the configuration file meanwhile. Each is hung up once it is seen to be there still; what others brought up is theirs.
 */
import { toDialtoneError, type Clock, type Logger, type Timer } from '../../base/index.ts'
import type { Dialer, DialerFact, DialerSource } from '../../core/index.ts'
import { DIALLER } from '../../policy/index.ts'
import { RECALL_PATIENCE } from '../memory.ts'
import { isSameLink, type DialMemory, type DialNote } from './dial-memory.ts'

export interface DialLeftoversOptions {
  readonly memory: DialMemory
  readonly dialer: DialerSource
  readonly clock: Clock
  readonly log: Logger
  /** Called when what one of them was dialled with is free for others. */
  readonly freed: () => void
}

export class DialLeftovers implements AsyncDisposable {
  readonly #options: DialLeftoversOptions
  /** By the id of the interface. */
  readonly #leftovers = new Map<string, Leftover>()

  constructor(options: DialLeftoversOptions) {
    this.#options = options
  }

  /** Hangs up what is remembered of an interface that is not there, and forgets it. */
  letGo(id: string): void {
    const { memory } = this.#options
    const note = memory.recall(id)
    if (note === undefined) return
    if (note.origin === undefined && note.link.direction === 'outgoing') {
      memory.forget(id)
      return
    }
    this.giveBack(id)
    const leftover = new Leftover(id, note, this.#options, () => {
      if (this.#leftovers.get(id) === leftover) this.#forget(id, leftover)
    })
    this.#leftovers.set(id, leftover)
    leftover.start()
  }

  /** The interface is there again: what is remembered of it is its own. */
  giveBack(id: string): void {
    void this.#leftovers.get(id)?.[Symbol.asyncDispose]()
    this.#leftovers.delete(id)
  }

  /** What has not been hung up yet is left to the next life. */
  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#leftovers.values()]
    this.#leftovers.clear()
    await Promise.allSettled(all.map((leftover) => leftover[Symbol.asyncDispose]()))
  }

  #forget(id: string, leftover: Leftover): void {
    const { memory, freed } = this.#options
    this.#leftovers.delete(id)
    memory.forget(id)
    void leftover[Symbol.asyncDispose]().finally(freed)
  }
}

class Leftover implements AsyncDisposable {
  readonly #note: DialNote
  readonly #log: Logger
  readonly #dialer: Dialer
  readonly #timer: Timer
  readonly #life = new AbortController()
  /** Called when there is nothing to be hung up, or nothing any more. */
  readonly #over: () => void
  #hangingUp = false
  #ended = false

  constructor(
    id: string,
    note: DialNote,
    { dialer, clock, log }: Pick<DialLeftoversOptions, 'dialer' | 'clock' | 'log'>,
    over: () => void,
  ) {
    this.#note = note
    this.#log = log.child({ subject: note.name })
    // It lets nobody in meanwhile.
    const settings = { ...note.settings, enabled: false }
    this.#dialer = dialer({ id, settings: () => settings })
    this.#over = over
    const tooLate = (): void => {
      if (!this.#hangingUp) this.#end()
    }
    this.#timer = clock.setTimer(RECALL_PATIENCE, tooLate, { background: true })
  }

  start(): void {
    this.#dialer.start((fact) => this.#hear(fact))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer[Symbol.dispose]()
    this.#life.abort()
    await this.#dialer[Symbol.asyncDispose]()
  }

  #hear(fact: DialerFact): void {
    // Others dial with what it had once that is free: by then it is forgotten.
    if (this.#hangingUp && fact.type !== 'down') return
    if (fact.type === 'up' && isSameLink(this.#note.link, fact.link)) void this.#hangUp()
    // Another connection is somebody's; and what could be dialled, or has just come down, is up no more.
    else if (fact.type === 'up' || fact.type === 'down') this.#end()
    else if (fact.type === 'available' && fact.cause === undefined) this.#end()
  }

  async #hangUp(): Promise<void> {
    this.#hangingUp = true
    this.#log.info({}, 'it is not there any more: the connection that it had is hung up')
    try {
      await this.#dialer.hangUp({ signal: this.#life.signal, by: DIALLER })
    } catch (thrown) {
      this.#log.warn({ error: toDialtoneError(thrown).message }, 'its connection could not be hung up')
    }
    this.#end()
  }

  /** Not at once: a dialer that is just being started is not to be ended amid that. */
  #end(): void {
    if (this.#ended) return
    this.#ended = true
    queueMicrotask(this.#over)
  }
}
