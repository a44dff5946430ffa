/**
 * What must hold for any input: it is read, or refused with a `WireError`; nothing else is thrown; what was read costs no
 * more than the bytes are worth, can be printed, and is written as bytes that read the same and are no more.
 */
import { toHex } from '../../src/base/index.ts'
import { describeAsJson } from '../../src/mbim/describe.ts'
import {
  decode,
  describe,
  encode,
  FrameSplitter,
  Reassembler,
  type DecodedMessage,
  type MbimExVersion,
} from '../../src/mbim/index.ts'
import { attempt, expectHarmless } from '../wire/hostile.ts'
import { checkCapture, type CaptureTally } from './check-capture.ts'
import type { Generated } from './generate.ts'
import type { StepCounter } from './steps.ts'

/** What came of the inputs. */
export interface Tally extends CaptureTally {
  /** Frames handed to the decoder, whole or put together. */
  frames: number
  decoded: number
  refused: number
  /** Stretches of a stream that no frame was found in, and messages lost for want of a fragment. */
  lost: number
  /** The most steps for a byte that reading a frame took. */
  stepsPerByte: number
}

export const noTally = (): Tally => ({
  frames: 0,
  decoded: 0,
  refused: 0,
  lost: 0,
  stepsPerByte: 0,
  captures: 0,
  captured: 0,
  unreadable: 0,
})

/** Reading is linear: each byte is looked at a few times at most, and headers cost something. */
const STEPS_PER_BYTE = 4
const STEPS_AT_LEAST = 256

interface Limits {
  readonly maxFrame: number
  readonly maxBytes: number
}

/** More than any stream needs, and so little that most come up against it. */
const WIDE: Limits = { maxFrame: 16 * 1024, maxBytes: 64 * 1024 }
const TIGHT: Limits = { maxFrame: 128, maxBytes: 256 }

/** Feeds one input and adds to `tally` what came of it. @throws anything that must not be */
export function check(
  { origin, input, messages }: Partial<Generated> & Pick<Generated, 'input'>,
  tally: Tally,
  steps: StepCounter,
): void {
  if (input.kind === 'frame') {
    checkFrame(input.frame, input.version, tally, steps)
    return
  }
  if (input.kind === 'capture') {
    checkCapture(input.file, tally, messages)
    return
  }
  const { chunks, version } = input
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  const feed = (limits: Limits): readonly Uint8Array[] =>
    steps.during(STEPS_AT_LEAST + STEPS_PER_BYTE * length, () => feedStream(chunks, limits, tally)).result
  feed(TIGHT)
  const arrived = feed(WIDE)
  for (const message of arrived) checkFrame(message, version, tally, steps)
  if (messages !== undefined) compare(messages, arrived, origin === 'stream')
}

function compare(sent: readonly Uint8Array[], arrived: readonly Uint8Array[], undisturbed: boolean): void {
  const left = sent.map((message) => toHex(message))
  const known = new Set(left)
  for (const message of arrived) {
    const hex = toHex(message)
    if (!known.has(hex)) throw new Error(`a message arrived that nobody sent: ${hex}`)
    if (undisturbed) left.splice(left.indexOf(hex), 1)
  }
  if (undisturbed && left.length > 0) throw new Error(`messages that did not arrive: ${left.join()}`)
}

function checkFrame(frame: Uint8Array, version: MbimExVersion, tally: Tally, steps: StepCounter): void {
  const read = (bytes: Uint8Array): DecodedMessage => decode(bytes, { version })
  const budget = STEPS_AT_LEAST + STEPS_PER_BYTE * frame.length
  const { result: outcome, steps: taken, items } = steps.during(budget, () => attempt(() => read(frame)))
  tally.frames++
  tally.stepsPerByte = Math.max(tally.stepsPerByte, taken / Math.max(frame.length, 64))
  if ('error' in outcome) {
    tally.refused++
    if (outcome.error.offset > frame.length) {
      throw new Error(`${outcome.error.message}: beyond the ${frame.length} bytes`)
    }
  } else {
    tally.decoded++
    const write = (value: DecodedMessage): Uint8Array => {
      const bytes = encode(value, { version })
      expectNoMore(bytes.length, frame.length, items, value)
      return bytes
    }
    expectHarmless(outcome.value, frame.length, write, read)
  }
  attempt(() => describe(frame, { version }))
  attempt(() => JSON.stringify(describeAsJson(frame, { version, reveal: true })))
}

/**
 * Items that share a byte are written apart: so it shows. What is written may be longer all the same by the padding of
 * each item; and by the end of a query, of which only the start counts (that of IP_CONFIGURATION has 56 bytes more).
 */
function expectNoMore(written: number, read: number, items: number, message: DecodedMessage): void {
  const most = read + 3 * items + (message.type === 'command' ? 56 : 0)
  // An ill-formed octet of UTF-8 becomes the three of U+FFFD.
  if (written > most && written > most + 2 * countReplaced(message)) {
    throw new Error(`${read} bytes with at most ${items} items became ${written}`)
  }
}

function countReplaced(message: DecodedMessage): number {
  const json = JSON.stringify(message, (_, value: unknown) => (typeof value === 'bigint' ? '' : value))
  return json.split('\ufffd').length - 1
}

/** Holds what takes frames from a channel to its limits, and gives the messages that came out. */
function feedStream(chunks: readonly Uint8Array[], limits: Limits, tally: Tally): readonly Uint8Array[] {
  const messages: Uint8Array[] = []
  const splitter = new FrameSplitter(limits)
  const reassembler = new Reassembler(limits)
  let arrived = 0
  for (const [now, chunk] of chunks.entries()) {
    arrived += chunk.length
    const { frames, error } = splitter.push(chunk)
    if (error !== undefined) tally.lost++
    for (const frame of frames) {
      const outcome = attempt(() => reassembler.push(frame, now))
      if ('error' in outcome) tally.lost++
      else if (outcome.value.outcome === 'message') messages.push(outcome.value.message)
      else if (outcome.value.outcome === 'error') tally.lost++
    }
    const held = [splitter.held, reassembler.bytes] as const
    if (held[0] > limits.maxFrame || held[1] > limits.maxBytes || held[0] + held[1] > arrived) {
      throw new Error(`holds ${held.join(' and ')} bytes of ${arrived}`)
    }
  }
  tally.lost += reassembler.expire(Infinity).length
  if (reassembler.bytes !== 0) throw new Error(`${reassembler.bytes} bytes are left of nothing`)
  return messages
}
