import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { serializeMessage } from '../mbim/index.ts'
import { CaptureWriter, type CaptureEntry } from './capture-file.ts'
import { CaptureError } from './pcapng/capture-error.ts'
import { readCapture } from './read-capture.ts'

const OPEN = serializeMessage({ type: 'open', transactionId: 1, maxControlTransfer: 4096 }).slice()
const DONE = serializeMessage({ type: 'open-done', transactionId: 1, status: 'success' }).slice()
const AT = Date.UTC(2026, 0, 1)

function captured(entries: readonly CaptureEntry[]): Uint8Array {
  const writer = new CaptureWriter({ application: 'test', comment: 'test' })
  return Buffer.concat([writer.header, ...entries.flatMap((entry) => writer.blocks(entry))])
}

const ENTRIES: readonly CaptureEntry[] = [
  { kind: 'note', at: AT, text: 'opened m', modem: 'm', channel: 'opened' },
  { kind: 'frame', at: AT + 0.123, modem: 'm', direction: 'sent', frame: OPEN, version: undefined },
  { kind: 'frame', at: AT + 1.5, modem: 'm', direction: 'received', frame: DONE, version: 3 },
  { kind: 'frame', at: AT + 2, modem: 'other', direction: 'sent', frame: OPEN, version: 3 },
  { kind: 'note', at: AT - 1000, text: 'set back', step: -1000 },
]

test('what is written is read again', () => {
  expect(readCapture(captured(ENTRIES)).entries).toEqual(ENTRIES)
})

test('a text in which somebody hides a field is one line of text', () => {
  const text = 'innocent\nDIALTONE_CLOCK_STEP=5\r\u2028MESSAGE=other'
  const [note] = readCapture(captured([{ kind: 'note', at: AT, text, modem: 'a\nb' }])).entries
  expect(note).toEqual({
    kind: 'note',
    at: AT,
    text: 'innocent DIALTONE_CLOCK_STEP=5 MESSAGE=other',
    modem: 'a b',
  })
})

/** A capture that another program wrote: blocks in this byte order. */
class Other {
  readonly #little: boolean
  readonly #blocks: Uint8Array[] = []

  constructor(little: boolean) {
    this.#little = little
    this.block(0x0a0d0d0a, [
      [0x1a2b3c4d, 4],
      [1, 2],
      [0, 2],
      [0xffffffff, 4],
      [0xffffffff, 4],
    ])
  }

