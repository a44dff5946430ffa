/**
 * The service's Unix socket, held by one service at a time. Only its owner may use it (mode 0600), or its group as well
 * (0660) where one is named: the file is the guard.
 *
 * It is bound under a private name and linked to its own when it listens, which happens entirely or not at all: there is
 * no moment in which anybody may connect, and no way for two to hold it. A socket that a killed service left behind is
 * moved aside, tried once more, and only then removed.
 */
import { connect } from 'node:net'
import { chmod, chown, link, mkdir, mkdtemp, rename, rm, rmdir, stat } from 'node:fs/promises'
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
}

/** @throws DialtoneError `service_running` when a service listens there; `invalid_argument`, `access_denied`, `not_found`. */
export async function claimSocket(path: string, options: ClaimOptions): Promise<Claim> {
  const folder = dirname(fitting(path))
  const group = options.group === undefined ? undefined : await groupId(options.group)
  await makeFolder(folder, group).catch((thrown: unknown) => refuse(path, thrown))
  const { server, serve, close } = createHttpServer(options)
  acceptsLocal(server)
  const inode = await publish(server, path, group).catch(async (thrown: unknown) => {
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
    await occupy(hidden, path)
    return inode ?? 0
  } finally {
    await rm(hidden, { force: true })
    await rmdir(folder)
  }
}

async function occupy(hidden: string, path: string): Promise<void> {
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
    if (await listens(path)) throw running(path)
    // Between the look and now somebody else may have taken the path: what was moved aside is looked at again.
    const aside = `${hidden}.old`
    await rename(path, aside).catch(ignoreMissing)
    if (await listens(aside)) {
      await link(aside, path).catch(() => undefined)
      await rm(aside, { force: true })
      throw running(path)
    }
    await rm(aside, { force: true })
  }
}

function listens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // Anything but "nobody there" is somebody: a full queue (EAGAIN), another user's (EACCES).
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT' && error.code !== 'ENOTSOCK')
    })
  })
}

function running(path: string): DialtoneError {
  return new DialtoneError(
    'service_running',
    `a service is running already and listens at ${path}; stop it first, or give this one a --socket of its own`,
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

function ignoreMissing(thrown: NodeJS.ErrnoException): void {
  if (thrown.code !== 'ENOENT') throw thrown
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
