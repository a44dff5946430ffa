/**
 * One client of the proxy, from its first message to its end. It names its modem, opens and closes as if it were alone,
 * and has what it says about subscriptions kept for itself; everything else goes on to the modem.
 */
import { Seconds, type Duration } from '../../base/index.ts'
import type { Channel } from '../../channel/index.ts'
import {
  DeviceServiceSubscribeList,
  parseMessage,
  ProxyConfiguration,
  ProxyVersion,
  readHeader,
  Reassembler,
  serializeInfo,
  serializeMessage,
  WireError,
  type Command,
  type Header,
  type HostMessage,
  type Status,
} from '../../mbim/index.ts'
import type { DeviceClient, ProxyDevice } from './proxy-device.ts'
import { STANDARD_LIST, type SubscriptionList } from './proxy-subscriptions.ts'

export interface ProxyClientOptions {
  readonly channel: Channel
  /** The modem that a path means, opened; nothing when it cannot be opened in time. */
  open(path: string, timeout: Duration): Promise<ProxyDevice | undefined>
  /** Bytes that wait because the client does not read. */
  backlog(): number
  now(): number
  ended(client: ProxyClient): void
}

/**
 * What may wait for a client that does not read: some hundred indications, or one very long answer. A client that is
 * behind further than that is cut off, as it has missed what it is there for.
 */
const MAX_BACKLOG = 1024 * 1024

const NOTHING = new Uint8Array(0)

export class ProxyClient implements DeviceClient {
  subscriptions: SubscriptionList = STANDARD_LIST
  readonly #options: ProxyClientOptions
  /** Fragments of commands that are the proxy's own to answer. */
  readonly #reassembler = new Reassembler()
  readonly #collecting = new Set<number>()
  #path: string | undefined
  #configuring = false
  #device: ProxyDevice | undefined
  #ended = false

  constructor(options: ProxyClientOptions) {
    this.#options = options
    options.channel.start({
      frame: (frame) => {
        this.#receive(frame)
      },
      closed: () => {
        this.#end()
      },
    })
  }

  send(frame: Uint8Array): void {
    if (this.#options.backlog() > MAX_BACKLOG) {
      this.close()
      return
    }
    this.#options.channel.send(frame)
  }

  toldVersion(mbimVersion: number, mbimExtendedVersion: number): void {
    const { service, number: cid } = ProxyVersion
    const envelope = { type: 'indicate-status', transactionId: 0, service: service.uuid, cid } as const
    this.send(serializeInfo(envelope, ProxyVersion.indication, { mbimVersion, mbimExtendedVersion }, 1))
  }

  deviceGone(): void {
    this.close()
  }

  close(): void {
    this.#options.channel.close()
    this.#end()
  }

  #end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#device?.leave(this)
    this.#options.ended(this)
  }

  #receive(frame: Uint8Array): void {
    let header: Header
    let message: HostMessage | undefined
    try {
      header = readHeader(frame)
      message = this.#mine(header, frame)
    } catch (thrown) {
      // What cannot be read is dropped without a word, as mbim-proxy does.
      if (thrown instanceof WireError) return
      throw thrown
    }
    if (message === undefined) {
      if (header.type === 'command' && !this.#collecting.has(header.transactionId)) {
        this.#device?.forward(this, frame)
      }
      return
    }
    switch (message.type) {
      case 'open': {
        const status = this.#device === undefined ? 'failure' : 'success'
        this.send(serializeMessage({ type: 'open-done', transactionId: message.transactionId, status }))
        break
      }
      case 'close':
        this.send(
          serializeMessage({ type: 'close-done', transactionId: message.transactionId, status: 'success' }),
        )
        break
      case 'command':
        if (message.service === ProxyConfiguration.service.uuid) void this.#configure(message)
        else void this.#subscribe(message)
        break
      case 'host-error':
        break
    }
  }

  /** The complete message, if it is one that the proxy answers itself; nothing for fragments still to be completed. */
  #mine(header: Header, frame: Uint8Array): HostMessage | undefined {
    const { type, transactionId, currentFragment, totalFragments } = header
    if (type === 'open' || type === 'close') return parseMessage(frame) as HostMessage // by its type
    if (type !== 'command') return undefined
    if (currentFragment === 0 && isForProxy(frame)) this.#collecting.add(transactionId)
    if (!this.#collecting.has(transactionId)) return undefined
    const assembly = this.#reassembler.push(frame, this.#options.now())
    if (currentFragment === totalFragments - 1 || assembly.outcome === 'error') {
      queueMicrotask(() => this.#collecting.delete(transactionId))
    }
    return assembly.outcome === 'message' ? (parseMessage(assembly.message) as HostMessage) : undefined
  }

  async #configure(command: Command): Promise<void> {
    const { path, timeout } = configurationIn(command) ?? { path: '', timeout: Seconds(0) }
    if (path === '') {
      this.#answer(command, 'invalid-parameters')
      return
    }
    if (this.#configuring) {
      this.#answer(command, 'busy')
      return
    }
    if (this.#path !== undefined) {
      this.#answer(command, path === this.#path ? 'success' : 'failure')
      return
    }
    this.#configuring = true
    const device = await this.#options.open(path, timeout)
    this.#configuring = false
    if (this.#ended) return
    if (device === undefined) {
      // mbim-proxy says nothing: it hangs up.
      this.close()
      return
    }
    this.#path = path
    this.#device = device
    device.clients.add(this)
    if (device.version !== undefined) this.toldVersion(...device.version)
    this.#answer(command, 'success')
  }

  async #subscribe(command: Command): Promise<void> {
    const device = this.#device
    if (device === undefined) return
    let status: Status
    try {
      const { events } = DeviceServiceSubscribeList.set.decode(command.info, 1)
      this.subscriptions = events.map(({ deviceServiceId, cidList }) => ({
        uuid: deviceServiceId,
        cids: cidList,
      }))
      status = await device.subscribe()
    } catch (thrown) {
      if (!(thrown instanceof WireError)) throw thrown
      this.#answer(command, 'invalid-parameters')
      return
    }
    if (!this.#ended) this.#answer(command, status, command.info)
  }

  #answer({ transactionId, service, cid }: Command, status: Status, info: Uint8Array = NOTHING): void {
    this.send(serializeMessage({ type: 'command-done', transactionId, service, cid, status, info }))
  }
}

const SERVICE_AT = 20

/** CONFIGURATION, and lists of subscriptions that are set: every other command is the modem's. */
function isForProxy(frame: Uint8Array): boolean {
  if (frame.length < 48) return false
  const digits = Array.from(frame.subarray(SERVICE_AT, SERVICE_AT + 16), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const cid = view.getUint32(36, true)
  const isSet = view.getUint32(40, true) === 1
  const is = ({ service, number }: { service: { uuid: string }; number: number }): boolean =>
    digits === service.uuid.replaceAll('-', '') && cid === number
  return is(ProxyConfiguration) || (is(DeviceServiceSubscribeList) && isSet)
}

function configurationIn(command: Command): { path: string; timeout: Duration } | undefined {
  if (command.operation !== 'set') return undefined
  try {
    const { devicePath, timeout } = ProxyConfiguration.set.decode(command.info, 1)
    return { path: devicePath, timeout: Seconds(timeout) }
  } catch (thrown) {
    if (thrown instanceof WireError) return undefined
    throw thrown
  }
}
