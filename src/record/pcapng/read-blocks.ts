/**
 * The blocks of a pcapng file, in either byte order, one after the other. Nothing is believed: a length is held against what
 * is there and against its repetition at the end of the block, and no more is taken than the bytes hold.
 */
import { BLOCK_FRAME, BLOCK_TYPES, BYTE_ORDER_MAGIC, OPTIONS } from './block.ts'
import { CaptureError } from './capture-error.ts'

export interface Block {
  readonly type: number
  /** Where it starts in the file. */
  readonly at: number
  readonly body: Uint8Array
  readonly littleEndian: boolean
}

/** What a file may start with that is a capture of another kind. */
const OTHERS: Readonly<Record<number, string>> = {
  0xa1b2c3d4: 'a capture of the older kind (pcap)',
  0xd4c3b2a1: 'a capture of the older kind (pcap)',
  0xa1b23c4d: 'a capture of the older kind (pcap)',
  0x4d3cb2a1: 'a capture of the older kind (pcap)',
}

/**
 * @throws CaptureError where the bytes go wrong; one that is `torn` where they end in the middle of a block
 */
export function* readBlocks(file: Uint8Array): Generator<Block, void, undefined> {
  // A view of a Buffer would be a Buffer.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let littleEndian = true
  if (bytes.length === 0) throw new CaptureError(0, 'it is empty')
  for (let at = 0; at < bytes.length;) {
    const left = bytes.length - at
    const isSection = left >= 4 && view.getUint32(at, true) === BLOCK_TYPES.section
    if (at === 0 && left >= 4 && !isSection) throw notOurs(view.getUint32(0, true))
    if (left < BLOCK_FRAME) {
      throw new CaptureError(at, `${left} bytes are left, too few for a block`, { torn: true })
    }
    if (isSection) littleEndian = byteOrder(view, at)
    const type = view.getUint32(at, littleEndian)
    const length = view.getUint32(at + 4, littleEndian)
    if (length < BLOCK_FRAME || length % 4 !== 0) {
      throw new CaptureError(at + 4, `a block cannot have a length of ${length} bytes`)
    }
    if (length > left) {
      throw new CaptureError(at + 4, `a block of ${length} bytes, of which ${left} are there`, { torn: true })
    }
    const repeated = view.getUint32(at + length - 4, littleEndian)
    if (repeated !== length) {
      throw new CaptureError(
        at + length - 4,
        `a block says at its end that it has ${repeated} bytes, not ${length}`,
      )
    }
    yield { type, at, body: bytes.subarray(at + 8, at + length - 4), littleEndian }
    at += length
  }
}

function byteOrder(view: DataView, at: number): boolean {
  const magic = view.getUint32(at + 8, true)
  if (magic === BYTE_ORDER_MAGIC) return true
  if (view.getUint32(at + 8, false) === BYTE_ORDER_MAGIC) return false
  throw new CaptureError(at + 8, `0x${magic.toString(16)} does not say in which order its bytes are`)
}

function notOurs(magic: number): CaptureError {
  const other = OTHERS[magic]
  if (other === undefined) return new CaptureError(0, 'it is no capture (pcapng)')
  return new CaptureError(0, `it is ${other}: convert it with "editcap -F pcapng"`)
}

/** Option codes → their values, the last one where there are several. */
export function optionsOf({ at, body, littleEndian }: Block, from: number): ReadonlyMap<number, Uint8Array> {
  const options = new Map<number, Uint8Array>()
  const view = new DataView(body.buffer, body.byteOffset, body.length)
  for (let next = from; next + 4 <= body.length;) {
    const code = view.getUint16(next, littleEndian)
    const length = view.getUint16(next + 2, littleEndian)
    if (code === OPTIONS.end) break
    if (next + 4 + length > body.length) {
      throw new CaptureError(at + 8 + next + 2, `an option of ${length} bytes leads out of its block`)
    }
    options.set(code, body.subarray(next + 4, next + 4 + length))
    next += 4 + Math.ceil(length / 4) * 4
  }
  return options
}
