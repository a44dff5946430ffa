/**
 * A branch office as its operator runs it: on the gateway of a stage a virtual modem as one process and the service as another,
 * started and told what to do by the command line. Whoever kills the one has not killed the other.
 *
 *     client 192.168.7.2 ── lan0 gateway <link> ── virtual modem and its carrier, 192.0.2.80 (HTTP), 198.51.100.53 (DNS)
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WatchItem } from '../../src/api/index.ts'
import type { DialInterface } from '../../src/core/index.ts'
import { ConnectionManager } from '../../src/main/index.ts'
import { DialtoneProcess } from '../support/dialtone-process.ts'
import { Stage } from './stage.ts'

const BIN = join(import.meta.dirname, '../../bin/dialtone.js')

/** All that is behind the carrier. */
const ROUTES = ['--route', '192.0.2.0/24', '--route', '2001:db8:80::/64']

let offices = 0

export class Office implements AsyncDisposable {
  readonly stage = new Stage()
  /** The network device of the modem. The carrier's namespace is named for it, which is why it is of this process. */
  readonly link = `dw${process.pid.toString(36)}${(offices++).toString(36)}`
  readonly #modem: DialtoneProcess
  #service: DialtoneProcess | undefined
  #manager: ConnectionManager | undefined
  #items: AsyncIterator<WatchItem> | undefined

  private constructor() {
    const { folder } = this.stage
    // In the namespace for the network alone: the carrier's is to be seen from everywhere.
    const where = ['nsenter', `--net=/run/netns/${this.stage.gateway}`]
    const words = ['--socket', this.#socket('virtual'), 'virtual', 'serve']
    this.#modem = this.#start([
      ...where,
      process.execPath,
      BIN,
      ...words,
      '--pty',
      join(folder, 'modem'),
      '--link',
      this.link,
    ])
  }

  /** With a modem that nobody drives yet. */
  static async open(): Promise<Office> {
    const office = new Office()
    try {
      await office.#modem.until(/is served at/)
      return office
    } catch (thrown) {
      await office[Symbol.asyncDispose]()
      throw thrown
    }
  }

  /** Starts the service; resolves when its modem has a network. */
  async serve(): Promise<void> {
    const { folder } = this.stage
    const device = `${join(folder, 'modem')}=${this.link}`
    mkdirSync(join(folder, 'run'), { recursive: true })
    // What is recorded of a machine in /run is of this one only.
    const machine = `mount --bind '${join(folder, 'run')}' /run && exec "$@"`
    const where = ['ip', 'netns', 'exec', this.stage.gateway, 'sh', '-c', machine, 'sh']
    const words = ['--socket', this.#socket('service'), 'serve', '--device', device]
    this.#service = this.#start([...where, process.execPath, BIN, ...words, '--state', join(folder, 'state')])
    await this.#service.until(/packet service attached/)
    this.#manager ??= await ConnectionManager.connect({ socket: this.#socket('service'), reveal: true })
  }

  /** The service on its own, with an interface `branch` to all that is behind the carrier. */
  async dialling(...settings: readonly string[]): Promise<void> {
    await this.serve()
    const file = join(this.stage.folder, 'internet.xml')
    const [modem] = (await this.#manager?.snapshot())?.modems ?? []
    writeFileSync(
      file,
      `<MBNProfile xmlns="http://www.microsoft.com/networking/WWAN/profile/v1">
        <Name>internet</Name>
        <IsDefault>true</IsDefault>
        <SubscriberID>${modem?.sim?.subscriberId ?? ''}</SubscriberID>
        <Context><AccessString>internet</AccessString></Context>
      </MBNProfile>`,
    )
    await this.tell('profile', 'add', file)
    this.#items = this.#manager?.events()[Symbol.asyncIterator]()
    await this.#items?.next()
    await this.tell('dial', 'add', 'branch', '--profile', 'internet', ...ROUTES, ...settings)
  }

  /** A command to the service. */
  tell(...words: readonly string[]): Promise<string> {
    return this.#run('service', words)
  }

  /** Makes something happen to the modem. */
  virtual(...words: readonly string[]): Promise<string> {
    return this.#run('virtual', ['virtual', ...words])
  }

  /** Resolves with `branch` when it is next told to be in this state, for this reason, after whatever was waited for before. */
  async until(state: DialInterface['state'], reason = /^/): Promise<DialInterface> {
    for (;;) {
      const item = await this.#items?.next()
      if (item === undefined || item.done === true) throw new Error(`branch was never ${state}`)
      const event = item.value
      if (event.type !== 'dial.changed' || event.data.state !== state) continue
      if (reason.test(event.data.reason.text)) return event.data
    }
  }

  /** Ends the service as its operator does, or as the kernel does. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
    this.#service?.signal(signal)
    return (await this.#service?.ended)?.code ?? 0
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#items?.return?.()
    await this.#manager?.[Symbol.asyncDispose]()
    await this.end('SIGTERM')
    // It takes the carrier's namespace with it.
    this.#modem.signal('SIGTERM')
    await this.#modem.ended
    await this.stage[Symbol.asyncDispose]()
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
