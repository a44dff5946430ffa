/**
 * What may be configured in this machine on our behalf, in a file: written before it is applied, so that whatever a crash leaves
 * behind can be told from what belongs to others. Routes have our mark; addresses, a device's MTU and the operator's resolv.conf
 * have none, and are why the file is there.
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
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

export interface Recorded {
  /** Of the start of the machine: what the kernel held before it is gone. */
  readonly bootId: string
  readonly paths: Readonly<Record<string, PathRecord>>
  readonly resolver?: ResolverRecord
  /** Links that systemd-resolved, or names that resolvconf was told. */
  readonly told?: readonly string[]
}

interface Written extends Recorded {
  readonly version: 1
}

export class RecordFile {
  readonly #path: string
  #recorded: Recorded

  /** A file that cannot be understood is taken for an empty one: routes and rules of ours are found without it. */
  constructor(path: string, bootId: string) {
    this.#path = path
    this.#recorded = read(path) ?? { bootId, paths: {} }
    if (this.#recorded.bootId !== bootId) this.#recorded = { ...this.#recorded, bootId, paths: {}, told: [] }
  }

  get recorded(): Recorded {
    return this.#recorded
  }

  /** `undefined` when nothing of the path is left. */
  setPath(name: string, record: PathRecord | undefined): void {
    const { [name]: _old, ...others } = this.#recorded.paths
    this.#write({ ...this.#recorded, paths: record === undefined ? others : { ...others, [name]: record } })
  }

  /** On the disk before this returns: what is written for it outlives a power cut, as kernel state does not. */
  setResolver(resolver: ResolverRecord | undefined): void {
    const { resolver: _old, ...rest } = this.#recorded
    this.#write(resolver === undefined ? rest : { ...rest, resolver }, { durable: true })
  }

  setTold(told: readonly string[]): void {
    this.#write({ ...this.#recorded, told })
  }

  #write(recorded: Recorded, options: { durable?: boolean } = {}): void {
    this.#recorded = recorded
    if (
      Object.keys(recorded.paths).length === 0 &&
      recorded.resolver === undefined &&
      (recorded.told ?? []).length === 0
    ) {
      rmSync(this.#path, { force: true })
      return
    }
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
    const fresh = `${this.#path}.new`
    const fd = openSync(fresh, 'w', 0o600)
    try {
      writeSync(fd, JSON.stringify({ version: 1, ...recorded } satisfies Written))
      if (options.durable === true) fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(fresh, this.#path)
  }
}

function read(path: string): Recorded | undefined {
  try {
    // The cast is what `#write` writes; the file is ours alone (0600).
    const written = JSON.parse(readFileSync(path, 'utf8')) as Partial<Written> | null
    if (written?.version !== 1 || written.bootId === undefined || written.paths === undefined) {
      return undefined
    }
    const { version: _version, ...recorded } = written
    return { ...recorded, bootId: written.bootId, paths: written.paths }
  } catch {
    return undefined
  }
}
