/** Looks at this machine for `dialtone doctor`. Nothing is changed, and nothing that cannot be seen is an error. */
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { release } from 'node:os'
import { dirname, join } from 'node:path'
import type { ShownConfiguration } from '../../api/index.ts'
import { compact, toDialtoneError, type Instant } from '../../base/index.ts'
import { findControlDevices, holderOf, isSameDevice } from '../../channel/index.ts'
import { formatMistake } from '../../configuration/index.ts'
import { resolverPaths } from '../../network/index.ts'
import { hasNftables } from '../../native/index.ts'
import { findSocket, fitting, surroundingsOf } from '../../reach/index.ts'
import type { Context } from '../../face/cli/index.ts'
import { findConfigurationFile } from '../configuration/find-file.ts'
import { listOf } from '../configuration/list-of.ts'
import { readConfigurationFile } from '../configuration/read-file.ts'
import { devicesOf } from '../configuration/settle.ts'
import { stateFolder } from '../configuration/state-folder.ts'
import { version } from '../version.ts'
import { KERNEL_MODULES, type Access, type Facts, type KernelModule, type Program } from './facts.ts'

const OLDEST_NODE = 24
/** Of this package: sources and build lie equally deep in it. */
const HOME = new URL('../../../', import.meta.url).pathname

export async function gather(context: Context, options: { readonly config?: string } = {}): Promise<Facts> {
  const { host } = context
  const surroundings = surroundingsOf(host.env)
  const processes = running()
  const proxy = (read('/proc/net/unix') ?? '').split('\n').some((line) => line.endsWith('@mbim-proxy'))
  const socket =
    context.options.socket === undefined ? findSocket(surroundings) : fitting(context.options.socket)
  const { state, file, devices, ...service } = await serviceAt(context, socket)
  return compact({
    now: host.clock.now(),
    version: version(),
    made: made(),
    node: process.versions.node,
    oldestNode: OLDEST_NODE,
    root: surroundings.root,
    mayConfigure: mayConfigure(),
    kernel: release(),
    hasModules: existsSync(join(moduleFolder(), 'modules.dep')),
    modules: modules(),
    tun: accessTo('/dev/net/tun'),
    nftables: hasNftables(),
    pppd: existsSync('/usr/sbin/pppd'),
    udev: existsSync('/run/udev/control'),
    modems: findControlDevices().map(({ path }) =>
      compact({ path, access: accessTo(path), group: groupOf(path), holder: holderOf(path) }),
    ),
    modemManager: processes.find(({ name }) => name === 'ModemManager'),
    proxy,
    resolver: resolverOf(),
    service,
    state: stateAt(state ?? stateFolder(host.env)),
    configuration: await configurationAt(
      findConfigurationFile(surroundings, options.config ?? file),
      devices,
    ),
    dashboard: existsSync(join(HOME, 'dist/web/index.html')),
    clone: existsSync(join(HOME, 'src')),
  })
}

function accessTo(path: string): Access {
  if (!existsSync(path)) return 'absent'
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return 'ok'
  } catch {
    return 'denied'
  }
}

function made(): Instant {
  return statSync(join(HOME, 'package.json')).mtimeMs
}

/** capabilities(7): CAP_NET_ADMIN is bit 12, CAP_NET_RAW 13. */
function mayConfigure(): boolean {
  const held = /^CapEff:\s*([0-9a-f]+)/m.exec(read('/proc/self/status') ?? '')?.[1] ?? '0'
  return ((BigInt(`0x${held}`) >> 12n) & 3n) === 3n
}

function moduleFolder(): string {
  return `/lib/modules/${release()}`
}

function modules(): Facts['modules'] {
  const folder = moduleFolder()
  const known = ['modules.dep', 'modules.builtin'].map((name) => read(join(folder, name)) ?? '').join('\n')
  const stateOf = (name: KernelModule): Facts['modules'][KernelModule] => {
    if (existsSync(`/sys/module/${name}`)) return 'loaded'
    // A module's file may have either sign in its name. What is built in and has no parameters is not in /sys/module.
    const file = new RegExp(`/${name.replaceAll('_', '[_-]')}\\.ko`)
    return file.test(known) || works(name) ? 'loadable' : 'missing'
  }
  const [mbim, tun, tables, ppp] = KERNEL_MODULES.map(stateOf)
  return {
    cdc_mbim: mbim ?? 'missing',
    tun: tun ?? 'missing',
    nf_tables: tables ?? 'missing',
    ppp_generic: ppp ?? 'missing',
  }
}

