import { expect, test } from 'vitest'
import { fromHex } from '../base/index.ts'
import {
  attributes,
  decodeAttributes,
  decodeMessages,
  encodeMessage,
  NLMSG_ERROR,
  readInt32,
  readText,
  readUint32,
  readUint64,
  refusalOf,
} from './netlink-message.ts'

/** What `ip link add` would send on a machine with little-endian numbers. */
const LINK = fromHex(
  '0800 0300 6c6f 0000 0800 0400 dc050000 0c00 1a80 0800 0a00 01000000'.replaceAll(' ', ''),
)

test('attributes are aligned, texts end with a zero, lists are nested', () => {
  const bytes = attributes([
    [3, 'lo'],
    [4, 1500],
    [26, [[10, 1]]],
  ])
  expect([...bytes]).toEqual([
    ...fromHex('07000300 6c6f0000 08000400 dc050000 0c001a80 08000a00 01000000'.replaceAll(' ', '')),
  ])
  const read = decodeAttributes(bytes, 0)
  expect(readText(read.get(3) ?? LINK)).toBe('lo')
  expect(readUint32(read.get(4) ?? LINK, 0)).toBe(1500)
  expect(readUint32(decodeAttributes(read.get(26) ?? LINK, 0).get(10) ?? LINK, 0)).toBe(1)
})

test('messages come back as they were, several in one datagram', () => {
  const one = { type: 16, flags: 5, sequence: 7, body: Uint8Array.of(1, 2, 3) }
  const other = { type: 20, flags: 0, sequence: 8, body: new Uint8Array(0) }
  const datagram = Uint8Array.of(...encodeMessage(one), ...encodeMessage(other))
  expect(decodeMessages(datagram)).toEqual([one, other])
})

test('nothing is read beyond the bytes: every truncation and every length', () => {
  const message = encodeMessage({
    type: 16,
    flags: 0,
    sequence: 1,
    body: attributes([
      [3, 'eth0'],
      [4, 1500],
    ]),
  })
  for (let end = 0; end < message.length; end++) {
    expect(decodeMessages(message.subarray(0, end))).toEqual([])
  }
  for (let length = 0; length < 64; length++) {
    const garbled = message.slice()
    garbled[0] = length
    const [read] = decodeMessages(garbled)
    if (read !== undefined) expect(decodeAttributes(read.body, 0).size).toBeLessThanOrEqual(2)
    const inside = message.slice(16)
    inside[0] = length
    for (const value of decodeAttributes(inside, 0).values()) expect(value.length).toBeLessThan(inside.length)
  }
  const short = Uint8Array.of(1, 2)
  expect([readInt32(short, 0), readUint32(short, 0), readUint64(short, 0), readText(short)]).toEqual([
    0,
    0,
    0,
    '\u0001\u0002',
  ])
})

test('a refusal has its number, and the words of the kernel where it gives some', () => {
  const error = (errno: number, flags: number, rest: Uint8Array): Uint8Array => {
    const body = new Uint8Array(20 + rest.length)
    new DataView(body.buffer).setInt32(0, -errno, true)
    new DataView(body.buffer).setUint32(4, 16, true)
    body.set(rest, 20)
    return encodeMessage({ type: NLMSG_ERROR, flags, sequence: 1, body })
  }
  const refusal = (bytes: Uint8Array): unknown => decodeMessages(bytes).map(refusalOf)
  expect(refusal(error(0, 0x100, new Uint8Array(0)))).toEqual([undefined])
  expect(refusal(error(1, 0x100, new Uint8Array(0)))).toEqual([{ errno: 1 }])
  const words = attributes([[1, 'Nexthop has invalid gateway']])
  expect(refusal(error(22, 0x300, words))).toEqual([{ errno: 22, detail: 'Nexthop has invalid gateway' }])
  expect(refusalOf({ type: NLMSG_ERROR, flags: 0, sequence: 1, body: new Uint8Array(2) })).toEqual({
    errno: 5,
  })
})
