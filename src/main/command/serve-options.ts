/** The options of `dialtone serve`. */
import { Option, type Command } from 'commander'
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from '../log.ts'
import { addAccessOptions, type AccessFlags } from './access-options.ts'
import { count, whole } from './number.ts'

export interface ServeFlags extends AccessFlags {
  readonly device: readonly string[]
  readonly virtual?: number | true
  readonly seed?: number
  readonly modemManager?: true
  readonly state?: string
  readonly memory?: true
  readonly config?: string
  readonly demandDial: boolean
  readonly dataPath: boolean
  readonly logLevel?: LogLevel
  readonly logFormat?: LogFormat
}

/** `devices` says which modems are driven where none is named. */
export function addServeOptions(command: Command, { devices }: { readonly devices: string }): Command {
  return addAccessOptions(command)
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
    .option('--modem-manager', 'drive the modems of ModemManager, of any protocol')
    .option('--state <folder>', 'where profiles and events are kept')
    .addOption(new Option('--memory', 'keep nothing beyond the end of the service').conflicts('state'))
    .option(
      '--config <file>',
      'the configuration file, a TOML file that is read again on SIGHUP; what is given here goes before what it says',
    )
    .option('--no-demand-dial', 'no demand dialling at all')
    .option('--no-data-path', 'configure nothing in this machine: interfaces are connected by hand')
    .addOption(
      new Option('--log-level <level>', 'least that is logged: info unless told').choices(LOG_LEVELS),
    )
    .addOption(
      new Option('--log-format <format>', 'human on a terminal unless told, json elsewhere').choices(
        LOG_FORMATS,
      ),
    )
}
