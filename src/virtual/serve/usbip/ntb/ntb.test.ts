import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DialtoneError } from '../../../../base/index.ts'
import { decodeNtb } from './decode-ntb.ts'
import type { Datagram, NtbAlignment, NtbFormat } from './ntb-layout.ts'
import { NtbPacker } from './ntb-packer.ts'

const alignment: NtbAlignment = { divisor: 4, remainder: 0, table: 4 }

function pack(
  datagrams: readonly Datagram[],
  format: NtbFormat = 'ntb16',
  { longest = 65_536, most = 0, aligned = alignment } = {},
): { block: Uint8Array; packed: number } {
  const packer = new NtbPacker({ format, longest, most, alignment: aligned })
  let packed = 0
  for (const datagram of datagrams) if (packer.add(datagram)) packed++
  return { block: packer.finish(0x1234), packed }
}

function ip(session: number, ...bytes: number[]): Datagram {
  return { kind: 'ip', session, bytes: Uint8Array.from(bytes) }
}

function hex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
}

function refusal(bytes: Uint8Array, format: NtbFormat = 'ntb16'): string {
  try {
    decodeNtb(bytes, { format, alignment })
    return 'none'
  } catch (thrown) {
    expect(DialtoneError.of(thrown)?.code).toBe('protocol')
    return DialtoneError.of(thrown)?.message ?? ''
  }
}

/** Signature, header length, sequence, block length, first table; two datagrams; their table. */
const BLOCK_16 =
  '4e434d48 0c00 3412 2c00 1800' +
  'a1a2a300' +
  'b1b2b3b4 b5000000' +
  '49505305 1400 0000 0c00 0300 1000 0500 0000 0000'
const BLOCK_32 =
  '6e636d68 1000 3412 40000000 18000000' +
  'd1d2d3d4 d5000000' +
  '64737302 2000 0000 00000000 00000000' +
  '10000000 05000000 00000000 00000000' +
  '0000000000000000'

describe('bytes', () => {
  test('of 16 bits: two datagrams of one session', () => {
    const datagrams = [ip(5, 0xa1, 0xa2, 0xa3), ip(5, 0xb1, 0xb2, 0xb3, 0xb4, 0xb5)]
    expect(Buffer.from(pack(datagrams).block).toString('hex')).toBe(
      Buffer.from(hex(BLOCK_16)).toString('hex'),
    )
    expect(decodeNtb(hex(BLOCK_16), { format: 'ntb16', alignment })).toEqual(datagrams)
  })

  test('of 32 bits: a piece of a stream', () => {
    const piece: Datagram = { kind: 'stream', session: 2, bytes: hex('d1d2d3d4d5') }
    const { block } = pack([piece], 'ntb32')
    expect(Buffer.from(block).toString('hex')).toBe(
      Buffer.from(hex(BLOCK_32).subarray(0, 56)).toString('hex').replace('40000000', '38000000'),
    )
    expect(decodeNtb(block, { format: 'ntb32', alignment })).toEqual([piece])
  })

  test('a block that is as long as its transfer need not say so, and may be followed by one more byte', () => {
    const block = hex(BLOCK_16)
    block.set([0, 0], 8)
    expect(decodeNtb(block, { format: 'ntb16', alignment })).toHaveLength(2)
    expect(decodeNtb(Uint8Array.of(...hex(BLOCK_16), 0), { format: 'ntb16', alignment })).toHaveLength(2)
  })

  test('a block without a table has nothing in it', () => {
    expect(decodeNtb(pack([]).block, { format: 'ntb16', alignment })).toEqual([])
  })
})

describe('packing', () => {
  test('stops at the length of a block, tables counted', () => {
    const datagrams = Array.from(
      { length: 10 },
      () => ({ kind: 'ip', session: 0, bytes: new Uint8Array(100) }) as const,
    )
    const { block, packed } = pack(datagrams, 'ntb16', { longest: 12 + 3 * 100 + 8 + 4 * 4 })
    expect(packed).toBe(3)
    expect(block).toHaveLength(12 + 3 * 100 + 8 + 4 * 4)
    expect(pack(datagrams, 'ntb16', { longest: block.length - 1 }).packed).toBe(2)
  })

  test('stops at the number that the host wants', () => {
    expect(pack([ip(0, 1), ip(1, 2), ip(0, 3)], 'ntb16', { most: 2 }).packed).toBe(2)
  })

  test('never makes a block of 16 bits longer than they can say', () => {
    const { block, packed } = pack(
      Array.from({ length: 70 }, () => ({ kind: 'ip', session: 0, bytes: new Uint8Array(1000) }) as const),
      'ntb16',
      { longest: 1_000_000 },
    )
    expect(packed).toBe(65)
    expect(block.length).toBeLessThan(0x10000)
  })
})

const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 })
const datagram: fc.Arbitrary<Datagram> = fc.record({
  kind: fc.constantFrom('ip', 'stream'),
  session: fc.nat(255),
  bytes,
})
const placed = fc.constantFrom<NtbAlignment>(
  alignment,
  { divisor: 1, remainder: 0, table: 4 },
  { divisor: 32, remainder: 14, table: 8 },
  { divisor: 4, remainder: 2, table: 4 },
)

