/**
 * What may be configured in this machine on our behalf, in files: written before it is applied, so that whatever a crash leaves
 * behind can be told from what belongs to others. Routes have our mark; addresses, a device's MTU and the operator's resolv.conf
 * have none, and are why the files are there.
 */
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { CauseError } from '../../core/index.ts'
import type { Layout } from './layout.ts'
import type { DeviceBefore } from './step.ts'

export interface PathRecord {
  readonly tun: string
  /** What the path is now, or is being changed to: of both whatever is there is ours. */
  readonly layouts: readonly Layout[]
  readonly before?: DeviceBefore
}

/** The resolv.conf that was written: to be brought back while it still holds what we wrote. */
export interface ResolverRecord {
  readonly path: string
  /** Nothing where there was no file. */
  readonly original?: string
  readonly written: string
}

/** Of a file for each path, named for its TUN. One that changes is written alone, however many there are. */
interface WrittenPath {
  readonly version: 1
  readonly bootId: string
  readonly name: string
  readonly record: PathRecord
}

interface WrittenResolver {
  readonly version: 1
  readonly bootId: string
  readonly resolver?: ResolverRecord
  readonly told: readonly string[]
}

const RESOLVER_FILE = 'resolver.json'
/** Named for its TUN. */
const PATH_FILE = /^dt-.*\.json$/

export interface RecordFolders {
  /**
   * For what the kernel holds, and loses with the machine's power: on a file system in memory a write takes 20 µs. Services in
   * several network namespaces may share it.
   */
  readonly run: string
  /** For what outlives that: the resolv.conf that was written. */
  readonly state: string
}

/** Whose kernel state is recorded. */
export interface RecordOwner {
  readonly bootId: string
  /** Of the network namespace, as its inode. */
  readonly namespace: string
  /** Whether a record that does not say of which namespace it is can be of this one. */
  readonly isHere: (record: PathRecord) => boolean
}

export class Records implements Disposable {
  readonly #folders: RecordFolders
  readonly #bootId: string
  readonly #paths = new Map<string, PathRecord>()
  #resolver: ResolverRecord | undefined
  #told: readonly string[] = []

  /** Reads what is there. A file that cannot be understood is taken for none: routes and rules of ours are found without it. */
  constructor(folders: RecordFolders, { bootId, namespace, isHere }: RecordOwner) {
    const run = join(folders.run, namespace)
    this.#folders = { run, state: folders.state === folders.run ? run : folders.state }
    this.#bootId = bootId
    for (const folder of [folders.run, run, this.#folders.state]) makeOwn(folder)
    for (const [file, written] of pathFiles(run)) {
      if (written?.bootId === bootId) this.#paths.set(written.name, written.record)
      else rmSync(file, { force: true })
    }
    // Of the time when records did not say where they are from.
    for (const [file, written] of pathFiles(folders.run)) {
      if (written?.bootId === bootId && !isHere(written.record)) continue
      if (written?.bootId === bootId && !this.#paths.has(written.name)) {
        this.setPath(written.name, written.record)
      }
      rmSync(file, { force: true })
    }
    const written = read(join(this.#folders.state, RESOLVER_FILE)) as WrittenResolver | undefined
    this.#resolver = written?.resolver
    if (written?.bootId === bootId) this.#told = written.told
  }

  get paths(): ReadonlyMap<string, PathRecord> {
    return this.#paths
  }

  /** The resolv.conf that was written, while it is. */
  get resolver(): ResolverRecord | undefined {
    return this.#resolver
  }

  /** Links that systemd-resolved was told, or the name under which resolvconf was. */
  get told(): readonly string[] {
    return this.#told
  }

  setPath(name: string, record: PathRecord): void {
    this.#paths.set(name, record)
    const written: WrittenPath = { version: 1, bootId: this.#bootId, name, record }
    write(join(this.#folders.run, `${record.tun}.json`), written, { durable: false })
  }

  /** Nothing of the path is left. */
  removePath(name: string): void {
    const record = this.#paths.get(name)
    this.#paths.delete(name)
    if (record !== undefined) rmSync(join(this.#folders.run, `${record.tun}.json`), { force: true })
  }

  /** On the disk before this returns: what is written for it outlives a power cut, as kernel state does not. */
  setResolver(resolver: ResolverRecord | undefined): void {
    this.#resolver = resolver
    this.#writeResolver()
  }

  setTold(told: readonly string[]): void {
    if (told.length === 0 && this.#told.length === 0) return
    this.#told = told
    this.#writeResolver()
  }

  /** Of a service that has taken everything away nothing is left here either. */
  [Symbol.dispose](): void {
    if (this.#paths.size > 0) return
    try {
      rmdirSync(this.#folders.run)
    } catch {
      // It holds something still, or has been taken away.
    }
  }

  #writeResolver(): void {
    const resolver = this.#resolver
    if (resolver === undefined && this.#told.length === 0) {
      rmSync(join(this.#folders.state, RESOLVER_FILE), { force: true })
      return
    }
    const written: WrittenResolver = {
      version: 1,
      bootId: this.#bootId,
      told: this.#told,
      ...(resolver === undefined ? {} : { resolver }),
    }
    write(join(this.#folders.state, RESOLVER_FILE), written, { durable: true })
  }
}

function pathFiles(folder: string): (readonly [file: string, written: WrittenPath | undefined])[] {
  return readdirSync(folder)
    .filter((name) => PATH_FILE.test(name))
    .map((name) => [join(folder, name), read(join(folder, name)) as WrittenPath | undefined])
}

/**
 * What is read from it is done to the machine by root: nobody else may have written it.
 * @throws CauseError `storage_failed`
 */
function makeOwn(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(folder)
  if (uid === process.getuid?.() && (mode & 0o022) === 0) return
  const message = `cannot record what is configured in ${folder}: others may write there; remove it, or name another folder`
  throw new CauseError({ code: 'storage_failed', message })
}

/** Whole or not at all. */
function write(path: string, value: WrittenPath | WrittenResolver, options: { durable: boolean }): void {
  const fd = openSync(`${path}.new`, 'w', 0o600)
  try {
    writeSync(fd, JSON.stringify(value))
    if (options.durable) fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(`${path}.new`, path)
}

function read(path: string): WrittenPath | WrittenResolver | undefined {
  try {
    // The cast is what `write` writes: the folders are ours alone (0700).
    const written = JSON.parse(readFileSync(path, 'utf8')) as WrittenPath | WrittenResolver | null
    return written?.version === 1 ? written : undefined
  } catch {
    return undefined
  }
}
