/** `dialtone modem services|command|listen|activate`: what a modem has of its vendor's own. */
import { InvalidArgumentError, type Command } from 'commander'
import { DialtoneError } from '../../../base/index.ts'
import type { DeviceServiceState, Modem, Request } from '../../../core/index.ts'
import { CauseError } from '../../../core/index.ts'
import type { Context } from '../context.ts'
import { awaitRequest } from './await-request.ts'
import { only } from './only.ts'

const MODEM = ['--modem <modem>', 'name or id of the modem; the only one when left out'] as const
const BYTES = `
Bytes are hexadecimal: 68656c6c6f, or 68:65:6c:6c:6f. What they mean, only the vendor of the modem knows.`

interface Options {
  readonly modem?: string
  readonly set?: true
}

export function deviceServiceCommands(command: Command, context: Context): void {
  command
    .command('services')
    .description('List the device services of a modem, and what is open on them.')
    .argument('[modem]', 'name or id; the only one when left out')
    .action(async (name: string | undefined) => {
      const { output, service } = context
      const state = await service.deviceServices({ modem: (await find(context, name)).id })
      if (output.json) {
        output.document(state)
        return
      }
      output.table(
        [{ title: 'SERVICE' }, { title: 'COMMANDS', least: 12 }, { title: 'OPEN' }, { title: 'ID' }],
        state.services.map((one) => [
          one.name === one.id ? '-' : one.name,
          one.commands.join(' '),
          openOn(one),
          one.id,
        ]),
      )
    })
  command
    .command('command')
    .description("Send a command to a device service, in the vendor's own format, and show the answer.")
    .argument('<service>', 'UUID or name of the service')
    .argument('<cid>', 'number of the command', commandNumber)
    .argument('[hex]', 'the bytes to send; none when left out')
    .option('--set', 'a set; a query when left out')
    .option(...MODEM)
    .addHelpText('after', BYTES)
    .action(async (name: string, cid: number, data: string | undefined, options: Options) => {
      const modem = (await find(context, options.modem)).id
      const type = options.set === true ? 'set' : 'query'
      const input = { modem, service: name, command: cid, type, data: data ?? '' } as const
      const { requestId } = await context.service.deviceCommand(input)
      await show(context, requestId)
    })
  command
    .command('listen')
    .description('Show what a device service says by itself, until Ctrl-C.')
    .argument('<service>', 'UUID or name of the service')
    .option(...MODEM)
    .action(async (name: string, options: Options) => {
      await listen(context, await find(context, options.modem), name)
    })
  command
    .command('activate')
    .description("Have the operator activate the SIM's subscription.")
    .argument('[hex]', "bytes in the operator's format; none when left out")
    .option(...MODEM)
    .addHelpText('after', BYTES.replace('vendor of the modem', 'operator'))
    .action(async (data: string | undefined, options: Options) => {
      const { output, service } = context
      const modem = await find(context, options.modem)
      const { requestId } = await service.activateService({ modem: modem.id, data: data ?? '' })
      await show(context, requestId)
      if (!output.json) output.note(`The subscription of ${modem.name} is activated`)
    })
}

/** Who sends a command is shown what it is answered, without asking for it once more by --reveal. */
async function show(context: Context, id: number): Promise<void> {
  const { output } = context
  const whole = (): Promise<Request> => context.revealing.request({ request: id })
  try {
    await awaitRequest(context, id)
  } catch (thrown) {
    const { answer } = CauseError.of(thrown) === undefined ? {} : await whole()
    if (answer !== undefined && answer !== '') output.note(`It was answered with ${answer}`)
    throw thrown
  }
  const request = await whole()
  if (output.json) output.document(request)
  else if (request.answer === undefined || request.answer === '') output.note('The answer is empty.')
  else output.line(request.answer)
}

async function listen(context: Context, modem: Modem, called: string): Promise<void> {
  const { output, interruption: signal } = context
  const service = context.revealing
  const { cursor } = await service.snapshot()
  const { requestId: session } = await service.openDeviceService({ modem: modem.id, service: called })
  const { service: id = called } = await awaitRequest(context, session)
  try {
    output.note(`Listening to ${called} of ${modem.name}; Ctrl-C stops.`)
    const since = `${cursor.epoch}-${cursor.seq}`
    for await (const item of service.watch({ since }, { signal })) {
      if (item.type === 'modem.removed' && item.modem === modem.id) {
        throw new DialtoneError('unplugged', item.data.reason)
      }
      if (item.type !== 'device-service.indication') continue
      if (item.modem !== modem.id || item.data.service !== id) continue
      if (output.json) output.document(item.data)
      else output.line(`${item.data.command}  ${item.data.data}`)
    }
  } finally {
    // Gone with its modem, or closed by somebody else.
    await service.closeDeviceService({ modem: modem.id, service: id, session }).catch(() => undefined)
  }
}

function openOn({ driven, sessions, streams }: DeviceServiceState): string {
  const count = ({ length }: readonly number[], what: string): readonly string[] =>
    length === 0 ? [] : [`${length} ${length === 1 ? what : `${what}s`}`]
  const open = [...count(sessions, 'session'), ...count(streams, 'stream')]
  return open.length === 0 && driven ? "Dialtone's own" : open.join(', ')
}

function commandNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffff_ffff) {
    throw new InvalidArgumentError('It has to be the number of a command.')
  }
  return Number(text)
}

async function find({ service }: Context, name: string | undefined): Promise<Modem> {
  return name === undefined ? only(await service.modems(), 'modem') : service.modem({ modem: name })
}
