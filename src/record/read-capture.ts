/**
 * What a capture file holds: ours, and any other in which MBIM frames stand as Wireshark exports them or as they are (USER0,
 * link type 147). Everything else in it is passed over.
 */
import { readHeader, senderOf, type MbimExVersion } from '../mbim/index.ts'
import { CARRIED, DISSECTOR, DISSECTOR_TAG, UPPER_PDU, versionIn, type CaptureEntry } from './capture-file.ts'
import { BLOCK_TYPES, DIRECTION, OPTIONS } from './pcapng/block.ts'
import { CaptureError } from './pcapng/capture-error.ts'
import { optionsOf, readBlocks, type Block } from './pcapng/read-blocks.ts'

export interface Capture {
  readonly entries: readonly CaptureEntry[]
  /** Where the file was torn off in the middle of a block; what is before that is whole. */
  readonly tornAt?: number
}

export interface ReadOptions {
  /** Take a file that ends in the middle of a block for what it holds before. */
  readonly torn?: boolean
}

interface Interface {
  readonly linkType: number
  readonly modem: string
  readonly version: MbimExVersion | undefined
  /** Ticks of its clock in a millisecond. */
  readonly ticks: number
}

/** USER0: frames as they are, in a capture that somebody else wrote. */
const USER0 = 147

const CHANNEL_STATES = ['opened', 'closed', 'failed'] as const

const decoder = new TextDecoder()

/** @throws CaptureError */
export function readCapture(bytes: Uint8Array, { torn = false }: ReadOptions = {}): Capture {
  const entries: CaptureEntry[] = []
  let interfaces: Interface[] = []
  try {
    for (const block of readBlocks(bytes)) {
      if (block.type === BLOCK_TYPES.section) interfaces = []
      else if (block.type === BLOCK_TYPES.interface) interfaces.push(interfaceOf(block, interfaces.length))
      else {
        const entry = entryOf(block, interfaces)
        if (entry !== undefined) entries.push(entry)
      }
    }
  } catch (thrown) {
    if (!torn || !(thrown instanceof CaptureError) || !thrown.torn) throw thrown
    return { entries, tornAt: thrown.offset }
  }
  return { entries }
}

function entryOf(block: Block, interfaces: readonly Interface[]): CaptureEntry | undefined {
  if (block.type === BLOCK_TYPES.packet) return frameOf(block, interfaces)
  if (block.type === BLOCK_TYPES.journal) return noteOf(block)
  return undefined
}

function interfaceOf(block: Block, index: number): Interface {
  const { at, body, littleEndian } = block
  if (body.length < 8) throw new CaptureError(at, 'the description of an interface is too short')
  const view = viewOf(body)
  const options = optionsOf(block, 8)
  const name = textOf(options.get(OPTIONS.name))
  return {
    linkType: view.getUint16(0, littleEndian),
    modem: name === '' ? `interface ${index}` : name,
    version: versionIn(textOf(options.get(OPTIONS.description))),
    ticks: ticksOf(options.get(OPTIONS.resolution)?.[0]),
  }
}

/** A power of ten, or of two where the highest bit is set; microseconds unless told. */
function ticksOf(resolution = 6): number {
  const power = resolution & 0x7f
  return (resolution & 0x80) === 0 ? 10 ** (power - 3) : 2 ** power / 1000
}

function frameOf(block: Block, interfaces: readonly Interface[]): CaptureEntry | undefined {
  const { at, body, littleEndian } = block
  if (body.length < 20) throw new CaptureError(at, 'a packet is too short')
  const view = viewOf(body)
  const index = view.getUint32(0, littleEndian)
  const found = interfaces[index]
  if (found === undefined) throw new CaptureError(at + 8, `there is no interface ${index} for this packet`)
  const captured = view.getUint32(12, littleEndian)
  if (captured > body.length - 20) {
    throw new CaptureError(at + 20, `a packet of ${captured} bytes leads out of its block`)
  }
  const frame = unwrapped(body.subarray(20, 20 + captured), found.linkType)
  if (frame === undefined || frame.length === 0) return undefined
  const ticks = view.getUint32(4, littleEndian) * 0x1_0000_0000 + view.getUint32(8, littleEndian)
  const options = optionsOf(block, 20 + Math.ceil(captured / 4) * 4)
  const flags = options.get(OPTIONS.flags)
  const direction = directionOf(
    flags === undefined || flags.length < 4 ? 0 : viewOf(flags).getUint32(0, littleEndian),
  )
  const { modem, version } = found
  return {
    kind: 'frame',
    at: ticks / found.ticks,
    modem,
    direction: direction ?? sender(frame),
    frame,
    version,
    ...(options.has(OPTIONS.comment) &&
      textOf(options.get(OPTIONS.comment)) === CARRIED && { carried: true }),
  }
}

function directionOf(flags: number): 'sent' | 'received' | undefined {
  const direction = flags & 3
  return direction === DIRECTION.sent ? 'sent' : direction === DIRECTION.received ? 'received' : undefined
}

/** Who sends such a message, where the capture does not say who did. */
function sender(frame: Uint8Array): 'sent' | 'received' {
  try {
    return senderOf(readHeader(frame).type) === 'host' ? 'sent' : 'received'
  } catch {
    return 'received'
  }
}

/** The MBIM frame in a packet, if it is one. */
function unwrapped(packet: Uint8Array, linkType: number): Uint8Array | undefined {
  if (linkType === USER0) return packet
  if (linkType !== UPPER_PDU) return undefined
  const view = viewOf(packet)
  let isOurs = false
  for (let next = 0; next + 4 <= packet.length;) {
    const tag = view.getUint16(next)
    const length = view.getUint16(next + 2)
    next += 4
    if (tag === 0) return isOurs ? packet.subarray(next) : undefined
    if (tag === DISSECTOR_TAG) {
      isOurs = textOf(packet.subarray(next, next + length)).replace(/\0+$/, '') === DISSECTOR
    }
    next += length
  }
  return undefined
}

function noteOf({ body }: Block): CaptureEntry | undefined {
  const fields = new Map<string, string>()
  for (const line of textOf(body).replace(/\0+$/, '').split('\n')) {
    const at = line.indexOf('=')
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 1))
  }
  const microseconds = Number(fields.get('__REALTIME_TIMESTAMP'))
  const text = fields.get('MESSAGE')
  if (text === undefined || !Number.isSafeInteger(microseconds)) return undefined
  const step = Number(fields.get('DIALTONE_CLOCK_STEP'))
  const modem = fields.get('DIALTONE_MODEM')
  const channel = CHANNEL_STATES.find((state) => state === fields.get('DIALTONE_CHANNEL'))
  return {
    kind: 'note',
    at: microseconds / 1000,
    text,
    ...(modem !== undefined && { modem }),
    ...(channel !== undefined && { channel }),
    ...(fields.has('DIALTONE_CLOCK_STEP') && Number.isFinite(step) && { step }),
  }
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : decoder.decode(bytes)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}
