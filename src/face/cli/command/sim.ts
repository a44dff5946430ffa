/** `dialtone sim show|unlock|pin …`. */
import { Option } from 'commander'
import { DialtoneError } from '../../../base/index.ts'
import { describePin, describeSim, type Accepted, type Service } from '../../../api/index.ts'
import { simObstacle, type Modem, type PinKind, type Sim } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { awaitRequest } from './await-request.ts'
import { only } from './only.ts'
import { readCodes, type CodesOptions } from './read-codes.ts'

const KINDS = [
  'pin1',
  'pin2',
  'custom',
  'device-sim-pin',
  'device-first-sim-pin',
  'network-pin',
  'network-subset-pin',
  'service-provider-pin',
  'corporate-pin',
  'subsidy-pin',
] as const satisfies readonly PinKind[]

interface PinOptions extends CodesOptions {
  readonly type: PinKind
}

/** What a PIN can be asked for: how it is said, which codes it takes, and which operation it is. */
interface Action {
  readonly name: string
  readonly description: string
  readonly prompts: readonly string[]
  readonly done: string
  ask(service: Service, target: { modem: string; pin: PinKind }, codes: readonly string[]): Promise<Accepted>
}

const ACTIONS: readonly Action[] = [
  {
    name: 'enter',
    description: 'Enter a PIN that is awaited.',
    prompts: ['PIN'],
    done: 'was accepted',
    ask: (service, target, [code = '']) => service.enterPin({ ...target, code }),
  },
  {
    name: 'enable',
    description: 'Have a PIN asked for whenever the modem is powered on.',
    prompts: ['PIN'],
    done: 'is enabled',
    ask: (service, target, [code = '']) => service.enablePin({ ...target, code }),
  },
  {
    name: 'disable',
    description: 'Have a PIN not asked for any more.',
    prompts: ['PIN'],
    done: 'is disabled',
    ask: (service, target, [code = '']) => service.disablePin({ ...target, code }),
  },
  {
    name: 'change',
    description: 'Change a PIN.',
    prompts: ['PIN', 'New PIN*'],
    done: 'was changed',
    ask: (service, target, [code = '', newCode = '']) => service.changePin({ ...target, code, newCode }),
  },
  {
    name: 'unblock',
    description: 'Set a new PIN by the PUK of a blocked one.',
    prompts: ['PUK', 'New PIN*'],
    done: 'is unblocked',
    ask: (service, target, [puk = '', newCode = '']) => service.unblockPin({ ...target, puk, newCode }),
  },
]

const FILE = [
  '--pin-file <file>',
  'read the codes from a file, one in each line (- for standard input)',
] as const
const SECRECY = `
Codes are asked for at the terminal and not shown. They are never arguments, which others on the machine could see.`

export const sim: Define = (command, context) => {
  command
    .command('show')
    .description('Show the SIM of a modem and its PINs.')
    .argument('[modem]', 'name or id; the only one when left out')
    .action(async (name: string | undefined) => {
      const { output } = context
      const { sim: shown, name: modem } = await find(context, name)
      if (shown === undefined) throw new DialtoneError('busy', `${modem} has not told of its SIM yet`)
      if (output.json) output.document(shown)
      else output.fields(fieldsOf(modem, shown))
    })
  command
    .command('unlock')
    .description('Enter what the SIM awaits: its PIN, or its PUK and a new PIN.')
    .argument('[modem]', 'name or id; the only one when left out')
    .option(...FILE)
    .addHelpText('after', SECRECY)
    .action(async (name: string | undefined, options: CodesOptions) => {
      const modem = await find(context, name)
      const awaited = modem.sim?.pin
      if (awaited?.state !== 'locked') {
        // What bars the SIM is why; that a context is activated is not.
        const { sim, reason } = modem
        const why = sim === undefined ? reason.text : (simObstacle(sim)?.message ?? 'its SIM is not locked')
        throw new DialtoneError('invalid_state', `${modem.name} awaits no PIN: ${why}`)
      }
      const puk = awaited.type.includes('puk')
      const type = puk ? awaited.type.replace('puk', 'pin') : awaited.type
      const kind = KINDS.find((one) => one === type)
      const action = ACTIONS.find((one) => one.name === (puk ? 'unblock' : 'enter'))
      if (kind === undefined || action === undefined) {
        throw new DialtoneError('not_supported', `a ${awaited.type} cannot be entered here`)
      }
      await run(context, modem, action, { ...options, type: kind })
    })
  const pin = command
    .command('pin')
    .description('Enter, enable, disable, change and unblock PINs.')
    .helpCommand(false)
  pin
    .command('ask')
    .description('Ask a modem which PIN it awaits.')
    .argument('[modem]', 'name or id; the only one when left out')
    .action(async (name: string | undefined) => {
      const { output, service } = context
      const modem = await find(context, name)
      const { requestId } = await service.askPin({ modem: modem.id })
      const request = await awaitRequest(context, requestId)
      if (output.json) output.document(request)
      else if (request.pinStatus?.state === 'locked') {
        output.line(`${modem.name}: ${describePin(request.pinStatus)}`)
      } else output.line(`${modem.name} awaits no PIN`)
    })
  for (const action of ACTIONS) {
    pin
      .command(action.name)
      .description(action.description)
      .argument('[modem]', 'name or id; the only one when left out')
      .addOption(new Option('--type <pin>', 'which PIN').choices(KINDS).default('pin1'))
      .option(...FILE)
      .addHelpText('after', SECRECY)
      .action(async (name: string | undefined, options: PinOptions) => {
        await run(context, await find(context, name), action, options)
      })
  }
}

async function run(context: Context, modem: Modem, action: Action, options: PinOptions): Promise<void> {
  const { output, service } = context
  const { type } = options
  const codes = await readCodes(context, action.prompts, options)
  const { requestId } = await action.ask(service, { modem: modem.id, pin: type }, codes)
  const request = await awaitRequest(context, requestId)
  if (output.json) output.document(request)
  else output.line(`The ${type.toUpperCase()} of ${modem.name} ${action.done}`)
}

async function find({ service }: Context, name: string | undefined): Promise<Modem> {
  return name === undefined ? only(await service.modems(), 'modem') : service.modem({ modem: name })
}

function fieldsOf(modem: string, sim: Sim): (readonly [string, string | readonly string[]])[] {
  const fields: [string, string | readonly string[] | undefined][] = [
    ['Modem', modem],
    ['State', describeSim(sim).replace(/^SIM /, '')],
    ['IMSI', sim.subscriberId],
    ['ICCID', sim.iccid],
    ['Numbers', sim.telephoneNumbers],
    [
      'PINs',
      sim.pins?.map(({ type, enabled }) => `${type.toUpperCase()} ${enabled ? 'enabled' : 'disabled'}`),
    ],
  ]
  return fields.flatMap(([name, value]) =>
    value === undefined || value.length === 0 ? [] : [[name, value] as const],
  )
}
