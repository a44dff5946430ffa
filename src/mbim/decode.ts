/**
 * A whole message above the wire: names for service and CID, and the information buffer as the value it stands for,
 * where the catalogue knows it. What it does not know stays as it is, so `encode` undoes `decode`.
 */
import { empty, type Cid } from './cid.ts'
import { findCid, findService } from './catalog.ts'
import type { MbimExVersion } from './codec/codec.ts'
import type { InfoCodec } from './codec/info.ts'
import { ValueError, WireError } from './codec/wire-error.ts'
import {
  INFO_AT,
  parseMessage,
  serializeInfo,
  serializeMessage,
  type Command,
  type CommandDone,
  type IndicateStatus,
  type Message,
} from './frame/message.ts'

type Addressed = Command | CommandDone | IndicateStatus

/** A message with words for its service, its CID and its info. */
export type DecodedMessage = Exclude<Message, Addressed> | NamedMessage

type NamedMessage = Named<Command> | Named<CommandDone> | Named<IndicateStatus>

type Named<M extends Addressed> = Omit<M, 'service' | 'cid' | 'info'> & {
  /** `basic-connect`, or the UUID of a service nobody knows. */
  readonly service: string
  /** `connect`, or the number of a CID nobody knows. */
  readonly cid: string | number
  /** The value of the CID's codec, or the bytes where there is none. */
  readonly info: Info
}

export type Info = Uint8Array | Readonly<Record<string, unknown>>

export interface DecodeOptions {
  /** The version both ends agreed on; 1 (MBIM 1.0) unless told. */
  readonly version?: MbimExVersion
}

/**
 * Reads a complete message. @throws WireError, and nothing else, whose offset counts from the start of `frame`
 */
export function decode(frame: Uint8Array, options: DecodeOptions = {}): DecodedMessage {
  const message = parseMessage(frame)
  if (!('info' in message)) return message
  const cid = findCid(message.service, message.cid)
  const service = findService(message.service)?.name ?? message.service
  return {
    ...message,
    service,
    cid: cid?.name ?? message.cid,
    info: decodeInfo(cid, message, options.version ?? 1),
  }
}

/** Writes what `decode` gave. @throws ValueError */
export function encode(message: DecodedMessage, options: DecodeOptions = {}): Uint8Array {
  if (!('info' in message)) return serializeMessage(message)
  const cid = findCid(message.service, message.cid)
  const number = cid?.number ?? message.cid
  const service = findService(message.service)?.uuid ?? message.service
  if (typeof number !== 'number') throw new ValueError('cid', `${service} has no ${JSON.stringify(number)}`)
  const { info } = message
  if (info instanceof Uint8Array) return serializeMessage({ ...message, service, cid: number, info })
  const codec = cid === undefined ? undefined : codecToWrite(cid, message, info)
  if (codec === undefined) throw new ValueError('info', 'only bytes, as nobody knows this operation')
  return serializeInfo({ ...message, service, cid: number }, codec, info, options.version ?? 1)
}

function decodeInfo(cid: Cid | undefined, message: Addressed, version: MbimExVersion): Info {
  const { info } = message
  const codec = cid === undefined ? undefined : codecToRead(cid, message)
  if (codec === undefined) return info
  try {
    // Every codec of an information buffer is that of a structure.
    return codec.decode(info, version) as Info
  } catch (thrown) {
    // What comes along with a failure has no form one could rely on.
    if (message.type === 'command-done' && message.status !== 'success') return info
    throw WireError.inside(thrown, 'info', INFO_AT[message.type])
  }
}

/** The codec of the info of this message, if there is one. */
export function codecToRead(cid: Cid, message: Addressed): InfoCodec | undefined {
  switch (message.type) {
    case 'command':
      return message.operation === 'query' ? cid.query : message.operation === 'set' ? cid.set : undefined
    case 'indicate-status':
      return cid.indication
    case 'command-done':
      // An answer that is empty has no form for what may come along with a failure.
      if (cid.response?.codec === empty && message.status !== 'success') return undefined
      if (message.info.length > 0) return cid.response
      // Where the answers differ, that to a set is empty. A failure comes with an empty buffer as a rule.
      return message.status === 'success' ? cid.setResponse : undefined
  }
}

function codecToWrite(cid: Cid, message: NamedMessage, info: object): InfoCodec | undefined {
  switch (message.type) {
    case 'command':
      return message.operation === 'query' ? cid.query : message.operation === 'set' ? cid.set : undefined
    case 'indicate-status':
      return cid.indication
    case 'command-done':
      return Object.keys(info).length > 0 ? cid.response : cid.setResponse
  }
}
