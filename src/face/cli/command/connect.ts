/** `dialtone connect [PROFILE]`. */
import { InvalidArgumentError } from 'commander'
import { DialtoneError, formatDuration, Milliseconds, Seconds, type Duration } from '../../../base/index.ts'
import { describeIpSettings } from '../../../api/index.ts'
import { CauseError, type Request } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { EXIT, EXIT_CODES, type ExitCode } from '../exit-code.ts'
import { chooseConnection, chooseProfile } from './choose.ts'
import { follow, type Followed } from './follow.ts'
import { plain } from '../text/plain.ts'
import { readText } from './read-text.ts'

interface ConnectOptions {
  readonly modem?: string
  readonly temporary?: string
  readonly wait: boolean
  readonly timeout?: Duration
}

export const connect: Define = (command, context) => {
  command
    .description(
      'Connect a modem to its network and print the IP settings, or why it failed. ' +
        'Ctrl-C while it waits gives the attempt up.',
    )
    .argument('[profile]', 'name of a profile; the default one when left out')
    .option('--modem <name>', 'modem or connection, by name or id; the only one when left out')
    .option('--temporary <file>', 'connect with a profile XML file that is not stored (- for standard input)')
    .option('--no-wait', 'print the id of the request and do not wait for its end')
    .option('--timeout <seconds>', 'give the attempt up after so long', seconds)
    .addHelpText(
      'after',
      `
Examples:
  $ npx dialtone connect
  $ npx dialtone connect internet --modem modem1 --timeout 30
  $ npx dialtone connect --temporary guest.xml
  $ npx dialtone request show $(npx dialtone connect internet --no-wait)`,
    )
    .action((profile: string | undefined, options: ConnectOptions) => run(context, profile, options))
}

async function run(context: Context, profile: string | undefined, options: ConnectOptions): Promise<void> {
  if (profile !== undefined && options.temporary !== undefined) {
    throw new DialtoneError('invalid_argument', 'give the name of a profile or --temporary, not both')
  }
  const { output, service } = context
  const temporary =
    options.temporary === undefined ? undefined : await readText(context.host, options.temporary)
  let chosen = profile
  const followed = await follow(context, {
    timeout: options.timeout,
    choose: (snapshot) => {
      const connection = chooseConnection(snapshot, options.modem)
      if (temporary === undefined) chosen ??= chooseProfile(snapshot)
      return connection
    },
    ask: ({ id }) =>
      service.connect({
        connection: id,
        ...(temporary === undefined ? {} : { temporary }),
        ...(chosen === undefined ? {} : { profile: chosen }),
      }),
    asked: (requestId, { name }) => {
      if (!options.wait) {
        if (output.json) output.document({ requestId })
        else output.line(requestId.toString())
        return false
      }
      const using = chosen === undefined ? 'a temporary profile' : `profile ${plain(chosen)}`
      output.note(`Connecting ${name} with ${using} (request ${requestId})`)
      return true
    },
  })
  if (followed !== undefined) report(context, followed)
}

function report(context: Context, { connection, request, abandoned }: Followed): void {
  const { output } = context
  if (output.json) {
    output.document(request)
    context.exitCode = exitOf(request, abandoned)
    return
  }
  if (request.state === 'succeeded') {
    const took = formatDuration(Milliseconds((request.endedAt ?? request.startedAt) - request.startedAt))
    output.line(
      `${output.style('green', `${connection.name} is connected`)} ${output.style('dim', `(${took})`)}`,
    )
    if (request.ip !== undefined) output.fields(describeIpSettings(request.ip), '  ')
    if (abandoned !== undefined) {
      output.note('It was connected before it could be given up; "dialtone disconnect" undoes that.')
    }
    return
  }
  if (abandoned !== undefined && request.cause?.code === 'cancelled') {
    output.note(`Given up: ${connection.name} is not connected.`)
    context.exitCode = exitOf(request, abandoned)
    return
  }
  throw new CauseError(
    request.cause ?? { code: 'internal', message: `request ${request.id} failed without a cause` },
  )
}

export function exitOf({ state, cause }: Request, abandoned: Followed['abandoned']): ExitCode {
  if (abandoned === 'timeout' && state === 'failed') return EXIT.timedOut
  return state === 'succeeded' ? EXIT.done : EXIT_CODES[cause?.code ?? 'internal']
}

export function seconds(text: string): Duration {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('It has to be a number of seconds.')
  }
  return Seconds(value)
}
