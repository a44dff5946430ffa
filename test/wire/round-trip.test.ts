/** Writing and reading are inverses, for every information buffer there is. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryOf } from './arbitrary.ts'
import { OPERATIONS } from './operation.ts'

describe('every value that is written reads back, and writes the same bytes', () => {
  test.each(OPERATIONS)('$name', ({ info, codec, version }) => {
    fc.assert(
      fc.property(arbitraryOf(codec, version), (value) => {
        const bytes = info.encode(value, version)
        const back = info.decode(bytes, version)
        expect(back).toEqual(value)
        expect(info.encode(back, version)).toEqual(bytes)
      }),
      { numRuns: 25 },
    )
  })
})
