/**
 * A stock ModemManager that manages whoever answers on `@mbim-proxy`, on a machine without a modem: umockdev shows it a
 * USB modem that is not there, a bus of its own is its system bus, a mock of polkit lets it do everything. To be used in a
 * network namespace of its own, because the abstract socket belongs to one.
 *
 * Nothing is waited for by time: each program says on the bus what it has done.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { Seconds, systemClock } from '../../src/base/index.ts'
import { isOnPath } from './peer.ts'

/** Debian's. */
export const PACKAGES = ['modemmanager', 'umockdev', 'dbus', 'python3-dbusmock']

export function isInstalled(): boolean {
  const programs = ['ModemManager', 'mmcli', 'umockdev-run', 'dbus-daemon', 'dbus-monitor', 'dbus-send']
  return programs.every(isOnPath) && existsSync('/usr/lib/python3/dist-packages/dbusmock')
}

/** What `mmcli -J` says of a modem, as far as it is asked for here. */
export interface ManagedModem {
  readonly '3gpp': {
    readonly imei: string
    readonly 'operator-code': string
    readonly 'operator-name': string
    readonly 'registration-state': string
    readonly 'packet-service-state': string
  }
  readonly generic: {
    readonly 'access-technologies': readonly string[]
    readonly bearers: readonly string[]
    readonly 'primary-port': string
    readonly sim: string
    readonly 'signal-quality': { readonly value: string }
    readonly state: string
    readonly 'unlock-required': string
  }
}

interface IpConfig {
  readonly method: string
  readonly address: string
  readonly dns: readonly string[]
  readonly gateway: string
  readonly mtu: string
  readonly prefix: string
}

export interface Bearer {
  readonly 'ipv4-config': IpConfig
  readonly 'ipv6-config': IpConfig
  readonly properties: { readonly apn: string }
  readonly status: { readonly connected: string; readonly interface: string }
}

/**
 * A control interface and a network interface, as the kernel's `cdc_mbim` shows them; 1209 is pid.codes. The control device
 * has a byte in it (`=00`), to be a file: as a link to a terminal, which it would be without, it now and then makes umockdev
 * abort ModemManager, when it asks what the link leads to while another thread has it look at another path (its `statx`
 * reads a path after it has given up the lock on it).
 */
const device = (index: number): string => {
  const usb = `/devices/usb1/1-${index + 1}`
  const control = `${usb}/1-${index + 1}:1.0`
  return `P: ${usb}
N: bus/usb/001/${(index + 2).toString().padStart(3, '0')}
E: SUBSYSTEM=usb
E: DEVTYPE=usb_device
E: ID_MM_DEVICE_PROCESS=1
A: idVendor=1209
A: idProduct=0001

P: ${control}
E: SUBSYSTEM=usb
E: DEVTYPE=usb_interface
E: DRIVER=cdc_mbim
A: bInterfaceNumber=00
L: driver=../../../../bus/usb/drivers/cdc_mbim

P: ${control}/usbmisc/cdc-wdm${index}
N: cdc-wdm${index}=00
E: SUBSYSTEM=usbmisc
E: DEVNAME=/dev/cdc-wdm${index}
E: ID_MM_CANDIDATE=1

P: ${control}/net/wwan${index}
E: SUBSYSTEM=net
E: DEVTYPE=wwan
E: INTERFACE=wwan${index}
E: ID_MM_CANDIDATE=1

`
}

/** As `mmcli -s PATH -J` has it. */
export interface ManagedSms {
  readonly content: { readonly number: string; readonly text: string }
  readonly properties: { readonly 'pdu-type': string; readonly state: string; readonly timestamp: string }
}

/** dbusmock comes from Debian, for Debian's Python. */
export const PYTHON = '/usr/bin/python3'

/** Far longer than any step takes (under a second), so that a program that hangs is ended, and those beside it. */
const PATIENCE = Seconds(60)

/** How long a program that was asked to end may take before it is killed. */
const GRACE = Seconds(5)

export class ModemManager implements AsyncDisposable {
  /** For the programs that are to meet this ModemManager. */
  readonly env: NodeJS.ProcessEnv
  readonly #folder = mkdtempSync(join(tmpdir(), 'dialtone-modem-manager-'))
  readonly #children: ChildProcess[] = []
  #manager: ChildProcess | undefined
  /** What it has written last: its own words for its end. */
  #lastWords = ''
  #signals = 0
  readonly #seen: string[] = []
  #wake = Promise.withResolvers<undefined>()

  readonly #serial: readonly string[]

