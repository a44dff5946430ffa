/**
 * Puts a service together: the store, where modems come from, the manager over them. What speaks for it (HTTP, the
 * objects in this process) is built on top by who opens it.
 */
import { join } from 'node:path'
import { silent, systemClock, systemRandom, type Clock, type Logger, type Random } from '../base/index.ts'
import type {
  Admitted,
  Caller,
  Cause,
  Denial,
  Cursor,
  Event,
  ModemSource,
  Network,
  Vitals,
} from '../core/index.ts'
import type { Service } from '../api/index.ts'
import {
  deviceSource,
  modemManagerSource,
  ownedSource,
  pppDialers,
  type ModemManagerSourceOptions,
  type OwnedSourceOptions,
} from '../driver/index.ts'
import { createManager, type ManagerOptions } from '../manager/index.ts'
import { openRecorder, type Recorder, type RecorderSettings } from '../record/index.ts'
import { linuxNetwork, noNetwork } from '../network/index.ts'
import { packetReader } from '../policy/index.ts'
import { openStore, type StoreOptions } from '../store/index.ts'
import { virtualControl, type HostedModem, type VirtualModem } from '../virtual/index.ts'
import { createVirtualModems, type VirtualModemsOptions } from './create-virtual-modems.ts'
import { captureControl } from './capture-control.ts'
import { factoryProfiles } from './factory-profile.ts'
import type { LiveConfiguration } from './configuration/live-configuration.ts'
import { ownerRulesOf } from './configuration/owner-rules.ts'
import { readerOf } from './configuration/read-dial-configuration.ts'
import { recordSettingsOf } from './configuration/record-settings.ts'
import { retentionOf } from './configuration/retention.ts'
import { recordDecisions } from './record-decisions.ts'
import type { Surroundings } from './surroundings.ts'
import { version } from './version.ts'
import { virtualSource } from './virtual-source.ts'

export interface ServiceOptions {
  /** Character devices to drive; found through sysfs where none is given and there is no virtual modem. */
  readonly devices?: readonly string[]
  /** The network devices of modems by the paths of their control devices, where sysfs does not show them. */
  readonly links?: ReadonlyMap<string, string>
  /** How many virtual modems to play in this process, or how to make them. */
  readonly virtual?: number | VirtualModemsOptions
  /** Drives the modems of ModemManager, and of others only the `devices`, which are then not ModemManager's. */
  readonly modemManager?: Pick<ModemManagerSourceOptions, 'address' | 'enable' | 'multiplex'>
  /**
   * Decides for every modem whether it is driven natively or through ModemManager, in place of `modemManager`. Unless given,
   * ModemManager is not asked.
   */
  readonly ownership?: Pick<OwnedSourceOptions, 'owner' | 'owners' | 'modemManager'>
  /** Further modems that this process plays: those of captures, by `createReplayModem`. They belong to who made them. */
  readonly modems?: readonly HostedModem[]
  /** The folder of the state; in memory only where none is given. */
  readonly state?: string
  /** `full`: what was told outlives a power cut. Unless given, the last 100 ms before one may be lost. */
  readonly durability?: StoreOptions['durability']
  /** How much of the journal is kept; 200 000 events of 30 days unless told. */
  readonly retention?: StoreOptions['retention']
  /** Record what passes between the service and its modems; nothing is recorded unless told. */
  readonly record?: RecorderSettings
  /** The configuration file, for its dial interfaces, or what a service of its own process takes from it. None unless given. */
  readonly configuration?: string | LiveConfiguration
  /** `linux`: dial interfaces configure this machine, where they may; nothing is touched unless told. */
  readonly dataPath?: 'linux' | 'none'
  /** `false`: no demand dialling. */
  readonly demandDial?: boolean
  /** Called with every event, from the first one on. */
  readonly heard?: (events: readonly Event[]) => void
  readonly clock?: Clock
  readonly random?: Random
  readonly log?: Logger
}

export interface OpenService extends AsyncDisposable {
  /** The service as this caller may use it. */
  as(caller: Caller): Service
  /**
   * Whose token this is.
   * @throws DialtoneError `unauthenticated`.
   */
  admit(secret: string): Admitted
  /** Tells that somebody was refused; `by` is who it says it is, where that is known. */
  refused(denial: Omit<Denial, 'untold'>, by?: string): void
  readonly virtualModems: readonly VirtualModem[]
  /** Where the journal stood before this service did anything. */
  readonly beginning: Cursor
  vitals(): Vitals
  /** Resolves where the store answers. */
  pulse(): Promise<void>
}

/** The folder of what outlives the service, and no reboot. */
function runFolder(state: string | undefined): string | undefined {
  const runtime = process.getuid?.() === 0 ? '/run' : (process.env.XDG_RUNTIME_DIR ?? state)
  return runtime === undefined ? undefined : join(runtime, 'dialtone')
}

function network({ clock, log }: Surroundings, state: string | undefined): Network {
  const folder = runFolder(state)
  // Without a folder of its own it could not tell later what it has changed.
  if (folder === undefined) return noNetwork(NO_FOLDER)
  const run = join(folder, 'data-path')
  return linuxNetwork({ clock, log, reader: packetReader, folders: { run, state: state ?? run } })
}

const NO_FOLDER: Cause = {
  code: 'not_supported',
  message:
    'nothing of this machine is configured: what is changed could be recorded nowhere; set XDG_RUNTIME_DIR, or keep a state',
}

