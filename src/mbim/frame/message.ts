/**
 * Complete messages (MBIM 1.0 errata-1 §9.3, §9.4), each a value like any structure, with the information buffer as it is
 * on the wire. Reading copies nothing: `info` is a view on the frame.
 */
import { countedBytes } from '../codec/bytes.ts'
import { nowhere, type Codec, type Compiled, type MbimExVersion, type ValueOf } from '../codec/codec.ts'
import { enumeration } from '../codec/enumeration.ts'
import { sharedWriter, type InfoCodec } from '../codec/info.ts'
import { u32 } from '../codec/integer.ts'
import { constant, countOf } from '../codec/presence.ts'
import { Reader } from '../codec/reader.ts'
import { append, struct } from '../codec/struct.ts'
import { uuid } from '../codec/uuid.ts'
import { WireError } from '../codec/wire-error.ts'
import { ProtocolErrorCode } from '../protocol-error.ts'
import { Status } from '../status.ts'
import { MESSAGE_TYPES, readHeader, type MessageType } from './header.ts'

/** What a command asks for; a number nobody knows survives. */
export const Operation = enumeration({ query: 0, set: 1 })
export type Operation = ValueOf<typeof Operation>

/** The length is written last, when it is known. */
const header = { type: enumeration(MESSAGE_TYPES), messageLength: constant(0), transactionId: u32 }
const fragmentHeader = { ...header, totalFragments: constant(1), currentFragment: constant(0) }
const addressed = { ...fragmentHeader, service: uuid, cid: u32 }
const command = { ...addressed, operation: Operation }
const commandDone = { ...addressed, status: Status }
const buffer = { informationBufferLength: countOf('info'), info: countedBytes({ padded: false }) }

/** What each message consists of, header included. */
export const MESSAGES = {
  /** `maxControlTransfer`: the longest fragment either end sends; 64 to the function's wMaxControlMessage. */
  open: struct({ ...header, maxControlTransfer: u32 }),
  close: struct(header),
  /** `service` is the UUID of the device service. */
  command: struct({ ...command, ...buffer }),
  'host-error': struct({ ...header, error: ProtocolErrorCode }),
  'open-done': struct({ ...header, status: Status }),
  'close-done': struct({ ...header, status: Status }),
  'command-done': struct({ ...commandDone, ...buffer }),
  'function-error': struct({ ...header, error: ProtocolErrorCode }),
  /** `transactionId` is 0: an indication answers nothing. */
  'indicate-status': struct({ ...addressed, ...buffer }),
} as const satisfies Record<MessageType, Codec>

type MessageOf<T extends MessageType> = T extends MessageType
  ? { readonly type: T } & Omit<ValueOf<(typeof MESSAGES)[T]>, 'type'>
  : never

export type Open = MessageOf<'open'>
export type Close = MessageOf<'close'>
export type Command = MessageOf<'command'>
export type HostError = MessageOf<'host-error'>
export type OpenDone = MessageOf<'open-done'>
export type CloseDone = MessageOf<'close-done'>
export type CommandDone = MessageOf<'command-done'>
export type FunctionError = MessageOf<'function-error'>
export type IndicateStatus = MessageOf<'indicate-status'>

export type HostMessage = Open | Close | Command | HostError
export type FunctionMessage = OpenDone | CloseDone | CommandDone | FunctionError | IndicateStatus
export type Message = HostMessage | FunctionMessage

/** Where the information buffer starts. */
export const INFO_AT = { command: 48, 'command-done': 48, 'indicate-status': 44 } as const

/**
 * Reads one complete message of exactly these bytes.
 * @throws WireError; also for a fragment of a longer message, which a `Reassembler` puts together first
 */
export function parseMessage(frame: Uint8Array): Message {
  const { type, totalFragments } = readHeader(frame)
  if (totalFragments > 1) throw new WireError('totalFragments', 12, 'a fragment is not a complete message')
  // The layout is chosen by the very type that the value will have.
  return compiled(MESSAGES[type]).read(new Reader(frame, 0, frame.length), 0, 0) as Message
}

/**
 * The bytes of a complete message, whatever its length: what is longer than a control transfer goes through `fragment`.
 * @throws ValueError
 */
export function serializeMessage(message: Message): Uint8Array {
  const start = sharedWriter.begin()
  append(sharedWriter, compiled(MESSAGES[message.type]), message)
  sharedWriter.u32(start + 4, sharedWriter.end - start)
  return sharedWriter.finish()
}

/** A message with an information buffer, less that buffer. */
export type Envelope = Omit<Command, 'info'> | Omit<CommandDone, 'info'> | Omit<IndicateStatus, 'info'>

/** The length of the buffer that follows is written last, too. */
const bufferLength = { informationBufferLength: constant(0) }
const ENVELOPES = {
  command: struct({ ...command, ...bufferLength }),
  'command-done': struct({ ...commandDone, ...bufferLength }),
  'indicate-status': struct({ ...addressed, ...bufferLength }),
} as const satisfies Record<Envelope['type'], Codec>

/**
 * As `serializeMessage`, with the information buffer made from `value` in its place: one buffer, no copy.
 * @throws ValueError
 */
export function serializeInfo<T>(
  envelope: Envelope,
  codec: InfoCodec<T>,
  value: T,
  version: MbimExVersion,
): Uint8Array {
  const infoAt = INFO_AT[envelope.type]
  const start = sharedWriter.begin()
  append(sharedWriter, compiled(ENVELOPES[envelope.type]), envelope)
  codec.append(sharedWriter, value, version)
  sharedWriter.u32(start + 4, sharedWriter.end - start)
  sharedWriter.u32(start + infoAt - 4, sharedWriter.end - start - infoAt)
  return sharedWriter.finish()
}

function compiled(codec: Codec): Compiled {
  return codec.compile(1, nowhere)
}
