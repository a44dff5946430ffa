/** `ip` of iproute2, several changes at once: all in the order given, none after the first that fails. */
import { spawn } from 'node:child_process'
import { DialtoneError } from '../../base/index.ts'

/**
 * Gives what `ip` printed. `namespace`: where it is done; here unless told.
 * @throws DialtoneError `not_supported` with what `ip` said
 */
export async function ip(commands: readonly string[], options: { namespace?: string } = {}): Promise<string> {
  const { namespace } = options
  const child = spawn('ip', [...(namespace === undefined ? [] : ['-n', namespace]), '-batch', '-'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    printed += part
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said += part.slice(0, 4096)
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(`${commands.join('\n')}\n`)
  const code = await ended.catch((thrown: unknown) => {
    const message = 'the virtual data path needs the command ip (apt-get install iproute2)'
    throw new DialtoneError('not_supported', message, { cause: thrown })
  })
  if (code === 0) return printed
  const words = said.trim().replaceAll('\n', '; ')
  throw new DialtoneError('not_supported', `ip refused to set up the virtual data path: ${words}`)
}
