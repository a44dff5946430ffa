/** Writing and reading are inverses, for every information buffer there is. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, encode, serializeInfo } from '../../src/mbim/index.ts'
import { arbitrary } from '../support/arbitrary.ts'
import { DISTINCT_CASES } from './distinct.ts'

describe('every value that is written reads back, and writes the same bytes', () => {
  test.each(DISTINCT_CASES)('$name', ({ codec, envelope, version }) => {
    fc.assert(
      fc.property(arbitrary(codec.codec, version), (value) => {
        const bytes = codec.encode(value, version)
        const back = codec.decode(bytes, version)
        expect(back).toEqual(value)
        expect(codec.encode(back, version)).toEqual(bytes)
        const frame = serializeInfo(envelope, codec, value, version)
        expect(encode(decode(frame, { version }), { version })).toEqual(frame)
      }),
      { numRuns: 20 },
    )
  })
})
