/** A machine with PPP that is none: what pppd would do is done by the test, in the folder in which the real one does it. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cause } from '../../src/core/index.ts'
import type { PppdProcess, PppHost, ProcessEnd } from '../../src/driver/ppp/host.ts'
import type { SessionFolder } from '../../src/driver/ppp/session-folder.ts'
import type { Teller } from '../../src/driver/ppp/told.ts'

/** One pppd that plays by the documents: it tells by its scripts, and ends when it is asked to unless told otherwise. */
export class FakePppd implements PppdProcess {
  readonly pid: number
  readonly folder: SessionFolder
  readonly signals: string[] = []
  readonly ended: Promise<ProcessEnd>
  runs = true
  /** Signals that it does not heed. */
  deaf: readonly string[] = []
  readonly #end: (end: ProcessEnd) => void

  constructor(pid: number, folder: SessionFolder) {
    this.pid = pid
    this.folder = folder
    const { promise, resolve } = Promise.withResolvers<ProcessEnd>()
    this.ended = promise
    this.#end = resolve
  }

  /** Runs one of its scripts with these variables. */
  tell(teller: Teller, variables: Readonly<Record<string, string>>): void {
    const text = Object.entries(variables).map(([name, value]) => `${name}=${value}\0`)
    writeFileSync(join(this.folder.told, teller), text.join(''))
  }

  log(text: string): void {
    writeFileSync(join(this.folder.etc, 'log'), text)
  }

  up(variables: Readonly<Record<string, string>> = {}): void {
    this.tell('connect', { STATUS: '0' })
    this.tell('ip-up', { IPLOCAL: '10.0.0.2', IPREMOTE: '10.0.0.1', DNS1: '10.0.0.53', ...variables })
  }

  /** The link has IPv6, as pppd writes it. */
  upV6(): void {
    this.tell('connect', { STATUS: '0' })
    this.tell('ipv6-up', { LLLOCAL: 'fe80::0000:0000:0000:0002', LLREMOTE: 'fe80::0000:0000:0000:0001' })
  }

  /** Has it take back what it told. */
  forget(teller: Teller): void {
    rmSync(join(this.folder.told, teller))
  }

  exit(end: ProcessEnd): void {
    this.runs = false
    this.#end(end)
  }

  signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.signals.push(signal)
    if (this.deaf.includes(signal)) return
    this.exit(signal === 'SIGTERM' ? { status: 5 } : { signal })
  }
}

export class FakePppHost implements PppHost {
  /** In the order in which they were started. */
  readonly started: FakePppd[] = []
  line: Cause | undefined
  machine: Cause | undefined
  ipv6 = true
  /** Addresses of IPv6 that a router's advertisements have led to. */
  routed: readonly string[] = []
  /** What each pppd does once it runs. */
  play: (pppd: FakePppd) => void = () => undefined

  get last(): FakePppd {
    const found = this.started.at(-1)
    if (found === undefined) throw new Error('no pppd was started')
    return found
  }

  obstacle(): Cause | undefined {
    return this.machine
  }

  lineObstacle(): Cause | undefined {
    return this.line
  }

  start(folder: SessionFolder): PppdProcess {
    const made = new FakePppd(1000 + this.started.length, folder)
    this.started.push(made)
    this.play(made)
    return made
  }

  find(folder: SessionFolder): PppdProcess | undefined {
    return this.started.findLast((one) => one.folder.path === folder.path && one.runs)
  }

  watch(): Disposable {
    return { [Symbol.dispose]: () => undefined }
  }

  mtu(): number {
    return 1500
  }

  hasIpv6(): boolean {
    return this.ipv6
  }

  addresses(): readonly string[] {
    return this.routed
  }
}
