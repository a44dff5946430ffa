/** This machine: pppd in a mount namespace of its own, processes and devices as `/proc` and `/sys` show them. */
import { spawn } from 'node:child_process'
import { accessSync, constants, readFileSync, realpathSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'
import { Seconds, toDialtoneError, type Clock, type Logger } from '../../base/index.ts'
import type { Cause } from '../../core/index.ts'
import type { PppdProcess, PppHost, ProcessEnd } from './host.ts'
import { linkAddresses } from './link-addresses.ts'
import type { SessionFolder } from './session-folder.ts'

export interface SystemHostOptions {
  readonly clock: Clock
  readonly log: Logger
  /** What starts it, before `file`; in a namespace of its own unless told. */
  readonly launcher?: readonly [command: string, ...words: string[]]
  readonly pppd?: string
}

const PATH = '/usr/sbin:/usr/bin:/sbin:/bin'
const PPPD = '/usr/sbin/pppd'
/** What the kernel sets for devices that are yet to be made. */
const NEW_DEVICES = '/proc/sys/net/ipv6/conf/default'

/** How often it is looked whether a process that is no child of ours still runs. */
const PACE = Seconds(1)

/**
 * The shell is given all names as words of their own. `$$` is the number that pppd will have: it takes the place of the
 * shell. What `/proc` says of it is written down before, so that a later start of the service can tell it from another.
 */
const LAUNCH = `umask 077
mount --bind "$1" /etc/ppp || exit 126
cat "/proc/$$/stat" >"$2" || exit 126
exec "$3" file /etc/ppp/dialtone`
const UNSHARE = [
  'unshare',
  '--mount',
  '--propagation',
  'private',
  'sh',
  '-c',
  LAUNCH,
  'dialtone-pppd',
] as const

export function systemHost({ clock, log, launcher = UNSHARE, pppd = PPPD }: SystemHostOptions): PppHost {
  return {
    obstacle: () => {
      if (!isExecutable(pppd)) {
        return {
          code: 'not_supported',
          message: `there is no ${pppd} to dial with: try "apt-get install ppp"`,
        }
      }
      return process.getuid?.() === 0 || launcher !== UNSHARE
        ? undefined
        : { code: 'access_denied', message: 'pppd has to be run by root, and this service is not' }
    },

    lineObstacle: ({ kind, device }) => {
      if (kind === 'pppoe') {
        return isThere(join('/sys/class/net', device))
          ? undefined
          : { code: 'no_device', message: `there is no network device ${device}` }
      }
      return isThere(device)
        ? lockObstacle(device)
        : { code: 'no_device', message: `there is no line ${device}` }
    },

    start: (folder) => {
      const [command, ...words] = launcher
      const child = spawn(command, [...words, folder.etc, folder.process, pppd], {
        cwd: '/',
        env: { PATH, LANG: 'C' },
        stdio: 'ignore',
        detached: true,
      })
      child.unref()
      const { promise: ended, resolve } = Promise.withResolvers<ProcessEnd>()
      child.on('error', (error) => {
        log.error({ error: error.message }, 'pppd could not be started')
        resolve({ status: 127 })
      })
      child.on('exit', (status, signal) =>
        resolve({ ...(status !== null && { status }), ...(signal !== null && { signal }) }),
      )
      return {
        pid: child.pid ?? 0,
        ended,
        signal: (signal) => {
          child.kill(signal)
        },
      }
    },

    find: (folder) => {
      const found = startedBy(folder)
      return found !== undefined && isRunning(found) ? adopted(found, clock) : undefined
    },

    watch: (folder, changed) => {
      try {
        const watcher = watch(folder.told, { persistent: false }, changed)
        watcher.on('error', (error) => {
          log.warn({ error: toDialtoneError(error).message }, 'what pppd tells is not heard at once')
        })
        return { [Symbol.dispose]: () => watcher.close() }
      } catch (thrown) {
        log.warn({ error: toDialtoneError(thrown).message }, 'what pppd tells is not heard at once')
        return { [Symbol.dispose]: () => undefined }
      }
    },

    mtu: (link) => {
      const mtu = Number(readOr(join('/sys/class/net', link, 'mtu')))
      return Number.isInteger(mtu) && mtu > 0 ? mtu : undefined
    },

    // What `ipv6-up` does for a link: where it could not, advertisements would bring routes that nobody has asked for.
    hasIpv6: () =>
      readOr(join(NEW_DEVICES, 'disable_ipv6')).trim() === '0' &&
      isWritable(join(NEW_DEVICES, 'accept_ra_defrtr')) &&
      PATH.split(':').some((folder) => isExecutable(join(folder, 'ip'))),

    addresses: (link) => linkAddresses(readOr('/proc/net/if_inet6'), link),
  }
}

/** A process by its number and when it was started: numbers come again, these two together do not. */
interface Started {
  readonly pid: number
  readonly since: string
}

/** Of `/proc/PID/stat` (proc(5)): the number, the name in parentheses, and the start as the 22nd field. */
function parseStat(text: string): Started | undefined {
  const [, pid = ''] = /^(\d{1,10}) \(/.exec(text) ?? []
  const since = text.slice(text.lastIndexOf(')') + 2).split(' ')[19]
  return since === undefined || !/^\d+$/.test(since) ? undefined : { pid: Number(pid), since }
}

function startedBy(folder: SessionFolder): Started | undefined {
  return parseStat(readOr(folder.process))
}

function isRunning({ pid, since }: Started): boolean {
  const text = readOr(`/proc/${pid}/stat`)
  // A zombie has ended.
  return parseStat(text)?.since === since && !/^\d+ \(.*\) [ZX] /s.test(text)
}

function adopted(started: Started, clock: Clock): PppdProcess {
  const { promise: ended, resolve } = Promise.withResolvers<ProcessEnd>()
  const look = (): void => {
    if (isRunning(started)) clock.setTimer(PACE, look, { background: true })
    else resolve({})
  }
  look()
  return {
    pid: started.pid,
    ended,
    signal: (signal) => {
      if (!isRunning(started)) return
      try {
        process.kill(started.pid, signal)
      } catch {
        // It has just ended.
      }
    },
  }
}

/** The lock that UUCP, pppd and others keep: the number of the process that has the line. A stale one locks nothing. */
function lockObstacle(device: string): Cause | undefined {
  let path = device
  try {
    path = realpathSync(device)
  } catch {
    // It went meanwhile: pppd will say so.
  }
  const name = `LCK..${path.replace(/^\/dev\//, '').replaceAll('/', '_')}`
  const pid = Number(readOr(join('/run/lock', name)).trim())
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const holder = readOr(`/proc/${pid}/comm`).trim()
  if (holder === '') return undefined
  return {
    code: 'busy',
    message: `another program has the line ${device}: ${JSON.stringify(holder)}, process ${pid}`,
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

const isExecutable = (path: string): boolean => mayAccess(path, constants.X_OK)
const isWritable = (path: string): boolean => mayAccess(path, constants.W_OK)

function mayAccess(path: string, mode: number): boolean {
  try {
    accessSync(path, mode)
    return true
  } catch {
    return false
  }
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
