import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packet, udp } from '../../../test/support/packet.ts'
import type { Leases } from '../carrier/address-pool.ts'
import { ContextEdge } from './context-edge.ts'
import { addressBytes } from './ip-address.ts'
import {
  checksum,
  PROTOCOL,
  readIpPacket,
  transportChecksum,
  writeIpPacket,
  type IpPacket,
} from './ip-packet.ts'
import { responder } from './responder.ts'

const HOST = '100.64.0.2'
const GATEWAY = '100.64.0.1'
const HOST_V6 = '2001:db8:100::2'
const GATEWAY_V6 = '2001:db8:100::1'
const DNS = '198.51.100.53'

const respond = responder({
  addresses: [GATEWAY, GATEWAY_V6],
  nameServers: [DNS],
  gateways: { 4: GATEWAY, 6: GATEWAY_V6 },
  names: { 'example.com': { a: '192.0.2.80' } },
})

function answer(bytes: Uint8Array): IpPacket | undefined {
  const read = readIpPacket(bytes)
  if (read === undefined) throw new Error('the test sends packets')
  const answered = respond(read, bytes)
  const given = answered && readIpPacket(answered)
  expect(given === undefined).toBe(answered === undefined)
  if (answered !== undefined && given !== undefined) isSound(answered, given)
  return given
}

/** Every sum is right: over itself a sum gives zero. */
function isSound(bytes: Uint8Array, given: IpPacket): void {
  if (given.version === 4) expect(checksum(bytes.subarray(0, 20))).toBe(0)
  const isIcmp = given.version === 4 && given.protocol === PROTOCOL.icmp
  expect(isIcmp ? checksum(given.payload) : transportChecksum(given)).toBe(0)
}

const echo = (type: number): Uint8Array => Uint8Array.of(type, 0, 0, 0, 0x12, 0x34, 0, 7, 1, 2, 3)

describe('answers', () => {
  test.each([
    ['IPv4', { source: HOST, destination: GATEWAY, protocol: 1, payload: echo(8) }, 0],
    ['IPv6', { source: HOST_V6, destination: GATEWAY_V6, protocol: 58, payload: echo(128) }, 129],
  ])('an echo request of %s', (_version, shape, type) => {
    const given = answer(packet(shape))
    expect(given?.payload[0]).toBe(type)
    expect([...(given?.payload.subarray(4) ?? [])]).toEqual([0x12, 0x34, 0, 7, 1, 2, 3])
    expect(given?.source).toEqual(addressBytes(shape.destination))
    expect(given?.destination).toEqual(addressBytes(shape.source))
  })

  test('a question for a name, at a name server', () => {
    const question = Buffer.from('abcd01000001000000000000076578616d706c6503636f6d0000010001', 'hex')
    const asked = Buffer.concat([udp(53, 4711), question])
    asked.writeUInt16BE(asked.length, 4)
    const given = answer(packet({ source: HOST, destination: DNS, protocol: 17, payload: asked }))
    expect(Buffer.from(given?.payload ?? []).readUInt16BE(2)).toBe(4711)
    expect([...(given?.payload.subarray(-4) ?? [])]).toEqual([192, 0, 2, 80])
  })

  test.each([
    ['a question elsewhere', { destination: GATEWAY, protocol: 17, payload: udp(53) }, [3, 3]],
    ['another port', { destination: DNS, protocol: 17, payload: udp(123) }, [3, 3]],
    ['TCP', { destination: GATEWAY, protocol: 6 }, [3, 3]],
    ['another protocol', { destination: GATEWAY, protocol: 47 }, [3, 2]],
    ['TCP over IPv6', { source: HOST_V6, destination: GATEWAY_V6, protocol: 6 }, [1, 4]],
    ['an address that there is not', { destination: '8.8.8.8', protocol: 6 }, [3, 0]],
    ['one of IPv6', { source: HOST_V6, destination: '2001:4860::1', protocol: 17 }, [1, 0]],
  ])('%s with an error that quotes it', (_what, shape, [type, code]) => {
    const bytes = packet({ source: HOST, ...shape })
    const given = answer(bytes)
    expect([given?.payload[0], given?.payload[1]]).toEqual([type, code])
    expect(given?.payload.subarray(8)).toEqual(bytes)
  })

  test.each([
    ['an echo reply', { destination: GATEWAY, protocol: 1, payload: echo(0) }],
    ['an error', { destination: '8.8.8.8', protocol: 1, payload: echo(3) }],
    ['an error of IPv6', { source: HOST_V6, destination: '2001:4860::1', protocol: 58, payload: echo(1) }],
    ['a fragment', { destination: GATEWAY, protocol: 1, payload: echo(8), fragmentOffset: 8 }],
    ['what is no question', { destination: DNS, protocol: 17, payload: udp(53) }],
  ])('nothing to %s', (_what, shape) => {
    expect(answer(packet({ source: HOST, ...shape }))).toBeUndefined()
  })

  test('an error quotes no more than every path takes', () => {
    const bytes = packet({
      source: HOST,
      destination: '8.8.8.8',
      protocol: 17,
      payload: new Uint8Array(1400),
    })
    expect(answer(bytes)?.payload).toHaveLength(8 + 548)
  })
})

