/**
 * What a capture tells of one modem, made ready to be told again: which command was answered by what and how soon, and what
 * the modem said by itself, in the order of time. Pure.
 *
 * Times are milliseconds from the first entry on, whatever the wall clock did meanwhile. What was carried over from before the
 * capture is so from the beginning, however long ago it was; only the contexts that were up by then are still to be activated.
 */
import { DialtoneError, toHex } from '../../base/index.ts'
import {
  Connect,
  DeviceCaps,
  findCid,
  HomeProvider,
  MsDeviceCapsV2,
  MsDeviceReset,
  MsPinEx,
  PacketService,
  parseMessage,
  Pin,
  RadioState,
  Reassembler,
  redactMessage,
  RegisterState,
  ServiceActivation,
  SmsSend,
  tellsState,
  Ussd,
  WireError,
  type Cid,
  type Message,
  type MbimExVersion,
} from '../../mbim/index.ts'
import type { Capture, CaptureEntry, CaptureFrame } from '../../record/index.ts'

/** A command of the recorded host, OPEN and CLOSE included, with what the modem answered. */
export interface Exchange {
  readonly at: number
  /** `open`, `close`, or service, CID and operation. */
  readonly kind: string
  readonly name: string
  /** The CID without its operation: what indications of it tell of. */
  readonly cid: string
  /** The whole of it but the transaction, comparable with another one that `fingerprintOf` the same version gives. */
  readonly fingerprint: string
  readonly version: MbimExVersion | undefined
  /** Whether something happened because of it: what came next in time waits until it is played. */
  readonly gates: boolean
  /** The session of a CONNECT. */
  readonly session?: number
  answer?: Answer
}

export interface Answer {
  /** Since the command. */
  readonly after: number
  readonly message: Uint8Array
  /** By which it is read, where that is known. */
  readonly version: MbimExVersion | undefined
}

/** Something that the modem did by itself, or `set`: something that was so from here on, as it answered a set. */
export type Occurrence =
  | {
      readonly at: number
      readonly type: 'indication' | 'set'
      readonly cid: string
      readonly message: Uint8Array
      readonly version: MbimExVersion | undefined
      readonly session?: number
      /** Its info is what a query of the CID would be answered with. */
      readonly isState: boolean
    }
  | { readonly at: number; readonly type: 'unplug' | 'plug' }

export interface Story {
  readonly modem: string
  readonly exchanges: readonly Exchange[]
  readonly occurrences: readonly Occurrence[]
  /** When the last thing happened. */
  readonly end: number
  /** Whether the function was open when the capture began. */
  readonly opened: boolean
  /** Whether the modem says in it what it is: without that no host brings it up. */
  readonly isDrivable: boolean
}

/** Sets after which the modem, the SIM or the network is another: what was told after them makes no sense before. */
const GATES: ReadonlySet<string> = new Set(
  [
    Connect,
    HomeProvider,
    MsDeviceReset,
    MsPinEx,
    PacketService,
    Pin,
    RadioState,
    RegisterState,
    ServiceActivation,
    SmsSend,
    Ussd,
  ].map(({ service, number }) => `${service.uuid}/${number}`),
)

/** Far below what a capture resolves, and a clock: what is so near is at the same time. */
export const INSTANT = 1e-6

/** @throws DialtoneError `not_found` for a modem that is not in it, `invalid_argument` where one has to be named. */
export function storyOf({ entries }: Capture, called?: string): Story {
  const modem = modemIn(entries, called)
  const builder = new StoryBuilder(modem)
  let shift = 0
  const carried = entries.filter(isCarried).filter((frame) => frame.modem === modem)
  for (const entry of activationsLast(carried)) builder.take(entry, 0)
  for (const entry of entries) {
    if (isCarried(entry)) continue
    if (entry.kind === 'note' && entry.step !== undefined) shift -= entry.step
    if (entry.modem === modem) builder.take(entry, entry.at + shift)
  }
  return builder.finish()
}

function modemIn(entries: readonly CaptureEntry[], called: string | undefined): string {
  const modems = new Set(entries.flatMap((entry) => (entry.kind === 'frame' ? [entry.modem] : [])))
  const names = [...modems].join(', ')
  if (called !== undefined) {
    if (modems.has(called)) return called
    const there = names === '' ? 'it has no frame of any' : `it has ${names}`
    throw new DialtoneError('not_found', `the capture has no modem ${JSON.stringify(called)}: ${there}`)
  }
  const [only, ...others] = modems
  if (only === undefined) {
    throw new DialtoneError('not_found', 'the capture has no MBIM frame: nothing can be played back')
  }
  if (others.length > 0) {
    throw new DialtoneError('invalid_argument', `the capture has several modems, ${names}: name one`)
  }
  return only
}

