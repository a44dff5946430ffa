/**
 * One modem behind the proxy: opened once, shared by its clients. Each command goes to the modem under an id of the
 * proxy's own and its answer back under the client's; what the modem says by itself goes to whoever subscribed.
 */
import { Milliseconds, Minutes, Seconds, type Clock, type Duration, type Timer } from '../../base/index.ts'
import type { Channel } from '../../channel/index.ts'
import {
  DeviceCaps,
  DeviceServiceSubscribeList,
  MsBasicConnectExtensions,
  MsVersion,
  parseMessage,
  readHeader,
  serializeInfo,
  serializeMessage,
  WireError,
  type FunctionMessage,
  type Status,
} from '../../mbim/index.ts'
import { mergeLists, STANDARD_LIST, type SubscriptionList } from './proxy-subscriptions.ts'

/** A client as its device sees it. */
export interface DeviceClient {
  readonly subscriptions: SubscriptionList
  send(frame: Uint8Array): void
  /** The extension version became known, in BCD. */
  toldVersion(mbimVersion: number, extendedVersion: number): void
  /** The modem is gone. */
  deviceGone(): void
}

interface Pending {
  readonly client: DeviceClient | undefined
  readonly transactionId: number
  /** A transaction of the proxy itself. */
  readonly settle?: (message: FunctionMessage | undefined) => void
  readonly isVersion: boolean
  readonly deadline: number
}

/** What mbim-proxy asks for. */
const MAX_CONTROL_TRANSFER = 4096
/** How often OPEN is repeated while it is not answered (libmbim). */
const OPEN_RETRY = Seconds(5)
/** The check of a device that is open already. */
const CHECK_TIMEOUT = Seconds(5)
/** A forwarded command; its client is told nothing. */
const COMMAND_TIMEOUT = Minutes(5)

const TRANSACTION_ID_AT = 8
const SERVICE_AT = 20
const CID_AT = 36

export class ProxyDevice {
  readonly clients = new Set<DeviceClient>()
  /** As the modem agreed to it, once it has: MbimVersion and MbimExtendedVersion. */
  version: readonly [mbim: number, extended: number] | undefined
  readonly #channel: Channel
  readonly #clock: Clock
  readonly #maxControlTransfer: number
  readonly #pending = new Map<number, Pending>()
  /** Commands of clients that come in fragments: the id they go on under. */
  readonly #fragmented = new Map<DeviceClient, Map<number, number>>()
  #nextId = 1
  #isOpen = false
  #opening: Promise<boolean> | undefined
  #sentList = ''
  #timer: Timer | undefined
  #due = Infinity
  #gone = false
  /** To whom the first fragment of an indication went, the others follow. */
  #listeners: readonly DeviceClient[] = []

