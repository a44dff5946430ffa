import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extension, fragmentHeader, packet, tcp, udp, type PacketShape } from '../../test/support/packet.ts'
import type { PacketRule } from '../core/index.ts'
import { compilePacketFilter, summarizePacket } from './packet-filter.ts'

const V6 = '2001:db8:5::9'

/** Whether one rule matches: what it matches counts in `only`, and what it does not match in `except`. */
function answer(rule: PacketRule, shape: PacketShape): 'yes' | 'no' | 'undecided' {
  const bytes = packet(shape)
  const only = compilePacketFilter({ action: 'only', rules: [rule] })(bytes)
  const except = compilePacketFilter({ action: 'except', rules: [rule] })(bytes)
  expect(only && except).toBe(false)
  return only ? 'yes' : except ? 'no' : 'undecided'
}

test.each<[string, PacketRule, PacketShape, 'yes' | 'no' | 'undecided']>([
  ['a rule without conditions', {}, {}, 'yes'],
  ['the family', { family: 'ipv4' }, {}, 'yes'],
  ['the other family', { family: 'ipv6' }, {}, 'no'],
  ['a destination network', { destination: '203.0.113.0/24' }, {}, 'yes'],
  ['the network beside it', { destination: '203.0.112.0/24' }, {}, 'no'],
  ['every network', { destination: '0.0.0.0/0' }, {}, 'yes'],
  ['every network of the other family', { destination: '::/0' }, {}, 'no'],
  ['one host', { destination: '203.0.113.9' }, {}, 'yes'],
  ['a source', { source: '192.0.2.0/31' }, {}, 'yes'],
  ['an IPv6 network of 48 bits', { destination: '2001:db8:5::/48' }, { destination: V6 }, 'yes'],
  ['another IPv6 network of 48 bits', { destination: '2001:db8:6::/48' }, { destination: V6 }, 'no'],
  ['an IPv6 network of 127 bits', { destination: '2001:db8:5::8/127' }, { destination: V6 }, 'yes'],
  ['an IPv6 host', { destination: '2001:db8:5::8' }, { destination: V6 }, 'no'],
  ['a protocol by name', { protocol: 'tcp' }, {}, 'yes'],
  ['a protocol by number', { protocol: 47 }, { protocol: 47, payload: new Uint8Array(8) }, 'yes'],
  ['another protocol', { protocol: 'udp' }, {}, 'no'],
  ['a port', { protocol: 'tcp', destinationPort: { from: 443, to: 443 } }, {}, 'yes'],
  ['a range of ports', { protocol: 'tcp', destinationPort: { from: 400, to: 442 } }, {}, 'no'],
  [
    'a source port',
    { protocol: 'udp', sourcePort: { from: 53, to: 53 } },
    { protocol: 17, payload: udp(9, 53) },
    'yes',
  ],
  ['the first packet of TCP as established', { protocol: 'tcp-established' }, {}, 'no'],
  [
    'an acknowledgement as established',
    { protocol: 'tcp-established' },
    { payload: tcp(443, { flags: 0x10 }) },
    'yes',
  ],
  ['a reset as established', { protocol: 'tcp-established' }, { payload: tcp(443, { flags: 0x04 }) }, 'yes'],
  [
    'a ping',
    { protocol: 'icmp', icmpType: 8, icmpCode: 0 },
    { protocol: 1, payload: Uint8Array.of(8, 0, 0, 0) },
    'yes',
  ],
  [
    'another ICMP type',
    { protocol: 'icmp', icmpType: 0 },
    { protocol: 1, payload: Uint8Array.of(8, 0, 0, 0) },
    'no',
  ],
  [
    'ICMP in IPv6',
    { protocol: 'icmpv6', icmpType: 128 },
    { destination: V6, protocol: 58, payload: Uint8Array.of(128, 0) },
    'yes',
  ],
  [
    'ports behind IPv4 options',
    { protocol: 'tcp', destinationPort: { from: 443, to: 443 } },
    { options: new Uint8Array(40) },
    'yes',
  ],
  [
    'ports behind extension headers',
    { protocol: 'tcp', destinationPort: { from: 443, to: 443 } },
    {
      destination: V6,
      firstHeader: 0,
      options: Uint8Array.from([...extension(60), ...extension(43), ...extension(6)]),
    },
    'yes',
  ],
  [
    'ports behind a first fragment header',
    { protocol: 'tcp', destinationPort: { from: 443, to: 443 } },
    { destination: V6, firstHeader: 44, options: fragmentHeader(6, 0) },
    'yes',
  ],
  ['the protocol of a later fragment', { protocol: 'tcp' }, { fragmentOffset: 5 }, 'yes'],
  [
    'the port of a later fragment',
    { protocol: 'tcp', destinationPort: { from: 0, to: 65_535 } },
    { fragmentOffset: 5 },
    'undecided',
  ],
  [
    'the address of a later fragment',
    { protocol: 'tcp', destination: '10.0.0.0/8', destinationPort: { from: 1, to: 2 } },
    { fragmentOffset: 5 },
    'no',
  ],
  [
    'the port of a later IPv6 fragment',
    { protocol: 'tcp', destinationPort: { from: 443, to: 443 } },
    { destination: V6, firstHeader: 44, options: fragmentHeader(6, 9) },
    'undecided',
  ],
  [
    'the protocol of a later IPv6 fragment that begins with an extension',
    { protocol: 'tcp' },
    { destination: V6, firstHeader: 44, options: fragmentHeader(60, 9) },
    'undecided',
  ],
  [
    'a port that is cut off',
    { protocol: 'tcp', destinationPort: { from: 443, to: 443 } },
    { payload: new Uint8Array(3) },
    'undecided',
  ],
  [
    'flags that are cut off',
    { protocol: 'tcp-established' },
    { payload: tcp(443).subarray(0, 8) },
    'undecided',
  ],
  [
    'a protocol behind more extension headers than honest packets have',
    { protocol: 'tcp' },
    {
      destination: V6,
      firstHeader: 60,
      options: Uint8Array.from([
        ...Array.from({ length: 40 }, () => [...extension(60)]).flat(),
        ...extension(6),
      ]),
    },
    'undecided',
  ],
  ['a rule that is no network', { destination: 'nonsense' }, {}, 'no'],
])('%s', (_, rule, shape, expected) => {
  expect(answer(rule, shape)).toBe(expected)
})

