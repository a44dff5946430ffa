/**
 * PINs and PUKs, in the order in which they are asked for: from the terminal without echo, or from a file with one in each
 * line. They are never arguments: those are seen by every user of the machine and stay in the shell's history.
 */
import { DialtoneError } from '../../../base/index.ts'
import type { Context } from '../context.ts'
import { readText } from './read-text.ts'

export interface CodesOptions {
  readonly pinFile?: string
}

/** `prompts` with a trailing `*` are asked twice at a terminal, as a slip there would lock its owner out. */
export async function readCodes(
  { host }: Context,
  prompts: readonly string[],
  { pinFile }: CodesOptions,
): Promise<readonly string[]> {
  if (pinFile !== undefined) {
    const lines = (await readText(host, pinFile)).replace(/\r?\n$/, '').split(/\r?\n/)
    if (lines.length === prompts.length && !lines.includes('')) return lines
    const wanted = prompts.map((prompt) => prompt.replace('*', '')).join(', then ')
    throw new DialtoneError('invalid_argument', `one code in each line is expected: ${wanted}`)
  }
  const codes: string[] = []
  for (const prompt of prompts) {
    const name = prompt.replace('*', '')
    const code = await host.readSecret(`${name}: `)
    if (prompt.endsWith('*') && (await host.readSecret(`${name}, again: `)) !== code) {
      throw new DialtoneError('invalid_argument', 'the two differ; nothing was changed')
    }
    codes.push(code)
  }
  return codes
}
