/**
 * Virtual modems as USB devices for a guest: `dialtone virtual serve --usbip` in a process of its own, on which the commands of
 * `dialtone virtual` of this computer act.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './free-port.ts'

export interface VirtualModems extends AsyncDisposable {
  readonly port: number
  /** By which a guest attaches each. */
  readonly busIds: readonly string[]
  /** Resolves, with what it said last, when it has ended. */
  readonly ended: Promise<string>
}

const DIALTONE = join(import.meta.dirname, '../bin/dialtone.js')

/** @throws Error with what it said when they cannot be served */
export async function serveVirtualModems(count: number): Promise<VirtualModems> {
  const port = await freePort()
  const words = ['virtual', 'serve', '--usbip', '--port', `${port}`, '--modems', `${count}`]
  // Ctrl-C is for the guest first: a modem that is pulled out of it while it ends is no unplugging that anybody asked for.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', process.execPath, DIALTONE, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const ended = once(child, 'close').then(() => complaint.trim())
  const modems: VirtualModems = {
    port,
    busIds: Array.from({ length: count }, (_, index) => `1-${index + 1}`),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
  const lines = createInterface({ input: child.stdout })
  const served = new Promise<undefined>((resolve) => {
    lines.on('line', (line) => {
      if (line.includes('Ctrl-C stops it')) resolve(undefined)
    })
  })
  const why = await Promise.race([served, ended])
  if (why !== undefined) throw new Error(`the virtual modems cannot be served: ${why}`)
  return modems
}
