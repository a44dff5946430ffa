/** Makes captures of frames: as the recorder writes them, and with blocks that are damaged, moved, doubled or torn off. */
import type { Random } from '../../src/base/index.ts'
import { MBIMEX_VERSIONS } from '../../src/mbim/codec/codec.ts'
import { CaptureWriter, type CaptureEntry } from '../../src/record/index.ts'
import { mutate, pick } from '../support/mutate.ts'
import { withU32 } from '../wire/hostile.ts'

const START = Date.UTC(2026, 0, 1)

export interface GeneratedCapture {
  readonly file: Uint8Array
  /** What has to be read from it; nothing where it was damaged. */
  readonly frames?: readonly Uint8Array[]
}

export function generateCapture(frames: readonly Uint8Array[], random: Random): GeneratedCapture {
  const entries = Array.from({ length: 1 + random.integer(12) }, (_, index) =>
    entryOf(pick(frames, random), index, random),
  )
  const writer = new CaptureWriter({ application: 'fuzz', comment: 'fuzz' })
  const blocks = [writer.header, ...entries.flatMap((entry) => writer.blocks(entry))]
  if (random.integer(4) === 0) {
    const written = entries.flatMap((entry) => (entry.kind === 'frame' ? [entry.frame] : []))
    return { file: joined(blocks), frames: written }
  }
  const damaged = blocks.flatMap((block) => damage(block, blocks, random))
  const file = joined(damaged)
  return { file: random.integer(4) === 0 ? file.slice(0, random.integer(file.length + 1)) : file }
}

function entryOf(frame: Uint8Array, index: number, random: Random): CaptureEntry {
  const at = START + index * random.integer(5000)
  const modem = pick(['/dev/cdc-wdm0', 'virtual'], random)
  switch (random.integer(6)) {
    case 0:
      return { kind: 'note', at, modem, text: 'the channel', channel: pick(['opened', 'closed'], random) }
    case 1:
      return { kind: 'note', at, text: 'the clock was set', step: random.integer(100_000) - 50_000 }
    default: {
      const direction = pick(['sent', 'received'] as const, random)
      const version = random.integer(5) === 0 ? undefined : pick(MBIMEX_VERSIONS, random)
      return { kind: 'frame', at, modem, direction, frame, version }
    }
  }
}

/** A block that is lost, doubled, another, spoilt or, mostly, as it should be. */
function damage(block: Uint8Array, all: readonly Uint8Array[], random: Random): readonly Uint8Array[] {
  switch (random.integer(32)) {
    case 0:
      return []
    case 1:
      return [block, block]
    case 2:
      return [pick(all, random), block]
    case 3:
      return [mutate(block, random, pick(all, random))]
    case 4:
    case 5:
      return [framed(block, mutate(block.subarray(8, -4), random, pick(all, random)))]
    default:
      return [block]
  }
}

/** Lengths that are true, so that what is wrong inside is reached. */
function framed(block: Uint8Array, body: Uint8Array): Uint8Array {
  const size = 12 + Math.ceil(body.length / 4) * 4
  const bytes = new Uint8Array(size)
  bytes.set(block.subarray(0, 4))
  bytes.set(body, 8)
  return withU32(withU32(bytes, 4, size), size - 4, size)
}

function joined(blocks: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(blocks))
}
