/**
 * How long a person waits: `dialtone status` as a whole process, and a service from its start to its first answer. Beside
 * it `mmcli -L`, on a bus of its own where there is one to start. The service is also measured as it is installed, built.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { bundle } from '../build/bundle.ts'
import type { BenchRow } from './row.ts'

const ROUNDS = 21
const ROOT = join(import.meta.dirname, '..')
const BIN = join(ROOT, 'bin/dialtone.js')
/** Milliseconds: until it has thrown away what its start has left behind. */
const REST = 5000

export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-bench-'))
  try {
    // The first start fills the compile cache, as the first after an installation does.
    await using first = await startService(folder)
    const listening = [await startOnce(folder, 'warm')]
    for (let round = 1; round < ROUNDS / 3; round++) listening.push(await startOnce(folder, round.toString()))
    status(first.socket)
    const ours = times(() => status(first.socket))
    const bare = times(() => spawnSync(process.execPath, ['-e', '0']))
    complete(first.socket)
    const completing = times(() => complete(first.socket))
    const bareBeside = times(() => spawnSync(process.execPath, ['-e', '0']))
    const peer = mmcli()
    const built = await install(join(folder, 'installed'))
    const installed: number[] = []
    for (let round = 0; round < ROUNDS / 3; round++) {
      installed.push(await startOnce(folder, `installed${round}`, built))
    }
    await using service = await startService(folder, 'lasting', built)
    await setTimeout(REST)
    const idle = residentMegabytes(service.process)
    await load(service.socket)
    const loaded = residentMegabytes(service.process)
    const bareMegabytes = await bareMemory()
    return [
      {
        what: '`dialtone status` as a whole process',
        ours: milliseconds(median(ours)),
        ...(peer === undefined ? {} : { peer: milliseconds(peer.time) }),
        aim: 'under 120 ms',
        met: median(ours) < 120,
        note: `${peer?.note ?? 'no peer: needs mmcli'}; an empty Node.js process takes ${milliseconds(median(bare))}`,
      },
      {
        what: 'completion of a name in a shell, as a whole process',
        ours: milliseconds(median(completing)),
        peer: milliseconds(median(bareBeside)),
        aim: 'under 150 ms',
        met: median(completing) < 150,
        note: 'the names of modems, asked of the service; the peer is a bare `node -e 0`',
      },
      {
        what: 'service start to listening, one virtual modem',
        ours: milliseconds(median(listening)),
        aim: 'under 500 ms',
        met: median(listening) < 500,
        note: `memory once it listens: ${first.megabytes} MB`,
      },
      {
        what: 'the same, installed',
        ours: milliseconds(median(installed)),
        aim: 'under 500 ms',
        met: median(installed) < 500,
        note: 'built and without the compile cache, which a service would keep in memory',
      },
      memory('resident memory, one virtual modem, installed, idle', idle, 90, bareMegabytes),
      memory('the same after 20 000 requests on 20 connections', loaded, 120, bareMegabytes),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Running extends AsyncDisposable {
  readonly socket: string
  readonly megabytes: number
  readonly process: ChildProcess
}

function memory(what: string, megabytes: number, aim: number, bare: number): BenchRow {
  return {
    what,
    ours: `${megabytes} MB`,
    aim: `under ${aim} MB`,
    met: megabytes < aim,
    note: `an empty Node.js process has ${bare} MB`,
  }
}

const CONNECTIONS = 20
const REQUESTS = 20_000

async function load(socketPath: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const ask = (): Promise<void> =>
    new Promise((resolve, reject) => {
      request({ socketPath, agent, path: '/v1/modems' }, (response) => {
        response.resume().once('end', resolve)
      })
        .once('error', reject)
        .end()
    })
  const each = async (): Promise<void> => {
    for (let count = 0; count < REQUESTS / CONNECTIONS; count++) await ask()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, each))
  agent.destroy()
}

/** What an installation would run, and what it would run it with. */
async function install(folder: string): Promise<string> {
  const entries = ['main/cli', 'store/sqlite/copy-back']
  await bundle({ source: join(ROOT, 'src'), target: join(folder, 'dist'), entries })
  for (const name of ['bin', 'package.json']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return join(folder, 'bin/dialtone.js')
}

async function bareMemory(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await line(child, 'up')
  const megabytes = residentMegabytes(child)
  child.kill()
  await once(child, 'exit')
  return megabytes
}

/** Resolves when it says that it runs, which it does once it answers. */
async function startService(folder: string, name = 'first', bin = BIN): Promise<Running> {
  const socket = join(folder, `${name}.sock`)
  const child = spawn(
    process.execPath,
    [bin, 'serve', '--virtual', '--memory', '--log-format', 'json', '--socket', socket],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await line(child, 'is running')
  return {
    socket,
    megabytes: residentMegabytes(child),
    process: child,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function startOnce(folder: string, name: string, bin = BIN): Promise<number> {
  const begun = performance.now()
  await using _ = await startService(folder, name, bin)
  return performance.now() - begun
}

async function line(child: ChildProcess, text: string): Promise<void> {
  if (child.stdout === null) throw new Error('the service has no output')
  for await (const said of createInterface({ input: child.stdout })) {
    if (!said.includes(text)) continue
    child.stdout.resume() // what it says from now on is not looked at
    return
  }
  throw new Error('the service ended before it listened')
}

function residentMegabytes({ pid }: ChildProcess): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Math.round(Number(kilobytes) / 1024)
}

function status(socket: string): void {
  const { status: code, stderr } = spawnSync(process.execPath, [BIN, 'status', '--socket', socket], {
    encoding: 'utf8',
  })
  if (code !== 0) throw new Error(`dialtone status ended with ${String(code)}: ${stderr}`)
}

/** What the shells ask when the key is pressed after `dialtone why `. */
function complete(socket: string): void {
  const words = ['complete', '--', '--socket', socket, 'why', '']
  const { status: code, stdout, stderr } = spawnSync(process.execPath, [BIN, ...words], { encoding: 'utf8' })
  if (code !== 0 || !stdout.includes('modem0')) throw new Error(`nothing was completed: ${stdout}${stderr}`)
}

/** A bus with no ModemManager on it: mmcli starts, asks the bus, and says so. */
function mmcli(): { readonly time: number; readonly note: string } | undefined {
  if (spawnSync('mmcli', ['--version']).error !== undefined) return undefined
  const daemon = spawnSync('dbus-daemon', ['--session', '--fork', '--print-address=1', '--print-pid=1'], {
    encoding: 'utf8',
  })
  const [address, pid] = daemon.error === undefined ? daemon.stdout.trim().split('\n') : []
  const env = { ...process.env, ...(address === undefined ? {} : { DBUS_SYSTEM_BUS_ADDRESS: address }) }
  try {
    const time = median(times(() => spawnSync('mmcli', ['-L'], { env })))
    const note = address === undefined ? 'mmcli finding no bus' : 'mmcli finding no ModemManager on its bus'
    return { time, note }
  } finally {
    if (pid !== undefined) process.kill(Number(pid))
  }
}

function times(act: () => unknown): number[] {
  return Array.from({ length: ROUNDS }, () => {
    const begun = performance.now()
    act()
    return performance.now() - begun
  })
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

function milliseconds(value: number): string {
  return `${Math.round(value)} ms`
}
