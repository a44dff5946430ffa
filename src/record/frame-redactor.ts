/**
 * The frames of one channel without their secrets, in order. The fragments of a message are held until all of it is there, as
 * only a whole message can be understood; those of one that never ends keep nothing but their headers. On the way it hears
 * which version the ends agree on, by which messages are read.
 */
import { Seconds } from '../base/index.ts'
import type { TraceRecord } from '../channel/index.ts'
import {
  FRAGMENT_HEADER_BYTES,
  isFragmented,
  joinFragments,
  MsVersion,
  parseMessage,
  ProxyVersion,
  readHeader,
  redactMessage,
  toMbimExVersion,
  type Header,
  type MbimExVersion,
  type RedactOptions,
} from '../mbim/index.ts'

export interface RedactedRecord extends TraceRecord {
  /** Agreed on when it passed; not known on a channel that was taken over. */
  readonly version: MbimExVersion | undefined
}

interface Held {
  readonly pieces: TraceRecord[]
  readonly header: Header
  bytes: number
}

/** For messages that are not whole yet: more than any function sends at a time. */
const MOST_BYTES = 1024 * 1024
const MOST_HELD = 64

/** A fragment comes 1.25 s after the one before at the latest (MBIM 1.0 errata-1 §9.2). */
const PATIENCE = Seconds(2)

export class FrameRedactor {
  readonly #hide: RedactOptions['hide']
  readonly #held = new Map<string, Held>()
  #bytes = 0
  #version: MbimExVersion | undefined

  constructor(hide: RedactOptions['hide'] = 'secret') {
    this.#hide = hide
  }

  get version(): MbimExVersion | undefined {
    return this.#version
  }

