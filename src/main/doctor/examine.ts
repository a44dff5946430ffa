/** Judges what was found on a machine: what is well, what lacks, and the command that mends it. Pure. */
import { KERNEL_MODULES, type Facts, type KernelModule } from './facts.ts'

export interface Finding {
  readonly name: string
  /** `warning`: part of it does not work. `failure`: nothing does, or soon. */
  readonly outcome: 'ok' | 'warning' | 'failure'
  readonly text: string
  readonly command?: string
}

type Judgement = Omit<Finding, 'name'>

const ok = (text: string): Judgement => ({ outcome: 'ok', text })
const warning = (text: string, command?: string): Judgement => ({
  outcome: 'warning',
  text,
  ...(command !== undefined && { command }),
})
const failure = (text: string, command?: string): Judgement => ({
  ...warning(text, command),
  outcome: 'failure',
})

/** In the order of the list. */
export function examine(facts: Facts): readonly Finding[] {
  const checks: readonly (readonly [string, readonly Judgement[]])[] = [
    ['Node.js', [node(facts)]],
    ['clock', [clock(facts)]],
    ...KERNEL_MODULES.map((name) => [`kernel module ${name}`, [module(facts, name)]] as const),
    ['packets', [tun(facts)]],
    ['address translation', [nftables(facts)]],
    ['pppd', [pppd(facts)]],
    ['rights', [rights(facts)]],
    ['devices', [udev(facts)]],
    ['modems', [...modems(facts), ...named(facts)]],
    ['ModemManager', [modemManager(facts)]],
    ['name servers', [resolver(facts)]],
    ['state', [state(facts)]],
    ...(facts.service.inMemory === true ? [] : [['disk', [disk(facts)]] as const]),
    ['configuration', [configuration(facts)]],
    ['service', [service(facts)]],
    ['version', [version(facts)]],
    ['dashboard', [dashboard(facts)]],
  ]
  return checks.flatMap(([name, judgements]) => judgements.map((one) => ({ name, ...one })))
}

function node({ node: found, oldestNode }: Facts): Judgement {
  return Number.parseInt(found, 10) >= oldestNode
    ? ok(found)
    : failure(`${found} is too old: ${oldestNode} is needed`, `npm install --global node@${oldestNode}`)
}

/** Certificates, tokens and journals go by the time of day. */
function clock({ now, made }: Facts): Judgement {
  const shown = new Date(now).toISOString().slice(0, 16).replace('T', ' ')
  return now >= made
    ? ok(`${shown} UTC`)
    : failure(`it shows ${shown} UTC, before this program was made`, 'sudo timedatectl set-ntp true')
}

const MODULES: Record<KernelModule, string> = {
  cdc_mbim: 'USB modems have no control device without it',
  tun: 'no packet can be kept for dialling without it',
  nf_tables: 'no address can be translated without it',
  ppp_generic: 'no serial modem and no PPPoE can be dialled without it',
}

function module({ modules, kernel, hasModules }: Facts, name: KernelModule): Judgement {
  const found = modules[name]
  if (found === 'loaded') return ok('is there')
  if (found === 'loadable') return ok('is loaded when it is needed')
  // There is nothing that modprobe could load.
  if (!hasModules) {
    return warning(
      `${MODULES[name]}: the modules of the kernel that runs (${kernel}) are not installed here. In a container, load it on the host; ` +
        'after an upgrade of the kernel, start the machine again',
    )
  }
  const text = `${MODULES[name]}: this kernel (${kernel}) was built without it. Install one that has it, and start the machine again`
  // Debian's kernels for clouds are built without most drivers: linux-image-cloud-amd64 for linux-image-amd64.
  const architecture = /-cloud-([a-z0-9]+)$/.exec(kernel)?.[1]
  return warning(
    text,
    architecture === undefined ? undefined : `sudo apt-get install linux-image-${architecture}`,
  )
}

function tun({ tun: access, modules, root }: Facts): Judgement {
  if (access === 'ok') return ok('/dev/net/tun can be opened')
  if (access === 'absent') {
    // Where the kernel has none, what mends that is said of its module.
    const command = modules.tun === 'missing' ? undefined : 'sudo modprobe tun'
    return warning('there is no /dev/net/tun: traffic cannot dial', command)
  }
  return root
    ? warning('/dev/net/tun cannot be opened: the container does not have it')
    : ok('/dev/net/tun is there, for a service that runs as root')
}

function nftables({ nftables: there }: Facts): Judgement {
  return there
    ? ok('libnftables is there')
    : warning(
        'libnftables.so.1 is missing: dial interfaces configure nothing',
        'sudo apt-get install libnftables1',
      )
}

function pppd({ pppd: there }: Facts): Judgement {
  return there
    ? ok('pppd is there')
    : warning(
        'there is no /usr/sbin/pppd: serial modems and PPPoE cannot be dialled',
        'sudo apt-get install ppp',
      )
}

function rights({ root, mayConfigure }: Facts): Judgement {
  if (mayConfigure) return ok('the network of this machine may be configured')
  return root
    ? warning('root lacks CAP_NET_ADMIN or CAP_NET_RAW here: dial interfaces configure nothing')
    : warning(
        'a service that you run may not configure the network: dial interfaces configure nothing',
        'sudo dialtone serve',
      )
}

