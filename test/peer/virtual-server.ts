/**
 * A process of its own, in a network namespace of its own, because the abstract socket of mbim-proxy belongs to one:
 *
 *     unshare -n node test/peer/virtual-server.ts
 *
 * Takes one scene a line as JSON, plays it on a virtual modem made for it, and answers with what the program said.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Milliseconds, sleep, systemClock } from '../../src/base/index.ts'
import {
  createVirtualModem,
  Proxy,
  PtyServer,
  virtualControl,
  type VirtualCommandInput,
  type VirtualModem,
  type VirtualModemOptions,
} from '../../src/virtual/index.ts'

export interface Scene {
  /** Through our proxy's socket, or on a pty without one. */
  readonly by: 'proxy' | 'pty'
  readonly modem?: Partial<VirtualModemOptions>
  /** Done to the modem before the program runs. */
  readonly before?: readonly Omit<VirtualCommandInput, 'modem'>[]
  /** The program's arguments, run by run, in one control session. */
  readonly runs: readonly (readonly string[])[]
}

export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Far longer than any run takes (10 ms), so that a hung program fails its own test and no other. */
const PATIENCE = 20_000

async function play(scene: Scene, folder: string): Promise<readonly Run[]> {
  using modem = createVirtualModem({ name: 'virtual0', timing: 'instant', ...scene.modem })
  // Nothing takes time but the turns of the event loop.
  await sleep(systemClock, Milliseconds(5))
  const control = virtualControl(() => [modem])
  for (const command of scene.before ?? []) await control.command(command)
  await using stack = new AsyncDisposableStack()
  const device = await serve(scene, modem, folder, stack)
  const runs: Run[] = []
  for (const [index, args] of scene.runs.entries()) {
    runs.push(await mbimcli([...device, ...session(scene, index), ...args]))
  }
  return runs
}

async function serve(
  { by }: Scene,
  modem: VirtualModem,
  folder: string,
  stack: AsyncDisposableStack,
): Promise<readonly string[]> {
  if (by === 'proxy') {
    stack.use(await Proxy.serve({ modems: () => [modem] }))
    return ['-p', '-d', '/dev/null']
  }
  const server = new PtyServer({ modem, path: join(folder, 'modem') })
  stack.defer(() => server[Symbol.dispose]())
  // mbimcli does not follow links of its device.
  return ['-d', server.device ?? '']
}

/** The proxy keeps the session; on a pty each run has to leave it open for the next, which goes on with other ids. */
function session({ by, runs }: Scene, index: number): readonly string[] {
  if (by === 'proxy' || runs.length === 1) return []
  return [
    ...(index === 0 ? [] : [`--no-open=${(index * 1000).toString()}`]),
    ...(index === runs.length - 1 ? [] : ['--no-close']),
  ]
}

function mbimcli(args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8' }
    execFile('mbimcli', args, { timeout: PATIENCE, env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, stdout, stderr })
    })
  })
}

const folder = mkdtempSync(join(tmpdir(), 'dialtone-'))
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true })
})
process.stdout.write('"ready"\n')
for await (const line of createInterface({ input: process.stdin })) {
  const scene = JSON.parse(line) as Scene // from our own test
  process.stdout.write(`${JSON.stringify(await play(scene, folder))}\n`)
}
