/**
 * What was last known of one modem, as the very frames that told it: its OPEN, the version that was agreed on, the last answer
 * to each question about the modem and its network, the state that it told by itself or was set to since, and the activation
 * of each context that is up. A host that asks a modem of these is told where things were. Messages, numbers of others and
 * whatever else only passes through a modem are not part of it. Bounded in bytes.
 */
import { toHex } from '../../base/index.ts'
import {
  BasicConnect,
  Connect,
  DeviceCaps,
  DeviceServices,
  DeviceServiceSubscribeList,
  findCid,
  INFO_AT,
  isFragmented,
  joinFragments,
  MsBasicConnectExtensions,
  MsDeviceCapsV2,
  MsVersion,
  parseMessage,
  readHeader,
  SmsConfiguration,
  SmsMessageStoreStatus,
  tellsState,
  WireError,
  type CidFacts,
  type Message,
} from '../../mbim/index.ts'
import type { CaptureFrame } from '../capture-file.ts'

type Command = Extract<Message, { readonly type: 'command' }>
type Done = Extract<Message, { readonly type: 'command-done' }>
type Indication = Extract<Message, { readonly type: 'indicate-status' }>

/** A frame with its place among all that passed: a time says less, as clocks are set. */
interface Placed {
  readonly place: number
  readonly entry: CaptureFrame
}

interface Whole<M = Message> {
  readonly message: M
  readonly frames: readonly Placed[]
}

/** Some 15 KiB is what our host asks of a modem with everything. */
const MOST_BYTES = 48 * 1024
/** What is longer has no part in bringing a modem up. */
const LONGEST = 16 * 1024
/** A question that is longer is none about a state. */
const LONGEST_QUESTION = 64
/** Commands and fragments that something is still to come of. */
const MOST_UNDERWAY = 64
/** What a frame costs in memory and in a file beside its bytes. */
const FRAME_COST = 96

const addressOf = ({ service, number }: CidFacts): string => `${service.uuid}/${number}`

const SERVICES: ReadonlySet<string> = new Set([BasicConnect.uuid, MsBasicConnectExtensions.uuid])
const CIDS: ReadonlySet<string> = new Set([SmsConfiguration, SmsMessageStoreStatus].map(addressOf))
const [CONNECT, VERSION, SERVICE_LIST, SUBSCRIBE] = [
  addressOf(Connect),
  addressOf(MsVersion),
  addressOf(DeviceServices),
  addressOf(DeviceServiceSubscribeList),
]
/** Without these no host gets any further. */
const NEEDED: ReadonlySet<string> = new Set([
  'open',
  ...[MsVersion, DeviceServices, DeviceCaps, MsDeviceCapsV2].map((cid) => `query ${addressOf(cid)} `),
])

/** The second word of every buffer of CONNECT: what is to be done with the session, or how it is with it (MBIM 1.0 §10.5.12). */
const ACTIVATE = 1
const ACTIVATED = 1
const ACTIVATING = 2

export class ModemMemory {
  /** By what it tells, oldest first. */
  readonly #kept = new Map<string, readonly Placed[]>()
  readonly #pieces = new Map<string, Placed[]>()
  readonly #asked = new Map<number, Whole>()
  #bytes = 0
  #place = 0

