/**
 * Tells this machine's resolver where to look up names while a dial interface serves them. systemd-resolved is told per link,
 * resolvconf once; only where neither runs is resolv.conf written: its name servers become ours, its other lines stay, and it comes
 * back when nobody serves any more, unless somebody has changed it meanwhile.
 *
 * Our resolvers' addresses stay the same while links come and go, so that programs which read resolv.conf once are right for ever.
 */
import { execFile } from 'node:child_process'
import {
  existsSync,
  fsyncSync,
  closeSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import type { Logger } from '../../base/index.ts'
import { RESOLVERS } from './mark.ts'
import type { Records } from './record.ts'

export interface ResolverPaths {
  /** `/etc/resolv.conf` */
  readonly resolvConf: string
  /** There while systemd-resolved runs: `/run/systemd/resolve/io.systemd.Resolve` */
  readonly resolved: string
  readonly resolvectl: string
  /** `/sbin/resolvconf`; not looked for where systemd-resolved runs, which brings one of its own. */
  readonly resolvconf: string
}

export const resolverPaths: ResolverPaths = {
  resolvConf: '/etc/resolv.conf',
  resolved: '/run/systemd/resolve/io.systemd.Resolve',
  resolvectl: 'resolvectl',
  resolvconf: '/sbin/resolvconf',
}

/** Which device serves names, and the servers behind it. While it holds: the TUN, and our own. */
export interface Serving {
  readonly device: string
  readonly servers: readonly string[]
}

const HEADER = '# Written by Dialtone while its dial interfaces serve names; what was here comes back.\n'
/** By which resolvconf knows us. */
const RESOLVCONF_NAME = 'dialtone'

export class Resolver {
  readonly #paths: ResolverPaths
  readonly #record: Records
  readonly #log: Logger
  readonly #serving = new Map<string, Serving>()
  #last: Promise<void> = Promise.resolve()

  constructor(paths: ResolverPaths, record: Records, log: Logger) {
    this.#paths = paths
    this.#record = record
    this.#log = log
  }

  /**
   * Says who serves names for a dial interface from now on; nobody when nothing is given. Resolves when the machine's resolver
   * has been told. It never fails: without names, addresses still work.
   */
  serve(dialInterface: string, serving: Serving | undefined): Promise<void> {
    const before = this.#serving.get(dialInterface)
    if (serving === undefined) this.#serving.delete(dialInterface)
    else this.#serving.set(dialInterface, serving)
    return this.#inTurn(() => this.#change(before, serving))
  }

  /** Resolves when all that was said has been told. */
  get idle(): Promise<void> {
    return this.#last
  }

  /** Takes back what an earlier life told and nobody keeps. */
  repair(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#serving.size > 0) return
      for (const name of this.#record.told) {
        if (name === RESOLVCONF_NAME) await this.#run(this.#paths.resolvconf, ['-d', RESOLVCONF_NAME])
        else await this.#run(this.#paths.resolvectl, ['revert', name])
      }
      this.#record.setTold([])
      this.#restoreFile()
    })
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(act).catch((thrown: unknown) => {
      this.#log.warn({ error: thrown }, 'the resolver of this machine could not be told')
    })
    return this.#last
  }

  async #change(before: Serving | undefined, after: Serving | undefined): Promise<void> {
    if (existsSync(this.#paths.resolved)) await this.#tellResolved(before, after)
    else if (existsSync(this.#paths.resolvconf)) await this.#tellResolvconf()
    else if (this.#serving.size > 0) this.#writeFile()
    else this.#restoreFile()
  }

  async #tellResolved(before: Serving | undefined, after: Serving | undefined): Promise<void> {
    const told = new Set(this.#record.told)
    if (after !== undefined) {
      this.#record.setTold([...told.add(after.device)])
      await this.#run(this.#paths.resolvectl, ['dns', after.device, ...after.servers])
      await this.#run(this.#paths.resolvectl, ['domain', after.device, '~.'])
    }
    if (before === undefined || before.device === after?.device) return
    await this.#run(this.#paths.resolvectl, ['revert', before.device])
    told.delete(before.device)
    this.#record.setTold([...told])
  }

  async #tellResolvconf(): Promise<void> {
    const isTold = this.#record.told.includes(RESOLVCONF_NAME)
    if (isTold === this.#serving.size > 0) return
    if (isTold) {
      await this.#run(this.#paths.resolvconf, ['-d', RESOLVCONF_NAME])
      this.#record.setTold([])
    } else {
      this.#record.setTold([RESOLVCONF_NAME])
      await this.#run(this.#paths.resolvconf, ['-a', RESOLVCONF_NAME], nameservers())
    }
  }

  #writeFile(): void {
    if (this.#record.resolver !== undefined) return
    const named = this.#paths.resolvConf
    // The file behind a symbolic link: the link is the operator's choice and stays.
    const path = existsSync(named) ? realpathSync(named) : named
    const original = existsSync(path) ? readFileSync(path, 'utf8') : undefined
    const others = (original ?? '')
      .split('\n')
      .filter((line) => line !== '' && !/^\s*nameserver\b/.test(line))
    const written = `${HEADER}${nameservers()}${others.map((line) => `${line}\n`).join('')}`
    this.#record.setResolver({ path, written, ...(original === undefined ? {} : { original }) })
    replaceFile(path, written)
  }

  #restoreFile(): void {
    const { resolver } = this.#record
    if (resolver === undefined) return
    const { path, original, written } = resolver
    const present = existsSync(path) ? readFileSync(path, 'utf8') : undefined
    if (present === written) {
      if (original === undefined) rmSync(path)
      else replaceFile(path, original)
    }
    this.#record.setResolver(undefined)
  }

  async #run(program: string, args: readonly string[], input = ''): Promise<void> {
    await new Promise<void>((resolve) => {
      const child = execFile(program, args, { timeout: 5000 }, (error) => {
        if (error !== null) {
          this.#log.warn({ program, args, error: error.message }, 'a resolver did not take what it was told')
        }
        resolve()
      })
      child.stdin?.on('error', () => undefined) // it may end without reading
      child.stdin?.end(input)
    })
  }
}

function nameservers(): string {
  return RESOLVERS.map((resolver) => `nameserver ${resolver}\n`).join('')
}

/** Whole or not at all where the folder allows it; in place where the file is a mount of its own, as in a container. */
function replaceFile(path: string, text: string): void {
  const mode = existsSync(path) ? statSync(path).mode & 0o777 : 0o644
  const fresh = `${path}.dialtone`
  try {
    const fd = openSync(fresh, 'w', mode)
    try {
      writeSync(fd, text)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    renameSync(fresh, path)
  } catch {
    rmSync(fresh, { force: true })
    writeFileSync(path, text)
  }
}
