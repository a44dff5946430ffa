/**
 * Information headers as bytes: RTR_INFO_BLOCK_HEADER, its table of contents, and the blocks, each at a multiple of eight.
 * Little-endian, as Windows has them. What comes in may be anything: it is read within its bounds or not at all.
 */

export const RTR_INFO_BLOCK_VERSION = 1

/** Items of one kind, one after the other. */
export interface InfoBlock {
  readonly infoType: number
  /** Bytes of one item. */
  readonly itemSize: number
  readonly itemCount: number
  readonly data: Uint8Array
}

const HEADER = 12
const ENTRY = 16
const ALIGNMENT = 8
/** No router has so many kinds of blocks; a header that claims more is not one. */
const MOST_BLOCKS = 1024

export function writeInfoHeader(blocks: readonly InfoBlock[]): Uint8Array {
  let size = HEADER + blocks.length * ENTRY
  const offsets = blocks.map(({ data }) => {
    const offset = aligned(size)
    size = offset + data.length
    return offset
  })
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  const write = (at: number, values: readonly number[]): void =>
    values.forEach((value, index) => {
      view.setUint32(at + 4 * index, value, true)
    })
  write(0, [RTR_INFO_BLOCK_VERSION, size, blocks.length])
  for (const [index, { infoType, itemSize, itemCount, data }] of blocks.entries()) {
    const offset = offsets[index] ?? 0
    write(HEADER + ENTRY * index, [infoType, itemSize, itemCount, offset])
    bytes.set(data, offset)
  }
  return bytes
}

/** @returns nothing where that is no information header. Bytes after its end are left alone. */
export function readInfoHeader(bytes: unknown): readonly InfoBlock[] | undefined {
  if (!(bytes instanceof Uint8Array) || bytes.length < HEADER) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const number = (at: number): number => view.getUint32(at, true)
  const size = number(4)
  const count = number(8)
  if (number(0) !== RTR_INFO_BLOCK_VERSION || size > bytes.length || count > MOST_BLOCKS) return undefined
  if (HEADER + count * ENTRY > size) return undefined
  const blocks: InfoBlock[] = []
  for (let entry = HEADER; entry < HEADER + count * ENTRY; entry += ENTRY) {
    const [infoType, itemSize, itemCount, offset] = [0, 4, 8, 12].map((at) => number(entry + at))
    if (infoType === undefined || itemSize === undefined || itemCount === undefined || offset === undefined) {
      return undefined
    }
    const length = itemSize * itemCount
    if (length > 0 && (offset < HEADER + count * ENTRY || offset + length > size)) return undefined
    const data = length === 0 ? new Uint8Array() : bytes.slice(offset, offset + length)
    blocks.push({ infoType, itemSize, itemCount, data })
  }
  return blocks
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT
}