  block(
    type: number,
    words: readonly (readonly [value: number, size: number])[],
    data = new Uint8Array(0),
  ): this {
    const fixed = words.reduce((sum, [, size]) => sum + size, 0)
    const size = 12 + Math.ceil((fixed + data.length) / 4) * 4
    const bytes = new Uint8Array(size)
    const view = new DataView(bytes.buffer)
    let at = 0
    const put = (value: number, width: number): void => {
      if (width === 4) view.setUint32(at, value, this.#little)
      else view.setUint16(at, value, this.#little)
      at += width
    }
    for (const [value, width] of [[type, 4], [size, 4], ...words] as const) put(value, width)
    bytes.set(data, at)
    view.setUint32(size - 4, size, this.#little)
    this.#blocks.push(bytes)
    return this
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.#blocks)
  }
}

describe('captures of others', () => {
  test.each([
    ['little', true],
    ['big', false],
  ])(
    'frames as they are (USER0), %s-endian, by nanoseconds, whose direction follows from their type',
    (_, little) => {
      const nanoseconds = BigInt(AT) * 1_000_000n + 1_500_000n
      const [high, low] = [Number(nanoseconds >> 32n), Number(nanoseconds & 0xffffffffn)]
      const packet = (frame: Uint8Array): [number, number][] =>
        [0, high, low, frame.length, frame.length].map((value) => [value, 4])
      const { bytes } = new Other(little)
        // if_tsresol, one byte: 9.
        .block(
          1,
          [
            [147, 2],
            [0, 2],
            [0, 4],
            [9, 2],
            [1, 2],
          ],
          Uint8Array.of(9, 0, 0, 0),
        )
        .block(6, packet(OPEN), OPEN)
        .block(6, packet(DONE), DONE)
        .block(0x0bad, [[1, 4]])
      const frame = { kind: 'frame', at: AT + 1.5, modem: 'interface 0', version: undefined }
      expect(readCapture(bytes).entries).toEqual([
        { ...frame, direction: 'sent', frame: OPEN },
        { ...frame, direction: 'received', frame: DONE },
      ])
    },
  )

  test('packets of other kinds are passed over', () => {
    const { bytes } = new Other(true)
      .block(1, [
        [1, 2],
        [0, 2],
        [0, 4],
      ])
      .block(
        6,
        [
          [0, 4],
          [0, 4],
          [0, 4],
          [4, 4],
          [4, 4],
        ],
        Uint8Array.of(1, 2, 3, 4),
      )
    expect(readCapture(bytes).entries).toEqual([])
  })
})

describe('is refused with where and why:', () => {
  const section = new Other(true).bytes
  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /at byte 0, it is empty/],
    ['text', new TextEncoder().encode('no capture at all'), /at byte 0, it is no capture/],
    ['a few bytes', Uint8Array.of(1, 2, 3), /at byte 0, 3 bytes are left/],
    [
      'the older kind',
      Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0),
      /older kind \(pcap\): convert it with "editcap/,
    ],
    ['no byte order', changed(section, 8, 7), /at byte 8, 0x.* does not say in which order/],
    ['a length of nothing', changed(section, 4, 0), /at byte 4, a block cannot have a length of 0/],
    [
      'a length beyond the end',
      changed(section, 5, 0xff),
      /at byte 4, a block of 65308 bytes, of which 28 are there/,
    ],
    [
      'two lengths',
      changed(section, 24, 40),
      /at byte 24, a block says at its end that it has 40 bytes, not 28/,
    ],
    [
      'a packet of no interface',
      new Other(true).block(6, [
        [3, 4],
        [0, 4],
        [0, 4],
        [0, 4],
        [0, 4],
      ]).bytes,
      /at byte 36, there is no interface 3/,
    ],
    [
      'a packet beyond its block',
      new Other(true)
        .block(1, [
          [147, 2],
          [0, 2],
          [0, 4],
        ])
        .block(6, [
          [0, 4],
          [0, 4],
          [0, 4],
          [0xffffffff, 4],
          [0, 4],
        ]).bytes,
      /a packet of 4294967295 bytes leads out of its block/,
    ],
    [
      'an option beyond its block',
      new Other(true).block(1, [
        [147, 2],
        [0, 2],
        [0, 4],
        [2, 2],
        [400, 2],
      ]).bytes,
      /an option of 400 bytes leads out of its block/,
    ],
    ['a short packet', new Other(true).block(6, [[0, 4]]).bytes, /a packet is too short/],
    ['a short interface', new Other(true).block(1, [[0, 4]]).bytes, /an interface is too short/],
  ])('%s', (_, bytes, message) => {
    expect(() => readCapture(bytes)).toThrow(message)
    expect(() => readCapture(bytes)).toThrow(CaptureError)
  })

  function changed(bytes: Uint8Array, at: number, byte: number): Uint8Array {
    const other = new Uint8Array(bytes)
    other[at] = byte
    return other
  }

  test('a torn end, unless what is whole is wanted', () => {
    const whole = captured(ENTRIES)
    for (let length = 60; length < whole.length; length += 3) {
      const torn = whole.subarray(0, length)
      const read = readCapture(torn, { torn: true })
      expect(ENTRIES.slice(0, read.entries.length)).toEqual(read.entries)
      if (read.tornAt !== undefined) expect(() => readCapture(torn)).toThrow(/at byte/)
    }
  })

  test('whatever the bytes, by nothing else', () => {
    const whole = captured(ENTRIES)
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 12 }),
        fc.nat(whole.length),
        (changes, length) => {
          const bytes = new Uint8Array(whole.subarray(0, length))
          for (const [at, byte] of changes) if (at < length) bytes[at] = byte
          try {
            expect(readCapture(bytes).entries.length).toBeLessThanOrEqual(ENTRIES.length + 12)
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(CaptureError)
          }
        },
      ),
      { numRuns: 3000 },
    )
  })
})
