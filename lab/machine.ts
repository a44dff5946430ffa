/**
 * A QEMU process that runs an image, its console, and the port by which it is reached. Its disk forgets what was written when it
 * ends; it ends with this process, however that ends.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { acceleration, bestAccelerator, type Accelerator } from './accelerator.ts'
import { freePort } from './free-port.ts'
import { cacheFolder, type Image } from './image.ts'

export interface MachineOptions {
  readonly image: Image
  /** The best that works here, unless it is given. */
  readonly accelerator?: Accelerator
  /** MiB; 1024 by default. */
  readonly memory?: number
  /** Unix sockets that listen here and become serial lines in there: `/dev/ttyS1` and on. */
  readonly serial?: readonly string[]
  readonly signal?: AbortSignal
}

/** The folder that the guest sees as `/dialtone`. */
const REPOSITORY = join(import.meta.dirname, '..')

/** What a boot may take: emulated, beside other programs on a busy computer. */
const BOOT_PATIENCE = 180_000

/** Lines of the console that are kept for who wants to know what went wrong. */
const CONSOLE_LINES = 400

export class Machine implements AsyncDisposable {
  readonly accelerator: Accelerator
  /** The port of 127.0.0.1 that leads to the guest's SSH. */
  readonly port: number
  readonly #process: ChildProcessByStdio<null, Readable, Readable>
  readonly #console: string[] = []
  readonly #ended: Promise<string>

  private constructor(options: MachineOptions, accelerator: Accelerator, port: number) {
    this.accelerator = accelerator
    this.port = port
    // QEMU does not notice that whoever started it is gone: the kernel tells it.
    this.#process = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', '--', 'qemu-system-x86_64', ...argumentsOf(options, accelerator, port)],
      { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    )
    this.#ended = new Promise((resolve) => {
      this.#process.once('error', (error) => resolve(`QEMU cannot be started: ${error.message}`))
      this.#process.once('close', (code, signal) => resolve(`QEMU has ended (${signal ?? String(code)})`))
    })
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.#console.push(line)
        if (this.#console.length > CONSOLE_LINES) this.#console.shift()
      })
    }
  }

  /** @throws Error with the end of the console when it does not come up */
  static async start(options: MachineOptions): Promise<Machine> {
    const accelerator = options.accelerator ?? bestAccelerator()
    for (let attempt = 1; ; attempt += 1) {
      const machine = new Machine(options, accelerator, await freePort())
      try {
        await machine.#ready(options.signal)
        return machine
      } catch (error) {
        await machine[Symbol.asyncDispose]()
        // Between our looking for a port and QEMU's taking it, another may have.
        const taken = machine.console.includes('Could not set up host forwarding rule')
        if (!taken || attempt === 3) throw error
      }
    }
  }

  /** The last lines of the console: what the kernel and the guest's first process said. */
  get console(): string {
    return this.#console.join('\n')
  }

  /** Resolves, with why, when the guest is no more. */
  get ended(): Promise<string> {
    return this.#ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) this.#process.kill('SIGKILL')
    await this.#ended
  }

  async #ready(signal?: AbortSignal): Promise<void> {
    const patience = AbortSignal.timeout(BOOT_PATIENCE)
    const waiting = new AbortController()
    const given = signal === undefined ? [] : [signal]
    const stop = AbortSignal.any([patience, waiting.signal, ...given])
    const lines = createInterface({ input: this.#process.stdout })
    const said = (async () => {
      for (;;) {
        // The cast names what `readline` tells.
        const [line] = (await once(lines, 'line', { signal: stop })) as [string]
        if (line.includes('lab: ready')) return undefined
      }
    })()
    try {
      const ended = await Promise.race([said, this.#ended])
      if (ended !== undefined) throw new Error(`${ended} before the guest was up:\n${this.console}`)
    } catch (error) {
      signal?.throwIfAborted()
      if (!patience.aborted) throw error
      throw new Error(`the guest is not up after ${BOOT_PATIENCE / 1000} s:\n${this.console}`, {
        cause: error,
      })
    } finally {
      waiting.abort()
      said.catch(() => undefined)
    }
  }
}

/** What Node.js has compiled in one guest is there in the next: emulated, that is most of what a start takes. */
function compiledFolder(): string {
  const folder = join(cacheFolder(), 'compiled')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

function argumentsOf(
  { image, memory = 1024, serial = [] }: MachineOptions,
  accelerator: Accelerator,
  port: number,
): readonly string[] {
  const packages = join(REPOSITORY, 'node_modules')
  const elsewhere =
    existsSync(packages) && realpathSync(packages) !== packages ? realpathSync(packages) : undefined
  const kernel = [
    'console=ttyS0 quiet loglevel=4 panic=-1 net.ifnames=0',
    // Nobody attacks this processor, and the defences cost.
    'mitigations=off',
    ...(elsewhere === undefined ? [] : [`lab.modules=${elsewhere}`]),
  ]
  return [
    ...['-machine', 'q35', '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...acceleration(accelerator),
    ...['-m', `${memory}`],
    ...['-kernel', join(image.folder, 'vmlinux'), '-initrd', join(image.folder, 'initrd')],
    ...['-append', kernel.join(' ')],
    ...[
      '-drive',
      `if=none,id=root,file=${optionValue(join(image.folder, 'root.img'))},format=raw,snapshot=on,cache=unsafe`,
    ],
    ...['-device', 'virtio-blk-pci,drive=root', '-device', 'virtio-rng-pci'],
    ...['-netdev', `user,id=net,hostfwd=tcp:127.0.0.1:${port}-:22`],
    ...['-device', 'virtio-net-pci,netdev=net,romfile='],
    ...share('repository', REPOSITORY),
    ...(elsewhere === undefined ? [] : share('modules', elsewhere)),
    ...share('compiled', compiledFolder(), 'off'),
    ...['-serial', 'stdio'],
    ...serial.flatMap((path, index) => [
      ...['-chardev', `socket,id=line${index},path=${optionValue(path)}`, '-serial', `chardev:line${index}`],
    ]),
  ]
}

/** With the rights of whoever runs QEMU, and read only unless told. */
const share = (tag: string, folder: string, readonly: 'on' | 'off' = 'on'): readonly string[] => [
  '-virtfs',
  `local,path=${optionValue(folder)},mount_tag=${tag},security_model=none,readonly=${readonly},multidevs=remap`,
]

/** QEMU doubles a comma that belongs to a value. */
const optionValue = (text: string): string => text.replaceAll(',', ',,')
