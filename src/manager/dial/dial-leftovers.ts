/**
 * All connections that interfaces of an earlier life have left up and that no interface has now, as it ran only, or was taken out
 * of the configuration file meanwhile. What is remembered of one stays so until it is gone, over as many lives as that takes.
 */
import type { Clock, Logger } from '../../base/index.ts'
import type { DialerSource } from '../../core/index.ts'
import { DialLeftover, type RefusedHangUp } from './dial-leftover.ts'
import type { DialMemory } from './dial-memory.ts'

export interface DialLeftoversOptions {
  readonly memory: DialMemory
  readonly dialer: DialerSource
  readonly clock: Clock
  readonly log: Logger
  /** Called when what one of them was dialled with is free for others. */
  readonly freed: () => void
}

/** What is to be said of a connection that is one. */
export interface LeftBehind {
  /** Of the interface that had it. */
  readonly name: string
  readonly refused?: RefusedHangUp
}

export class DialLeftovers implements AsyncDisposable {
  readonly #options: DialLeftoversOptions
  /** By the id of the interface. */
  readonly #leftovers = new Map<string, DialLeftover>()

  constructor(options: DialLeftoversOptions) {
    this.#options = options
  }

  /** Hangs up what is remembered of an interface that is not there, and forgets it. */
  letGo(id: string): void {
    const { memory, dialer, clock, log } = this.#options
    const note = memory.recall(id)
    if (note === undefined) return
    if (note.origin === undefined && note.link.direction === 'outgoing') {
      memory.forget(id)
      return
    }
    this.giveBack(id)
    const over = (): void => {
      if (this.#leftovers.get(id) === leftover) this.#forget(id, leftover)
    }
    const leftover = new DialLeftover(id, note, { dialer, clock, log, over })
    this.#leftovers.set(id, leftover)
    leftover.start()
  }

  /** The interface is there again: what is remembered of it is its own. */
  giveBack(id: string): void {
    void this.#leftovers.get(id)?.[Symbol.asyncDispose]()
    this.#leftovers.delete(id)
  }

  /** Of the connection of a modem that has this id, where it was seen to be one of them. */
  behind(connection: string): LeftBehind | undefined {
    for (const { note, isFound, refused } of this.#leftovers.values()) {
      if (!isFound || note.link.connection !== connection) continue
      return { name: note.name, ...(refused && { refused }) }
    }
    return undefined
  }

  /** What has not been hung up yet is left to the next life. */
  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#leftovers.values()]
    this.#leftovers.clear()
    await Promise.allSettled(all.map((leftover) => leftover[Symbol.asyncDispose]()))
  }

  #forget(id: string, leftover: DialLeftover): void {
    const { memory, freed } = this.#options
    this.#leftovers.delete(id)
    memory.forget(id)
    void leftover[Symbol.asyncDispose]().finally(freed)
  }
}
