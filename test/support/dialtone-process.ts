/** `dialtone` as a process of its own, as a shell runs it. */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'

const BIN = join(import.meta.dirname, '../../bin/dialtone.js')

export interface Ended {
  /** 128 and the signal's number when a signal ended it, as a shell has it. */
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A machine of its own as far as Dialtone can tell: its own home, its own place for sockets. */
export class Home implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'dialtone-home-'))
  readonly socket = join(this.folder, 'run/dialtone/dialtone.sock')
  readonly #running = new Set<DialtoneProcess>()

  /** Runs `dialtone` with these words. */
  start(...argv: readonly string[]): DialtoneProcess {
    return this.startWith({}, ...argv)
  }

  /** The same, with something more in its environment. */
  startWith(env: NodeJS.ProcessEnv, ...argv: readonly string[]): DialtoneProcess {
    const child = new DialtoneProcess(process.execPath, [BIN, ...argv], { ...this.#env, ...env })
    this.#running.add(child)
    void child.ended.then(() => this.#running.delete(child))
    return child
  }

  /** A shell's command line, in which `dialtone` is the command. */
  shell(line: string): DialtoneProcess {
    const script = `dialtone() { '${process.execPath}' '${BIN}' "$@"; }\n${line}`
    return new DialtoneProcess('bash', ['-c', script], this.#env)
  }

  /** A script of the package, in front of a terminal of its own: a signal reaches all of it, as Ctrl-C does. */
  npm(script: string): DialtoneProcess {
    const root = join(import.meta.dirname, '../..')
    const npm = ['--prefix', root, '--silent', 'run', script]
    return new DialtoneProcess('npm', npm, this.#env, { group: true })
  }

  run(...argv: readonly string[]): Promise<Ended> {
    return this.start(...argv).ended
  }

  get #env(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: this.folder,
      XDG_RUNTIME_DIR: join(this.folder, 'run'),
      // Shared by all homes: a start is mostly compiling.
      NODE_COMPILE_CACHE: join(tmpdir(), 'dialtone-test-compile-cache'),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      [...this.#running].map((child) => {
        child.signal('SIGKILL')
        return child.ended
      }),
    )
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export class DialtoneProcess {
  readonly ended: Promise<Ended>
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  readonly #group: boolean
  #text = ''
  #over = false
  #wake = Promise.withResolvers<undefined>()

  constructor(
    command: string,
    argv: readonly string[],
    env: NodeJS.ProcessEnv,
    { group = false }: { readonly group?: boolean } = {},
  ) {
    this.#group = group
    this.#child = spawn(command, argv, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: group })
    const said = { out: '', err: '' }
    for (const [name, stream] of [
      ['out', this.#child.stdout],
      ['err', this.#child.stderr],
    ] as const) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        said[name] += part
        this.#text += part
        this.#alert()
      })
    }
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        this.#over = true
        this.#alert()
        resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGTERM'], ...said })
      })
    })
  }

  /** All that it has said, on either output, in the order in which it came. */
  get text(): string {
    return stripVTControlCharacters(this.#text)
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  signal(name: NodeJS.Signals): void {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    if (this.#group) process.kill(-this.pid, name)
    else this.#child.kill(name)
  }

  /** Resolves once it has said this; fails when it ends without. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.text)
      if (match !== null) return match
      if (this.#over) throw new Error(`it ended without saying ${String(pattern)}:\n${this.text}`)
      await this.#wake.promise
    }
  }

  /** Resolves once what it has said is so; fails when it ends without. */
  async when(isSo: (text: string) => boolean): Promise<void> {
    while (!isSo(this.text)) {
      if (this.#over) throw new Error(`it ended without saying what was waited for:\n${this.text}`)
      await this.#wake.promise
    }
  }

  #alert(): void {
    this.#wake.resolve(undefined)
    this.#wake = Promise.withResolvers()
  }
}
