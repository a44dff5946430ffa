/**
 * ModemManager beside us, on the same kind of virtual modem behind a proxy socket: Debian's, unchanged, as
 * `test/peer/modem-manager.ts` sets it up. Its client is a program that is on the bus already, so no start is counted.
 */
import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isInstalled, PACKAGES } from '../../test/peer/modem-manager.ts'

/** Milliseconds, a sample a round. */
export interface ModemManagerFigures {
  /** By `connect`: Simple.Connect called to answered, its bearer connected; and Simple.Disconnect. */
  readonly connect: { readonly connect: readonly number[]; readonly disconnect: readonly number[] }
  /** By `signal`: from the modem's change of signal to the PropertiesChanged that tells a client of it. */
  readonly signal: { readonly signal: readonly number[] }
  /** By `modems`: from its start until it has so many; the bytes of memory that each of them costs it. */
  readonly modems: { readonly ready: number; readonly each: number }
}

export type ModemManagerRun<What extends keyof ModemManagerFigures> =
  | { readonly name: string; readonly figures: ModemManagerFigures[What] }
  /** Why there are no figures. */
  | { readonly missing: string }

/** Far longer than any run takes (6 s). */
const PATIENCE = 60_000

/** Never rejects: a peer that cannot be measured is a note in the table. */
export async function runModemManager<What extends keyof ModemManagerFigures>(
  what: What,
  rounds: number,
): Promise<ModemManagerRun<What>> {
  if (!isInstalled()) return { missing: `ModemManager: apt-get install ${PACKAGES.join(' ')}` }
  const host = join(import.meta.dirname, 'modem-manager-host.ts')
  // Root makes a namespace as it is; anybody else becomes root in one of their own first.
  const namespace = process.getuid?.() === 0 ? ['-n'] : ['-r', '-n']
  const args = [...namespace, process.execPath, host, what, rounds.toString()]
  try {
    const { stdout } = await promisify(execFile)('unshare', args, { timeout: PATIENCE })
    // The cast names what the host prints.
    return { name: `ModemManager ${version()}`, figures: JSON.parse(stdout) as ModemManagerFigures[What] }
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { missing: `ModemManager: could not be run here (${line})` }
  }
}

function version(): string {
  const said = execFileSync('mmcli', ['--version'], { encoding: 'utf8' })
  return /\d+(?:\.\d+)+/.exec(said)?.[0] ?? 'of unknown version'
}
