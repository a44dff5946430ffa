/** A shell at a terminal, typed at: what it completes is seen by having the completed line printed instead of run. */
import { spawn, type ChildProcess } from 'node:child_process'

export interface ShellSession extends AsyncDisposable {
  type(keys: string): void
  /** Resolves with all that was shown, once it matches. */
  shows(pattern: RegExp): Promise<string>
}

/** `script`, of util-linux, gives it a terminal. */
export function openShell(command: string, env: Readonly<Record<string, string>>): ShellSession {
  const child: ChildProcess = spawn('script', ['-qec', command, '/dev/null'], {
    env: { PATH: process.env['PATH'] ?? '', TERM: 'dumb', LC_ALL: 'C.UTF-8', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let shown = ''
  let wake = Promise.withResolvers<undefined>()
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    shown += text
    wake.resolve(undefined)
    wake = Promise.withResolvers()
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const over = ended.then(() => 'over' as const)
  return {
    type: (keys) => void child.stdin?.write(keys),
    shows: async (pattern) => {
      while (!pattern.test(shown)) {
        if ((await Promise.race([wake.promise, over])) === 'over') {
          throw new Error(`the shell has ended; it showed ${JSON.stringify(shown)}`)
        }
      }
      return shown
    },
    [Symbol.asyncDispose]: async () => {
      child.kill()
      await ended
    },
  }
}
