/**
 * What travels through IMbnVendorSpecificOperation: no page says what is in its bytes, and MBIM has no command for it, so
 * they are MBIM's own (little-endian) of a device service of the vendor, the message header left out:
 *
 *     request     UUID of the service 16, CID u32, type u32 (0 query, 1 set), length u32, information buffer
 *     completion  UUID of the service 16, CID u32, status u32, length u32, information buffer
 *     event       UUID of the service 16, CID u32, length u32, information buffer
 *
 * That is, a COMMAND, COMMAND_DONE and INDICATE_STATUS from byte 20 on (MBIM 1.0 §9.3.4, §9.4.5, §9.4.7).
 */
import { fromHex, toHex } from '../../../../base/index.ts'

export interface VendorRequest {
  /** UUID. */
  readonly service: string
  readonly command: number
  readonly type: 'query' | 'set'
  /** Hexadecimal. */
  readonly data: string
}

const HEADER = 28
const TYPES = ['query', 'set'] as const

/** Nothing where the bytes are no request. */
export function readVendorRequest(bytes: Uint8Array): VendorRequest | undefined {
  if (bytes.length < HEADER) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const type = TYPES[view.getUint32(20, true)]
  if (type === undefined || view.getUint32(24, true) !== bytes.length - HEADER) return undefined
  return {
    service: uuidOf(bytes.subarray(0, 16)),
    command: view.getUint32(16, true),
    type,
    data: toHex(bytes.subarray(HEADER)),
  }
}

/** `words` follow the UUID, the length comes by itself. */
export function writeVendorMessage(
  service: string,
  words: readonly number[],
  data: string | undefined,
): Uint8Array {
  const info = fromHex(data ?? '')
  const lengthAt = 16 + 4 * words.length
  const bytes = new Uint8Array(lengthAt + 4 + info.length)
  const view = new DataView(bytes.buffer)
  bytes.set(fromHex(service).subarray(0, 16))
  for (const [index, word] of words.entries()) view.setUint32(16 + 4 * index, word, true)
  view.setUint32(lengthAt, info.length, true)
  bytes.set(info, lengthAt + 4)
  return bytes
}

function uuidOf(bytes: Uint8Array): string {
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