  /** What can be told now that `record` has passed. `known`: the version, where it is known from elsewhere. */
  push(record: TraceRecord, known?: MbimExVersion): readonly RedactedRecord[] {
    if (this.#held.size === 0 && !mayBeFragment(record.frame)) return [this.#whole(record, known)]
    const late = this.#giveUp(({ pieces }) => (pieces.at(-1)?.at ?? 0) + PATIENCE < record.at)
    return [...late, ...this.#piece(record, known)]
  }

  /** What is held still: no more of it will come. */
  end(): readonly RedactedRecord[] {
    return this.#giveUp(() => true)
  }

  #whole(record: TraceRecord, known: MbimExVersion | undefined): RedactedRecord {
    const { frame } = record
    this.#hear(frame)
    const version = known ?? this.#version
    return { ...record, version, frame: redactMessage(frame, { version, hide: this.#hide }) }
  }

  #piece(record: TraceRecord, known: MbimExVersion | undefined): readonly RedactedRecord[] {
    const header = headerOf(record.frame)
    if (header === undefined || header.totalFragments === 1) return [this.#whole(record, known)]
    const key = `${record.direction} ${header.transactionId}`
    const held = this.#held.get(key)
    const continues =
      held !== undefined &&
      held.header.type === header.type &&
      held.header.totalFragments === header.totalFragments &&
      held.pieces.length === header.currentFragment
    if (!continues) {
      const lost = held === undefined ? [] : this.#release(key, held)
      if (header.currentFragment !== 0) return [...lost, this.#headerOnly(record)]
      const full = this.#held.size >= MOST_HELD ? this.#giveUp((_, index) => index === 0) : []
      this.#held.set(key, { pieces: [record], header, bytes: record.frame.length })
      this.#bytes += record.frame.length
      return [...lost, ...full, ...this.#bounded()]
    }
    held.pieces.push(record)
    held.bytes += record.frame.length
    this.#bytes += record.frame.length
    if (held.pieces.length < header.totalFragments) return this.#bounded()
    this.#held.delete(key)
    this.#bytes -= held.bytes
    const whole = joinFragments(held.pieces.map(({ frame }) => frame))
    const { frame, version } = this.#whole({ ...record, frame: whole }, known)
    return frame === whole
      ? held.pieces.map((piece) => ({ ...piece, version }))
      : cutAgain(held.pieces, frame, version)
  }

  #bounded(): readonly RedactedRecord[] {
    return this.#bytes > MOST_BYTES ? this.#giveUp((_, index) => index === 0) : []
  }

  #giveUp(which: (held: Held, index: number) => boolean): readonly RedactedRecord[] {
    return [...this.#held]
      .filter(([, held], index) => which(held, index))
      .flatMap(([key, held]) => this.#release(key, held))
  }

  #release(key: string, held: Held): readonly RedactedRecord[] {
    this.#held.delete(key)
    this.#bytes -= held.bytes
    return held.pieces.map((piece) => this.#headerOnly(piece))
  }

  #headerOnly(record: TraceRecord): RedactedRecord {
    const version = this.#version
    return { ...record, version, frame: redactMessage(record.frame, { version, hide: this.#hide }) }
  }

  /** As the host does: an OPEN begins with MBIM 1.0, the answer to VERSION says more, and mbim-proxy tells all its clients. */
  #hear(frame: Uint8Array): void {
    if (frame.length < 16) return
    const type = new DataView(frame.buffer, frame.byteOffset).getUint32(0, true)
    if (type === OPEN) this.#version = 1
    else if (type === COMMAND_DONE && isAbout(frame, VERSION)) this.#agreed(frame, MsVersion.response)
    else if (type === INDICATE_STATUS && isAbout(frame, PROXY_VERSION)) {
      this.#agreed(frame, ProxyVersion.indication)
    }
  }

  #agreed(frame: Uint8Array, codec: typeof MsVersion.response | typeof ProxyVersion.indication): void {
    try {
      const message = parseMessage(frame)
      if (!('info' in message) || (message.type === 'command-done' && message.status !== 'success')) return
      const { mbimExtendedVersion } = codec.decode(message.info, 1)
      this.#version = toMbimExVersion(mbimExtendedVersion)
    } catch {
      // Nor could the host read it.
    }
  }
}

const OPEN = 0x00000001
const COMMAND_DONE = 0x80000003
const INDICATE_STATUS = 0x80000007

interface Address {
  readonly uuid: Uint8Array
  readonly number: number
}

const VERSION = addressOf(MsVersion)
const PROXY_VERSION = addressOf(ProxyVersion)

function addressOf(cid: { readonly service: { readonly uuid: string }; readonly number: number }): Address {
  const digits = cid.service.uuid.replaceAll('-', '')
  return {
    uuid: Uint8Array.from({ length: 16 }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16)),
    number: cid.number,
  }
}

function isAbout(frame: Uint8Array, { uuid, number }: Address): boolean {
  return (
    frame.length >= 44 &&
    uuid.every((byte, at) => frame[20 + at] === byte) &&
    new DataView(frame.buffer, frame.byteOffset).getUint32(36, true) === number
  )
}

/** Without reading all of the header: almost no frame is one. */
function mayBeFragment(frame: Uint8Array): boolean {
  return (
    frame.length >= FRAGMENT_HEADER_BYTES &&
    (frame[12] !== 1 || frame[13] !== 0 || frame[14] !== 0 || frame[15] !== 0)
  )
}

function headerOf(frame: Uint8Array): Header | undefined {
  try {
    const header = readHeader(frame)
    return isFragmented(header.type) ? header : undefined
  } catch {
    return undefined
  }
}

/** The same fragments with what is left of their message. */
function cutAgain(
  pieces: readonly TraceRecord[],
  message: Uint8Array,
  version: MbimExVersion | undefined,
): readonly RedactedRecord[] {
  let at = FRAGMENT_HEADER_BYTES
  return pieces.map((piece) => {
    const frame = new Uint8Array(piece.frame)
    const share = frame.length - FRAGMENT_HEADER_BYTES
    frame.set(message.subarray(at, at + share), FRAGMENT_HEADER_BYTES)
    at += share
    return { ...piece, frame, version }
  })
}
