/** `dialtone modem register|scan|providers|carrier|signal-reports`: which network, whose, and how well it is heard. */
import { InvalidArgumentError } from 'commander'
import { DialtoneError } from '../../../base/index.ts'
import { describeProvider } from '../../../api/index.ts'
import {
  DATA_CLASSES,
  type DataClass,
  type ListedProvider,
  type Modem,
  type SignalReports,
} from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { awaitRequest } from './await-request.ts'
import { plain } from '../text/plain.ts'
import { only } from './only.ts'

const MODEM = ['[modem]', 'name or id; the only one when left out'] as const

export const modemNetwork: Define = (command, context) => {
  command
    .command('register')
    .description('Have a modem choose its network itself, or choose it by hand. The modem keeps the choice.')
    .argument('<network>', 'its number (MCC and MNC, such as 26201), or automatic')
    .argument(...MODEM)
    .option('--prefer <technologies>', `with commas between them: ${DATA_CLASSES.slice(0, 8).join(', ')} …`)
    .action(async (network: string, name: string | undefined, { prefer }: { readonly prefer?: string }) => {
      const { output, service } = context
      const modem = await find(context, name)
      const wanted = prefer === undefined ? {} : { dataClasses: technologies(prefer) }
      const choice =
        network === 'automatic'
          ? ({ mode: 'automatic' } as const)
          : ({ mode: 'manual', provider: network } as const)
      const { requestId } = await service.register({ modem: modem.id, ...choice, ...wanted })
      const request = await awaitRequest(context, requestId)
      if (output.json) output.document(request)
      else {
        const { registration } = await service.modem({ modem: modem.id })
        const where =
          registration?.provider === undefined
            ? ''
            : `, now ${plain(describeProvider(registration.provider))}`
        output.line(
          network === 'automatic'
            ? `${modem.name} chooses its network itself${where}`
            : `${modem.name} uses the network ${network}${where}`,
        )
      }
    })
  command
    .command('scan')
    .description('Look for the networks in reach, which takes minutes. Ctrl-C stops waiting for it.')
    .argument(...MODEM)
    .option('--multicarrier', 'for the carriers that the modem could change to')
    .option('--last', 'show what the last scan has found, and scan for nothing')
    .action(async (name: string | undefined, options: ScanOptions) => {
      const modem = await find(context, name)
      const found = options.last === true ? lastOf(modem, options) : await scan(context, modem, options)
      show(context, found, 'No network is in reach.')
    })
  const providers = command
    .command('providers')
    .description('Show or set the networks that the SIM prefers and forbids.')
    .helpCommand(false)
  providers
    .command('show', { isDefault: true })
    .description('Show them, the most preferred first.')
    .argument(...MODEM)
    .action(async (name: string | undefined) => {
      const { name: called, preferredProviders: list } = await find(context, name)
      if (list === undefined) {
        throw new DialtoneError('busy', `${called} has not told of its preferred networks yet`)
      }
      if (list.cause !== undefined) throw new DialtoneError(list.cause.code, list.cause.message)
      show(context, list.providers, 'The SIM prefers no network.')
    })
  providers
    .command('set')
    .description('Write another list to the SIM.')
    .argument('<networks>', 'their numbers, with commas between them, the most preferred first; "" for none')
    .argument(...MODEM)
    .option('--forbid <networks>', 'those that are never to be used', '')
    .action(async (networks: string, name: string | undefined, { forbid }: { readonly forbid: string }) => {
      const { output, service } = context
      const modem = await find(context, name)
      const list = [
        ...split(networks).map((id) => ({ id })),
        ...split(forbid).map((id) => ({ id, state: 'forbidden' }) as const),
      ]
      const { requestId } = await service.setPreferredProviders({ modem: modem.id, providers: list })
      const request = await awaitRequest(context, requestId)
      if (output.json) output.document(request)
      else output.line(`The SIM of ${modem.name} has another list of networks`)
    })
  command
    .command('carrier')
    .description('Make a multi-carrier modem the customer of another carrier.')
    .argument('<carrier>', 'its number (MCC and MNC)')
    .argument(...MODEM)
    .action(async (provider: string, name: string | undefined) => {
      const { output, service } = context
      const modem = await find(context, name)
      const { requestId } = await service.setHomeProvider({ modem: modem.id, provider })
      const request = await awaitRequest(context, requestId)
      if (output.json) output.document(request)
      else output.line(`${modem.name} is a customer of ${provider} now`)
    })
  command
    .command('signal-reports')
    .description('Say when a modem is to tell of its signal. What is left out is as its maker has it.')
    .argument(...MODEM)
    .option('--interval <seconds>', 'at the latest after so long, or off', report)
    .option('--rssi <dB>', 'when it has moved so far, or off', report)
    .option('--error-rate <classes>', 'when the bit error rate has moved so far, or off', report)
    .action(async (name: string | undefined, { interval, rssi, errorRate }: ReportOptions) => {
      const { output, service } = context
      const modem = await find(context, name)
      const { requestId } = await service.setSignalReports({
        modem: modem.id,
        ...(interval === undefined ? {} : { interval }),
        ...(rssi === undefined ? {} : { rssiChange: rssi }),
        ...(errorRate === undefined ? {} : { errorRateChange: errorRate }),
      })
      const request = await awaitRequest(context, requestId)
      if (output.json) output.document(request)
      else output.line(`${modem.name} tells of its signal ${inWords(request.signalReports ?? {})}`)
    })
}