test('any bytes are answered with a sound packet, or not at all', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 0, maxLength: 120 }),
      fc.constantFrom('none', 'ipv4', 'ipv6'),
      (noise, kind) => {
        const bytes = noise.slice()
        if (kind === 'ipv4' && bytes.length >= 20) {
          bytes.set([0x45, 0, 0, bytes.length])
          bytes.set(addressBytes(GATEWAY), 16)
        }
        if (kind === 'ipv6' && bytes.length >= 40) {
          bytes.set([0x60, 0, 0, 0, 0, bytes.length - 40])
          bytes.set(addressBytes(GATEWAY_V6), 24)
        }
        const read = readIpPacket(bytes)
        if (read !== undefined) answer(bytes)
      },
    ),
  )
})

describe('the edge of a context', () => {
  const leases: Leases = {
    ipv4: { address: HOST, prefixLength: 30, gateway: GATEWAY, dns: [], mtu: 1400 },
    ipv6: { address: HOST_V6, prefixLength: 64, gateway: GATEWAY_V6, dns: [], mtu: 1400 },
  }
  const edge = new ContextEdge(leases)

  test.each([
    ['its address', packet({ source: HOST }), 'forward'],
    ['another one of IPv4', packet({ source: '100.64.0.6' }), 'drop'],
    ['any of its prefix', packet({ source: '2001:db8:100::abcd', destination: GATEWAY_V6 }), 'forward'],
    ['another prefix', packet({ source: '2001:db8:101::2', destination: GATEWAY_V6 }), 'drop'],
    ['a link-local one', packet({ source: 'fe80::5', destination: GATEWAY_V6 }), 'drop'],
    ['its address to a group', packet({ source: HOST, destination: '224.0.0.251' }), 'drop'],
    ['its address to all', packet({ source: HOST, destination: '255.255.255.255' }), 'drop'],
    ['its prefix to a group', packet({ source: HOST_V6, destination: 'ff02::fb' }), 'drop'],
    ['its address, too long', packet({ source: HOST, payload: new Uint8Array(1381) }), 'drop'],
    ['its address, just long enough', packet({ source: HOST, payload: new Uint8Array(1380) }), 'forward'],
    ['nobody', new Uint8Array(60), 'drop'],
    ['its address, cut off', packet({ source: HOST }).subarray(0, 30), 'drop'],
  ])('what comes from %s', (_who, bytes, verdict) => {
    expect(edge.judge(bytes).do).toBe(verdict)
  })

  test('knows what is for it', () => {
    const isFor = (destination: string): boolean => {
      const read = readIpPacket(packet({ destination }))
      return read !== undefined && edge.isFor(read)
    }
    expect([HOST, GATEWAY, HOST_V6, '2001:db8:100::77', '2001:db8:200::2'].map(isFor)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ])
  })

  test('answers who asks for routers with its prefix, without an address of its own to all', () => {
    const solicit = (source: string): Uint8Array =>
      writeIpPacket({
        source: addressBytes(source),
        destination: addressBytes('ff02::2'),
        protocol: 58,
        payload: Uint8Array.of(133, 0, 0, 0, 0, 0, 0, 0),
        hopLimit: 255,
      })
    for (const [source, to] of [
      ['fe80::5', 'fe80::5'],
      ['::', 'ff02::1'],
    ] as const) {
      const verdict = edge.judge(solicit(source))
      if (verdict.do !== 'answer') throw new Error(verdict.do)
      const given = readIpPacket(verdict.with)
      if (given === undefined) throw new Error('no packet')
      isSound(verdict.with, given)
      expect(given.destination).toEqual(addressBytes(to))
      expect(given.hopLimit).toBe(255)
      const { payload } = given
      expect(payload[0]).toBe(134)
      expect(Buffer.from(payload).readUInt32BE(20)).toBe(1400)
      expect([...payload.subarray(24, 28)]).toEqual([3, 4, 64, 0x40])
      expect(payload.subarray(40, 48)).toEqual(addressBytes(HOST_V6).subarray(0, 8))
    }
  })

  test('on the link itself the gateway echoes, and nobody else is there', () => {
    const echo = Uint8Array.of(128, 0, 0, 0, 0, 7, 0, 1)
    const send = (source: string, destination: string) =>
      edge.judge(
        writeIpPacket({
          source: addressBytes(source),
          destination: addressBytes(destination),
          protocol: 58,
          payload: echo,
        }),
      )
    const verdict = send('fe80::5', 'fe80::1')
    if (verdict.do !== 'answer') throw new Error(verdict.do)
    const given = readIpPacket(verdict.with)
    if (given === undefined) throw new Error('no packet')
    isSound(verdict.with, given)
    expect([given.source, given.destination]).toEqual([addressBytes('fe80::1'), addressBytes('fe80::5')])
    expect([given.payload[0], ...given.payload.subarray(4)]).toEqual([129, 0, 7, 0, 1])
    expect([send('fe80::5', 'fe80::2').do, send(HOST_V6, 'fe80::1').do]).toEqual(['drop', 'drop'])
  })

  test('a context of one family has nothing of the other', () => {
    const only = new ContextEdge({ ...(leases.ipv4 === undefined ? {} : { ipv4: leases.ipv4 }) })
    expect(only.judge(packet({ source: HOST_V6, destination: GATEWAY_V6 })).do).toBe('drop')
    expect(only.judge(packet({ source: HOST })).do).toBe('forward')
  })
})
