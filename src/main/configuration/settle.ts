/** What a service is started with: what the command line says, over the environment, over the configuration file. */
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { compact, parseDuration, type Logger } from '../../base/index.ts'
import type { Configuration } from '../../api/index.ts'
import type { Context } from '../../face/cli/index.ts'
import { fitting, socketPath, surroundingsOf } from '../../reach/index.ts'
import { accessOfFlags } from '../command/access-options.ts'
import type { ServeFlags } from '../command/serve-options.ts'
import { createLog } from '../log.ts'
import type { ServeOptions } from '../serve-service.ts'
import { accessOf } from './access-settings.ts'
import { findConfigurationFile } from './find-file.ts'
import { merged, type Layer } from './layer.ts'
import { dialOf } from './read-dial-configuration.ts'
import { readConfigurationFile } from './read-file.ts'

/** `usualFile`: a configuration file in its usual place is read without being told. */
export async function settle(
  context: Context,
  flags: ServeFlags,
  { usualFile = true }: { readonly usualFile?: boolean } = {},
): Promise<ServeOptions> {
  const { host } = context
  const place = findConfigurationFile(surroundingsOf(host.env), flags.config)
  const read = usualFile || place.isNamed ? await readConfigurationFile(place) : undefined
  if (read?.file !== undefined) dialOf(read, read.file)
  const layers: readonly Layer[] = [
    { from: 'flag', configuration: fromFlags(context, flags) },
    { from: 'environment', configuration: fromEnvironment(host.env) },
    { from: 'file', configuration: read?.configuration ?? {} },
  ]
  const { service, listen, log, journal, modems, 'demand-dial': demandDial } = merged(layers)
  const maxAge = journal?.['max-age'] === undefined ? undefined : parseDuration(journal['max-age'])
  return {
    clock: host.clock,
    log: await logOf(context, log),
    socket: fitting(listen?.socket ?? socketPath(surroundingsOf(host.env))),
    ...accessOf(listen),
    ...devicesOf(listOf(modems?.devices)),
    demandDial: demandDial?.enabled ?? true,
    dataPath: (demandDial?.['data-path'] ?? true) ? 'linux' : 'none',
    ...(journal?.durability === undefined ? {} : { durability: journal.durability }),
    retention: {
      ...(journal?.['max-events'] === undefined ? {} : { count: journal['max-events'] }),
      ...(maxAge === undefined ? {} : { age: maxAge }),
    },
    ...(read?.file === undefined ? {} : { configuration: read.file }),
    ...(modems?.virtual === undefined || modems.virtual === 0
      ? {}
      : { virtual: { count: modems.virtual, seed: modems.seed } }),
    ...(service?.memory === true ? {} : { state: service?.state ?? stateFolder(host.env) }),
  }
}

/** What the command line says, as the file would say it. */
function fromFlags({ options }: Context, flags: ServeFlags): Configuration {
  const virtual = flags.virtual === true ? 1 : flags.virtual
  return {
    service: compact({
      state: flags.state,
      memory: flags.memory ?? (flags.state === undefined ? undefined : false),
    }),
    listen: compact({ socket: options.socket, ...accessOfFlags(flags) }),
    log: compact({ level: flags.logLevel, format: flags.logFormat }),
    modems: compact({
      devices: flags.device.length === 0 ? undefined : [...flags.device],
      virtual,
      seed: flags.seed,
    }),
    'demand-dial': compact({
      enabled: flags.demandDial ? undefined : false,
      'data-path': flags.dataPath ? undefined : false,
    }),
  }
}

function fromEnvironment(env: Context['host']['env']): Configuration {
  return { listen: compact({ socket: env.DIALTONE_SOCKET || undefined }) }
}

function listOf(texts: string | readonly string[] = []): readonly string[] {
  return typeof texts === 'string' ? [texts] : texts
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

function logOf({ host }: Context, log: Configuration['log'] = {}): Promise<Logger> {
  const sink = host.stdout
  const { level = 'info', format = sink.columns === undefined ? 'json' : 'human' } = log
  return createLog({ sink, level, format, clock: host.clock })
}

/** As the XDG base directory specification and the file system hierarchy standard have it. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.STATE_DIRECTORY) return env.STATE_DIRECTORY // given by systemd
  if (userInfo().uid === 0) return '/var/lib/dialtone'
  return join(env.XDG_STATE_HOME ?? join(env.HOME ?? homedir(), '.local/state'), 'dialtone')
}
