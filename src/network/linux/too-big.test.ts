import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Milliseconds, VirtualClock } from '../../base/index.ts'
import { AnswerLimit } from './answer-limit.ts'
import { tooBig } from './too-big.ts'

const CLIENT = [192, 168, 7, 2]
const SERVER = [192, 0, 2, 80]

interface Ipv4 {
  readonly field?: number
  readonly protocol?: number
  readonly id?: number
  readonly options?: readonly number[]
  readonly from?: readonly number[]
  readonly payload?: Uint8Array
}

function ipv4(options: Ipv4 = {}): Uint8Array {
  const { field = 0, protocol = 17, id = 7, options: words = [], from = CLIENT } = options
  const payload = options.payload ?? Uint8Array.from({ length: 1480 }, (_, at) => at & 0xff)
  const header = 20 + words.length
  const packet = new Uint8Array(header + payload.length)
  const view = new DataView(packet.buffer)
  packet.set([
    0x40 | (header / 4),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    64,
    protocol,
    0xbe,
    0xef,
    ...from,
    ...SERVER,
    ...words,
  ])
  view.setUint16(2, packet.length)
  view.setUint16(4, id)
  view.setUint16(6, field)
  packet.set(payload, header)
  return packet
}

function ipv6(next: number, payload: readonly number[], from = 0x20): Uint8Array {
  const packet = new Uint8Array(1500)
  packet.set([0x60, 0, 0, 0, 0x05, 0xb4, next, 64, from, 1, 0x0d, 0xb8])
  packet.set(payload, 40)
  return packet
}

const WHOLE = 0x4000

describe('an IPv4 packet that may be divided', () => {
  function pieces(packet: Uint8Array, mtu: number) {
    const outcome = tooBig(packet, mtu)
    if (outcome.do !== 'send') throw new Error(outcome.do)
    return outcome.packets.map((bytes) => ({ bytes, view: new DataView(bytes.buffer) }))
  }

  test('is divided into what fits: all of it, in multiples of eight bytes, by one identification', () => {
    const packet = ipv4()
    const all = pieces(packet, 700)
    expect(all.map(({ bytes }) => bytes.length)).toEqual([700, 700, 140])
    expect(all.map(({ view }) => view.getUint16(6))).toEqual([0x2000, 0x2000 | 85, 170])
    expect(all.map(({ view }) => view.getUint16(2))).toEqual([700, 700, 140])
    expect(all.map(({ view }) => view.getUint16(4))).toEqual([7, 7, 7])
    expect(all.flatMap(({ bytes }) => [...bytes.subarray(20)])).toEqual([...packet.subarray(20)])
  })

  test('a fragment is divided again: it goes on where it was, and its last piece is followed as it was', () => {
    expect(pieces(ipv4({ field: 0x2000 | 100 }), 1000).map(({ view }) => view.getUint16(6))).toEqual([
      0x2000 | 100,
      0x2000 | (100 + 122),
    ])
  })

  test('options are in all fragments only where they are for all; one without identification is given one', () => {
    // Record route (7), a byte of nothing, loose source route (131), the end.
    const options = [7, 3, 4, 1, 131, 3, 4, 0]
    const [first, second] = pieces(ipv4({ options, id: 0 }), 1000)
    expect([...(first?.bytes.subarray(20, 28) ?? [])]).toEqual(options)
    expect([...(second?.bytes.subarray(20, 28) ?? [])]).toEqual([1, 1, 1, 1, 131, 3, 4, 0])
    expect([first?.view.getUint16(4), second?.view.getUint16(4)]).toEqual([0xbeef, 0xbeef])
  })
})

describe('the sender is told', () => {
  test('of IPv4: fragmentation needed, the MTU, and the beginning of the packet', () => {
    const packet = ipv4({ field: WHOLE })
    const outcome = tooBig(packet, 1400)
    if (outcome.do !== 'answer') throw new Error(outcome.do)
    const { message, to } = outcome
    expect([...to]).toEqual(CLIENT)
    expect([...message.subarray(0, 2), ...message.subarray(4, 8)]).toEqual([3, 4, 0, 0, 0x05, 0x78])
    expect(message.length).toBe(556)
    expect([...message.subarray(8)]).toEqual([...packet.subarray(0, 548)])
    // A sum that is right sums up to nothing (RFC 1071 §1).
    const view = new DataView(message.buffer)
    let sum = 0
    for (let at = 0; at < message.length; at += 2) sum += view.getUint16(at)
    expect((sum & 0xffff) + (sum >>> 16)).toBe(0xffff)
  })

  test('of IPv6: packet too big', () => {
    const outcome = tooBig(ipv6(17, []), 1400)
    if (outcome.do !== 'answer') throw new Error(outcome.do)
    expect([...outcome.to.subarray(0, 4)]).toEqual([0x20, 1, 0x0d, 0xb8])
    expect([...outcome.message.subarray(0, 8)]).toEqual([2, 0, 0, 0, 0, 0, 0x05, 0x78])
    expect(outcome.message.length).toBe(1240)
  })

  test.each([
    ['an echo', ipv4({ field: WHOLE, protocol: 1, payload: new Uint8Array(1480).fill(8, 0, 1) })],
    ['an echo of IPv6', ipv6(58, [128])],
  ])('of %s as well', (_what, packet) => {
    expect(tooBig(packet, 1400).do).toBe('answer')
  })
})

describe('nobody is told', () => {
  test.each([
    ['of an error', ipv4({ field: WHOLE, protocol: 1, payload: new Uint8Array(1480).fill(3, 0, 1) })],
    ['of an error of IPv6', ipv6(58, [1])],
    ['of a fragment that is not the first', ipv4({ field: WHOLE | 9 })],
    ['who is no one host', ipv4({ field: WHOLE, from: [224, 0, 0, 1] })],
    ['who has no address', ipv4({ field: WHOLE, from: [0, 0, 0, 0] })],
    ['who is a group', ipv6(17, [], 0xff)],
    ['of what is no packet', Uint8Array.of(0x4f, 0)],
    ['of a link that takes nothing', ipv4(), 24],
  ])('%s', (_what, packet, mtu = 1400) => {
    expect(tooBig(packet, mtu)).toEqual({ do: 'drop' })
  })
})

test('whatever comes, each fragment fits and none is read beyond its end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.integer({ min: 68, max: 1500 }), (packet, mtu) => {
      const outcome = tooBig(packet, mtu)
      if (outcome.do === 'send') {
        for (const { length } of outcome.packets) expect(length).toBeLessThanOrEqual(mtu)
      }
    }),
  )
})

test('ten are answered at once, and ten a second from then on', async () => {
  const clock = new VirtualClock()
  const limit = new AnswerLimit(clock)
  const answered = (): number => Array.from({ length: 50 }, () => limit.allows()).filter(Boolean).length
  expect(answered()).toBe(10)
  await clock.advance(Milliseconds(500))
  expect(answered()).toBe(5)
  await clock.advance(Milliseconds(60_000))
  expect(answered()).toBe(10)
})
