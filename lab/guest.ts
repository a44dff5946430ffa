/**
 * A Debian machine to try modem software on: the real kernel with its modem drivers, udev, D-Bus, ModemManager, NetworkManager
 * and pppd, in QEMU. What it has no hardware for comes to it by USB/IP from this process.
 *
 *     await using guest = await Guest.boot()
 *     await guest.attach('1-1', { port })               // a USB/IP server here: /dev/cdc-wdm0 and wwan0 are there now
 *     await guest.start('ModemManager')                 // one of the guest's own, or a name and its command
 *     const { stdout } = await guest.run('mmcli -L')    // rejects when it fails, and tells what it said
 *     const bus = await guest.socket('/run/dbus/system_bus_socket')   // a Unix socket here
 *
 * `10.0.2.2` is this machine's 127.0.0.1 in there; there is no route to the internet, so whatever gets through went through a
 * modem. The repository is `/dialtone`, read-only, as it is now; `dialtone` and `node` run from it. What is written in a guest
 * is gone with it.
 */
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { formatDuration, Milliseconds, Minutes, type Duration } from '../src/base/index.ts'
import type { Accelerator } from './accelerator.ts'
import { GuestProcess } from './guest-process.ts'
import { ensureImage } from './image.ts'
import { Machine, type MachineOptions } from './machine.ts'
import { closeWay, collect, forwardSocket, openWay, ssh, writeConfiguration, type Ran } from './shell.ts'

export interface BootOptions extends Partial<Omit<MachineOptions, 'image'>> {
  /** Where its sockets and the configuration for `ssh` are; a new temporary one, removed at the end, unless given. */
  readonly folder?: string
  /** Told what is being done, in words. */
  readonly tell?: (line: string) => void
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array
  /** 1 minute unless given. What runs longer is killed, and the call rejects. */
  readonly timeout?: Duration
  /** Told each piece of the standard output as it comes. */
  readonly heard?: (text: string) => void
  /** An exit code other than 0 is an answer, not a rejection. */
  readonly mayFail?: boolean
}

export class Guest implements AsyncDisposable {
  readonly accelerator: Accelerator
  /** The kernel's release. */
  readonly release: string
  /** From the start of QEMU to the first command. */
  readonly bootTime: Duration
  readonly folder: string
  readonly #machine: Machine
  readonly #removesFolder: boolean
  #processes = 0

  private constructor(
    machine: Machine,
    folder: string,
    facts: { release: string; bootTime: Duration; own: boolean },
  ) {
    this.accelerator = machine.accelerator
    this.release = facts.release
    this.bootTime = facts.bootTime
    this.folder = folder
    this.#machine = machine
    this.#removesFolder = facts.own
  }