  /** Whoever gives up on this process, or an error in it, leaves nothing behind. */
  readonly #giveUp = (): void => process.exit(1)
  readonly #clearAway = (): void => {
    for (const child of this.#children) child.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  private constructor(serial: readonly string[]) {
    this.#serial = serial
    // Whoever waits is told of a program that cannot be started; nobody need be waiting.
    this.#wake.promise.catch(() => undefined)
    const bus = `unix:path=${join(this.#folder, 'bus')}`
    this.env = {
      ...process.env,
      LC_ALL: 'C.UTF-8',
      // Daemons are in directories that only root has on its path.
      PATH: `${process.env['PATH'] ?? ''}:/usr/sbin`,
      DBUS_SYSTEM_BUS_ADDRESS: bus,
      DBUS_SESSION_BUS_ADDRESS: bus,
    }
  }

  /**
   * Resolves when ModemManager is on the bus and looks for modems.
   * @param options.modems how many USB modems there are: `cdc-wdm0` and `wwan0`, `cdc-wdm1` and `wwan1` …
   * @param options.serial in place of those, in its own test mode: one whose serial ports are these abstract sockets (`abstract:at0`)
   */
  static async start({
    modems = 1,
    serial = [],
  }: { readonly modems?: number; readonly serial?: readonly string[] } = {}): Promise<ModemManager> {
    const started = new ModemManager(serial)
    process.once('SIGTERM', started.#giveUp)
    process.once('exit', started.#clearAway)
    try {
      await started.#start(modems)
      return started
    } catch (error) {
      await started[Symbol.asyncDispose]()
      throw error
    }
  }

  async #start(modems: number): Promise<void> {
    const address = this.env['DBUS_SYSTEM_BUS_ADDRESS'] ?? ''
    const bus = this.#spawn('dbus-daemon', '--session', '--nofork', `--address=${address}`, '--print-address')
    await firstLine(bus)
    const monitor = this.#spawn('dbus-monitor', '--system', "type='signal'")
    const lines = createInterface({ input: monitor.stdout })
    lines.on('line', (line) => this.#heard(line))
    // A monitor is told its own name when it hears the rest.
    await once(lines, 'line')
    this.#spawn(PYTHON, '-m', 'dbusmock', '--template', 'polkitd')
    await this.#owned('org.freedesktop.PolicyKit1')
    await this.run('dbus-send', [
      '--system',
      '--print-reply',
      '--dest=org.freedesktop.PolicyKit1',
      '/org/freedesktop/PolicyKit1/Authority',
      'org.freedesktop.DBus.Mock.AllowUnknown',
      'boolean:true',
    ])
    const file = join(this.#folder, 'modem.umockdev')
    writeFileSync(file, Array.from({ length: modems }, (_, index) => device(index)).join(''))
    await this.startAgain()
  }

  /** Another ModemManager, after the last one has ended. */
  async startAgain(): Promise<void> {
    if (this.#serial.length > 0) return this.#startSerial()
    const file = join(this.#folder, 'modem.umockdev')
    const tests = ['--test-no-suspend-resume', '--test-no-qrtr']
    const before = this.#seen.length
    this.#manager = this.#spawn('umockdev-run', `--device=${file}`, '--', 'ModemManager', ...tests)
    this.#manager.stderr?.on('data', (words: Buffer) => (this.#lastWords = words.toString()))
    await this.#owned('org.freedesktop.ModemManager1', before)
    await this.mmcli('--scan-modems')
  }

  /** Ends ModemManager as a crash does: it has no time to take anything down. */
  async kill(): Promise<void> {
    if (this.#manager === undefined) return
    const ended = once(this.#manager, 'exit')
    process.kill(await this.#pid(), 'SIGKILL')
    await ended
  }

  /** It is a child of umockdev-run, which ends with it. */
  async #pid(): Promise<number> {
    const children = await this.run('pgrep', ['-P', String(this.#manager?.pid)])
    return Number(children.trim())
  }

  async #startSerial(): Promise<void> {
    const tests = ['--test-session', '--test-enable', '--test-no-udev', '--test-no-suspend-resume']
    const before = this.#seen.length
    this.#manager = this.#spawn('ModemManager', ...tests, '--test-no-qrtr', '--no-auto-scan')
    await this.#owned('org.freedesktop.ModemManager1', before)
    await this.run('dbus-send', [
      '--system',
      '--print-reply',
      '--dest=org.freedesktop.ModemManager1',
      '/org/freedesktop/ModemManager1',
      'org.freedesktop.ModemManager1.Test.SetProfile',
      'string:serial',
      'string:generic',
      `array:string:${this.#serial.join(',')}`,
    ])
  }

  async mmcli(...args: readonly string[]): Promise<string> {
    return this.run('mmcli', args)
  }

  /** What the program printed; rejects with its words when it failed, or those of a ModemManager that has ended. */
  async run(program: string, args: readonly string[]): Promise<string> {
    try {
      const { stdout } = await promisify(execFile)(program, args, { env: this.env, timeout: PATIENCE })
      return stdout
    } catch (error) {
      this.assertRunning()
      throw error
    }
  }

  /** @throws Error with its last words when it has ended */
  assertRunning(): void {
    const { exitCode = null, signalCode = null } = this.#manager ?? {}
    if (exitCode === null && signalCode === null) return
    throw new Error(`ModemManager has ended; it said last: ${this.#lastWords}`)
  }

  async bearer(path: string): Promise<Bearer> {
    const { bearer } = JSON.parse(await this.mmcli('-b', path, '-J')) as { bearer: Bearer } // mmcli's own shape
    return bearer
  }

  /** The modem, once it is as wanted: asked for again whenever something changed on the bus. */
  async modem(wanted: (modem: ManagedModem) => boolean): Promise<ManagedModem> {
    for (;;) {
      const before = this.#signals
      const said = await this.mmcli('-m', 'any', '-J').catch(() => undefined)
      if (said !== undefined) {
        const { modem } = JSON.parse(said) as { modem: ManagedModem } // mmcli's own shape
        if (wanted(modem)) return modem
      }
      while (this.#signals === before) await this.#woken()
    }
  }

  /** Resolves when it has so many modems: asked for again whenever something changed on the bus. */
  async modems(count: number): Promise<void> {
    for (;;) {
      const before = this.#signals
      const said = JSON.parse(await this.mmcli('-L', '-J')) as { 'modem-list': readonly string[] } // mmcli's own shape
      if (said['modem-list'].length >= count) return
      while (this.#signals === before) await this.#woken()
    }
  }

  /** Bytes of memory that it has. */
  async resident(): Promise<number> {
    const pid = await this.#pid()
    const [, kilobytes = ''] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kilobytes) * 1024
  }

  /** The first message that is as wanted: asked for again whenever something changed on the bus. */
  async sms(wanted: (sms: ManagedSms) => boolean): Promise<ManagedSms> {
    for (;;) {
      const before = this.#signals
      const said = JSON.parse(await this.mmcli('-m', 'any', '--messaging-list-sms', '-J')) as {
        'modem.messaging.sms': readonly string[] // mmcli's own shape
      }
      for (const path of said['modem.messaging.sms']) {
        const { sms } = JSON.parse(await this.mmcli('-s', path, '-J')) as { sms: ManagedSms } // likewise
        if (wanted(sms)) return sms
      }
      while (this.#signals === before) await this.#woken()
    }
  }

  /** In the reverse order of their start, each by its id. */
  async [Symbol.asyncDispose](): Promise<void> {
    process.off('SIGTERM', this.#giveUp)
    process.off('exit', this.#clearAway)
    for (const child of this.#children.reverse()) await end(child)
    rmSync(this.#folder, { recursive: true })
  }

  #spawn(program: string, ...args: readonly string[]) {
    const child = spawn(program, args, { env: this.env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#children.push(child)
    child.on('error', (error) => this.#wake.reject(error))
    // Read or not, so that none ever waits for a full pipe.
    child.stdout.resume()
    child.stderr.resume()
    return child
  }

  #heard(line: string): void {
    const name = /^ +string "(org\.freedesktop\.(?:PolicyKit1|ModemManager1))"$/.exec(line)?.[1]
    if (name !== undefined) this.#seen.push(name)
    if (!line.startsWith(' ')) this.#signals++
    this.#wake.resolve(undefined)
    this.#wake = Promise.withResolvers()
    this.#wake.promise.catch(() => undefined)
  }

  async #woken(): Promise<void> {
    const { promise, reject } = this.#wake
    const silence = (): void => reject(new Error('nothing was said on the bus'))
    using _patience = systemClock.setTimer(PATIENCE, silence)
    await promise
  }

  /** Nobody but its owner makes the bus say this name before it is owned. */
  async #owned(name: string, after = 0): Promise<void> {
    while (!this.#seen.includes(name, after)) await this.#woken()
  }
}

async function firstLine(child: ChildProcess & { readonly stdout: NodeJS.ReadableStream }): Promise<void> {
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${child.spawnfile} ended before it was ready`)
  })
  await Promise.race([once(lines, 'line'), ended])
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  using _killed = systemClock.setTimer(GRACE, () => child.kill('SIGKILL'))
  await ended
}