/** Containers see the devices of their host's modules, and not its files. */
function works(name: KernelModule): boolean {
  if (name === 'tun') return existsSync('/dev/net/tun')
  if (name === 'ppp_generic') return existsSync('/dev/ppp')
  return name === 'nf_tables' ? existsSync('/proc/net/netfilter/nf_log') : findControlDevices().length > 0
}

function groupOf(path: string): string | undefined {
  try {
    const { gid } = statSync(path)
    const line = (read('/etc/group') ?? '').split('\n').find((one) => one.split(':')[2] === gid.toString())
    return line?.split(':')[0]
  } catch {
    return undefined
  }
}

function running(): readonly Program[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      const name = read(`/proc/${pid}/comm`)?.trim()
      return name === undefined ? [] : [{ pid: Number(pid), name }]
    })
}

function resolverOf(): Facts['resolver'] {
  const { resolved, resolvconf, resolvConf } = resolverPaths
  if (existsSync(resolved)) return { kind: 'systemd-resolved', access: 'ok' }
  if (existsSync(resolvconf)) return { kind: 'resolvconf', access: 'ok' }
  return { kind: 'file', access: accessTo(resolvConf) }
}

/**
 * `state`: the folder that it says it keeps its state in; `file`: the configuration file that it says it reads, where the caller may, too;
 * `devices`: where the modems are that it drives.
 */
async function serviceAt(
  context: Context,
  socket: string,
): Promise<
  Facts['service'] & { readonly state?: string; readonly file?: string; readonly devices?: readonly string[] }
> {
  const access = accessTo(socket)
  if (access !== 'ok' || !lstatSync(realpathSync(socket)).isSocket()) {
    return access === 'ok' ? { socket, access, trouble: 'it is no socket' } : { socket, access }
  }
  try {
    const { service, modems } = await context.service.snapshot()
    const found = {
      socket,
      access,
      version: service.version,
      modems: modems.map(({ name }) => name),
      devices: modems.map(({ device }) => device),
    }
    // Who may not ask for its settings, or asks one that has none to show, looks at what is usual.
    const { file, settings }: ShownConfiguration = await context.service
      .configuration()
      .catch(() => ({ settings: [] }))
    const valueOf = (name: string) => settings.find(({ key }) => key === name)?.value
    const state = valueOf('service.state')
    return {
      ...found,
      inMemory: valueOf('service.memory') === true,
      ...(typeof state === 'string' && { state }),
      ...(file !== undefined && read(file) !== undefined && { file }),
    }
  } catch (thrown) {
    return { socket, access, trouble: toDialtoneError(thrown).message }
  }
}

function stateAt(folder: string): Facts['state'] {
  let there = folder
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there)
  const { bavail, bsize } = statfsSync(there)
  return { folder, access: accessTo(there), free: bavail * bsize }
}

async function configurationAt(
  place: ReturnType<typeof findConfigurationFile>,
  driven: readonly string[] | undefined,
): Promise<Facts['configuration']> {
  const { path: file } = place
  const present = existsSync(file)
  if (!present && !place.isNamed) return { file, present, mistakes: [] }
  try {
    const { mistakes, configuration } = await readConfigurationFile({ path: file, isNamed: true })
    const { devices, owner, owners } = configuration.modems ?? {}
    const errors = mistakes.filter(({ severity }) => severity === 'error')
    return {
      file,
      present: true,
      mistakes: errors.map((mistake) => formatMistake(file, mistake)),
      devices: devicesOf(listOf(devices)).devices.map((path) =>
        compact({
          path,
          access: accessTo(path),
          isDriven: driven?.some((device) => isSameDevice(device, path)),
        }),
      ),
      needsModemManager:
        owner === 'modem-manager' || listOf(owners).some((one) => one.endsWith('=modem-manager')),
    }
  } catch (thrown) {
    return { file, present: true, mistakes: [toDialtoneError(thrown).message] }
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
