/**
 * A branch office as its operator runs it: on the gateway of a stage virtual modems as one process and the service as another,
 * started and told what to do by the command line. Whoever kills the one has not killed the other.
 *
 *     client 192.168.7.2 ── lan0 gateway <link> ── virtual modem and its carrier, 192.0.2.80 (HTTP), 198.51.100.53 (DNS)
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { WatchItem } from '../../src/api/index.ts'
import type { DialInterface } from '../../src/core/index.ts'
import { ConnectionManager } from '../../src/main/index.ts'
import { DialtoneProcess } from '../support/dialtone-process.ts'
import { Stage } from './stage.ts'

const BIN = join(import.meta.dirname, '../../bin/dialtone.js')

export const GREETING = 'This is the internet behind Dialtone Mobile.\n'
export const WEB_V4 = 'http://192.0.2.80'
export const WEB_V6 = 'http://[2001:db8:80::80]'

/** All that is behind the carrier. */
const ROUTES = ['--route', '192.0.2.0/24', '--route', '2001:db8:80::/64']

let offices = 0

export class Office implements AsyncDisposable {
  readonly stage = new Stage()
  /** The network devices of the modems. The carriers' namespaces are named for them, which is why they are of this process. */
  readonly links: readonly string[]
  readonly #modem: DialtoneProcess
  #service: DialtoneProcess | undefined
  #manager: ConnectionManager | undefined
  #items: AsyncIterator<WatchItem> | undefined
  #closing: Promise<void> | undefined

