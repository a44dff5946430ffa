/** The lab that runs in another terminal: where it is found, and commands in it. One at a time for a user. */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './image.ts'
import { collect, ssh } from './shell.ts'

/** Where its sockets are: a path of `ssh` has to be short. */
export function runningFolder(): string {
  const base = process.env['XDG_RUNTIME_DIR'] ?? (process.getuid?.() === 0 ? '/run' : cacheFolder())
  return join(base, 'dialtone-lab')
}

/** Takes the place; what a lab left that was killed is removed. @throws Error when one runs */
export async function claimFolder(): Promise<string> {
  const folder = runningFolder()
  if (await isRunning()) throw new Error('a lab runs already: npm run lab -- shell')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

export async function isRunning(): Promise<boolean> {
  if (!existsSync(runningFolder())) return false
  const { code } = await collect(ssh(runningFolder(), ['-O', 'check', 'guest'], 'ignore'))
  return code === 0
}

export const shellInRunningLab = (): Promise<number> => within(['-t', 'guest'])

export async function inRunningLab(command: readonly string[]): Promise<number> {
  if (command.length === 0) throw new TypeError('which command?')
  return await within(['guest', commandLine(command)])
}

/** What a shell there takes for these very words; one alone is a line for it, `'cd /tmp && ls'`. */
export function commandLine(words: readonly string[]): string {
  const [line = '', ...others] = words
  if (others.length === 0) return line
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ')
}

async function within(argv: readonly string[]): Promise<number> {
  if (!(await isRunning())) throw new Error('no lab runs: start one in another terminal with "npm run lab"')
  const { code } = await collect(ssh(runningFolder(), argv, 'inherit'))
  return code
}
