/** A lab from its first line to Ctrl-C. */
import { rmSync } from 'node:fs'
import { formatDuration } from '../src/base/index.ts'
import type { Accelerator } from './accelerator.ts'
import { Guest } from './guest.ts'
import { ensureImage } from './image.ts'
import { installCommand, missingPackages } from './requirement.ts'
import { claimFolder } from './running.ts'

export interface LabOptions {
  readonly tell: (line: string) => void
  readonly rebuild: boolean
  readonly accelerator?: Accelerator
}

/** Resolves with the exit code: 0 after Ctrl-C. */
export async function runLab({ tell, rebuild, accelerator }: LabOptions): Promise<number> {
  const missing = missingPackages('boot')
  if (missing.length > 0) throw new Error(`these packages are missing:\n  ${installCommand(missing)}`)
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort(name))
  try {
    await using lab = new AsyncDisposableStack()
    await ensureImage({ tell, rebuild, signal: stop.signal })
    const folder = await claimFolder()
    lab.defer(() => rmSync(folder, { recursive: true, force: true }))
    tell('Booting …')
    const options = { folder, signal: stop.signal, ...(accelerator && { accelerator }) }
    const guest = lab.use(await Guest.boot(options))
    const means = guest.accelerator === 'kvm' ? '' : ', its processor emulated: some ten times slower'
    tell(`Linux ${guest.release}, up after ${formatDuration(guest.bootTime)} (${guest.accelerator}${means})`)
    tell(
      [
        '',
        'In a second terminal:',
        '  npm run lab -- shell                              a shell in the machine, as root',
        '  npm run lab -- run lab-service start ModemManager',
        '  npm run lab -- run mmcli -L',
        '',
        'Ctrl-C ends it; what was written in there is gone with it.',
      ].join('\n'),
    )
    const interrupted = new Promise<undefined>((resolve) => {
      stop.signal.addEventListener('abort', () => resolve(undefined), { once: true })
    })
    const ended = await Promise.race([guest.ended, interrupted])
    if (ended === undefined) return 0
    tell(`The machine is gone: ${ended}`)
    return 1
  } catch (error) {
    if (stop.signal.aborted) return 0
    throw error
  }
}
