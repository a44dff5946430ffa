/** The PPP server of the modem, spoken to in octets as RFC 1661, 1332, 1334 and 1994 write them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, Milliseconds, seededRandom, Seconds, toHex, VirtualClock } from '../../base/index.ts'
import { chapResponse } from '../carrier/credentials.ts'
import type { AuthenticationProtocol, Shown } from './authentication.ts'
import { encodeFrame, FrameReader } from './framing.ts'
import { PppPeer, type Opened } from './ppp-peer.ts'

const LEASE = {
  address: '100.64.0.2',
  gateway: '100.64.0.1',
  prefixLength: 30,
  dns: ['198.51.100.53'],
  mtu: 1500,
}

interface Rig {
  readonly clock: VirtualClock
  readonly peer: PppPeer
  readonly shown: (Shown | undefined)[]
  readonly packets: string[]
  readonly state: { ended: boolean }
  /** Says a frame's content in hexadecimal, and gives what is said to it. */
  readonly say: (...contents: string[]) => Promise<string[]>
}

function rig(
  asks: readonly AuthenticationProtocol[] = [],
  opened: Opened = { leases: { ipv4: LEASE } },
): Rig {
  const clock = new VirtualClock()
  const heard: string[] = []
  const shown: (Shown | undefined)[] = []
  const packets: string[] = []
  const state = { ended: false }
  const reader = new FrameReader((content) => heard.push(toHex(content)), 2000)
  const peer = new PppPeer({
    clock,
    random: seededRandom(1),
    role: {
      role: 'server',
      asks,
      open: async (what) => {
        shown.push(what)
        return opened
      },
    },
    send: (octets) => {
      reader.push(octets)
    },
    packet: (packet) => packets.push(toHex(packet)),
    ended: () => (state.ended = true),
  })
  const say = async (...contents: string[]): Promise<string[]> => {
    for (const content of contents) peer.receive(encodeFrame(fromHex(content), 0xffffffff))
    await clock.advance(Milliseconds(0))
    return heard.splice(0)
  }
  peer.start()
  return { clock, peer, shown, packets, state, say }
}

/** Acknowledges what is asked for in a Configure-Request. */
const acknowledged = (request: string): string => request.replace(/^(ff03)?(....)01/, '$1$202')

/** LCP up, with nothing that the host asks for; gives what follows. */
async function established({ say }: Rig): Promise<string[]> {
  const [request = ''] = await say()
  return say(acknowledged(request), 'ff03c02101010004')
}

test('asks for what it can do, and gives an address and a name server to who asks', async () => {
  const server = rig()
  const [request = ''] = await server.say()
  // Control characters unescaped, a magic number, both fields short (RFC 1661 §6).
  expect(request).toMatch(/^ff03c021010100140206000000000506[0-9a-f]{8}07020802$/)
  const said = await server.say(acknowledged(request), 'ff03c02101070004')
  // Acknowledged; then IPCP with the gateway's address. The fields are long: the host has not asked for short ones.
  expect(said).toEqual(['ff03c02102070004', 'ff0380210101000a030664400001'])
  // The address and both name servers are asked for with nothing in them: one name server there is, the other there is not.
  expect(await server.say('ff03802101010016030600000000810600000000830600000000')).toEqual([
    'ff0380210401000a830600000000',
  ])
  expect(await server.say('ff03802101020010030600000000810600000000')).toEqual([
    'ff038021030200100306644000028106c6336435',
  ])
  expect(await server.say('ff038021010300100306644000028106c6336435')).toEqual([
    'ff038021020300100306644000028106c6336435',
  ])
  expect(server.peer.sendPacket(fromHex('4500'))).toBe(false)
  await server.say('ff0380210201000a030664400001')
  expect(server.peer.sendPacket(fromHex('4500'))).toBe(true)
  expect(await server.say('ff0300214501')).toEqual(['ff0300214500'])
  expect(server.packets).toEqual(['4501'])
})

test('sends as the host wants it: short fields, and what it wants escaped', async () => {
  const server = rig()
  const [request = ''] = await server.say()
  await server.say(acknowledged(request), 'ff03c0210107000e02060000000007020802')
  expect(await server.say('80210101000a030664400002')).toContain('80210201000a030664400002')
})

test('refuses what it does not know, and says so of whole protocols', async () => {
  const server = rig()
  const [request = ''] = await server.say()
  // A callback (13), and a password to be shown by this end.
  expect(await server.say('ff03c0210101000b0d03060304c023')).toEqual(['ff03c0210401000b0d03060304c023'])
  await server.say(acknowledged(request), 'ff03c02101020004')
  // Compression (RFC 1962), and IPv6, for which this access point has nothing.
  expect(await server.say('ff0380fd01010004')).toEqual([
    expect.stringMatching(/^ff03c02108..000a80fd01010004$/),
  ])
  expect(await server.say('ff0380570101000e010a0000000000000001')).toEqual([
    expect.stringMatching(/^ff03c02108..0014805701/),
  ])
  // An echo, and a code that there is not.
  expect(await server.say('ff03c0210905000811223344')).toEqual([expect.stringMatching(/^ff03c0210a050008/)])
  expect(await server.say('ff03c0216301000400')).toEqual([
    expect.stringMatching(/^ff03c02107..000863010004$/),
  ])
})

