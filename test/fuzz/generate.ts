/**
 * Makes inputs without end, all of one seed: every operation of every CID in every version with arbitrary values, then
 * the same frames mutated; messages in fragments that come interleaved, in pieces of any size, and mutated; captures, whole and
 * damaged; and noise.
 */
import fc from 'fast-check'
import { seededRandom, type Random } from '../../src/base/index.ts'
import { MBIMEX_VERSIONS } from '../../src/mbim/codec/codec.ts'
import { fragment, serializeInfo } from '../../src/mbim/index.ts'
import { arbitrary } from '../support/arbitrary.ts'
import { mutate, pick, randomBytes, repair } from '../support/mutate.ts'
import { OPERATION_CASES, type OperationCase } from '../support/operation.ts'
import { generateCapture } from './generate-capture.ts'
import type { Input } from './input.ts'

export type Origin =
  'valid' | 'mutated' | 'stream' | 'disturbed-stream' | 'mutated-stream' | 'capture' | 'noise'

export interface Generated {
  readonly origin: Origin
  readonly input: Input
  /**
   * The messages of a stream: nothing else may come out of one that was disturbed, and all of one that was not. The frames of
   * a capture that was not damaged.
   */
  readonly messages?: readonly Uint8Array[]
}

/** Values of one operation at a time, and what is made of each frame. */
const VALUES = 4
const MUTATIONS = 24
/** Frames that are lent to others, and that streams are made of. */
const REMEMBERED = 64

/** The same inputs for the same seed. */
export function* generate(seed: number): Generator<Generated, never, undefined> {
  const random = seededRandom(seed)
  const remembered: Uint8Array[] = []
  for (;;) {
    for (const one of shuffle(OPERATION_CASES, random)) {
      for (const frame of framesOf(one, random)) {
        remembered[remembered.length < REMEMBERED ? remembered.length : random.integer(REMEMBERED)] = frame
        yield { origin: 'valid', input: { kind: 'frame', version: one.version, frame } }
        for (let time = 0; time < MUTATIONS; time++) {
          const changed = mutate(frame, random, pick(remembered, random))
          // One in eight stays with lengths that are wrong; one in eight is read in a version it was not written in.
          const sound = random.integer(8) === 0 ? changed : repair(changed)
          const version = random.integer(8) === 0 ? pick(MBIMEX_VERSIONS, random) : one.version
          yield { origin: 'mutated', input: { kind: 'frame', version, frame: sound } }
        }
      }
      yield streamOf(remembered, one, random)
      const { file, frames } = generateCapture(remembered, random)
      yield {
        origin: 'capture',
        input: { kind: 'capture', file },
        ...(frames !== undefined && { messages: frames }),
      }
      yield noise(random)
    }
  }
}

function framesOf({ codec, envelope, version }: OperationCase, random: Random): readonly Uint8Array[] {
  const values = fc.sample(arbitrary(codec.codec, version), {
    numRuns: VALUES,
    seed: random.integer(2 ** 31),
  })
  return values.map((value) => serializeInfo(envelope, codec, value, version))
}

/** Messages of several transactions, their fragments shuffled together in the order of each, cut into any pieces. */
function streamOf(frames: readonly Uint8Array[], { version }: OperationCase, random: Random): Generated {
  const messages = Array.from({ length: 1 + random.integer(5) }, (_, index) =>
    withTransaction(pick(frames, random), index + 1),
  )
  const transfer = 64 + 4 * random.integer(32)
  const pieces = interleave(
    messages.map((message) => fragment(message, transfer)),
    random,
  )
  const stream = (parts: readonly Uint8Array[]): Input => ({
    kind: 'stream',
    version,
    chunks: rechunk(parts, random),
  })
  const how = random.integer(3)
  if (how === 0) return { origin: 'stream', input: stream(pieces), messages }
  const disturbed = pieces.flatMap((piece) => disturb(piece, pieces, random))
  if (how === 1) return { origin: 'disturbed-stream', input: stream(disturbed), messages }
  const mutated = disturbed.map((piece) =>
    random.integer(6) === 0 ? spoil(piece, pick(pieces, random), random) : piece,
  )
  return { origin: 'mutated-stream', input: stream(mutated) }
}

/** A fragment that is lost, doubled, early or, mostly, as it should be. */
function disturb(piece: Uint8Array, all: readonly Uint8Array[], random: Random): readonly Uint8Array[] {
  switch (random.integer(12)) {
    case 0:
      return []
    case 1:
      return [piece, piece]
    case 2:
      return [pick(all, random), piece]
    default:
      return [piece]
  }
}

function spoil(piece: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  const changed = mutate(piece, random, other)
  return random.integer(2) === 0 ? changed : repair(changed)
}

function noise(random: Random): Generated {
  const version = pick(MBIMEX_VERSIONS, random)
  const bytes = randomBytes(random.integer(256), random)
  if (random.integer(2) === 0) {
    return { origin: 'noise', input: { kind: 'stream', version, chunks: rechunk([bytes], random) } }
  }
  return { origin: 'noise', input: { kind: 'frame', version, frame: bytes } }
}

/** What was written one after the other, as a channel may read it. */
function rechunk(pieces: readonly Uint8Array[], random: Random): readonly Uint8Array[] {
  const bytes = new Uint8Array(Buffer.concat(pieces))
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const size = 1 + random.integer(pick([8, 64, 512], random))
    chunks.push(bytes.slice(at, at + size))
    at += size
  }
  return chunks
}

/** Merges rows, each in its own order. */
function interleave<T>(rows: readonly (readonly T[])[], random: Random): readonly T[] {
  const left = rows.map((row) => [...row]).filter((row) => row.length > 0)
  const merged: T[] = []
  while (left.length > 0) {
    const at = random.integer(left.length)
    merged.push(...(left[at]?.splice(0, 1) ?? []))
    if (left[at]?.length === 0) left.splice(at, 1)
  }
  return merged
}

function withTransaction(message: Uint8Array, id: number): Uint8Array {
  const copy = message.slice()
  new DataView(copy.buffer).setUint32(8, id, true)
  return copy
}

function shuffle<T>(items: readonly T[], random: Random): readonly T[] {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = random.integer(last + 1)
    const [one, two] = [shuffled[last], shuffled[other]]
    if (one !== undefined && two !== undefined) [shuffled[last], shuffled[other]] = [two, one]
  }
  return shuffled
}
