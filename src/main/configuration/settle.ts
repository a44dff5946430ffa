/** What a service is started with: what the command line says, over the environment, over the configuration file. */
import { compact } from '../../base/index.ts'
import type { Configuration } from '../../api/index.ts'
import type { Context } from '../../face/cli/index.ts'
import { fitting, socketPath, surroundingsOf } from '../../reach/index.ts'
import { accessOfFlags } from '../command/access-options.ts'
import type { ServeFlags } from '../command/serve-options.ts'
import { createLog, isJournal } from '../log.ts'
import type { ServeOptions } from '../serve-service.ts'
import { accessOf } from './access-settings.ts'
import { findConfigurationFile } from './find-file.ts'
import { listOf } from './list-of.ts'
import { LiveConfiguration } from './live-configuration.ts'
import { ownerRulesOf } from './owner-rules.ts'
import { dialOf } from './read-dial-configuration.ts'
import { NO_FILE, readConfigurationFile } from './read-file.ts'
import { recordSettingsOf } from './record-settings.ts'
import { retentionOf } from './retention.ts'
import { stateFolder } from './state-folder.ts'

/** `usualFile`: a configuration file in its usual place is read without being told. */
export async function settle(
  context: Context,
  flags: ServeFlags,
  { usualFile = true }: { readonly usualFile?: boolean } = {},
): Promise<ServeOptions> {
  const { host } = context
  const format = host.stdout.columns === undefined ? 'json' : 'human'
  const defaults: Configuration = {
    service: { state: stateFolder(host.env) },
    listen: { socket: socketPath(surroundingsOf(host.env)) },
    log: { level: 'info', format },
  }
  const place = findConfigurationFile(surroundingsOf(host.env), flags.config)
  const isRead = usualFile || place.isNamed
  const read = isRead ? await readConfigurationFile(place) : NO_FILE
  // A mistake is told before anything is touched.
  if (read.file !== undefined) dialOf(read, read.file)
  const live = await LiveConfiguration.create({
    place: isRead ? place : undefined,
    read,
    above: [
      { from: 'flag', configuration: fromFlags(context, flags) },
      { from: 'environment', configuration: fromEnvironment(host.env) },
    ],
    defaults,
  })
  const { service, listen, log = {}, journal, record, modems, 'demand-dial': demandDial } = live.current
  const { logger, setLevel } = await createLog({
    sink: host.stdout,
    level: log.level ?? 'info',
    format: log.format ?? format,
    journal: isJournal(host.env),
    clock: host.clock,
  })
  live.onChange({ keys: ['log.level'], take: ({ log: changed }) => setLevel(changed?.level ?? 'info') })
  return {
    clock: host.clock,
    log: logger,
    socket: fitting(listen?.socket ?? ''),
    ...accessOf(listen),
    ...devicesOf(listOf(modems?.devices)),
    demandDial: demandDial?.enabled ?? true,
    dataPath: (demandDial?.['data-path'] ?? true) ? 'linux' : 'none',
    ...(journal?.durability === undefined ? {} : { durability: journal.durability }),
    retention: retentionOf(journal),
    record: recordSettingsOf(record),
    configuration: live,
    ...(modems?.virtual === undefined || modems.virtual === 0
      ? {}
      : { virtual: { count: modems.virtual, seed: modems.seed } }),
    ...owningOf(live.current),
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
    'modem-manager': compact({ enabled: flags.modemManager }),
    'demand-dial': compact({
      enabled: flags.demandDial ? undefined : false,
      'data-path': flags.dataPath ? undefined : false,
    }),
  }
}

function fromEnvironment(env: Context['host']['env']): Configuration {
  return { listen: compact({ socket: env.DIALTONE_SOCKET || undefined }) }
}

/** `/tmp/modem=wwan0`: the path, and the name of the network device after the last `=`. */
export function devicesOf(given: readonly string[]): Required<Pick<ServeOptions, 'devices' | 'links'>> {
  const pairs = given.map((text): readonly [path: string, link?: string] => {
    const [, path, link] = /^(.+)=([^/=]+)$/.exec(text) ?? []
    return path === undefined || link === undefined ? [text] : [path, link]
  })
  return {
    devices: pairs.map(([path]) => path),
    links: new Map(pairs.flatMap(([path, link]) => (link === undefined ? [] : [[path, link]]))),
  }
}

/** `modem-manager.enabled`, where it is given, decides for all modems at once, unless `[modems]` says who drives them. */
function owningOf({
  modems,
  'modem-manager': modemManager,
}: Configuration): Pick<ServeOptions, 'modemManager' | 'ownership'> {
  const through = {
    address: modemManager?.bus,
    enable: modemManager?.['enable-modems'],
    multiplex: modemManager?.multiplex,
  }
  const isRuled = modems?.owner !== undefined || modems?.owners !== undefined
  if (isRuled || modemManager?.enabled === undefined) {
    return { ownership: { ...ownerRulesOf(modems), modemManager: through } }
  }
  return modemManager.enabled ? { modemManager: through } : {}
}
