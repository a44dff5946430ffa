/** Where scenes with a virtual modem and a program are played: one child process, one scene after the other. */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Run, Scene } from './virtual-server.ts'

export class VirtualStage implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: AsyncIterator<string>
  #last: Promise<unknown>

  private constructor(child: ChildProcessByStdio<Writable, Readable, null>, lines: Interface) {
    this.#child = child
    this.#lines = lines[Symbol.asyncIterator]()
    this.#last = this.#answer()
  }

  static async start(): Promise<VirtualStage> {
    const script = new URL('virtual-server.ts', import.meta.url).pathname
    const inside = 'ip link set lo up && exec "$0" "$1"'
    // Who is not root may be root of a namespace.
    const namespace = process.getuid?.() === 0 ? '-n' : '-rn'
    const child = spawn('unshare', [namespace, 'bash', '-c', inside, process.execPath, script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const stage = new VirtualStage(child, createInterface({ input: child.stdout }))
    await stage.#last
    return stage
  }

  /** What the program said, run by run. */
  play(scene: Scene): Promise<readonly Run[]> {
    const played = this.#last.then(async () => {
      this.#child.stdin.write(`${JSON.stringify(scene)}\n`)
      return (await this.#answer()) as readonly Run[] // what the stage answers scenes with
    })
    this.#last = played.catch(() => undefined)
    return played
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.stdin.end()
    await ended
  }

  async #answer(): Promise<unknown> {
    const line = await this.#lines.next()
    if (line.done === true) throw new Error('the stage has ended')
    return JSON.parse(line.value)
  }
}