test.each([
  ['224.0.0.251'],
  ['255.255.255.255'],
  ['169.254.1.2'],
  ['0.0.0.0'],
  ['ff02::fb'],
  ['fe80::1'],
  ['::'],
])('what goes to %s does not leave its link and never counts', (destination) => {
  expect(compilePacketFilter(undefined)(packet({ destination }))).toBe(false)
  expect(compilePacketFilter({ action: 'except', rules: [] })(packet({ destination }))).toBe(false)
})

test.each([['203.0.113.9'], [V6], ['239.1.2.3'], ['ff0e::1'], ['10.0.0.1']])(
  'what goes to %s counts without a filter',
  (destination) => {
    expect(compilePacketFilter(undefined)(packet({ destination }))).toBe(true)
  },
)

describe('hostile bytes', () => {
  const filters = [
    compilePacketFilter(undefined),
    compilePacketFilter({
      action: 'only',
      rules: [{ protocol: 'tcp', destinationPort: { from: 0, to: 65_535 } }],
    }),
    compilePacketFilter({ action: 'except', rules: [{ destination: V6, protocol: 'icmpv6', icmpType: 1 }] }),
  ]

  test('are decided, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const filter of filters) expect(typeof filter(bytes)).toBe('boolean')
        summarizePacket(bytes)
      }),
    )
  })

  test('that pretend to be a packet are, too, and what is cut off never counts for a port', () => {
    const whole = [packet(), packet({ destination: V6, firstHeader: 44, options: fragmentHeader(6, 0) })]
    for (const one of whole) {
      for (let length = 0; length < one.length; length++) {
        const cut = one.subarray(0, length)
        for (const filter of filters) filter(cut)
        if (filters[1]?.(cut) === true) expect(summarizePacket(cut)).toMatchObject({ destinationPort: 443 })
      }
    }
  })

  test.each([
    ['nothing', new Uint8Array(0)],
    ['another version', Uint8Array.from({ length: 40 }, () => 0x50)],
    ['a header that is too short', packet().fill(0x41, 0, 1)],
    ['a total length within the header', packet().fill(0, 2, 4)],
  ])('%s is no packet', (_, bytes) => {
    expect(compilePacketFilter(undefined)(bytes)).toBe(false)
    expect(summarizePacket(bytes)).toBeUndefined()
  })
})

test('a packet in words has no payload', () => {
  expect(summarizePacket(packet({ payload: tcp(443) }))).toEqual({
    family: 'ipv4',
    source: '192.0.2.1',
    destination: '203.0.113.9',
    protocol: 6,
    sourcePort: 40_000,
    destinationPort: 443,
    bytes: 40,
  })
  expect(summarizePacket(packet({ destination: V6, protocol: 58, payload: Uint8Array.of(128, 0) }))).toEqual({
    family: 'ipv6',
    source: '2001:db8::1',
    destination: V6,
    protocol: 58,
    bytes: 42,
  })
})
