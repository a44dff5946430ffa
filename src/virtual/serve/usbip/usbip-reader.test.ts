import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DialtoneError } from '../../../base/index.ts'
import type { Submit, Unlink } from './usbip-message.ts'
import { LONGEST_TRANSFER, UsbipReader, type Operation } from './usbip-reader.ts'

const LIST = hex('0111 8005 00000000')
const IMPORT = Buffer.concat([hex('0111 8003 00000000'), named('1-1')])
/** Direction, endpoint, flags, length, start frame, packets, interval, setup. */
const IN = hex(
  '00000001 00000007 00010002 00000001 00000002 00000000 00004000 00000000 00000000 00000000 0000000000000000',
)
const OUT = hex(
  '00000001 00000008 00010002 00000000 00000003 00000000 00000003 00000000 ffffffff 00000000 0000000000000000 0a0b0c',
)
const UNLINK = hex(`00000002 00000009 00010002 00000000 00000000 00000007 ${'00'.repeat(24)}`)

function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex')
}

function named(text: string): Buffer {
  const bytes = Buffer.alloc(32)
  bytes.write(text)
  return bytes
}

interface Reading {
  readonly reader: UsbipReader
  readonly read: (Operation | Submit | Unlink)[]
}

/** As a connection does: what is imported is followed by transfers. */
function reading(): Reading {
  const read: (Operation | Submit | Unlink)[] = []
  const reader = new UsbipReader({
    operation: (operation) => {
      read.push(operation)
      if (operation.type === 'import') reader.expectTransfers()
    },
    transfer: (message) => read.push(message),
  })
  return { reader, read }
}

function refusal(...pieces: readonly Uint8Array[]): string {
  const { reader } = reading()
  try {
    for (const piece of pieces) reader.push(piece)
  } catch (thrown) {
    expect(reader.isAmid).toBe(false)
    // Nothing is read after that.
    reader.push(LIST)
    expect(DialtoneError.of(thrown)?.code).toBe('protocol')
    return DialtoneError.of(thrown)?.message ?? ''
  }
  return 'none'
}

test('reads operations, then transfers', () => {
  const { reader, read } = reading()
  reader.push(Buffer.concat([LIST, IMPORT, IN, OUT, UNLINK]))
  const [list, imported, inwards, outwards, unlink] = read
  expect(list).toEqual({ type: 'list' })
  expect(imported).toEqual({ type: 'import', busId: '1-1' })
  const common = { type: 'submit', device: 0x10002 }
  expect(inwards).toMatchObject({ ...common, sequence: 7, direction: 'in', endpoint: 2, length: 0x4000 })
  expect(outwards).toMatchObject({ ...common, sequence: 8, direction: 'out', endpoint: 3, length: 3 })
  expect(outwards).toHaveProperty('data', Buffer.from([10, 11, 12]))
  expect(unlink).toEqual({ type: 'unlink', sequence: 9, device: 0x10002, of: 7 })
})

test('knows whether it waits for the rest of something', () => {
  const { reader } = reading()
  expect(reader.isAmid).toBe(false)
  reader.push(IMPORT.subarray(0, 8))
  expect(reader.isAmid).toBe(true)
  reader.push(IMPORT.subarray(8))
  expect(reader.isAmid).toBe(false)
  reader.push(OUT.subarray(0, 48))
  expect(reader.isAmid).toBe(true)
  reader.push(OUT.subarray(48))
  expect(reader.isAmid).toBe(false)
})

describe('what no host sends ends it, with the reason', () => {
  const changed = (message: Buffer, at: number, value: number): Buffer => {
    const bytes = Buffer.from(message)
    bytes.writeUInt32BE(value >>> 0, at)
    return bytes
  }
  test.each([
    ['another version', hex('0106 8005 00000000'), '0x106'],
    ['another operation', hex('0111 8002 00000000'), '0x8002'],
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n'), '0x4745'],
  ])('%s', (_what, bytes, reason) => {
    expect(refusal(bytes)).toContain(reason)
  })

  test.each([
    ['another command', changed(IN, 0, 3), 'command 3'],
    ['another direction', changed(IN, 12, 2), 'direction 2'],
    ['an endpoint beyond 15', changed(IN, 16, 16), 'endpoint 16'],
    ['a transfer that is too long', changed(OUT, 24, LONGEST_TRANSFER + 1), 'transfer of 1048577'],
    ['a negative length', changed(IN, 24, -1), 'transfer of 4294967295'],
    ['packets of its own', changed(IN, 32, 8), 'isochronous'],
  ])('%s', (_what, bytes, reason) => {
    expect(refusal(IMPORT, bytes)).toContain(reason)
  })
})

test('however it is cut into pieces, it reads the same', () => {
  const whole = Uint8Array.from(Buffer.concat([LIST, IMPORT, IN, OUT, UNLINK, OUT, IN]))
  const expected = reading()
  expected.reader.push(whole)
  fc.assert(
    fc.property(fc.array(fc.nat(whole.length), { maxLength: 40 }), (cuts) => {
      const { reader, read } = reading()
      let from = 0
      for (const to of [...cuts, whole.length].sort((one, other) => one - other)) {
        reader.push(whole.subarray(from, to))
        from = to
      }
      expect(read).toEqual(expected.read)
    }),
  )
})

test('byte by byte, a long transfer is read whole', () => {
  const { reader, read } = reading()
  const data = Buffer.alloc(5000, 7)
  const head = Buffer.from(OUT.subarray(0, 48))
  head.writeUInt32BE(data.length, 24)
  for (const byte of Buffer.concat([IMPORT, head, data, UNLINK])) reader.push(Uint8Array.of(byte))
  expect(read.map(({ type }) => type)).toEqual(['import', 'submit', 'unlink'])
  expect(read[1]).toHaveProperty('data', new Uint8Array(data))
})

test('any bytes give messages or a refusal, nothing else, and nothing after a refusal', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 20 }),
      fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }),
      (isImported, noise, changes) => {
        const { reader, read } = reading()
        const sound = Buffer.concat([IMPORT, OUT, IN, UNLINK, ...noise])
        for (const [at, value] of changes) if (at < sound.length) sound[at] = value
        const bytes = isImported ? sound : Buffer.concat(noise)
        try {
          for (const [at] of bytes.entries()) reader.push(bytes.subarray(at, at + 1))
        } catch (thrown) {
          expect(DialtoneError.of(thrown)?.code).toBe('protocol')
          const before = read.length
          reader.push(Buffer.concat([LIST, LIST]))
          expect(read).toHaveLength(before)
        }
        for (const message of read) {
          if (message.type !== 'submit') continue
          expect(message.length).toBeLessThanOrEqual(LONGEST_TRANSFER)
          expect(message.data.length).toBe(message.direction === 'out' ? message.length : 0)
        }
      },
    ),
    { numRuns: 300 },
  )
})