test('what is packed is what comes out, by session in order, in any alignment', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<NtbFormat>('ntb16', 'ntb32'),
      fc.array(datagram, { maxLength: 30 }),
      placed,
      (format, datagrams, aligned) => {
        const { block, packed } = pack(datagrams, format, { aligned })
        const found = decodeNtb(block, { format, alignment: aligned })
        expect(packed).toBe(datagrams.length)
        const key = ({ kind, session }: Datagram): string => `${kind}${session}`
        const bySession = (all: readonly Datagram[]): unknown =>
          Object.fromEntries(all.map((one) => [key(one), all.filter((other) => key(other) === key(one))]))
        expect(bySession(found)).toEqual(bySession(datagrams))
      },
    ),
  )
})

describe('a block from nowhere is refused', () => {
  const put = (block: string, at: number, ...values: number[]): Uint8Array => {
    const changed = hex(block)
    changed.set(values, at)
    return changed
  }
  test.each([
    ['too short', hex('4e434d48'), 'shorter than its header'],
    ['another signature', put(BLOCK_16, 0, 0), 'signature'],
    ['another header', put(BLOCK_16, 4, 16), 'header of another length'],
    ['longer than its transfer', put(BLOCK_16, 8, 0x2d), 'shorter than it says'],
    ['ends in its header', put(BLOCK_16, 8, 11), 'ends in its header'],
    ['table outside', put(BLOCK_16, 10, 0x28), 'table outside'],
    ['table off its alignment', put(BLOCK_16, 10, 0x1a), 'table off'],
    ['table in the header', put(BLOCK_16, 10, 0x04), 'unknown kind'],
    ['another kind of table', put(BLOCK_16, 24, 0x4e), 'unknown kind'],
    ['an ethernet frame', put(BLOCK_16, 24, 0x4e, 0x43, 0x4d, 0x30), 'unknown kind'],
    ['table too short', put(BLOCK_16, 28, 12), 'impossible length'],
    ['table of an odd length', put(BLOCK_16, 28, 18), 'impossible length'],
    ['table too long', put(BLOCK_16, 28, 24), 'impossible length'],
    ['table that leads to itself', put(BLOCK_16, 30, 0x18), 'circle'],
    ['datagram outside', put(BLOCK_16, 34, 0xff), 'datagram outside'],
    ['datagram off its alignment', put(BLOCK_16, 32, 0x0d), 'datagram off'],
    ['datagrams that overlap', put(BLOCK_16, 34, 5), 'overlap'],
    ['datagram over its table', put(BLOCK_16, 38, 9), 'overlap'],
    ['datagram over the header', put(BLOCK_16, 32, 8), 'overlap'],
    ['one datagram told twice', put(BLOCK_16, 36, 0x0c, 0, 3, 0), 'overlap'],
  ])('%s', (_what, block, reason) => {
    expect(refusal(block)).toContain(reason)
  })

  test('a circle of many tables ends', () => {
    const block = new Uint8Array(65_532)
    const view = new DataView(block.buffer)
    block.set(hex('4e434d48 0c00 0000 0000 0c00'))
    for (let at = 12; at + 16 <= block.length; at += 16) {
      block.set(hex('49505300 1000'), at)
      view.setUint16(at + 6, at + 32 <= block.length ? at + 16 : 12, true)
    }
    expect(refusal(block)).toContain('circle')
  })

  test('any change of any byte gives datagrams within the block, or a refusal', () => {
    const sound = pack([ip(0, 1, 2, 3), { kind: 'stream', session: 7, bytes: hex('0405') }, ip(1, 6)]).block
    for (let at = 0; at < sound.length; at++) {
      for (const value of [0, 1, 4, 12, 0x1c, 0x7f, 0x80, 0xff]) {
        const block = sound.with(at, value)
        let sum = 0
        try {
          for (const one of decodeNtb(block, { format: 'ntb16', alignment })) sum += one.bytes.length
        } catch (thrown) {
          expect(DialtoneError.of(thrown)?.code).toBe('protocol')
        }
        expect(sum).toBeLessThanOrEqual(block.length)
      }
    }
  })

  test('any bytes give datagrams that are no more than the block, or a refusal', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<[NtbFormat, string]>(['ntb16', BLOCK_16], ['ntb32', BLOCK_32]),
        fc.array(fc.tuple(fc.nat(70), fc.nat(255)), { maxLength: 8 }),
        fc.uint8Array({ maxLength: 64 }),
        ([format, sound], changes, tail) => {
          const block = Uint8Array.of(...hex(sound), ...tail)
          for (const [at, value] of changes) if (at < block.length) block[at] = value
          let found: readonly Datagram[] = []
          try {
            found = decodeNtb(block, { format, alignment })
          } catch (thrown) {
            expect(DialtoneError.of(thrown)?.code).toBe('protocol')
          }
          expect(found.reduce((sum, one) => sum + one.bytes.length, 0)).toBeLessThanOrEqual(block.length)
        },
      ),
      { numRuns: 500 },
    )
  })
})
