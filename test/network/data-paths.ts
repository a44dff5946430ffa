/** The parent's end of a process with data paths in the gateway's namespace. */
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Cause, DataPathCounters, DataPathFact, LinkStatistics } from '../../src/core/index.ts'
import { CauseError } from '../../src/core/index.ts'
import type { Order } from './gateway.ts'
import type { Stage } from './stage.ts'

export type ToldFact = DataPathFact & { readonly name: string }

interface Message {
  readonly ready?: true
  readonly fact?: ToldFact
  readonly id?: number
  readonly value?: unknown
  readonly cause?: Cause
}

export class DataPaths {
  readonly #child: ChildProcess
  readonly #answers = new Map<number, (message: Message | undefined) => void>()
  readonly #facts: ToldFact[] = []
  #wake: (() => void) | undefined
  #id = 0
  readonly exit: Promise<NodeJS.Signals | number | null>

  private constructor(child: ChildProcess, ready: () => void) {
    this.#child = child
    child.on('message', (message: Message) => {
      if (message.ready === true) ready()
      if (message.fact !== undefined) {
        this.#facts.push(message.fact)
        this.#wake?.()
      }
      if (message.id !== undefined) this.#answers.get(message.id)?.(message)
    })
    this.exit = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        for (const answer of this.#answers.values()) answer(undefined)
        resolve(signal ?? code)
      })
    })
  }

  /** `run`: the folder in which it records what it does; of the stage, unless told. */
  static async start(stage: Stage, { run = join(stage.folder, 'run') } = {}): Promise<DataPaths> {
    const args = [run, join(stage.folder, 'state'), stage.resolvConf]
    const script = join(import.meta.dirname, 'gateway.ts')
    const child = stage.spawn(stage.gateway, process.execPath, [script, ...args], { ipc: true })
    let ready: () => void = () => undefined
    const isReady = new Promise<void>((resolve) => (ready = resolve))
    const paths = new DataPaths(child, ready)
    await Promise.race([isReady, paths.exit])
    return paths
  }

  /** Rejects with the cause; gives nothing when the process died of it. */
  async tell(order: Order): Promise<unknown> {
    const id = ++this.#id
    const answer = new Promise<Message | undefined>((resolve) => this.#answers.set(id, resolve))
    this.#child.send({ id, order }, () => undefined)
    const message = await Promise.race([answer, this.exit.then(() => undefined)])
    this.#answers.delete(id)
    if (message?.cause !== undefined) throw new CauseError(message.cause)
    return message?.value
  }

  async counters(name: string): Promise<DataPathCounters> {
    return (await this.tell({ do: 'counters', name })) as DataPathCounters // of this order
  }

  async usage(name: string): Promise<{ lastTraffic?: number; statistics?: LinkStatistics }> {
    return (await this.tell({ do: 'usage', name })) as { lastTraffic?: number; statistics?: LinkStatistics } // of this order
  }

  get facts(): readonly ToldFact[] {
    return this.#facts
  }

  /** The first fact of a type, when it has been told. */
  async fact<Type extends ToldFact['type']>(type: Type): Promise<Extract<ToldFact, { type: Type }>> {
    for (;;) {
      const found = this.#facts.findIndex((fact) => fact.type === type)
      const [fact] = found < 0 ? [] : this.#facts.splice(found, 1)
      if (fact !== undefined) return fact as Extract<ToldFact, { type: Type }> // found by its type
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  async end(): Promise<void> {
    await this.tell({ do: 'end' })
    await this.exit
  }
}
