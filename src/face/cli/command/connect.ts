/** `dialtone connect [PROFILE]`. */
import { InvalidArgumentError } from 'commander'
import { DialtoneError, formatDuration, Milliseconds, Seconds, type Duration } from '../../../base/index.ts'
import { describeIpSettings, type Snapshot } from '../../../api/index.ts'
import { CauseError, connectionName, type Request } from '../../../core/index.ts'
import type { Define } from '../command-entry.ts'
import type { Context } from '../context.ts'
import { EXIT, EXIT_CODES, type ExitCode } from '../exit-code.ts'
import { chooseConnection, chooseModem, chooseProfile, type Target } from './choose.ts'
import { follow, type Followed } from './follow.ts'
import { plain } from '../text/plain.ts'
import { readText } from './read-text.ts'

interface ConnectOptions {
  readonly modem?: string
  readonly temporary?: string
  readonly apn?: string
  readonly additional?: true
  readonly session?: number
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
    .option('--apn <name>', 'connect with nothing but an access point name')
    .option('--additional', 'one connection more, in a session of the modem that is free')
    .option('--session <number>', 'in this session of the modem, as --modem modem0/1 does', session)
    .option('--no-wait', 'print the id of the request and do not wait for its end')
    .option('--timeout <seconds>', 'give the attempt up after so long', seconds)
    .addHelpText(
      'after',
      `
Examples:
  $ npx dialtone connect
  $ npx dialtone connect internet --modem modem1 --timeout 30
  $ npx dialtone connect --temporary guest.xml
  $ npx dialtone connect --additional --apn ims
  $ npx dialtone request show $(npx dialtone connect internet --no-wait)`,
    )
    .action((profile: string | undefined, options: ConnectOptions) => run(context, profile, options))
}

async function run(context: Context, profile: string | undefined, options: ConnectOptions): Promise<void> {
  const { apn, additional } = options
  const ways = [profile, options.temporary, apn].filter((way) => way !== undefined)
  if (ways.length > 1) {
    throw new DialtoneError(
      'invalid_argument',
      'give the name of a profile, --temporary or --apn: one of them',
    )
  }
  if (additional === true && options.session !== undefined) {
    throw new DialtoneError(
      'invalid_argument',
      '--additional takes a session that is free; --session names one',
    )
  }
  const { output, service } = context
  const temporary =
    options.temporary === undefined ? undefined : await readText(context.host, options.temporary)
  let chosen = profile
  const followed = await follow(context, {
    timeout: options.timeout,
    choose: (snapshot) => chooseTarget(snapshot, options),
    ask: async (target) => {
      if (ways.length === 0) {
        chosen = chooseProfile(await service.profiles({ modem: target.modem }), target.name)
      }
      const settings = {
        ...(temporary === undefined ? {} : { temporary }),
        ...(apn === undefined ? {} : { accessString: apn }),
        ...(chosen === undefined ? {} : { profile: chosen }),
      }
      if (additional !== true) return service.connect({ connection: target.id, ...settings })
      const { requestId, connection } = await service.acquire({ modem: target.modem, ...settings })
      return { requestId, connection: await service.connection({ connection }).catch(() => target) }
    },
    asked: (requestId, { name }) => {
      if (!options.wait) {
        if (output.json) output.document({ requestId })
        else output.line(requestId.toString())
        return false
      }
      const using =
        chosen !== undefined
          ? `profile ${plain(chosen)}`
          : apn === undefined
            ? 'a temporary profile'
            : `the access point ${plain(apn)}`
      output.note(`Connecting ${name} with ${using} (request ${requestId})`)
      return true
    },
  })
  if (followed !== undefined) report(context, followed)
}

/** Where the connection is to be. With `--additional` the service says. */
function chooseTarget(snapshot: Snapshot, { modem, session, additional }: ConnectOptions): Target {
  if (additional === true) {
    const { id, name } = chooseModem(snapshot, modem)
    return { id, name, modem: id }
  }
  if (session === undefined) return chooseConnection(snapshot, modem, ({ sessionId }) => sessionId === 0)
  const { name } = chooseModem(snapshot, modem)
  return chooseConnection(snapshot, connectionName(name, session), () => false)
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
    throw new InvalidArgumentError('It has to be a number of seconds above 0.')
  }
  return Seconds(value)
}

/** MBIM 1.0 §10.5.12: session ids are 0 to 255. */
function session(text: string): number {
  const value = Number(text)
  if (!/^\d{1,3}$/.test(text) || value > 255) {
    throw new InvalidArgumentError('It has to be a number from 0 to 255.')
  }
  return value
}