function isCarried(entry: CaptureEntry): entry is CaptureFrame & { readonly carried: true } {
  return entry.kind === 'frame' && entry.carried === true
}

/** The story waits before an activation until the host asks for it: by then the rest has to be so. */
function activationsLast(frames: readonly CaptureFrame[]): readonly CaptureFrame[] {
  const transactions = new Set<number>()
  const { first = [], last = [] } = Object.groupBy(frames, ({ frame, direction }) => {
    const message = messageOf(frame)
    if (message === undefined) return 'first'
    if (direction === 'sent' && isActivation(message)) transactions.add(message.transactionId)
    return transactions.has(message.transactionId) ? 'last' : 'first'
  })
  return [...first, ...last]
}

/** A single frame; nothing for what is none, or a piece of a longer message, which a CONNECT never is. */
function messageOf(frame: Uint8Array): Message | undefined {
  try {
    return parseMessage(frame)
  } catch {
    return undefined
  }
}

interface Sent {
  readonly bytes: Uint8Array
  readonly version: MbimExVersion | undefined
  readonly at: number
  readonly isCarried: boolean
}

class StoryBuilder {
  readonly #modem: string
  readonly #exchanges: Exchange[] = []
  readonly #occurrences: Occurrence[] = []
  /** Commands that wait for their answer, by their transaction. */
  readonly #waiting = new Map<number, Exchange>()
  readonly #halves = { sent: new Reassembler(), received: new Reassembler() }
  #start: number | undefined
  #end: number | undefined
  #isUnplugged = false
  #opened: boolean | undefined

  constructor(modem: string) {
    this.#modem = modem
  }

  take(entry: CaptureEntry, time: number): void {
    if (!isCarried(entry)) this.#start ??= time
    // No two at once: in the order of the capture, also where its stamps are equal or out of order.
    const at = this.#end === undefined ? 0 : Math.max(time - (this.#start ?? time), this.#end + INSTANT)
    this.#end = at
    if (entry.kind === 'frame') this.#frame(entry, at)
    else if (entry.channel === 'failed' && !this.#isUnplugged) {
      this.#isUnplugged = true
      this.#waiting.clear()
      this.#occurrences.push({ at, type: 'unplug' })
    } else if (entry.channel === 'opened' && this.#isUnplugged) {
      this.#isUnplugged = false
      this.#occurrences.push({ at, type: 'plug' })
    }
  }

  finish(): Story {
    return {
      modem: this.#modem,
      exchanges: this.#exchanges,
      occurrences: this.#occurrences,
      end: this.#end ?? 0,
      opened: this.#opened ?? true,
      isDrivable: this.#exchanges.some(isDescription),
    }
  }

