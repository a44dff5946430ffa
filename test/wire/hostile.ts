/** What hostile bytes may do: fail as `WireError`, or give a value that costs no more than the bytes are worth. */
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { ValueError, WireError } from '../../src/mbim/index.ts'

/** What came of reading bytes that may be anything. */
export type Outcome<T> = { readonly value: T } | { readonly error: WireError }

/** Reads, and lets nothing but a `WireError` pass for a failure. */
export function attempt<T>(read: () => T): Outcome<T> {
  try {
    return { value: read() }
  } catch (thrown) {
    if (thrown instanceof WireError) return { error: thrown }
    throw thrown
  }
}

/**
 * Holds what was read from `length` bytes to its price, and to being a value like any other: written, it reads back the
 * same. Only what is longer than may be sent cannot be written.
 */
export function expectHarmless<T>(
  value: T,
  length: number,
  encode: (value: T) => Uint8Array,
  decode: (bytes: Uint8Array) => T,
): void {
  const price = 16 * length + 1024
  if (weigh(value) > price) expect(weigh(value), 'what it costs').toBeLessThanOrEqual(price)
  let bytes: Uint8Array
  try {
    bytes = encode(value)
  } catch (thrown) {
    if (thrown instanceof ValueError && thrown.reason.startsWith('longer than')) return
    throw thrown
  }
  // `expect` is too slow to be asked a million times.
  const back = decode(bytes)
  if (!isDeepStrictEqual(back, value)) expect(back).toEqual(value)
}

/** Roughly the memory that a value takes, in bytes. */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return 8 + 2 * value.length
  if (value instanceof Uint8Array) return 8 + value.length
  // Lists of flags are made once for each number that was met, and shared.
  if (Array.isArray(value) && Object.isFrozen(value)) return 8
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).reduce<number>((sum, item) => sum + weigh(item), 8)
  }
  return 8
}

/** `bytes` with the `u32` at `at` replaced. */
export function withU32(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const changed = bytes.slice()
  new DataView(changed.buffer).setUint32(at, value, true)
  return changed
}

/** Offsets and lengths that have broken parsers before. */
export function hostileNumbers(length: number): readonly number[] {
  return [
    0,
    1,
    2,
    3,
    4,
    8,
    length - 4,
    length - 1,
    length,
    length + 1,
    0x7fffffff,
    0x80000000,
    0xfffffffc,
    0xffffffff,
  ]
}