/** A modem that is played in this process has no network device. */
const CARRIES_NOTHING: Cause = {
  code: 'no_device',
  message: 'the virtual modems of this service carry no packets',
}

const NO_DATA_PATH: Cause = {
  code: 'not_supported',
  message:
    'this service does not configure the network of this machine: interfaces are connected by hand, no traffic dials them',
}

function configurationOf(
  configuration: string | LiveConfiguration,
): Pick<ManagerOptions, 'configuration' | 'shownConfiguration'> {
  if (typeof configuration === 'string') return { configuration: readerOf(configuration) }
  const { read } = configuration
  return { ...(read && { configuration: read }), shownConfiguration: () => configuration.shown }
}

/** @throws DialtoneError `service_running` where another has the state, `storage_failed`. */
export async function openService(options: ServiceOptions = {}): Promise<OpenService> {
  const { clock = systemClock, random = systemRandom, log = silent, state, devices = [], links } = options
  const { configuration, modemManager, ownership, modems = [] } = options
  const surroundings = { clock, random, log }
  const record = async (ring: RecorderSettings): Promise<Recorder> => {
    const folder = state === undefined ? undefined : join(state, 'record')
    const opened = await openRecorder({ folder, ring, application: `Dialtone ${version()}`, clock, log })
    if (typeof configuration === 'object') {
      configuration.onChange({
        keys: ['record.enabled', 'record.max-size', 'record.max-age'],
        take: ({ record }) => opened.set(recordSettingsOf(record)),
      })
    }
    return opened
  }
  await using opening = new AsyncDisposableStack()
  const { durability, retention } = options
  const store = opening.use(
    openStore({
      ...surroundings,
      ...(state === undefined ? {} : { folder: state }),
      ...(durability === undefined ? {} : { durability }),
      ...(retention === undefined ? {} : { retention }),
    }),
  )
  const beginning = store.journal.head
  if (options.heard !== undefined) store.journal.subscribe(options.heard)
  if (typeof configuration === 'object') {
    configuration.onChange({
      keys: ['journal.max-events', 'journal.max-age', 'journal.max-size'],
      take: ({ journal }) => store.retain(retentionOf(journal)),
    })
  }
  const recorder = options.record === undefined ? undefined : opening.use(await record(options.record))
  if (recorder !== undefined) store.journal.subscribe(recordDecisions(recorder))
  const virtual = typeof options.virtual === 'number' ? { count: options.virtual } : options.virtual
  const virtualModems = virtual === undefined ? [] : createVirtualModems(virtual, surroundings)
  for (const modem of virtualModems) opening.use(modem)
  const carries = devices.length > 0 || virtual === undefined || modemManager !== undefined
  const sources: ModemSource[] = []
  const tap: Recorder['tap'] = (channel, device) => recorder?.tap(channel, device) ?? channel
  const played = [...virtualModems, ...modems]
  if (played.length > 0) sources.push(virtualSource(played, { ...surroundings, tap }))
  const real = devices.length > 0 || (virtual === undefined && modems.length === 0)
  if (ownership !== undefined && real) {
    const owned = ownedSource({ ...surroundings, ...ownership, devices, links, tap })
    sources.push(owned)
    if (typeof configuration === 'object') {
      configuration.onChange({
        keys: ['modems.owner', 'modems.owners'],
        take: ({ modems: changed }) => owned.rule(ownerRulesOf(changed)),
      })
    }
  } else if (modemManager !== undefined) {
    const wanted = ({ port }: { readonly port?: string }): boolean =>
      port === undefined || !devices.includes(port)
    sources.push(modemManagerSource({ ...surroundings, ...modemManager, wanted }))
  }
  if (ownership === undefined && real && (devices.length > 0 || modemManager === undefined)) {
    sources.push(deviceSource({ ...surroundings, devices, links, tap }))
  }
  const run = options.dataPath === 'linux' ? runFolder(state) : undefined
  const manager = opening.use(
    await createManager({
      ...surroundings,
      store,
      sources,
      network:
        options.dataPath === 'linux'
          ? network(surroundings, state)
          : noNetwork(carries ? NO_DATA_PATH : CARRIES_NOTHING),
      ...(carries ? {} : { carriesNothing: CARRIES_NOTHING }),
      // A link of pppd is a part of this machine's network.
      ...(run === undefined
        ? {}
        : { dialers: { ppp: pppDialers({ clock, log, folder: join(run, 'ppp') }) } }),
      ...(configuration === undefined ? {} : configurationOf(configuration)),
      ...(options.demandDial === undefined ? {} : { demandDial: options.demandDial }),
      version: version(),
      ...(virtual === undefined ? {} : { virtual: virtualControl(() => virtualModems) }),
      ...(recorder !== undefined && {
        capture: captureControl(recorder, surroundings),
        decided: (text: string, device: string) => recorder.note(text, device),
      }),
    }),
  )
  if (virtualModems.length > 0) factoryProfiles(store.profiles, virtualModems)
  const open = opening.move()
  return {
    as: (caller) => manager.as(caller),
    admit: (secret) => manager.admit(secret),
    refused: (denial, by) => manager.refused(denial, by),
    virtualModems,
    beginning,
    vitals: () => manager.vitals(),
    pulse: () => store.pulse(),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}
