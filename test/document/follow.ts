/** Follows a page at a terminal, step by step, and says where it is wrong. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { DialtoneProcess } from '../support/dialtone-process.ts'
import type { Terminal } from './terminal.ts'
import type { Command, Step } from './page.ts'
import { beginsAsShown, isSameOutput } from './same-output.ts'

/** A page that waits for longer than this waits for what does not come. */
const PATIENCE = 100_000

/** @throws Error with the line of the block, what was typed, what is shown and what was said */
export async function follow(steps: readonly Step[], terminal: Terminal): Promise<void> {
  for (const step of steps) {
    if (step.type === 'file') terminal.write(step.name, step.text)
    if (step.type === 'end') await terminal.end()
    if (step.type !== 'run') continue
    for (const command of step.commands) {
      const wrong = await type(command, terminal)
      if (wrong !== undefined) throw new Error(`line ${step.line}: $ ${command.text}\n${wrong}`)
    }
  }
}

async function type(command: Command, terminal: Terminal): Promise<string | undefined> {
  const { text, output, ending, stays, until, meanwhile } = command
  if (stays !== undefined) {
    const service = terminal.start(text)
    await heard(service, (said) => stays.some((one) => said.includes(one)))
    return undefined
  }
  if (ending === undefined && until === undefined) {
    const { code, out } = await terminal.run(text)
    // What failed is right where that is what the page shows.
    const mayFail = command.mayFail ?? output?.includes('dialtone:') ?? false
    if (code !== 0 && !mayFail) return `it ended with ${code}:\n${out}`
    return compare(output, out)
  }

  const endless = terminal.start(text)
  if (meanwhile !== undefined) {
    await heard(endless, (said) => said.includes(meanwhile.after))
    const { code, out } = await terminal.run(meanwhile.text)
    if (code !== 0) return `meanwhile "${meanwhile.text}" ended with ${code}:\n${out}`
  }
  if (until !== undefined) await heard(endless, (said) => said.includes(until))
  else await heard(endless, (said) => beginsAsShown(output ?? '', said))
  endless.signal('SIGINT')
  await endless.ended
  return output === undefined ? undefined : compare(`${output}\n${ending ?? '…'}`, endless.text)
}

function compare(shown: string | undefined, said: string): string | undefined {
  if (shown === undefined || isSameOutput(shown, said)) return undefined
  return `the page shows:\n${shown}\nit said:\n${said}`
}

/** Waits until a command has said something. */
async function heard(child: DialtoneProcess, isSo: (said: string) => boolean): Promise<void> {
  const over = new AbortController()
  const late = sleep(PATIENCE, undefined, { signal: over.signal }).then(
    () => Promise.reject(new Error(`what is waited for does not come:\n${child.text}`)),
    () => undefined,
  )
  try {
    await Promise.race([child.when(isSo), late])
  } finally {
    over.abort()
  }
}
