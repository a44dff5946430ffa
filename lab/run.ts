/**
 * `npm run lab`: a Debian machine with virtual modems plugged in, to try modem software on. It builds the machine once, boots it and
 * says what is there, until Ctrl-C; a second terminal gets a shell in it.
 */
import { parseArgs } from 'node:util'
import { ACCELERATORS, type Accelerator } from './accelerator.ts'
import { ensureImage, removeImages } from './image.ts'
import { inRunningLab, shellInRunningLab } from './running.ts'
import { runLab } from './session.ts'

const USAGE = `Usage: npm run lab                     builds the machine where it is not there yet, boots it, stays until Ctrl-C
       npm run lab -- shell            a shell in the machine that runs in another terminal
       npm run lab -- run COMMAND...   carries a command out there, and ends as it does
       npm run lab -- image            builds the machine and boots nothing
       npm run lab -- clean            removes what was built

Options:
  --accel kvm|tcg    who runs the processor (default: kvm where it works)
  --rebuild          builds the machine anew, from what Debian has today
  --help`

const arguments_ = process.argv.slice(2)
// What is to be carried out in there keeps its own options.
const own = arguments_[0] === 'run' ? ['run'] : arguments_

try {
  const { values, positionals } = parseArgs({
    args: own,
    allowPositionals: true,
    options: {
      accel: { type: 'string' },
      rebuild: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [command = 'boot', ...surplus] = positionals
  if (surplus.length > 0) throw new TypeError(`what is "${surplus.join(' ')}"?`)
  if (values.help) console.log(USAGE)
  else process.exitCode = await carryOut(command, { ...values, accelerator: acceleratorOf(values.accel) })
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  console.error(error instanceof TypeError ? `${message}\n\n${USAGE}` : message)
  process.exitCode = error instanceof TypeError ? 2 : 1
}

interface Values {
  readonly accelerator: Accelerator | undefined
  readonly rebuild: boolean
}

async function carryOut(command: string, { accelerator, rebuild }: Values): Promise<number> {
  const tell = (line: string): void => console.log(line)
  switch (command) {
    case 'boot':
      return await runLab({ tell, rebuild, ...(accelerator && { accelerator }) })
    case 'shell':
      return await shellInRunningLab()
    case 'run':
      return await inRunningLab(arguments_.slice(1))
    case 'image': {
      const { folder, release } = await ensureImage({ tell, rebuild, signal: interruption() })
      tell(`The machine is built: Linux ${release}, in ${folder}`)
      return 0
    }
    case 'clean':
      removeImages()
      return 0
    default:
      throw new TypeError(`there is no command "${command}"`)
  }
}

function acceleratorOf(text: string | undefined): Accelerator | undefined {
  const found = ACCELERATORS.find((one) => one === text)
  if (text !== undefined && found === undefined) {
    throw new TypeError(`--accel is ${ACCELERATORS.join(' or ')}`)
  }
  return found
}

function interruption(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stop.abort(new Error('interrupted: nothing was kept')))
  }
  return stop.signal
}