function udev({ udev: runs }: Facts): Judgement {
  return runs
    ? ok('udev runs')
    : warning(
        'udev does not run: devices may lack their names and groups',
        'sudo systemctl start systemd-udevd',
      )
}

function modems({ modems: found, proxy, service: { modems: driven = [] } }: Facts): readonly Judgement[] {
  if (found.length === 0 && driven.length > 0) return [ok(`the service drives ${driven.join(', ')}`)]
  if (found.length === 0) {
    return [warning('no MBIM modem is found; a virtual one needs no hardware', 'dialtone serve --virtual')]
  }
  return found.map(({ path, access, group, holder }) => {
    if (access === 'absent') {
      return failure(`${path} is not there, though the kernel lists it`, 'sudo udevadm trigger')
    }
    if (access === 'denied') {
      return group === undefined || group === 'root'
        ? warning(`${path} is for root: a service that you run cannot open it`, 'sudo dialtone serve')
        : failure(
            `you may not open ${path}: its group is ${group}`,
            `sudo usermod --append --groups ${group} "$USER"`,
          )
    }
    if (holder === undefined) return ok(`${path} can be opened`)
    const by = `${holder.name}, process ${holder.pid}`
    if (holder.name === 'mbim-proxy' || proxy) return ok(`${path} is shared with ${by}`)
    if (holder.name.startsWith('node') || holder.name.startsWith('dialtone')) {
      return ok(`${path} is driven by ${by}`)
    }
    if (holder.name.startsWith('ModemManager')) {
      return ok(`${path} is held by ${by}, and driven through it unless the configuration says otherwise`)
    }
    return failure(`${path} is held by ${by}, which takes our answers`, `sudo kill ${holder.pid}`)
  })
}

/** Those that the configuration names, where nobody drives them: what is not hardware is in no other list. */
function named({ configuration: { devices = [] } }: Facts): readonly Judgement[] {
  return devices.flatMap(({ path, access, isDriven }) => {
    if (access === 'absent') return [warning(`${path}, which modems.devices names, is not there`)]
    return isDriven === false
      ? [
          warning(
            `${path}, which modems.devices names, is there, and the service does not drive it: its log says why`,
            'journalctl -u dialtone',
          ),
        ]
      : []
  })
}

function modemManager({ modemManager: found, proxy, configuration }: Facts): Judgement {
  if (found === undefined) {
    return configuration.needsModemManager === true
      ? warning(
          'does not run, and the configuration has modems driven through it',
          'sudo systemctl start ModemManager',
        )
      : ok('does not run')
  }
  return proxy
    ? ok(`runs (process ${found.pid}), and shares modems by mbim-proxy`)
    : ok(`runs (process ${found.pid}): what it has is driven through it`)
}

function resolver({ resolver: { kind, access } }: Facts): Judgement {
  if (kind !== 'file') return ok(`${kind} is told`)
  if (access === 'ok') return ok('/etc/resolv.conf is written while an interface serves names')
  if (access === 'absent') return warning('there is no /etc/resolv.conf', 'sudo touch /etc/resolv.conf')
  return ok('/etc/resolv.conf is written by a service that runs as root')
}

function state({ state: { folder, access }, service: { inMemory } }: Facts): Judgement {
  if (inMemory === true) return ok('the service that runs keeps everything in memory')
  return access === 'ok'
    ? ok(folder)
    : failure(`${folder} cannot be written: nothing would be kept`, `sudo chown -R "$USER" ${quoted(folder)}`)
}

const MEGABYTE = 1024 * 1024
/** The journal keeps a few tens; a database that cannot grow cannot be written at all. */
const LITTLE = 500 * MEGABYTE
const NONE = 50 * MEGABYTE

function disk({ state: { folder, free } }: Facts): Judgement {
  const text = `${Math.floor(free / MEGABYTE)} MB are free for the state`
  if (free >= LITTLE) return ok(text)
  return free >= NONE ? warning(text, `df -h ${quoted(folder)}`) : failure(text, `df -h ${quoted(folder)}`)
}

function configuration({ configuration: { file, present, mistakes } }: Facts): Judgement {
  if (!present) return ok(`there is none (${file}), and none is needed`)
  const [first] = mistakes
  return first === undefined
    ? ok(`${file} is right`)
    : failure(`${mistakes.length} in ${file}: ${first}`, `dialtone config check ${quoted(file)}`)
}

function service({ service: { socket, access, version: running, trouble } }: Facts): Judgement {
  if (running !== undefined) return ok(`answers on ${socket}`)
  if (access === 'denied') {
    return failure(`you may not use ${socket}: join its group`, `stat --format='%U %G %A' ${quoted(socket)}`)
  }
  if (access === 'absent') return warning(`none runs: there is no ${socket}`, 'dialtone serve')
  return failure(`none answers on ${socket}: ${trouble ?? 'it is silent'}`, 'dialtone serve')
}

function version({ version: own, service: { version: running } }: Facts): Judgement {
  if (running === undefined || running === own) return ok(own)
  return warning(
    `this program is ${own}, the service that runs is ${running}: start it again`,
    'sudo systemctl restart dialtone',
  )
}

function dashboard({ dashboard: built, clone }: Facts): Judgement {
  if (built) return ok('is built')
  return clone ? warning('is not built', 'npm run build') : warning('is not in this package')
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