  /** `ended` is called once, when the modem is gone; its clients have been told then. */
  constructor(
    channel: Channel,
    options: { clock: Clock; maxControlTransfer: number; ended: (device: ProxyDevice) => void },
  ) {
    this.#channel = channel
    this.#clock = options.clock
    this.#maxControlTransfer = Math.min(MAX_CONTROL_TRANSFER, options.maxControlTransfer)
    channel.start({
      frame: (frame) => {
        this.#receive(frame)
      },
      closed: () => {
        this.#gone = true
        this.#timer?.[Symbol.dispose]()
        for (const { settle } of this.#pending.values()) settle?.(undefined)
        this.#pending.clear()
        options.ended(this)
        for (const client of [...this.clients]) client.deviceGone()
      },
    })
  }

  /** Opens the modem, or checks that it still is. False when it cannot be opened within `timeout`. */
  async ready(timeout: Duration): Promise<boolean> {
    if (this.#isOpen && (await this.#check())) return true
    this.#opening ??= this.#open(timeout).finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  /** Sends a frame of a client on, under another id. */
  forward(client: DeviceClient, frame: Uint8Array): void {
    const { transactionId, totalFragments, currentFragment } = readHeader(frame)
    const own = this.#idFor(client, transactionId, totalFragments, currentFragment)
    if (currentFragment === 0) {
      this.#expect(own, { client, transactionId, isVersion: isVersionQuery(frame) }, COMMAND_TIMEOUT)
    }
    this.#channel.send(renumbered(frame, own))
  }

  /** Makes the modem indicate what its clients want, all together. Resolves with the modem's word on it. */
  async subscribe(): Promise<Status> {
    const merged = mergeLists([...this.clients].map(({ subscriptions }) => subscriptions))
    const text = JSON.stringify(merged)
    if (text === this.#sentList) return 'success'
    const { uuid } = DeviceServiceSubscribeList.service
    const { number: cid } = DeviceServiceSubscribeList
    const events = merged.map(({ uuid: deviceServiceId, cids }) => ({ deviceServiceId, cidList: cids }))
    const answer = await this.#ask((transactionId) => {
      const envelope = { type: 'command', transactionId, service: uuid, cid, operation: 'set' } as const
      return serializeInfo(envelope, DeviceServiceSubscribeList.set, { events }, 1)
    }, COMMAND_TIMEOUT)
    if (answer?.type !== 'command-done') return 'failure'
    if (answer.status === 'success') this.#sentList = text
    return answer.status
  }

  /** The client has left: its answers go nowhere. */
  leave(client: DeviceClient): void {
    this.clients.delete(client)
    this.#fragmented.delete(client)
    for (const [id, pending] of this.#pending) {
      if (pending.client === client) this.#pending.delete(id)
    }
  }

  close(): void {
    this.#channel.close()
  }

  async #open(timeout: Duration): Promise<boolean> {
    const deadline = this.#clock.monotonic() + timeout
    for (;;) {
      const left = deadline - this.#clock.monotonic()
      if (left <= 0 || this.#gone) return false
      const maxControlTransfer = this.#maxControlTransfer
      const answer = await this.#ask(
        (transactionId) => serializeMessage({ type: 'open', transactionId, maxControlTransfer }),
        Milliseconds(Math.min(left, OPEN_RETRY)),
      )
      if (answer === undefined) continue
      this.#isOpen = answer.type === 'open-done' && answer.status === 'success'
      if (this.#isOpen) {
        // A control session begins anew: standard indications on, no version agreed on.
        this.#sentList = JSON.stringify(STANDARD_LIST)
        this.version = undefined
      }
      return this.#isOpen
    }
  }

  /** As mbim-proxy does, by a command that every function answers. */
  async #check(): Promise<boolean> {
    const { service, number: cid } = DeviceCaps
    const answer = await this.#ask((transactionId) => {
      const envelope = { type: 'command', transactionId, service: service.uuid, cid } as const
      return serializeInfo({ ...envelope, operation: 'query' }, DeviceCaps.query, {}, 1)
    }, CHECK_TIMEOUT)
    this.#isOpen = answer?.type !== 'function-error' || answer.error !== 'not-opened'
    return this.#isOpen
  }

  #ask(message: (id: number) => Uint8Array, timeout: Duration): Promise<FunctionMessage | undefined> {
    if (this.#gone) return Promise.resolve(undefined)
    const id = this.#takeId()
    return new Promise((settle) => {
      this.#expect(id, { client: undefined, transactionId: 0, settle, isVersion: false }, timeout)
      this.#channel.send(message(id))
    })
  }

  #receive(frame: Uint8Array): void {
    let header
    try {
      header = readHeader(frame)
    } catch (thrown) {
      if (thrown instanceof WireError) return
      throw thrown
    }
    const { type, transactionId, totalFragments, currentFragment } = header
    if (type === 'indicate-status') {
      this.#broadcast(frame, currentFragment)
      return
    }
    const pending = this.#pending.get(transactionId)
    if (pending === undefined) return
    if (currentFragment === totalFragments - 1) this.#pending.delete(transactionId)
    if (pending.settle !== undefined) {
      pending.settle(totalFragments === 1 ? messageIn(frame) : undefined)
      return
    }
    if (pending.isVersion && totalFragments === 1) this.#noteVersion(frame)
    pending.client?.send(renumbered(frame, pending.transactionId))
  }

  #broadcast(frame: Uint8Array, currentFragment: number): void {
    if (currentFragment === 0) {
      this.#listeners = []
      // Too short for what every indication has: garbled on the way.
      if (frame.length < CID_AT + 4) return
      const service = uuidAt(frame)
      const cid = new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(CID_AT, true)
      this.#listeners = [...this.clients].filter(({ subscriptions }) =>
        subscriptions.some(({ uuid, cids }) => uuid === service && (cids.length === 0 || cids.includes(cid))),
      )
    }
    // Each its own bytes: what a client does with them is not the others' affair.
    for (const client of this.#listeners) client.send(frame.slice())
  }

  #noteVersion(frame: Uint8Array): void {
    const message = messageIn(frame)
    if (message?.type !== 'command-done' || message.status !== 'success') return
    let agreed
    try {
      agreed = MsVersion.response.decode(message.info, 1)
    } catch (thrown) {
      if (thrown instanceof WireError) return // the asker is to see what came
      throw thrown
    }
    const { mbimVersion, mbimExtendedVersion } = agreed
    this.version = [mbimVersion, mbimExtendedVersion]
    for (const client of this.clients) client.toldVersion(mbimVersion, mbimExtendedVersion)
  }

  #idFor(client: DeviceClient, transactionId: number, total: number, current: number): number {
    if (total === 1) return this.#takeId()
    const running = this.#fragmented.get(client) ?? new Map<number, number>()
    this.#fragmented.set(client, running)
    const id = (current === 0 ? undefined : running.get(transactionId)) ?? this.#takeId()
    if (current === total - 1) running.delete(transactionId)
    else running.set(transactionId, id)
    return id
  }

  #takeId(): number {
    const id = this.#nextId
    this.#nextId = id === 0xffffffff ? 1 : id + 1
    return id
  }

  #expect(id: number, pending: Omit<Pending, 'deadline'>, timeout: Duration): void {
    const deadline = this.#clock.monotonic() + timeout
    this.#pending.set(id, { ...pending, deadline })
    if (deadline < this.#due) this.#arm(deadline)
  }

  /** One timer, for whatever is due first; it may find that there has been an answer. */
  #arm(due: number): void {
    this.#timer?.[Symbol.dispose]()
    this.#due = due
    const wait = Milliseconds(Math.max(0, due - this.#clock.monotonic()))
    this.#timer = this.#clock.setTimer(wait, () => this.#expire(), { background: true })
  }

  #expire(): void {
    const now = this.#clock.monotonic()
    let next = Infinity
    for (const [id, { deadline, settle }] of this.#pending) {
      if (deadline > now) {
        next = Math.min(next, deadline)
        continue
      }
      this.#pending.delete(id)
      settle?.(undefined)
    }
    this.#due = Infinity
    if (next < this.#due) this.#arm(next)
  }
}

function renumbered(frame: Uint8Array, transactionId: number): Uint8Array {
  const copy = frame.slice()
  new DataView(copy.buffer).setUint32(TRANSACTION_ID_AT, transactionId, true)
  return copy
}

function messageIn(frame: Uint8Array): FunctionMessage | undefined {
  try {
    return parseMessage(frame) as FunctionMessage // a function is at the other end
  } catch (thrown) {
    if (thrown instanceof WireError) return undefined
    throw thrown
  }
}

function isVersionQuery(frame: Uint8Array): boolean {
  if (frame.length < CID_AT + 4 || uuidAt(frame) !== MsBasicConnectExtensions.uuid) return false
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  return view.getUint32(CID_AT, true) === MsVersion.number
}

function uuidAt(frame: Uint8Array): string {
  const digits = Array.from(frame.subarray(SERVICE_AT, CID_AT), (byte) => byte.toString(16).padStart(2, '0'))
  return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
