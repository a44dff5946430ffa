/** Wireshark reads what the modem says by PPP, and finds nothing wrong with it: link type 9, frames without their flags and checks. */
import { expect, test } from 'vitest'
import { Milliseconds, seededRandom, Seconds, VirtualClock } from '../../src/base/index.ts'
import { FrameReader } from '../../src/virtual/ppp/framing.ts'
import { PppPeer, type PppRole } from '../../src/virtual/ppp/ppp-peer.ts'
import { requirePeer } from './peer.ts'
import { readInWireshark } from './wireshark.ts'

const suite = requirePeer('tshark', 'apt-get install tshark')

const LINKTYPE_PPP = 9

function capture(frames: readonly Uint8Array[]): Uint8Array {
  const words = (...values: number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer)
  return Buffer.concat([
    words(0xa1b2c3d4, 0x00040002, 0, 0, 0x40000, LINKTYPE_PPP),
    ...frames.flatMap((frame) => [words(0, 0, frame.length, frame.length), frame]),
  ])
}

/** What both ends say to each other, in order, until the one that began has ended the link. */
async function conversation(password: string, asks: readonly ('pap' | 'chap')[]): Promise<Uint8Array[]> {
  const clock = new VirtualClock()
  const frames: Uint8Array[] = []
  const record = new FrameReader((content) => frames.push(content), 4096)
  const lease = {
    address: '100.64.0.2',
    gateway: '100.64.0.1',
    prefixLength: 30,
    dns: ['198.51.100.53'],
    mtu: 1500,
  }
  const v6 = { ...lease, address: '2001:db8:100::2', gateway: '2001:db8:100::1', prefixLength: 64 }
  const roles: readonly PppRole[] = [
    {
      role: 'server',
      asks,
      open: async (shown) =>
        shown?.by === 'pap' && shown.password !== 'secret'
          ? { refused: 'credentials' }
          : { leases: { ipv4: lease, ipv6: v6 } },
    },
    { role: 'client', userName: 'dialtone', password },
  ]
  const waiting: (() => void)[] = []
  const peers: PppPeer[] = roles.map(
    (role, index) =>
      new PppPeer({
        clock,
        random: seededRandom(index + 1),
        role,
        send: (octets) => {
          record.push(octets)
          waiting.push(() => peers[1 - index]?.receive(octets))
        },
        packet: () => undefined,
        ended: () => undefined,
      }),
  )
  const settle = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      next()
      await clock.advance(Milliseconds(0))
    }
  }
  for (const peer of peers) peer.start()
  await settle()
  peers[0]?.close()
  await settle()
  await clock.advance(Seconds(10))
  return frames
}

suite('Wireshark', () => {
  test.each([
    ['secret', 'chap', ['PPP CHAP', 'PPP IPCP', 'PPP IPV6CP']],
    ['secret', 'pap', ['PPP PAP', 'PPP IPCP', 'PPP IPV6CP']],
    ['wrong', 'pap', ['PPP PAP']],
  ] as const)('reads a link with the password %s by %s', async (password, by, protocols) => {
    const frames = await conversation(password, [by])
    const said = readInWireshark(capture(frames), [
      '-T',
      'fields',
      '-e',
      '_ws.col.Protocol',
      '-e',
      '_ws.col.Info',
    ])
    const lines = said.trim().split('\n')
    expect(lines).toHaveLength(frames.length)
    expect(said).not.toMatch(/malformed|unknown|reserved/i)
    const found = new Set(lines.map((line) => line.split('\t')[0]))
    expect([...found].toSorted()).toEqual(['PPP LCP', ...protocols].toSorted())
    for (const word of [
      'Configuration Request',
      'Configuration Ack',
      'Termination Request',
      'Termination Ack',
    ]) {
      expect(lines.some((line) => line.startsWith('PPP LCP') && line.includes(word))).toBe(true)
    }
    expect(lines.some((line) => /Authenticate-Nak/.test(line))).toBe(password === 'wrong')
  })
})
