/**
 * A stranger writes what a modem hands us: whatever the octets, the answer is a value or an `SmsError`, the value is
 * written as octets that read as the same value, and its text can be had.
 */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex } from '../../src/base/index.ts'
import {
  decodePdu,
  encodePdu,
  encodeTpdu,
  joinText,
  Reassembler,
  SmsError,
  timestampToInstant,
  type Deliver,
  type Direction,
  type Pdu,
  type ReportKind,
} from '../../src/sms/index.ts'
import { mobileOriginated, mobileTerminated } from '../support/short-message.ts'

const directions: Direction[] = ['mobile-terminated', 'mobile-originated']
const kinds: (ReportKind | undefined)[] = [undefined, 'ack', 'error']

/** Reads in every way there is; true when one of them gave a value. */
function survives(octets: Uint8Array): boolean {
  return directions
    .flatMap((direction) => kinds.map((report) => read(octets, direction, report)))
    .includes(true)
}

function read(octets: Uint8Array, direction: Direction, report: ReportKind | undefined): boolean {
  let pdu: Pdu
  try {
    pdu = decodePdu(octets, direction, report === undefined ? {} : { report })
  } catch (error) {
    if (error instanceof SmsError && error.offset !== undefined && error.offset <= octets.length) return false
    throw error
  }
  const { message } = pdu
  if (message.type !== 'command') joinText([message, message])
  if (message.type === 'deliver') {
    timestampToInstant(message.timestamp)
    new Reassembler<Deliver>().add(message, 0)
  }
  // A cause below 0x80 is told from an indicator only by who carried the report.
  const again = decodePdu(encodePdu(pdu), direction, { report: 'failureCause' in message ? 'error' : 'ack' })
  // By hand, for speed: the matcher is only for saying what differs.
  if (!isDeepStrictEqual(again, pdu)) expect(again).toEqual(pdu)
  return true
}

/** One of each kind, with a header, parameters and every format of validity among them. */
const samples: [string, string][] = [
  ['deliver', '07911326040000f0 04 0b911346610089f6 00 00 20806291731480 0c c8f71d14969741f977fd07'],
  [
    'deliver with a header',
    '00 64 0dd0f334fc1ca69701 00 00 20806291731480 0f 0a 0003070201 240101 2500 9b32',
  ],
  ['deliver in UCS-2', '00 44 0b911346610089f6 7f 19 20806291731480 0e 06 0804 1234 0201 0041 d83d de00'],
  ['deliver of data', '00 44 0b911346610089f6 00 f5 20806291731480 09 06 0504 0b84 23f0 c0de'],
  ['submit with a relative validity', '00 31 00 0b916407281553f8 00 00 aa 0a e8329bfd4697d9ec37'],
  ['submit with an absolute validity', '00 19 00 0b916407281553f8 00 00 20806291731480 02 e834'],
  ['submit with an enhanced validity', '00 09 00 0b916407281553f8 00 00 43214365000000 02 e834'],
  ['status report', '00 06 d6 0b911326880736f4 11101171955140 11101171957140 00 07 41 00 02 e834'],
  ['submit report', '00 41 c5 07 11101171955140 41 04 05 03 2401 01 ff'],
  ['deliver report', '00 00 d3 07 41 00 02 e834'],
  ['command', '00 62 01 00 e0 d6 0b911326880736f4 08 06 0504 1583 0000 07'],
]

describe.each(samples)('%s', (_, hex) => {
  const octets = fromHex(hex)

  test('is itself in order', () => {
    expect(survives(octets)).toBe(true)
  })

  test('survives being cut off anywhere', () => {
    for (let length = 0; length < octets.length; length++) survives(octets.slice(0, length))
  })

  test('survives any one octet being any other', () => {
    for (let index = 0; index < octets.length; index++) {
      for (let value = 0; value < 256; value++) survives(octets.with(index, value))
    }
  })

  test('survives an octet being lost, doubled or swapped with the next', () => {
    for (let index = 0; index < octets.length; index++) {
      const [before, at, after] = [
        octets.slice(0, index),
        octets.slice(index, index + 1),
        octets.slice(index + 1),
      ]
      survives(Uint8Array.from([...before, ...after]))
      survives(Uint8Array.from([...before, ...at, ...at, ...after]))
      survives(Uint8Array.from([...before, ...after.slice(0, 1), ...at, ...after.slice(1)]))
    }
  })
})

test('arbitrary octets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
      survives(octets)
    }),
    { numRuns: 3000 },
  )
})

test('arbitrary messages with arbitrary octets changed', () => {
  const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))
  fc.assert(
    fc.property(
      fc.oneof(mobileTerminated, mobileOriginated),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (message, changes) => {
        let octets: Uint8Array
        try {
          octets = Uint8Array.from([0, ...encodeTpdu(message)])
        } catch {
          return
        }
        for (const [place, value] of changes) octets[place % octets.length] = value
        survives(octets)
      },
    ),
    { numRuns: 2000 },
  )
})

test('a megabyte is no more work than a message', () => {
  for (const fill of [0x00, 0x01, 0x02, 0x40, 0x87, 0xff]) survives(new Uint8Array(1 << 20).fill(fill))
})
