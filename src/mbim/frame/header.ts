/**
 * What every message and every fragment starts with (MBIM 1.0 errata-1 §9.1):
 *
 *     0: u32 type      4: u32 length, all included      8: u32 transaction id
 *     12: u32 fragments in all     16: u32 number of this one      (COMMAND, COMMAND_DONE, INDICATE_STATUS only)
 */
import { Reader } from '../codec/reader.ts'
import { WireError } from '../codec/wire-error.ts'

export const HEADER_BYTES = 12
export const FRAGMENT_HEADER_BYTES = 20

/** The types and their numbers; bit 31 is set in those that come from the function. */
export const MESSAGE_TYPES = {
  open: 0x00000001,
  close: 0x00000002,
  command: 0x00000003,
  'host-error': 0x00000004,
  'open-done': 0x80000001,
  'close-done': 0x80000002,
  'command-done': 0x80000003,
  'function-error': 0x80000004,
  'indicate-status': 0x80000007,
} as const
export type MessageType = keyof typeof MESSAGE_TYPES

/** Which end of the control channel sent it. */
export type Sender = 'host' | 'function'

export interface Header {
  readonly type: MessageType
  /** Bytes of this message or fragment, header included. */
  readonly length: number
  readonly transactionId: number
  /** 1 in messages that cannot be fragmented. */
  readonly totalFragments: number
  readonly currentFragment: number
}

const BY_NUMBER = new Map<number, MessageType>(
  // The keys of the table are the types. Signed, as V8 finds a number past 2^31 in a map by a detour.
  Object.entries(MESSAGE_TYPES).map(([type, number]) => [number | 0, type as MessageType]),
)

/** Whether messages of this type may come in fragments. */
export function isFragmented(type: MessageType): boolean {
  return type === 'command' || type === 'command-done' || type === 'indicate-status'
}

export function senderOf(type: MessageType): Sender {
  return MESSAGE_TYPES[type] >= 0x80000000 ? 'function' : 'host'
}

/**
 * Reads the header of a frame: one message or fragment, of exactly these bytes.
 * @throws WireError for a type nobody knows, or a length that is not that of the bytes
 */
export function readHeader(frame: Uint8Array): Header {
  const reader = new Reader(frame, 0, frame.length)
  if (frame.length < HEADER_BYTES) {
    throw new WireError('messageType', 0, `${frame.length} bytes are too short for a message`)
  }
  const number = reader.u32(0)
  const type = BY_NUMBER.get(number | 0)
  if (type === undefined) {
    throw new WireError('messageType', 0, `0x${number.toString(16)} is no type of message`)
  }
  const length = reader.u32(4)
  if (length !== frame.length) {
    throw new WireError('messageLength', 4, `${length}, but there are ${frame.length} bytes`)
  }
  const transactionId = reader.u32(8)
  if (!isFragmented(type)) return { type, length, transactionId, totalFragments: 1, currentFragment: 0 }
  if (length < FRAGMENT_HEADER_BYTES) {
    throw new WireError('totalFragments', 12, 'no room for the fragment header')
  }
  const totalFragments = reader.u32(12)
  const currentFragment = reader.u32(16)
  if (totalFragments === 0 || currentFragment >= totalFragments) {
    const which = `${currentFragment} of ${totalFragments}`
    throw new WireError('currentFragment', 16, `there is no fragment ${which}`)
  }
  return { type, length, transactionId, totalFragments, currentFragment }
}
