/** Scripts that need a network namespace of their own, because abstract sockets belong to one: what they print, as JSON. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Root makes a namespace as it is; anybody else becomes root in one of their own first. */
const UNSHARE = process.getuid?.() === 0 ? ['-n'] : ['-r', '-n']

/** Less than a test may take, so that a story that hangs is ended with its programs. */
const PATIENCE = 150_000

export function runNamespaced(
  script: string,
  args: readonly string[],
  { patience = PATIENCE }: { readonly patience?: number } = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const inside = 'ip link set lo up && exec "$0" "$@"'
    const path = join(import.meta.dirname, script)
    const child = spawn('unshare', [...UNSHARE, 'bash', '-c', inside, process.execPath, path, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patience,
    })
    let out = ''
    let problems = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(out))
      else {
        reject(
          new Error(
            `${[script, ...args].join(' ')} ended with ${String(code)}: ${problems}${out.slice(-2000)}`,
          ),
        )
      }
    })
  })
}
