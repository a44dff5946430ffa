/** The options of `dialtone serve`, and what they come to. */
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { Option, type Command } from 'commander'
import type { Logger } from '../../base/index.ts'
import type { Context } from '../../face/cli/index.ts'
import type { TcpAddress } from '../../face/http/index.ts'
import { fitting, socketPath, surroundingsOf } from '../../reach/index.ts'
import { createLog, LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from '../log.ts'
import type { ServeOptions } from '../serve-service.ts'
import { parseTcpAddress } from '../tcp-address.ts'
import { count, whole } from './number.ts'

export interface ServeFlags {
  readonly device: readonly string[]
  readonly virtual?: number | true
  readonly seed?: number
  readonly state?: string
  readonly memory?: true
  readonly listen: readonly TcpAddress[]
  readonly config?: string
  readonly demandDial: boolean
  readonly dataPath: boolean
  readonly logLevel: LogLevel
  readonly logFormat?: LogFormat
}

/** `devices` says which modems are driven where none is named. */
export function addServeOptions(command: Command, { devices }: { readonly devices: string }): Command {
  return command
    .addOption(
      new Option(
        '--device <path[=link]>',
        'a modem to drive, such as /dev/cdc-wdm0, and its network device where the kernel does not show it; ' +
          'may be given several times',
      )
        .argParser((path: string, others: readonly string[]) => [...others, path])
        .default([], devices),
    )
    .option('--virtual [count]', 'play virtual modems, one unless told', count)
    .option('--seed <number>', 'what the virtual modems draw from: the same seed, the same modems', whole)
    .option('--state <folder>', 'where profiles and events are kept')
    .addOption(new Option('--memory', 'keep nothing beyond the end of the service').conflicts('state'))
    .addOption(
      new Option(
        '--listen <address:port>',
        'listen on TCP as well, such as at 127.0.0.1:8080, for callers with a token; may be given several times',
      )
        .argParser((text: string, others: readonly TcpAddress[]) => [...others, parseTcpAddress(text)])
        .default([], 'on the Unix socket only'),
    )
    .option('--config <file>', 'a TOML file with dial interfaces; read again on SIGHUP')
    .option('--no-demand-dial', 'no demand dialling at all')
    .option('--no-data-path', 'configure nothing in this machine: interfaces are connected by hand')
    .addOption(new Option('--log-level <level>', 'least that is logged').choices(LOG_LEVELS).default('info'))
    .addOption(
      new Option('--log-format <format>', 'human on a terminal unless told, json elsewhere').choices(
        LOG_FORMATS,
      ),
    )
}

export async function settle(context: Context, flags: ServeFlags): Promise<ServeOptions> {
  const { host } = context
  return {
    clock: host.clock,
    log: await logOf(context, flags),
    socket: socketOf(context),
    listen: flags.listen,
    ...devicesOf(flags.device),
    demandDial: flags.demandDial,
    dataPath: flags.dataPath ? 'linux' : 'none',
    ...(flags.config === undefined ? {} : { configuration: flags.config }),
    ...(flags.virtual === undefined
      ? {}
      : { virtual: { count: flags.virtual === true ? 1 : flags.virtual, seed: flags.seed } }),
    ...(flags.memory === true ? {} : { state: flags.state ?? stateFolder(host.env) }),
  }
}

/** `/tmp/modem=wwan0`: the path, and the name of the network device after the last `=`. */
function devicesOf(given: readonly string[]): Required<Pick<ServeOptions, 'devices' | 'links'>> {
  const pairs = given.map((text): readonly [path: string, link?: string] => {
    const [, path, link] = /^(.+)=([^/=]+)$/.exec(text) ?? []
    return path === undefined || link === undefined ? [text] : [path, link]
  })
  return {
    devices: pairs.map(([path]) => path),
    links: new Map(pairs.flatMap(([path, link]) => (link === undefined ? [] : [[path, link]]))),
  }
}

export function socketOf({ options, host }: Context): string {
  return options.socket === undefined ? socketPath(surroundingsOf(host.env)) : fitting(options.socket)
}

function logOf({ host }: Context, { logLevel, logFormat }: ServeFlags): Promise<Logger> {
  const sink = host.stdout
  const format = logFormat ?? (sink.columns === undefined ? 'json' : 'human')
  return createLog({ sink, level: logLevel, format, clock: host.clock })
}

/** As the XDG base directory specification and the file system hierarchy standard have it. */
function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.STATE_DIRECTORY) return env.STATE_DIRECTORY // given by systemd
  if (userInfo().uid === 0) return '/var/lib/dialtone'
  return join(env.XDG_STATE_HOME ?? join(env.HOME ?? homedir(), '.local/state'), 'dialtone')
}
