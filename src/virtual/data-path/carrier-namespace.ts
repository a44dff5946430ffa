/**
 * The carrier as a network namespace of this computer: the name servers that it tells of, and behind them a web server that is the
 * internet, all of them real programs on a real kernel. Needs to be root.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { DialtoneError, silent, toDialtoneError, type Logger } from '../../base/index.ts'
import { WEB } from './internet.ts'
import { ip } from './ip-command.ts'

export interface CarrierNamespaceOptions {
  /** Of the namespace. One of the same name, left behind by a killed process, is taken away first. */
  readonly name: string
  /** Addresses at which names are answered. */
  readonly nameServers: Iterable<string>
  readonly log?: Logger
}

export class CarrierNamespace implements AsyncDisposable {
  /** `ip netns exec NAME …` looks at the packets from its side. */
  readonly name: string
  readonly #log: Logger
  #internet: Internet | undefined
  #over = false

  private constructor({ name, log = silent }: CarrierNamespaceOptions) {
    this.name = name
    this.#log = log
  }

  /** @throws DialtoneError `not_supported` with what is missing */
  static async open(options: CarrierNamespaceOptions): Promise<CarrierNamespace> {
    if (process.getuid?.() !== 0) {
      throw new DialtoneError('not_supported', 'a data path of the virtual modem needs root: try sudo')
    }
    const namespace = new CarrierNamespace(options)
    // With the namespace its devices go too.
    await ip([`netns del ${options.name}`]).catch(() => undefined)
    try {
      await namespace.#build([...options.nameServers])
      return namespace
    } catch (thrown) {
      await namespace[Symbol.asyncDispose]()
      throw thrown
    }
  }

  /** Commands of `ip` within it; gives what was printed. @throws DialtoneError `not_supported` with what `ip` said */
  ip(commands: readonly string[]): Promise<string> {
    return ip(commands, { namespace: this.name })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#over) return
    this.#over = true
    this.#internet?.child.stdin?.end()
    await this.#internet?.ended
    await ip([`netns del ${this.name}`]).catch((thrown: unknown) => {
      this.#log.warn({ error: toDialtoneError(thrown).message }, 'the carrier is left behind')
    })
  }

  async #build(nameServers: readonly string[]): Promise<void> {
    await ip([`netns add ${this.name}`])
    await this.ip([
      'link set lo up',
      `addr add ${WEB.ipv4}/32 dev lo`,
      `addr add ${WEB.ipv6}/128 dev lo nodad`,
      ...nameServers.map(
        (address) => `addr add ${address}/${address.includes(':') ? '128' : '32'} dev lo nodad`,
      ),
    ])
    this.#internet = await internet(this.name, nameServers)
  }
}

interface Internet {
  readonly child: ChildProcess
  /** Also before anybody asks: Ctrl-C at a terminal ends it with this process. */
  readonly ended: Promise<unknown>
}

/** The servers of the namespace, listening. */
async function internet(namespace: string, names: readonly string[]): Promise<Internet> {
  // Beside this file, and like it compiled or not.
  const script = new URL(import.meta.url.replace(/carrier-namespace\.(\w+)$/, 'internet-process.$1')).pathname
  const command = ['netns', 'exec', namespace, process.execPath, script, ...names]
  const child = spawn('ip', command, { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said += part.slice(0, 4096)
  })
  const ready = once(child.stdout, 'data')
  const ended = once(child, 'close')
  const failed = ended.then(() => {
    throw new DialtoneError(
      'not_supported',
      `the servers of the virtual carrier did not start: ${said.trim()}`,
    )
  })
  await Promise.race([ready, failed])
  failed.catch(() => undefined)
  // A pipe to a process that is gone.
  child.stdin.on('error', () => undefined)
  return { child, ended }
}
