/**
 * A program that runs in a guest while this side goes on: its standard streams are those of `process`, the `ssh` that carries it.
 * Ending that would leave the program running in there, so it is ended by its process group, which its shell leaves in a file.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { collect, ssh } from './shell.ts'

export class GuestProcess implements AsyncDisposable {
  readonly process: ChildProcess
  readonly #folder: string
  readonly #place: string

  /** @param id no two of a guest have the same */
  constructor(folder: string, id: string, command: string) {
    this.#folder = folder
    this.#place = `/run/lab/process-${id}`
    // The server has made the shell the leader of a session, and so of the group.
    const script = `echo $$ >${this.#place}\n${command}`
    this.process = ssh(folder, ['guest', script], ['pipe', 'pipe', 'pipe'])
  }

  /** Ends it, and whatever it has started, by a signal; resolves when it has. Nothing happens when it has already. */
  async end(signal: 'TERM' | 'INT' | 'KILL' = 'TERM'): Promise<void> {
    if (this.#isOver()) return
    const ended = once(this.process, 'close')
    // It may be so young that its shell has not said which group it is.
    const script = `until [ -s ${this.#place} ]; do sleep 0.05; done; kill -${signal} -- "-$(cat ${this.#place})"`
    const { code } = await collect(ssh(this.#folder, ['guest', script], ['ignore', 'ignore', 'ignore']))
    // Nobody is there to be asked: the guest has gone.
    if (code === 255) this.process.kill('SIGKILL')
    await ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('KILL')
  }

  #isOver(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null
  }
}
