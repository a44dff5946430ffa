/** The carrier's namespace as whatever carries a modem's data sees it: packets in and out by a TUN, a real kernel behind it. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { Seconds, VirtualClock } from '../../src/base/index.ts'
import {
  CarrierNamespace,
  createVirtualModem,
  openCarrierNetwork,
  type VirtualModem,
} from '../../src/virtual/index.ts'
import { activation } from '../support/host-rig.ts'
import { packet as unsummed, udp, type PacketShape } from '../support/packet.ts'
import { ProbeHost } from '../support/probe-host.ts'
import { Connect } from '../../src/mbim/index.ts'
import { requireNetwork } from './require-network.ts'

const run = promisify(execFile)
const suite = requireNetwork()

const WEB = '192.0.2.80'
const WEB_V6 = '2001:db8:80::80'
const ECHO = Uint8Array.of(8, 0, 0xf7, 0xff - 1, 0, 0, 0, 1)

async function connected(): Promise<{ modem: VirtualModem; clock: VirtualClock }> {
  const clock = new VirtualClock()
  const modem = createVirtualModem({ name: 'virtual0', clock, timing: 'instant' })
  await clock.advance(Seconds(1))
  const host = new ProbeHost(modem.connect())
  await host.open()
  await host.set(Connect, activation())
  return { modem, clock }
}

suite('a carrier in a network namespace', () => {
  test('answers what the modem sends, reaches the modem, and takes nothing that is not its', async () => {
    const { modem } = await connected()
    const name = `dialtone-test${process.pid}`
    const { nameServers } = modem.carrier
    await using carrier = await CarrierNamespace.open({ name, nameServers })
    await using network = await openCarrierNetwork({ carrier, device: 'virtual0' })
    const context = modem.inside.contexts.get(0)
    const { ipv4, ipv6 } = context?.bearer?.leases ?? {}
    if (context === undefined || ipv4 === undefined || ipv6 === undefined) throw new Error('it is connected')
    const delivered: Uint8Array[] = []
    let news = (): void => undefined
    const link = await network.attach(context, (bytes) => {
      delivered.push(bytes)
      news()
    })
    const next = async (): Promise<Buffer> => {
      while (delivered.length === 0) await new Promise<void>((resolve) => (news = resolve))
      return Buffer.from(delivered.shift() ?? [])
    }

    // Web server, gateway and name servers are computers there.
    for (const destination of [WEB, ipv4.gateway, ...ipv4.dns]) {
      link.send(packet({ source: ipv4.address, destination, protocol: 1, payload: ECHO }))
      const answer = await next()
      expect([...answer.subarray(12, 16)].join('.')).toBe(destination)
      expect(answer[20]).toBe(0)
    }
    // Nobody listens at that port of it, over IPv6, from its address and from one that it made of its prefix.
    for (const source of [ipv6.address, ipv6.address.replace(/::.*$/, ':0:1:2:3:4')]) {
      link.send(packet({ source, destination: WEB_V6, protocol: 17, payload: sealed(udp(9), source) }))
      expect([...(await next()).subarray(40, 42)]).toEqual([1, 4])
    }

    // From addresses that are not its own, longer than its link, or to nobody: what comes next is the answer to what came after.
    link.send(packet({ source: '100.64.9.9', destination: WEB, protocol: 1, payload: ECHO }))
    link.send(packet({ source: ipv4.address, destination: WEB, protocol: 17, payload: new Uint8Array(1500) }))
    link.send(Uint8Array.of(1, 2, 3))
    link.send(packet({ source: ipv4.address, destination: ipv4.gateway, protocol: 1, payload: ECHO }))
    expect([...(await next()).subarray(12, 16)].join('.')).toBe(ipv4.gateway)

    // The other way: a program in the namespace, whose packets are no longer than the context's link.
    const pinging = run('ip', [
      'netns',
      'exec',
      name,
      'ping',
      '-c',
      '1',
      '-s',
      '2000',
      '-W',
      '20',
      ipv4.address,
    ])
    const parts = [await next(), await next()]
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(ipv4.mtu)
    const [first] = parts
    expect(first?.[20]).toBe(8)
    // Turned round, part by part: the sum of an echo reply is that of its request, and 8 more.
    for (const part of parts) link.send(turned(part))
    expect((await pinging).stdout).toContain('1 received')

    await link[Symbol.asyncDispose]()
    const { stdout } = await run('ip', ['-n', name, 'route', 'show', 'table', 'all'])
    expect(stdout).not.toContain('100.64.')
    link.send(packet({ source: ipv4.address, destination: WEB, protocol: 1, payload: ECHO }))
    modem[Symbol.dispose]()
  })

  test('answers all of a flood that leaves the event loop no turn', async () => {
    const { modem } = await connected()
    const { nameServers } = modem.carrier
    await using carrier = await CarrierNamespace.open({ name: `dialtone-test${process.pid}f`, nameServers })
    await using network = await openCarrierNetwork({ carrier, device: 'virtual0' })
    const context = modem.inside.contexts.get(0)
    const ipv4 = context?.bearer?.leases.ipv4
    if (context === undefined || ipv4 === undefined) throw new Error('it is connected')
    let left = 6000
    let none = (): void => undefined
    const answered = new Promise<void>((resolve) => (none = resolve))
    await using link = await network.attach(context, () => {
      if (--left === 0) none()
    })
    const request = packet({ source: ipv4.address, destination: ipv4.gateway, protocol: 1, payload: ECHO })
    // Three times what the queue of the device holds, as blocks come: between them there are microtasks, and nothing else.
    for (let block = 0; block < 150; block++) {
      for (let count = 0; count < 40; count++) link.send(request)
      await Promise.resolve()
    }
    await answered
    modem[Symbol.dispose]()
  })

  test('is gone also when its servers were ended before it, as by Ctrl-C at a terminal', async () => {
    const name = `dialtone-test${process.pid}c`
    const carrier = await CarrierNamespace.open({ name, nameServers: ['198.51.100.53'] })
    const { stdout } = await run('ip', ['netns', 'pids', name])
    const pids = stdout.trim().split('\n').map(Number)
    expect(pids).not.toHaveLength(0)
    for (const pid of pids) process.kill(pid, 'SIGINT')
    while ((await run('ip', ['netns', 'pids', name])).stdout !== '') continue
    await carrier[Symbol.asyncDispose]()
    expect((await run('ip', ['netns', 'list'])).stdout).not.toContain(name)
  })

  test('of several modems has a device for each, and is gone with all of them', async () => {
    const name = `dialtone-test${process.pid}b`
    {
      await using carrier = await CarrierNamespace.open({ name, nameServers: ['198.51.100.53'] })
      await using _one = await openCarrierNetwork({ carrier, device: 'virtual0' })
      await using _other = await openCarrierNetwork({ carrier, device: 'virtual1' })
      const { stdout } = await run('ip', ['-n', name, '-brief', 'link'])
      expect(stdout).toMatch(/^virtual0 .*\nvirtual1 /m)
      await expect(openCarrierNetwork({ carrier, device: 'virtual1' })).rejects.toMatchObject({
        code: 'not_supported',
      })
      await expect(openCarrierNetwork({ carrier, device: 'a b' })).rejects.toMatchObject({
        code: 'invalid_argument',
      })
    }
    const { stdout } = await run('ip', ['netns', 'list'])
    expect(stdout).not.toContain(name)
  })
})

/** With the sum of an IPv4 header, which a kernel looks at. */
function packet(shape: PacketShape): Uint8Array {
  const bytes = unsummed(shape)
  if (bytes[0] !== 0x45) return bytes
  const view = new DataView(bytes.buffer)
  let sum = 0
  for (let at = 0; at < 20; at += 2) sum += view.getUint16(at)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  view.setUint16(10, ~sum & 0xffff)
  return bytes
}

/** The other way round, as an answer to an echo request, or a later part of it. */
function turned(part: Buffer): Buffer {
  const answer = Buffer.from(part)
  part.copy(answer, 12, 16, 20)
  part.copy(answer, 16, 12, 16)
  if ((part.readUInt16BE(6) & 0x1fff) === 0) {
    answer[20] = 0
    const sum = part.readUInt16BE(22) + 0x0800
    answer.writeUInt16BE((sum & 0xffff) + (sum >>> 16), 22)
  }
  return answer
}

/** With its sum, which IPv6 demands, to the web server. */
function sealed(datagram: Uint8Array, source: string): Uint8Array {
  const whole = packet({ source, destination: WEB_V6, protocol: 17, payload: datagram })
  const view = new DataView(whole.buffer)
  let sum = 17 + datagram.length
  for (let at = 8; at < whole.length; at += 2) sum += view.getUint16(at)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  const bytes = datagram.slice()
  new DataView(bytes.buffer).setUint16(6, ~sum & 0xffff)
  return bytes
}
