/**
 * The modem's end of a memory channel, played by a test: it keeps what the host sends and answers what the test tells it
 * to, in the test's own order. It knows the wire and nothing of modems.
 */
import { memoryChannel, type Channel } from '../../src/channel/index.ts'
import {
  BasicConnect,
  DeviceServices,
  fragment,
  parseMessage,
  Reassembler,
  serializeInfo,
  serializeMessage,
  type Command,
  type HostMessage,
  type InfoCodec,
  type Indicating,
  type MbimExVersion,
  type Message,
  type ProtocolErrorCode,
  type Status,
} from '../../src/mbim/index.ts'

export class ScriptedFunction {
  /** The host's end. */
  readonly channel: Channel
  /** Every complete message of the host, in order. */
  readonly heard: HostMessage[] = []
  readonly ends: unknown[] = []
  /** Hears each frame of the host, whole message or not. */
  onFrame: (frame: Uint8Array) => void = () => undefined
  version: MbimExVersion = 1
  maxControlTransfer = 4096
  readonly #end: Channel
  readonly #reassembler = new Reassembler()
  #reply: (message: HostMessage) => void

  /** `reply` is called with each message of the host; `standard` unless told. */
  constructor(reply?: (message: HostMessage, self: ScriptedFunction) => void) {
    const [host, end] = memoryChannel()
    this.channel = host
    this.#end = end
    this.#reply = (message) => (reply === undefined ? this.standard(message) : reply(message, this))
    end.start({
      frame: (bytes) => {
        this.onFrame(bytes)
        const assembly = this.#reassembler.push(bytes, 0)
        if (assembly.outcome !== 'message') return
        const message = parseMessage(assembly.message) as HostMessage // a host is at the other end
        this.heard.push(message)
        this.#reply(message)
      },
      closed: (cause) => this.ends.push(cause),
    })
  }

  /** From now on. */
  onMessage(reply: (message: HostMessage, self: ScriptedFunction) => void): void {
    this.#reply = (message) => reply(message, this)
  }

  /** Opens, closes, lists no more than Basic Connect's services CID, and refuses any other command. */
  standard(message: HostMessage): void {
    const { type, transactionId } = message
    if (type === 'open') this.send({ type: 'open-done', transactionId, status: 'success' })
    else if (type === 'close') this.send({ type: 'close-done', transactionId, status: 'success' })
    else if (type === 'command') {
      if (!this.services(message)) this.answer(message, 'no-device-support')
    }
  }

  /** Answers DEVICE_SERVICES, whatever the list; false for another command. */
  services(
    command: Command,
    list: readonly { deviceServiceId: string; cidList: readonly number[] }[] = BASIC,
  ): boolean {
    if (command.service !== BasicConnect.uuid || command.cid !== DeviceServices.number) return false
    const deviceServices = list.map((entry) => ({ ...entry, dssPayload: 0, maxDssInstances: 0 }))
    this.answer(command, 'success', DeviceServices.response, { maxDssSessions: 0, deviceServices })
    return true
  }

  answer<T>(command: Command, status: Status, codec?: InfoCodec<T>, value?: T): void {
    const { transactionId, service, cid } = command
    const done = { type: 'command-done', transactionId, service, cid, status } as const
    if (codec === undefined || value === undefined) this.send({ ...done, info: new Uint8Array(0) })
    else this.sendBytes(serializeInfo(done, codec, value, this.version))
  }

  indicate<I>(cid: Indicating<I>, value: I): void {
    const { service, number } = cid
    const indication = {
      type: 'indicate-status',
      transactionId: 0,
      service: service.uuid,
      cid: number,
    } as const
    this.sendBytes(serializeInfo(indication, cid.indication, value, this.version))
  }

  error(transactionId: number, error: ProtocolErrorCode): void {
    this.send({ type: 'function-error', transactionId, error })
  }

  send(message: Message): void {
    this.sendBytes(serializeMessage(message))
  }

  /** A complete message, in fragments where it is longer than a control transfer. */
  sendBytes(message: Uint8Array): void {
    for (const piece of fragment(message, this.maxControlTransfer)) this.sendFrame(piece)
  }

  sendFrame(frame: Uint8Array): void {
    this.#end.send(frame)
  }

  unplug(): void {
    this.#end.close()
  }

  /** The commands heard so far, those before `open` and VERSION included. */
  get commands(): Command[] {
    return this.heard.filter((message) => message.type === 'command')
  }
}

const BASIC = [{ deviceServiceId: BasicConnect.uuid, cidList: [1, 2, 3, 4, 9, 10, 11, 12, 15, 16, 19] }]
