/**
 * Where a service's Unix socket is: `$DIALTONE_SOCKET`, else `dialtone/dialtone.sock` under `$XDG_RUNTIME_DIR`, else under
 * `/run` for root, else in a private folder of the user. A client that is not told looks at the service of the machine
 * too, so that an administrator's shell finds what the system started.
 */
import { existsSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { DialtoneError } from '../base/index.ts'

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly root: boolean
  readonly home: string
  /** The folder of the machine's own service: `/run/dialtone` unless given. */
  readonly system?: string
}

const SYSTEM = '/run/dialtone'

/** `sun_path` of unix(7) holds 108 bytes, the closing zero included; past that Node.js cuts the name off silently. */
const LONGEST_PATH = 107

/** Where a service listens. `name` is another of our sockets in the same folder. */
export function socketPath(
  surroundings: Surroundings = surroundingsOf(process.env),
  name: 'dialtone' | 'virtual' = 'dialtone',
): string {
  const [path = ''] = candidates(surroundings, name)
  return fitting(path)
}

/** Where a client finds it: the first place that holds a socket, else where one would be. */
export function findSocket(
  surroundings: Surroundings = surroundingsOf(process.env),
  name: 'dialtone' | 'virtual' = 'dialtone',
): string {
  const paths = candidates(surroundings, name)
  return fitting(paths.find((path) => existsSync(path)) ?? paths[0] ?? '')
}

/** @throws DialtoneError `invalid_argument` when no socket can have this path. */
export function fitting(path: string): string {
  if (Buffer.byteLength(path) <= LONGEST_PATH) return path
  throw new DialtoneError(
    'invalid_argument',
    `the path of a Unix socket takes ${LONGEST_PATH} bytes at most: ${path} is too long; set DIALTONE_SOCKET to a shorter one`,
  )
}

function candidates(
  { env, root, home, system: folder = SYSTEM }: Surroundings,
  name: string,
): readonly string[] {
  const file = `${name}.sock`
  const chosen = env.DIALTONE_SOCKET
  // The virtual modems' own socket is told apart by its ending, wherever the service's is put.
  if (chosen) return [name === 'dialtone' ? chosen : `${chosen}.${name}`]
  const runtime = env.XDG_RUNTIME_DIR
  const system = join(folder, file)
  const own = join(home, '.local/state/dialtone', file)
  return [...(runtime ? [join(runtime, 'dialtone', file)] : []), ...(root ? [system] : [own, system])]
}

/** This user on this machine, with the environment given. */
export function surroundingsOf(env: Surroundings['env']): Surroundings {
  const { uid } = userInfo()
  return { env, root: uid === 0, home: env.HOME || homedir() }
}