  /** Builds the image where it is not there yet. */
  static async boot(options: BootOptions = {}): Promise<Guest> {
    const { tell, signal } = options
    const image = await ensureImage({ ...(tell && { tell }), ...(signal && { signal }) })
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'dialtone-lab-'))
    const start = performance.now()
    const own = options.folder === undefined
    let machine: Machine | undefined
    try {
      machine = await Machine.start({ ...options, image })
      writeConfiguration(folder, image, machine.port)
      await openWay(folder)
    } catch (error) {
      await machine?.[Symbol.asyncDispose]()
      if (own) rmSync(folder, { recursive: true, force: true })
      throw error
    }
    const bootTime = Milliseconds(performance.now() - start)
    const guest = new Guest(machine, folder, { release: image.release, bootTime, own })
    // Without it, all is as it should be and slower.
    await guest.run(COMPILED, { mayFail: true })
    return guest
  }

  /** Resolves, with why, when it is no more. */
  get ended(): Promise<string> {
    return this.#machine.ended
  }

  /** Carries a line of bash out, as root. */
  async run(command: string, options: RunOptions = {}): Promise<Ran> {
    const { stdin, timeout = Minutes(1), heard, mayFail = false } = options
    await using child = this.spawn(command)
    const said = collect(child.process)
    if (heard !== undefined) child.process.stdout?.on('data', heard)
    // A program that reads nothing of what it is given closes its end.
    child.process.stdin?.on('error', () => undefined).end(stdin)
    const patience = AbortSignal.timeout(timeout)
    const late = once(patience, 'abort').then(() => undefined)
    const ran = await Promise.race([said, late])
    if (ran === undefined) {
      await child.end('KILL')
      const { stdout, stderr } = await said
      throw new Error(`${command}: not done after ${formatDuration(timeout)}\n${stdout}${stderr}`.trimEnd())
    }
    if (ran.code !== 0 && !mayFail) {
      throw new Error(`${command}: failed (${ran.code})\n${ran.stdout}${ran.stderr}`.trimEnd())
    }
    return ran
  }

  /** Begins a line of bash and goes on; it ends with `end()` or its disposal. */
  spawn(command: string): GuestProcess {
    this.#processes += 1
    return new GuestProcess(this.folder, `${process.pid}-${this.#processes}`, command)
  }

  /** Starts a daemon: ModemManager or NetworkManager, which then are on the bus, or what the command says. */
  async start(name: string, ...command: readonly string[]): Promise<void> {
    await this.run(`lab-service start ${[name, ...command].map(shellWord).join(' ')}`, {
      timeout: Minutes(2),
    })
  }

  /** Ends it with SIGTERM and waits. */
  async stop(name: string): Promise<void> {
    await this.run(`lab-service stop ${shellWord(name)}`)
  }

  /** Ends it with SIGKILL. */
  async kill(name: string): Promise<void> {
    await this.run(`lab-service kill ${shellWord(name)}`)
  }

  /** What a daemon has said since its start. */
  async log(name: string): Promise<string> {
    return (await this.run(`lab-service log ${shellWord(name)}`)).stdout
  }

  /**
   * Plugs in a USB device that a USB/IP server of this machine exports, on 127.0.0.1. Resolves when the kernel has its address; its
   * drivers come a moment later, so wait for what they make.
   */
  async attach(busId: string, { port = 3240 }: { readonly port?: number } = {}): Promise<void> {
    // The controller has 240 ports, whose hubs take a while to be there: only who wants one waits for them.
    await this.run('modprobe vhci-hcd')
    await this.run(`usbip --tcp-port ${port} attach --remote 10.0.2.2 --busid ${shellWord(busId)}`)
  }

  /** Resolves once a test of bash (`-e /dev/cdc-wdm0`, `"$(cat x)" = y`, any command) holds. */
  async until(test: string, { timeout = Minutes(1) }: { readonly timeout?: Duration } = {}): Promise<void> {
    const condition = /^[-"!(]/.test(test) ? `[[ ${test} ]]` : test
    await this.run(`until ${condition}; do sleep 0.1; done`, { timeout })
  }

  /** A Unix socket here that leads to one in there. */
  async socket(path: string): Promise<string> {
    const here = join(this.folder, `socket${path.replaceAll('/', '-')}`)
    await forwardSocket(this.folder, here, path)
    return here
  }

  /** Copies a file of this machine into the guest. */
  async send(file: string, to: string): Promise<void> {
    await using child = this.spawn(`cat >${shellWord(to)}`)
    const said = collect(child.process)
    if (child.process.stdin !== null) await pipeline(createReadStream(file), child.process.stdin)
    const { code, stderr } = await said
    if (code !== 0) throw new Error(`${to} cannot be written: ${stderr}`)
  }

  /** Copies a file of the guest here. */
  async fetch(file: string, to: string): Promise<void> {
    const child = ssh(this.folder, ['guest', `cat ${shellWord(file)}`], ['ignore', 'pipe', 'pipe'])
    const ended = once(child, 'close')
    if (child.stdout !== null) await pipeline(child.stdout, createWriteStream(to))
    const [code] = (await ended) as [number | null]
    if (code !== 0) throw new Error(`${file} cannot be read (${code})`)
  }

  /** What a person wants to see when something went wrong: the kernel's last words, and the end of every daemon's log. */
  async report(): Promise<string> {
    const script =
      'dmesg | tail -n 40; for log in /run/lab/*.log; do [ -s "$log" ] && echo "== $log" && tail -n 30 "$log"; done; true'
    try {
      return (await this.run(script)).stdout
    } catch (error) {
      return `${String(error)}\n${this.#machine.console}`
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await closeWay(this.folder)
    await this.#machine[Symbol.asyncDispose]()
    if (this.#removesFolder) rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Where the guest's `dialtone` has Node.js keep what it compiles. */
const COMPILED =
  'mkdir -p /tmp/compile-cache && mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000 compiled /tmp/compile-cache'

/** One word for bash, whatever is in it. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
