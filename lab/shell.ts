/**
 * The way into a guest: one SSH connection, which carries every command, shell and forwarded socket. Its configuration is a file,
 * so that any `ssh -F FOLDER/ssh guest` of a person does the same.
 */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Image } from './image.ts'

export interface Ran {
  readonly stdout: string
  readonly stderr: string
  readonly code: number
}

/** Writes the configuration into a folder, where the connection's own socket will be as well. */
export function writeConfiguration(folder: string, image: Image, port: number): void {
  writeFileSync(
    join(folder, 'ssh'),
    [
      'Host guest',
      ...['HostName 127.0.0.1', `Port ${port}`, 'User root', 'HostKeyAlias lab', 'LogLevel ERROR'],
      ...[`IdentityFile "${join(image.folder, 'key')}"`, 'IdentitiesOnly yes', 'BatchMode yes'],
      ...[`UserKnownHostsFile "${join(image.folder, 'known_hosts')}"`, 'StrictHostKeyChecking yes'],
      ...[`ControlPath "${join(folder, 'way')}"`, 'StreamLocalBindUnlink yes', 'ForwardX11 no'],
      // A guest that stops is noticed, one that is slow is not taken for stopped.
      ...['ConnectTimeout 60', 'ServerAliveInterval 30', 'ServerAliveCountMax 4', ''],
    ].join('\n'),
    { mode: 0o600 },
  )
}

/** Opens the connection; it lives until the guest does not, or `closeWay`. */
export async function openWay(folder: string): Promise<void> {
  const { code, stderr } = await collect(
    ssh(folder, ['-M', '-N', '-f', 'guest'], ['ignore', 'ignore', 'pipe']),
  )
  if (code !== 0) throw new Error(`the guest lets nobody in: ${stderr.trim()}`)
}

export const closeWay = (folder: string): Promise<Ran> => control(folder, ['exit'])

/** From now on, whoever connects to `here` reaches `there`, a Unix socket of the guest. */
export async function forwardSocket(folder: string, here: string, there: string): Promise<void> {
  const { code, stderr } = await control(folder, ['forward', '-L', `${here}:${there}`])
  if (code !== 0) throw new Error(`${there} of the guest cannot be had here: ${stderr.trim()}`)
}

const control = (folder: string, [verb = '', ...argv]: readonly string[]): Promise<Ran> =>
  collect(ssh(folder, ['-O', verb, ...argv, 'guest'], ['ignore', 'pipe', 'pipe']))

export const ssh = (folder: string, argv: readonly string[], stdio: StdioOptions): ChildProcess =>
  spawn('ssh', ['-F', join(folder, 'ssh'), ...argv], { stdio })

/** Resolves when it has ended and everything it said is here. */
export async function collect(child: ChildProcess): Promise<Ran> {
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => (said[name] += text))
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? -1))
  })
  return { ...said, code }
}