type Report = number | 'off'

interface ReportOptions {
  readonly interval?: Report
  readonly rssi?: Report
  readonly errorRate?: Report
}

function report(text: string): Report {
  if (text === 'off') return text
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It has to be a whole number, or off.')
}

function inWords({ interval, rssiChange, errorRateChange }: SignalReports): string {
  const rules = [
    ...(interval === undefined ? [] : [`every ${interval} s`]),
    ...(rssiChange === undefined ? [] : [`when it moves by ${rssiChange} dB`]),
    ...(errorRateChange === undefined ? [] : [`when the error rate moves by ${errorRateChange}`]),
  ]
  return rules.length === 0 ? 'by no rule that it names' : rules.join(', ')
}

interface ScanOptions {
  readonly multicarrier?: true
  readonly last?: true
}

async function scan(
  context: Context,
  { id, name }: Modem,
  { multicarrier }: ScanOptions,
): Promise<readonly ListedProvider[]> {
  const { output, service } = context
  const carriers = multicarrier === true
  const { requestId } = await service.scan({ modem: id, multicarrier: carriers })
  output.note(`${name} looks for ${carriers ? 'carriers' : 'networks'} (request ${requestId}) …`)
  const { providers = [] } = await awaitRequest(context, requestId, {
    waiting: `${name} looks around, for minutes; Ctrl-C gives it up`,
  })
  return providers
}

function lastOf(modem: Modem, { multicarrier }: ScanOptions): readonly ListedProvider[] {
  const { visibleProviders } = multicarrier === true ? (modem.multicarrier ?? {}) : modem
  if (visibleProviders !== undefined) return visibleProviders.providers
  throw new DialtoneError(
    'not_found',
    `${modem.name} has not been scanning since its SIM and radio are there`,
  )
}

function show({ output }: Context, providers: readonly ListedProvider[], none: string): void {
  if (output.json) output.document(providers)
  else if (providers.length === 0) output.note(none)
  else {
    output.table(
      [
        { title: 'NUMBER' },
        { title: 'NAME', least: 12 },
        { title: 'STATE', least: 10 },
        { title: 'TECHNOLOGY' },
        { title: 'SIGNAL', align: 'right' },
      ],
      providers.map(({ id, name, states, cellularClasses, rssi }) => [
        id,
        name,
        states.join(', '),
        cellularClasses.join(', ').toUpperCase(),
        rssi === undefined ? '' : `${rssi} dBm`,
      ]),
    )
  }
}

async function find({ service }: Context, name: string | undefined): Promise<Modem> {
  return name === undefined ? only(await service.modems(), 'modem') : service.modem({ modem: name })
}

function technologies(text: string): readonly DataClass[] {
  return split(text).map((word) => {
    const known = DATA_CLASSES.find((one) => one === word.toLowerCase())
    if (known !== undefined) return known
    throw new DialtoneError(
      'invalid_argument',
      `there is no technology ${JSON.stringify(word)}: there are ${DATA_CLASSES.join(', ')}`,
    )
  })
}

function split(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
