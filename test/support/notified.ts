/** Somebody who is told by sd_notify(3): a program in another language that binds a datagram socket and prints what comes. */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/** With the credentials of the sender, as systemd asks for them where `NotifyAccess=main`. */
const RECEIVER = `
import json, socket, struct, sys
name = sys.argv[1]
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
s.bind('\\0' + name[1:] if name.startswith('@') else name)
print('bound', flush=True)
while True:
    text, control, _, _ = s.recvmsg(65536, 1024)
    [pid] = [struct.unpack('3i', data)[0] for level, kind, data in control if kind == socket.SCM_CREDENTIALS]
    print(json.dumps([pid, text.decode()]), flush=True)
`

export interface Told {
  readonly pid: number
  readonly text: string
}

export class Notified implements AsyncDisposable {
  readonly told: Told[] = []
  readonly #child: ChildProcessByStdio<null, Readable, null>
  #rest = ''
  #bound = false
  #wake = Promise.withResolvers<undefined>()

  /** `name` of the socket: a path, or with `@` before it an abstract one. */
  static async at(name: string): Promise<Notified> {
    const made = new Notified(name)
    while (!made.#bound) await made.#wake.promise
    return made
  }

  private constructor(name: string) {
    this.#child = spawn('python3', ['-c', RECEIVER, name], { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child.stdout.setEncoding('utf8').on('data', (part: string) => {
      const lines = (this.#rest + part).split('\n')
      this.#rest = lines.pop() ?? ''
      for (const line of lines) this.#take(line)
      this.#alert()
    })
    this.#child.once('close', () => this.#alert())
  }

  /** Resolves once such a text has been told; fails when nobody can tell any more. */
  async until(pattern: RegExp, from = 0): Promise<string> {
    for (;;) {
      const found = this.told.slice(from).find(({ text }) => pattern.test(text))
      if (found !== undefined) return found.text
      if (this.#child.exitCode !== null) throw new Error(`nobody listens for ${String(pattern)} any more`)
      await this.#wake.promise
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#child, 'close')
    this.#child.kill('SIGKILL')
    await closed
  }

  #take(line: string): void {
    if (line === 'bound') {
      this.#bound = true
      return
    }
    const [pid, text] = JSON.parse(line) as [number, string] // as the program above writes it
    this.told.push({ pid, text })
  }

  #alert(): void {
    this.#wake.resolve(undefined)
    this.#wake = Promise.withResolvers()
  }
}
