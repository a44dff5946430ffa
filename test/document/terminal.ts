/**
 * The terminal at which a page is followed: a folder like a fresh clone, a home of its own, and a network namespace with a `/run`
 * and a `/var/lib` of its own, so that nothing of this machine is seen or changed. Whoever types is root there.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Readable, Writable } from 'node:stream'
import { DialtoneProcess, type Ended } from '../support/dialtone-process.ts'

const ROOT = join(import.meta.dirname, '../..')
const PRIVATE = ['--net', '--mount', '--propagation', 'private']

/** How commands are found that a reader has installed, or calls by npx. */
const COMMANDS = {
  dialtone: `exec '${process.execPath}' '${ROOT}/bin/dialtone.js' "$@"`,
  node: `exec '${process.execPath}' "$@"`,
  npx: `case $1 in dialtone | node) exec "$@" ;; esac; exec '${ROOT}/node_modules/.bin/'"$@"`,
  // The clone is installed already: its tests run.
  npm: `[ "$1" != ci ] || exit 0; PATH=\${PATH#*:} exec npm --prefix '${ROOT}' --silent "$@"`,
  sudo: 'exec "$@"',
}

export class Terminal implements AsyncDisposable {
  readonly folder: string
  readonly #home: string
  readonly #holder: ChildProcessByStdio<Writable, Readable, null>
  readonly #running = new Set<DialtoneProcess>()
  /** Assignments that were typed: each command has a shell of its own. */
  readonly #assigned: string[] = []

  private constructor(holder: ChildProcessByStdio<Writable, Readable, null>) {
    this.#holder = holder
    this.#home = mkdtempSync(join(tmpdir(), 'dialtone-page-'))
    this.folder = join(this.#home, 'dialtone')
    for (const folder of ['bin', 'dialtone', 'run']) {
      mkdirSync(join(this.#home, folder), { recursive: true })
    }
    for (const name of readdirSync(ROOT)) {
      if (!name.startsWith('.')) symlinkSync(join(ROOT, name), join(this.folder, name))
    }
    // It draws its progress only where its output is no terminal, as here.
    writeFileSync(join(this.#home, '.curlrc'), 'silent\nshow-error\n')
    for (const [name, script] of Object.entries(COMMANDS)) {
      writeFileSync(join(this.#home, 'bin', name), `#!/bin/bash\n${script}\n`)
      chmodSync(join(this.#home, 'bin', name), 0o755)
    }
  }

  static async open(): Promise<Terminal> {
    const script =
      'ip link set lo up && for one in /run /var/lib; do mount -t tmpfs tmpfs $one; done && echo open && exec cat'
    const holder = spawn('unshare', [...PRIVATE, 'bash', '-c', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const [said] = (await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')])) as [unknown]
    if (String(said) !== 'open\n') throw new Error('a network namespace could not be made')
    return new Terminal(holder)
  }

  /** Starts a line of shell. */
  start(line: string): DialtoneProcess {
    const script = [...this.#assigned, `cd '${this.folder}'`, 'exec 2>&1', line].join('\n')
    const argv = ['--target', String(this.#holder.pid), '--net', '--mount', '--', 'bash', '-c', script]
    const env = {
      PATH: `${this.#home}/bin:${process.env.PATH ?? ''}:/usr/sbin:/sbin`,
      HOME: this.#home,
      XDG_RUNTIME_DIR: join(this.#home, 'run'),
      LANG: 'C.UTF-8',
      NODE_COMPILE_CACHE: join(tmpdir(), 'dialtone-test-compile-cache'),
    }
    const child = new DialtoneProcess('nsenter', argv, env, { group: true })
    this.#running.add(child)
    void child.ended.then(() => this.#running.delete(child))
    return child
  }

  /** Runs a line of shell to its end. */
  async run(line: string): Promise<Ended> {
    if (/^[A-Z_]+=(?:\S*|\$\(.*\))$/.test(line)) {
      this.#assigned.push(line)
      return { code: 0, out: '', err: '' }
    }
    return this.start(line).ended
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text, { mode: 0o600 })
  }

  /** Ends all that runs. */
  async end(): Promise<void> {
    const running = [...this.#running]
    for (const child of running) child.signal('SIGTERM')
    const over = new AbortController()
    // What does not end by itself, such as a watcher whose service is gone, is ended.
    const late = sleep(5_000, undefined, { signal: over.signal }).then(
      () => {
        for (const child of this.#running) child.signal('SIGKILL')
      },
      () => undefined,
    )
    await Promise.all(running.map(({ ended }) => ended))
    over.abort()
    await late
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end()
    this.#holder.stdin.end()
    await once(this.#holder, 'exit')
    rmSync(this.#home, { recursive: true, force: true })
  }
}
