/** A lab from its first line to Ctrl-C. */
import { rmSync } from 'node:fs'
import { formatDuration } from '../src/base/index.ts'
import type { Accelerator } from './accelerator.ts'
import { Guest } from './guest.ts'
import { ensureImage } from './image.ts'
import { installCommand, missingPackages } from './requirement.ts'
import { claimFolder } from './running.ts'
import { serveVirtualModems } from './virtual-modems.ts'

export interface LabOptions {
  readonly tell: (line: string) => void
  readonly rebuild: boolean
  /** How many virtual modems there are, one at least. */
  readonly modems: number
  /** They are served and not plugged in: `usbip attach` in there does it. */
  readonly attach: boolean
  readonly accelerator?: Accelerator
}

/** Resolves with the exit code: 0 after Ctrl-C. */
export async function runLab(options: LabOptions): Promise<number> {
  const { tell, rebuild, accelerator } = options
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
    const boot = { folder, signal: stop.signal, ...(accelerator && { accelerator }) }
    const guest = lab.use(await Guest.boot(boot))
    const means = guest.accelerator === 'kvm' ? '' : ', its processor emulated: some ten times slower'
    tell(`Linux ${guest.release}, up after ${formatDuration(guest.bootTime)} (${guest.accelerator}${means})`)
    await plug(lab, guest, options)
    tell(HINTS)
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

const HINTS = `
In a second terminal:
  npm run lab -- shell                                a shell in the machine, as root
  npm run lab -- run lab-service start ModemManager   nothing that drives modems runs by itself
  npm run lab -- run dialtone doctor                  ours, from this folder as it is now

Ctrl-C ends it; what was written in there is gone with it.`

async function plug(
  lab: AsyncDisposableStack,
  guest: Guest,
  { tell, modems, attach }: LabOptions,
): Promise<void> {
  const served = lab.use(await serveVirtualModems(modems))
  if (!attach) {
    const command = `usbip --tcp-port ${served.port} attach -r 10.0.2.2 -b ${served.busIds[0] ?? ''}`
    tell(`Virtual modems: ${modems}, ${served.busIds.join(', ')}; to plug one in, in there: ${command}`)
    return
  }
  for (const busId of served.busIds) await guest.attach(busId, served)
  await guest.until(`ls /dev/cdc-wdm* 2>/dev/null | [ "$(wc -l)" = ${modems} ]`)
  const { stdout } = await guest.run(LIST_MODEMS)
  tell(`Virtual modems, plugged in:\n${stdout.trimEnd()}`)
  tell('Things happen to them by this computer: npx dialtone virtual --help')
}

/** The control device and the network device of each modem: children of the same USB device. */
const LIST_MODEMS = `for wdm in /sys/class/usbmisc/cdc-wdm*; do
  echo "  /dev/$(basename $wdm)  $(ls $wdm/device/net)"
done`
