/**
 * Messages longer than a control transfer travel in fragments (MBIM 1.0 errata-1 §9.1, §9.2): each has its own message
 * and fragment header, all but the last are filled, and only the first has what follows the headers.
 */
import { DialtoneError, Milliseconds, type Duration } from '../../base/index.ts'
import { FRAGMENT_HEADER_BYTES } from './header.ts'

/** The smallest control transfer a function may allow (MBIM 1.0 errata-1 §6.4, wMaxControlMessage). */
export const LEAST_CONTROL_TRANSFER = 64

/** At most this long between two fragments of a message (MBIM 1.0 errata-1 §9.2). */
export const FRAGMENT_TIMEOUT: Duration = Milliseconds(1250)

/**
 * Cuts a message into fragments of at most `maxControlTransfer` bytes. One that fits is given as it is.
 */
export function fragment(message: Uint8Array, maxControlTransfer: number): readonly Uint8Array[] {
  if (message.length <= maxControlTransfer) return [message]
  if (maxControlTransfer < LEAST_CONTROL_TRANSFER) {
    throw new DialtoneError(
      'invalid_argument',
      `a control transfer of ${maxControlTransfer} bytes is too short`,
    )
  }
  const share = maxControlTransfer - FRAGMENT_HEADER_BYTES
  const total = Math.ceil((message.length - FRAGMENT_HEADER_BYTES) / share)
  return Array.from({ length: total }, (_, current) => {
    const from = FRAGMENT_HEADER_BYTES + current * share
    const data = message.subarray(from, Math.min(from + share, message.length))
    const piece = new Uint8Array(FRAGMENT_HEADER_BYTES + data.length)
    piece.set(message.subarray(0, FRAGMENT_HEADER_BYTES))
    piece.set(data, FRAGMENT_HEADER_BYTES)
    const view = new DataView(piece.buffer)
    view.setUint32(4, piece.length, true)
    view.setUint32(12, total, true)
    view.setUint32(16, current, true)
    return piece
  })
}

/** The first fragment with the data of all others behind it, and headers that say that the message is whole. */
export function joinFragments(pieces: readonly Uint8Array[]): Uint8Array {
  const size = pieces.reduce(
    (sum, piece) => sum + piece.length - FRAGMENT_HEADER_BYTES,
    FRAGMENT_HEADER_BYTES,
  )
  const message = new Uint8Array(size)
  let at = FRAGMENT_HEADER_BYTES
  for (const [index, piece] of pieces.entries()) {
    if (index === 0) message.set(piece.subarray(0, FRAGMENT_HEADER_BYTES))
    message.set(piece.subarray(FRAGMENT_HEADER_BYTES), at)
    at += piece.length - FRAGMENT_HEADER_BYTES
  }
  const view = new DataView(message.buffer)
  view.setUint32(4, size, true)
  view.setUint32(12, 1, true)
  view.setUint32(16, 0, true)
  return message
}