  take(frame: CaptureFrame): void {
    const whole = this.#whole(frame)
    if (whole === undefined) return
    const { message } = whole
    const { transactionId } = message
    if (frame.direction === 'sent') {
      this.#asked.delete(transactionId)
      this.#asked.set(transactionId, whole)
      dropOldest(this.#asked)
      return
    }
    if (message.type === 'indicate-status') {
      this.#told({ ...whole, message })
      return
    }
    const asked = this.#asked.get(transactionId)
    if (asked === undefined) return
    this.#asked.delete(transactionId)
    const frames = [...asked.frames, ...whole.frames]
    if (asked.message.type === 'open' && message.type === 'open-done' && message.status === 'success') {
      // Nothing of before is so any more.
      this.#kept.clear()
      this.#bytes = 0
      this.#keep('open', frames)
    } else if (asked.message.type === 'command' && message.type === 'command-done') {
      this.#answered(asked.message, message, frames)
    }
  }

  /** In the order in which they passed. */
  get frames(): readonly CaptureFrame[] {
    return [...this.#kept.values()]
      .flat()
      .sort((one, other) => one.place - other.place)
      .map(({ entry }) => entry)
  }

  /** About as many as the frames take in a file. */
  get bytes(): number {
    return this.#bytes
  }

  #answered(asked: Command, done: Done, frames: readonly Placed[]): void {
    const address = `${asked.service}/${asked.cid}`
    if (!isAboutModem(asked.service, address)) return
    if (asked.operation === 'query') {
      if (asked.info.length > LONGEST_QUESTION) return
      const key = `query ${address} ${address === VERSION ? '' : toHex(asked.info)}`
      if (address === CONNECT && this.#isUp(done)) return
      if (address === VERSION && !this.#agrees(key, done)) return
      this.#keep(key, frames)
    } else if (done.status !== 'success') return
    else if (address === CONNECT) {
      const [session, command] = words(asked.info)
      this.#drop(`activation ${session}`)
      if (command === ACTIVATE) this.#keep(`activation ${session}`, frames)
      else this.#keep(`state ${address} ${session}`, frames)
    } else if (address === SUBSCRIBE || (done.info.length > 0 && tellsState(cidOf(done), 'set'))) {
      this.#keep(`state ${address} `, frames)
    }
  }

  #told({ message, frames }: Whole<Indication>): void {
    const address = `${message.service}/${message.cid}`
    if (!isAboutModem(message.service, address) || !tellsState(cidOf(message), 'indication')) return
    if (address === CONNECT && this.#isUp(message)) return
    this.#keep(`state ${address} ${address === CONNECT ? words(message.info)[0] : ''}`, frames)
  }

  /** Whether it says of an activated context that it is activated, which its activation does already. */
  #isUp({ info }: Done | Indication): boolean {
    const [session, state] = words(info)
    if (!this.#kept.has(`activation ${session}`)) return false
    if (state === ACTIVATED || state === ACTIVATING) return true
    this.#drop(`activation ${session}`)
    return false
  }

  /**
   * Whether it is news: what is read by another version goes. The frames behind an agreement are read by it, so it stays in its
   * place.
   */
  #agrees(key: string, done: Done): boolean {
    if (done.status !== 'success') return false
    const before = this.#kept.get(key)?.at(-1)?.entry.frame
    if (before === undefined) return true
    if (toHex(before.subarray(INFO_AT['command-done'])) === toHex(done.info)) return false
    for (const other of [...this.#kept.keys()]) {
      if (other !== 'open' && !other.startsWith(`query ${SERVICE_LIST}`)) this.#drop(other)
    }
    return true
  }

  #keep(key: string, frames: readonly Placed[]): void {
    this.#drop(key)
    const bytes = cost(frames)
    if (bytes > LONGEST) return
    this.#kept.set(key, frames)
    this.#bytes += bytes
    for (const old of this.#kept.keys()) {
      if (this.#bytes <= MOST_BYTES) return
      if (!NEEDED.has(old) && !old.startsWith('activation')) this.#drop(old)
    }
  }

  #drop(key: string): void {
    this.#bytes -= cost(this.#kept.get(key) ?? [])
    this.#kept.delete(key)
  }

  /** The message that is whole with this frame; nothing for what nobody can read. */
  #whole(given: CaptureFrame): Whole | undefined {
    // The bytes are the channel's, or part of a whole segment.
    const frame = new Uint8Array(given.frame)
    const placed = { place: this.#place++, entry: { ...given, frame, carried: true } }
    try {
      const { type, transactionId, totalFragments, currentFragment } = readHeader(frame)
      if (!isFragmented(type) || totalFragments === 1) {
        return { message: parseMessage(frame), frames: [placed] }
      }
      const key = `${type} ${transactionId}`
      const pieces = currentFragment === 0 ? [] : (this.#pieces.get(key) ?? [])
      this.#pieces.delete(key)
      if (pieces.length !== currentFragment || cost(pieces) > LONGEST) return undefined
      pieces.push(placed)
      if (pieces.length === totalFragments) {
        const whole = joinFragments(pieces.map(({ entry }) => entry.frame))
        return { message: parseMessage(whole), frames: pieces }
      }
      this.#pieces.set(key, pieces)
      dropOldest(this.#pieces)
      return undefined
    } catch (thrown) {
      if (thrown instanceof WireError) return undefined
      throw thrown
    }
  }
}

function isAboutModem(service: string, address: string): boolean {
  return SERVICES.has(service) || CIDS.has(address)
}

function cidOf({ service, cid }: Done | Indication): ReturnType<typeof findCid> {
  return findCid(service, cid)
}

function words(info: Uint8Array): readonly [session: number, what: number] {
  if (info.length < 8) return [0, 0]
  const view = new DataView(info.buffer, info.byteOffset)
  return [view.getUint32(0, true), view.getUint32(4, true)]
}

function cost(frames: readonly Placed[]): number {
  return frames.reduce((sum, { entry }) => sum + entry.frame.length + FRAME_COST, 0)
}

function dropOldest(underway: Map<unknown, unknown>): void {
  for (const key of underway.keys()) {
    if (underway.size <= MOST_UNDERWAY) return
    underway.delete(key)
  }
}