  private constructor(modems: number) {
    this.links = Array.from(
      { length: modems },
      () => `dw${process.pid.toString(36)}${(offices++).toString(36)}`,
    )
    // In the namespace for the network alone: the carrier's is to be seen from everywhere.
    const where = ['nsenter', `--net=/run/netns/${this.stage.gateway}`]
    const words = ['--socket', this.#socket('virtual'), 'virtual', 'serve']
    const served = this.links.flatMap((link) => ['--pty', this.#pty(link), '--link', link])
    this.#modem = this.#start([...where, process.execPath, BIN, ...words, ...served])
  }

  /** With modems that nobody drives yet: one, unless told. */
  static async open({ modems = 1 } = {}): Promise<Office> {
    const office = new Office(modems)
    // Also of a test that took too long, whose function never comes to its end.
    onTestFinished(() => office[Symbol.asyncDispose]())
    try {
      await office.#modem.until(/Make things happen/)
      return office
    } catch (thrown) {
      await office[Symbol.asyncDispose]()
      throw thrown
    }
  }

  /** Starts the service; resolves when its modems have a network. */
  async serve(): Promise<void> {
    const { folder } = this.stage
    const devices = this.links.flatMap((link) => ['--device', `${this.#pty(link)}=${link}`])
    mkdirSync(join(folder, 'run'), { recursive: true })
    // What is recorded of a machine in /run is of this one only.
    const machine = `mount --bind '${join(folder, 'run')}' /run && exec "$@"`
    const where = ['ip', 'netns', 'exec', this.stage.gateway, 'sh', '-c', machine, 'sh']
    const words = ['--socket', this.#socket('service'), 'serve', ...devices]
    this.#service = this.#start([...where, process.execPath, BIN, ...words, '--state', join(folder, 'state')])
    await this.#service.until(new RegExp(`(packet service attached[^]*){${this.links.length.toString()}}`))
    this.#manager ??= await ConnectionManager.connect({ socket: this.#socket('service'), reveal: true })
  }

  /** The service on its own, with an interface `branch` to all that is behind the carrier, by the first modem. */
  async dialling(...settings: readonly string[]): Promise<void> {
    await this.serve()
    await this.profile('internet')
    this.#items = this.#manager?.events()[Symbol.asyncIterator]()
    await this.#items?.next()
    await this.add('branch', '--profile', 'internet', ...settings)
  }

  /** A profile for the SIM of a modem, the first unless told. */
  async profile(name: string, { apn = 'internet', modem = 0 } = {}): Promise<void> {
    const { sim } = (await this.#manager?.snapshot())?.modems[modem] ?? {}
    const file = join(this.stage.folder, 'profile.xml')
    writeFileSync(
      file,
      `<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
        <Name>${name}</Name>
        <IsDefault>${String(apn === 'internet')}</IsDefault>
        <SubscriberID>${sim?.subscriberId ?? ''}</SubscriberID>
        <Context><AccessString>${apn}</AccessString></Context>
      </MBNProfile>`,
    )
    await this.tell('profile', 'add', file)
  }

  /** Another interface to the same. */
  async add(name: string, ...settings: readonly string[]): Promise<void> {
    await this.tell('dial', 'add', name, ...ROUTES, ...settings)
  }

  /** A command to the service. */
  tell(...words: readonly string[]): Promise<string> {
    return this.#run('service', words)
  }

  /** Makes something happen to the modem. */
  virtual(...words: readonly string[]): Promise<string> {
    return this.#run('virtual', ['virtual', ...words])
  }

  /**
   * Resolves with an interface (`branch`) when it is next told to be in this state, for this reason, after whatever was waited for
   * before.
   */
  until(state: DialInterface['state'], reason = /^/, name = 'branch'): Promise<DialInterface> {
    return this.#next((told) => told.name === name && told.state === state && reason.test(told.reason.text))
  }

  /** The same, when packets flow through `branch`. */
  untilOpen(): Promise<DialInterface> {
    return this.#next(({ name, dataPath }) => name === 'branch' && dataPath.state === 'open')
  }

  /** Resolves when the connection of a modem is next told to be down, after whatever was waited for before. */
  async untilDeactivated(): Promise<void> {
    for (;;) {
      const item = await this.#event()
      if (item.type === 'connection.changed' && item.data.state === 'deactivated') return
    }
  }

  async #next(isIt: (told: DialInterface) => boolean): Promise<DialInterface> {
    for (;;) {
      const item = await this.#event()
      if (item.type === 'dial.changed' && isIt(item.data)) return item.data
    }
  }

  async #event(): Promise<WatchItem> {
    const item = await Promise.race([this.#items?.next(), this.stage.failure])
    if (item === undefined || item.done === true) throw new Error('the service tells nothing any more')
    return item.value
  }

  /** An interface as it is now. */
  async shown(name = 'branch'): Promise<DialInterface> {
    const found = (await this.#manager?.snapshot())?.dialInterfaces.find((one) => one.name === name)
    if (found === undefined) throw new Error(`there is no ${name}`)
    return found
  }

  /** Ends the service as its operator does, or as the kernel does. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
    this.#service?.signal(signal)
    return (await this.#service?.ended)?.code ?? 0
  }

  [Symbol.asyncDispose](): Promise<void> {
    return (this.#closing ??= this.#close())
  }

  async #close(): Promise<void> {
    // Whoever waits for what is told next, as in a test that took too long, is let go by the end of the manager.
    void this.#items?.return?.()
    await this.#manager?.[Symbol.asyncDispose]()
    await this.end('SIGTERM')
    // It takes the carrier's namespace with it.
    this.#modem.signal('SIGTERM')
    await this.#modem.ended
    await this.stage[Symbol.asyncDispose]()
  }

  #pty(link: string): string {
    return join(this.stage.folder, link)
  }

  #socket(of: 'service' | 'virtual'): string {
    return join(this.stage.folder, `${of}.sock`)
  }

  async #run(of: 'service' | 'virtual', words: readonly string[]): Promise<string> {
    const argv = [process.execPath, BIN, '--socket', this.#socket(of), ...words]
    const { code, out, err } = await this.#start(argv).ended
    if (code !== 0) throw new Error(`dialtone ${words.join(' ')} ended with ${code.toString()}: ${err}`)
    return out
  }

  #start([program = '', ...words]: readonly string[]): DialtoneProcess {
    const { PATH } = process.env
    const env = { PATH, NODE_COMPILE_CACHE: join(tmpdir(), 'dialtone-compile-cache') }
    return new DialtoneProcess(program, words, env)
  }
}

/** What `curl` got, from the gateway or from its client. */
export function get(office: Office, from: 'gateway' | 'client', url: string): Promise<string> {
  return office.stage.finish(office.stage[from], 'curl', '-sSg', '-m', '60', url)
}

/** A client's download of so many bytes, 4 MB a second. */
export class Download {
  readonly begun: Promise<void>
  /** Bytes, in the end. */
  readonly received: Promise<number>

  constructor({ stage }: Office, bytes: number) {
    const url = `${WEB_V4}/bytes/${bytes.toString()}`
    const curl = stage.spawn(stage.client, 'curl', ['-sSN', '--limit-rate', '4M', '-m', '120', url])
    let received = 0
    this.begun = new Promise((resolve) => {
      curl.stdout?.on('data', (part: Buffer) => {
        received += part.length
        resolve()
      })
    })
    this.received = new Promise((resolve) => curl.once('close', () => resolve(received)))
  }
}
