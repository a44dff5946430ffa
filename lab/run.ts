/**
 * `npm run lab`: a Debian machine with virtual modems plugged in, to try modem software on. It builds the machine once, boots it and
 * says what is there, until Ctrl-C; a second terminal gets a shell in it.
 */
import { parseArgs } from 'node:util'
import { ACCELERATORS, type Accelerator } from './accelerator.ts'
import { ensureImage, removeImages } from './image.ts'
import { inRunningLab, isRunning, shellInRunningLab } from './running.ts'
import { runLab } from './session.ts'

const USAGE = `Usage: npm run lab                     builds the machine where it is not there yet, boots it, stays until Ctrl-C
       npm run lab -- shell            a shell in the machine that runs in another terminal
       npm run lab -- run COMMAND...   carries a command out there, and ends as it does
       npm run lab -- image            builds the machine and boots nothing
       npm run lab -- clean            removes what was built

Options:
  --modems COUNT     how many virtual modems there are (default: 1)
  --no-attach        they are not plugged in
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
      modems: { type: 'string', default: '1' },
      'no-attach': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [command = 'boot', ...surplus] = positionals
  if (surplus.length > 0) throw new TypeError(`what is "${surplus.join(' ')}"?`)
  if (values.help) console.log(USAGE)
  else process.exitCode = await carryOut(command, valuesOf(values))
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  console.error(error instanceof TypeError ? `${message}\n\n${USAGE}` : message)
  process.exitCode = error instanceof TypeError ? 2 : 1
}

interface Values {
  readonly accelerator: Accelerator | undefined
  readonly rebuild: boolean
  readonly modems: number
  readonly attach: boolean
}

async function carryOut(command: string, { accelerator, ...values }: Values): Promise<number> {
  const tell = (line: string): void => console.log(line)
  switch (command) {
    case 'boot':
      return await runLab({ tell, ...values, ...(accelerator && { accelerator }) })
    case 'shell':
      return await shellInRunningLab()
    case 'run':
      return await inRunningLab(arguments_.slice(1))
    case 'image': {
      const { folder, release } = await ensureImage({ tell, rebuild: values.rebuild, signal: interruption() })
      tell(`The machine is built: Linux ${release}, in ${folder}`)
      return 0
    }
    case 'clean':
      // It lives on what would be removed.
      if (await isRunning()) throw new Error('a lab runs: end it with Ctrl-C first')
      removeImages()
      return 0
    default:
      throw new TypeError(`there is no command "${command}"`)
  }
}

interface Given {
  readonly accel?: string
  readonly rebuild: boolean
  readonly modems: string
  readonly 'no-attach': boolean
}

function valuesOf({ accel, rebuild, modems, 'no-attach': noAttach }: Given): Values {
  const accelerator = ACCELERATORS.find((one) => one === accel)
  if (accel !== undefined && accelerator === undefined) {
    throw new TypeError(`--accel is ${ACCELERATORS.join(' or ')}`)
  }
  // As many as fast hubs of the kernel's virtual controller have ports.
  if (!/^[1-9][0-9]?$/.test(modems)) throw new TypeError('--modems is a number from 1 to 99')
  return { accelerator, rebuild, modems: Number(modems), attach: !noAttach }
}

function interruption(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stop.abort(new Error('interrupted: nothing was kept')))
  }
  return stop.signal
}
