import { describe, expect, test } from 'vitest'
import { virtualBench } from '../../../test/support/virtual-bench.ts'
import { COMPLIANCE } from '../compliance.ts'

describe.each([
  ['at once', {}],
  ['with MBIM 1.0', { version: 1 }],
  ['with MBIMEx 2.0', { version: 2 }],
  ['as an LTE module does', { timing: 'realistic' }],
  ['in fragments of 64 bytes', { maxControlTransfer: 64 }],
] as const)('a virtual modem that answers %s', (_name, options) => {
  test.each(COMPLIANCE)('$name', async ({ run }) => {
    const bench = virtualBench(options)
    await run(bench)
    expect(bench.clock.pending).toBe(0)
  })
})