  #frame(entry: CaptureFrame, at: number): void {
    const { direction, frame, version } = entry
    const whole = this.#whole(direction, frame, at)
    if (whole === undefined) return
    const { bytes, message } = whole
    if (direction === 'sent') this.#sent(message, { bytes, version, at, isCarried: isCarried(entry) })
    else this.#received(message, { bytes, version, at })
  }

  /** The message that is whole with this frame; nothing for what nobody could read. */
  #whole(
    direction: CaptureFrame['direction'],
    frame: Uint8Array,
    at: number,
  ): { readonly bytes: Uint8Array; readonly message: Message } | undefined {
    try {
      const assembly = this.#halves[direction].push(frame, at)
      if (assembly.outcome !== 'message') return undefined
      return { bytes: assembly.message, message: parseMessage(assembly.message) }
    } catch (thrown) {
      if (thrown instanceof WireError) return undefined
      throw thrown
    }
  }

  #sent(message: Message, { bytes, version, at, isCarried }: Sent): void {
    const kind = kindOf(message)
    if (kind === undefined) return
    const exchange: Exchange = {
      at,
      ...kind,
      // The rest is so from the beginning, and nobody has to ask for it.
      ...(isCarried && { gates: message.type === 'open' || isActivation(message) }),
      fingerprint: fingerprintOf(bytes, version),
      version,
    }
    this.#exchanges.push(exchange)
    this.#waiting.set(message.transactionId, exchange)
  }

  #received(
    message: Message,
    {
      bytes,
      version,
      at,
    }: { readonly bytes: Uint8Array; readonly version: MbimExVersion | undefined; readonly at: number },
  ): void {
    if (message.type === 'indicate-status') {
      const { service, cid: number } = message
      const session = sessionOf(message)
      this.#occurrences.push({
        at,
        type: 'indication',
        cid: `${service}/${number}`,
        message: bytes,
        version,
        isState: tellsState(findCid(service, number), 'indication'),
        ...(session !== undefined && { session }),
      })
      return
    }
    const waiting = this.#waiting.get(message.transactionId)
    if (waiting === undefined) return
    this.#waiting.delete(message.transactionId)
    const isRefused = message.type === 'function-error' && message.error === 'not-opened'
    this.#opened ??= message.type !== 'open-done' && !isRefused
    if (isRefused) {
      // Whether the function is open is for the replay to know: it is no answer to the command.
      this.#exchanges.splice(this.#exchanges.indexOf(waiting), 1)
      return
    }
    if (message.type === 'command-done' && message.status === 'success') {
      const isState = tellsState(findCid(message.service, message.cid), 'set')
      if (waiting.kind.endsWith(' set') && isState && message.info.length > 0) {
        const { cid: address, session } = waiting
        this.#occurrences.push({
          at,
          type: 'set',
          cid: address,
          message: bytes,
          version,
          isState,
          ...(session !== undefined && { session }),
        })
      }
    }
    waiting.answer = { after: asClock(at - waiting.at), message: bytes, version }
  }
}

/** Milliseconds as a clock has them: in whole microseconds. */
export function asClock(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}

export type Kind = Pick<Exchange, 'kind' | 'name' | 'cid' | 'gates' | 'session'>

/** What a host asks; nothing for what is no command. */
export function kindOf(message: Message): Kind | undefined {
  switch (message.type) {
    case 'open':
      return { kind: 'open', name: 'OPEN', cid: 'open', gates: true }
    case 'close':
      return { kind: 'close', name: 'CLOSE', cid: 'close', gates: false }
    case 'command': {
      const { service, cid: number, operation } = message
      const address = `${service}/${number}`
      const cid = findCid(service, number)
      const name = cid === undefined ? `${service} ${number}` : `${cid.service.name} ${cid.name}`
      const session = sessionOf(message)
      return {
        kind: `${address} ${operation}`,
        name: `${name} ${operation}`,
        cid: address,
        gates: operation === 'set' && GATES.has(address),
        ...(session !== undefined && { session }),
      }
    }
    default:
      return undefined
  }
}

export function kindOfQuery({ service, number }: Pick<Cid, 'service' | 'number'>): string {
  return `${service.uuid}/${number} query`
}

/** What a modem is, in either of its forms. */
function isDescription({ kind, answer }: Exchange): boolean {
  if (kind !== kindOfQuery(DeviceCaps) && kind !== kindOfQuery(MsDeviceCapsV2)) return false
  const message = answer && messageOf(answer.message)
  return message?.type === 'command-done' && message.status === 'success'
}

/** The second word of a CONNECT set is its activation command: 1 activates (MBIM 1.0 §10.5.12). */
function isActivation(message: Message): boolean {
  if (message.type !== 'command' || message.operation !== 'set' || message.info.length < 8) return false
  const { info } = message
  return (
    sessionOf(message) !== undefined && new DataView(info.buffer, info.byteOffset).getUint32(4, true) === 1
  )
}

/** Every buffer of CONNECT begins with its session. */
function sessionOf(message: Extract<Message, { readonly info: Uint8Array }>): number | undefined {
  const { service, cid, info } = message
  if (service !== Connect.service.uuid || cid !== Connect.number || info.length < 4) return undefined
  return new DataView(info.buffer, info.byteOffset).getUint32(0, true)
}

/**
 * A command as text, without its transaction, and without what is hidden in captures: one that was recorded has the same as
 * one that a host sends now.
 */
export function fingerprintOf(message: Uint8Array, version: MbimExVersion | undefined): string {
  const redacted = redactMessage(message, { version, hide: 'personal' })
  return toHex(redacted.subarray(0, 8)) + toHex(redacted.subarray(12))
}
