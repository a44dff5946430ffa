/**
 * The service's Unix socket, held by one service at a time. Only its owner may use it (mode 0600), or its group as well
 * (0660) where one is named: the file is the guard.
 *
 * It is bound under a private name and linked to its own when it listens, which happens entirely or not at all: there is
 * no moment in which anybody may connect, and no way for two to hold it. A socket that a killed service left behind is
 * removed by one service at a time: else two could find it dead, and the later one remove what the other has put in its place.
 */
import { connect, createServer } from 'node:net'
import { chmod, chown, link, mkdir, mkdtemp, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DialtoneError, type Clock } from '../../base/index.ts'
import { fitting } from '../../reach/index.ts'
import { groupId } from './access/group-id.ts'
import { acceptsLocal } from './access/local-socket.ts'
import { createHttpServer, type HttpServer, type Listener } from './http-server.ts'

/** `release` frees the path as well. */
export interface Claim extends Listener {
  readonly path: string
}

export interface ClaimOptions {
  readonly clock: Clock
  /** Name or number of the group whose members may use it, too. */
  readonly group?: string
  /** Who has it where it is taken, as the refusal says it: `a service` unless told. */
  readonly holder?: string
}

/** @throws DialtoneError `service_running` when a service listens there; `invalid_argument`, `access_denied`, `not_found`. */
export async function claimSocket(path: string, options: ClaimOptions): Promise<Claim> {
  const folder = dirname(fitting(path))
  const group = options.group === undefined ? undefined : await groupId(options.group)
  await makeFolder(folder, group).catch((thrown: unknown) => refuse(path, thrown))
  const { server, serve, close } = createHttpServer(options)
  acceptsLocal(server)
  const inode = await publish(server, path, group, options.holder).catch(async (thrown: unknown) => {
    await close()
    return refuse(path, thrown)
  })
  let released: Promise<void> | undefined
  const release = (): Promise<void> =>
    (released ??= (async () => {
      // While it still listens nobody takes it for one that was left behind, so what is removed here is ours.
      if ((await inodeOf(path)) === inode) await rm(path, { force: true })
      await close()
    })())
  return { path, serve, release, [Symbol.asyncDispose]: release }
}

/** A folder that was there before stays as it is: who made it has decided who gets through. */
async function makeFolder(folder: string, group: number | undefined): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (made === undefined || group === undefined) return
  await chown(folder, -1, group)
  await chmod(folder, 0o710)
}

async function publish(
  server: HttpServer['server'],
  path: string,
  group: number | undefined,
  holder: string | undefined,
): Promise<number> {
  const folder = await mkdtemp(join(dirname(path), '.dt-'))
  const hidden = join(folder, 's')
  try {
    fitting(hidden)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(hidden, () => {
        server.off('error', reject)
        resolve()
      })
    })
    if (group !== undefined) await chown(hidden, -1, group)
    await chmod(hidden, group === undefined ? 0o600 : 0o660)
    const inode = await inodeOf(hidden)
    await occupy(hidden, path, holder)
    return inode ?? 0
  } finally {
    await rm(hidden, { force: true })
    await rmdir(folder)
  }
}

async function occupy(hidden: string, path: string, holder: string | undefined): Promise<void> {
  for (;;) {
    try {
      await link(hidden, path)
      return
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
    }
    if (!(await stat(path).then((found) => found.isSocket(), gone))) {
      throw new DialtoneError('invalid_argument', `${path} is there and is no socket: it is left alone`)
    }
    if ((await look(path)) === 'alive') throw running(path, holder)
    await using _ = await turn(path)
    // Another may have had its turn since. Nobody but who has it removes what is dead, so what is dead now stays so.
    if ((await look(path)) === 'dead') await rm(path, { force: true })
  }
}

/** As many looks at a turn that somebody else has as take some seconds; who has it needs a millisecond. */
const LOOKS = 100_000

/**
 * The turn to remove what is dead at a path, until disposed: an abstract socket of a name that stands for its folder, which
 * the kernel gives to one process, and takes from one that dies. Who does not get it, as somebody holds on to it, goes ahead.
 */
async function turn(path: string): Promise<AsyncDisposable> {
  const { dev, ino } = await stat(dirname(path))
  for (let times = 0; times < LOOKS; times++) {
    const guard = createServer()
    const isMine = await new Promise<boolean>((resolve) => {
      guard.once('error', () => resolve(false))
      guard.listen({ path: `\0dialtone-claim-${dev.toString(16)}-${ino.toString(16)}` }, () => resolve(true))
    })
    if (isMine) return guard
    await new Promise(setImmediate)
  }
  return { [Symbol.asyncDispose]: () => Promise.resolve() }
}

function look(path: string): Promise<'alive' | 'dead' | 'gone'> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve('alive')
    })
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      // Anything else is somebody: a full queue (EAGAIN), another user's (EACCES).
      if (code === 'ECONNREFUSED') resolve('dead')
      else resolve(code === 'ENOENT' || code === 'ENOTSOCK' ? 'gone' : 'alive')
    })
  })
}

function running(path: string, holder = 'a service'): DialtoneError {
  return new DialtoneError(
    'service_running',
    `${holder} is running already and listens at ${path}; stop it first, or give this one a --socket of its own`,
    { detail: { path } },
  )
}

async function inodeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => found.ino,
    () => undefined,
  )
}

function gone(thrown: NodeJS.ErrnoException): boolean {
  // Removed meanwhile: as good as a dead socket, the next round links.
  if (thrown.code === 'ENOENT') return true
  throw thrown
}

function refuse(path: string, thrown: unknown): never {
  if (thrown instanceof DialtoneError) throw thrown
  const { code, message } = thrown as NodeJS.ErrnoException
  const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
  throw new DialtoneError(
    denied ? 'access_denied' : 'invalid_argument',
    `the service cannot listen at ${path}: ${message}; choose another place with --socket or DIALTONE_SOCKET`,
    { cause: thrown },
  )
}