test('a line that leads back to where it comes from is no link', async () => {
  const server = rig()
  const [request = ''] = await server.say()
  const [answer = ''] = await server.say(request)
  // The magic number is the same: another one is asked for (RFC 1661 §6.4).
  expect(answer).toMatch(/^ff03c0210301000a0506/)
})

test('PAP: what was shown is handed on, and what came of it said', async () => {
  const server = rig(['pap'])
  expect((await established(server)).slice(1)).toEqual([])
  // dialtone, secret
  const request = 'ff03c02301050014086469616c746f6e6506736563726574'
  expect(await server.say(request)).toEqual([
    'ff03c0230205000c0757656c636f6d65',
    'ff0380210101000a030664400001',
  ])
  expect(server.shown).toEqual([{ by: 'pap', userName: 'dialtone', password: 'secret' }])
  // It did not hear that: told again, and not let in twice.
  expect(await server.say(request)).toEqual(['ff03c0230205000c0757656c636f6d65'])
  expect(server.shown).toHaveLength(1)
})

test('PAP: who is not let in is told, and the link ended', async () => {
  const server = rig(['pap'], { refused: 'credentials' })
  await established(server)
  const said = await server.say('ff03c02301050014086469616c746f6e6506736563726574')
  expect(said[0]).toMatch(/^ff03c02303050012/)
  expect(said[1]).toMatch(/^ff03c02105..0004$/)
  await server.say(said[1]?.replace('c02105', 'c02106') ?? '')
  expect(server.state.ended).toBe(true)
  expect(server.clock.pending).toBe(0)
})

test('CHAP: a challenge until it is answered, and the answer handed on', async () => {
  const server = rig(['chap', 'pap'])
  const [, challenge = ''] = await established(server)
  expect(challenge).toMatch(/^ff03c22301..001d10[0-9a-f]{32}6469616c746f6e65$/)
  await server.clock.advance(Seconds(3))
  expect(await server.say()).toEqual([challenge])
  const identifier = challenge.slice(10, 12)
  const octets = fromHex(challenge.slice(18, 50))
  const response = toHex(chapResponse(Number.parseInt(identifier, 16), 'secret', octets))
  // An answer to another challenge is none.
  expect(await server.say(`ff03c2230200001910${response}64696162`)).toEqual([])
  const said = await server.say(`ff03c22302${identifier}001810${response}646961`)
  expect(said[0]).toBe(`ff03c22303${identifier}000b57656c636f6d65`)
  expect(server.shown).toMatchObject([{ by: 'chap', userName: 'dia' }])
})

test('who would rather use PAP is asked by PAP, and who shows nothing is not asked', async () => {
  const server = rig(['chap', 'pap'])
  const [first = ''] = await server.say()
  expect(first).toContain('0305c22305')
  const [second = ''] = await server.say('ff03c021030100080304c023')
  expect(second).toContain('0304c023')
  const [third = ''] = await server.say('ff03c021040200080304c023')
  expect(third).not.toContain('c023')
  await server.say(acknowledged(third), 'ff03c02101010004')
  expect(server.shown).toEqual([undefined])
})

test('nobody answers: it gives up after half a minute', async () => {
  const server = rig()
  await server.clock.advance(Seconds(31))
  expect(server.state.ended).toBe(true)
})

test('RFC 1994 §4.1: the digest of identifier, secret and challenge', () => {
  expect(toHex(chapResponse(7, 'secret', fromHex('01020304')))).toBe('7e701d826207fc8a56b695a4c89be246')
})

test('whatever comes by the line, it goes on', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.uint8Array({ maxLength: 60 }),
          fc
            .tuple(
              fc.constantFrom('c021', 'c023', 'c223', '8021', '8057', '0021', '0057', '80fd', 'c025'),
              fc.uint8Array({ maxLength: 40 }),
              fc.boolean(),
            )
            .map(([protocol, octets, fits]) => {
              const content = Uint8Array.from([...fromHex(`ff03${protocol}`), ...octets])
              // A length that fits lets more of it be looked at.
              if (fits && octets.length >= 4) content.set([0, octets.length], 6)
              return encodeFrame(content, 0)
            }),
        ),
        { maxLength: 12 },
      ),
      fc.constantFrom<readonly AuthenticationProtocol[]>([], ['pap'], ['chap', 'pap']),
      async (pieces, asks) => {
        const server = rig(asks)
        if (pieces.length % 2 === 0) await established(server)
        for (const piece of pieces) server.peer.receive(piece)
        await server.clock.advance(Seconds(60))
        server.peer[Symbol.dispose]()
        expect(server.clock.pending).toBe(0)
      },
    ),
    { numRuns: 300 },
  )
})
