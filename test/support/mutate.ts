/** What can happen to bytes on their way, by accident or by malice. All chance comes from a `Random`. */
import type { Random } from '../../src/base/index.ts'
import { readHeader, type Header } from '../../src/mbim/index.ts'
import { INFO_AT } from '../../src/mbim/frame/message.ts'
import { hostileNumbers, withU32 } from '../wire/hostile.ts'

type Mutator = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array

const MUTATORS: readonly Mutator[] = [
  function cut(bytes, random) {
    return bytes.slice(0, random.integer(bytes.length + 1))
  },
  function flipBits(bytes, random) {
    const changed = bytes.slice()
    for (let flips = 1 + random.integer(4); flips > 0; flips--) {
      const at = random.integer(bytes.length)
      changed[at] = (changed[at] ?? 0) ^ (1 << random.integer(8))
    }
    return changed
  },
  function putHostileNumber(bytes, random) {
    return changeWord(bytes, random, () => pick(hostileNumbers(bytes.length), random))
  },
  function nudgeNumber(bytes, random) {
    return changeWord(bytes, random, (word) => word + pick([-8, -4, -1, 1, 4, 8], random))
  },
  function repeatNumber(bytes, random) {
    return changeWord(bytes, random, () => wordAt(bytes, 4 * random.integer(Math.max(1, bytes.length >> 2))))
  },
  /** One pair of offset and length put in the place of others. */
  function aimAlike(bytes, random) {
    if (bytes.length < 8) return bytes
    const words = bytes.length >> 2
    const from = 4 * random.integer(words - 1)
    const changed = bytes.slice()
    const first = 4 * random.integer(words - 1)
    for (let at = first, left = 1 + random.integer(4); left > 0 && at + 8 <= bytes.length; at += 8, left--) {
      changed.set(bytes.subarray(from, from + 8), at)
    }
    return changed
  },
  /** The start of one and the end of another. */
  function splice(bytes, random, other) {
    return concatenate(
      bytes.subarray(0, random.integer(bytes.length + 1)),
      other.subarray(random.integer(other.length + 1)),
    )
  },
  function leaveOut(bytes, random) {
    const [from, to] = range(bytes, random)
    return concatenate(bytes.subarray(0, from), bytes.subarray(to))
  },
  function double(bytes, random) {
    const [from, to] = range(bytes, random)
    return concatenate(bytes.subarray(0, to), bytes.subarray(from))
  },
  function blank(bytes, random) {
    const [from, to] = range(bytes, random)
    return bytes.slice().fill(pick([0, 0xff, 0x20], random), from, to)
  },
  function append(bytes, random) {
    return concatenate(bytes, randomBytes(1 + random.integer(32), random))
  },
]

/** `bytes` with one to four things done to them; `other` lends its own to some. */
export function mutate(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let changed = bytes
  for (let times = 1 + random.integer(4); times > 0; times--) {
    if (changed.length > 0) changed = pick(MUTATORS, random)(changed, random, other)
  }
  return changed
}

/**
 * The frame with lengths in its headers that are true, so that what is wrong behind them is reached: most mutations
 * would end at the first check otherwise. Given back as it is when it has no header.
 */
export function repair(frame: Uint8Array): Uint8Array {
  if (frame.length < 12) return frame
  const sized = withU32(frame, 4, frame.length)
  let header: Header
  try {
    header = readHeader(sized)
  } catch {
    return frame
  }
  if (header.type !== 'command' && header.type !== 'command-done' && header.type !== 'indicate-status') {
    return sized
  }
  const infoAt = INFO_AT[header.type]
  return frame.length < infoAt ? sized : withU32(sized, infoAt - 4, frame.length - infoAt)
}

export function randomBytes(length: number, random: Random): Uint8Array {
  return Uint8Array.from({ length }, () => random.integer(256))
}

export function pick<T>(items: readonly T[], random: Random): T {
  const item = items[random.integer(items.length)]
  if (item === undefined) throw new TypeError('nothing to pick from')
  return item
}

/** A field that holds an offset, a length, a count, a number: all are words of four bytes at multiples of four. */
function changeWord(bytes: Uint8Array, random: Random, change: (word: number) => number): Uint8Array {
  if (bytes.length < 4) return bytes
  const at = 4 * random.integer(bytes.length >> 2)
  return withU32(bytes, at, change(wordAt(bytes, at)))
}

function wordAt(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) return 0
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true)
}

function range(bytes: Uint8Array, random: Random): readonly [from: number, to: number] {
  const from = random.integer(bytes.length)
  return [from, from + random.integer(Math.min(bytes.length - from, 32) + 1)]
}

function concatenate(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
