/** Demand dialling: what a decision on a packet costs, and what a thousand interfaces cost while nothing happens. */
import { inProcess, type PacketRule } from '../src/core/index.ts'
import { openService } from '../src/main/open-service.ts'
import { compilePacketFilter } from '../src/policy/index.ts'
import { packet, tcp } from '../test/support/packet.ts'
import type { BenchRow } from './row.ts'

const RULES = 10
const INTERFACES = 1000
const IDLE = 5000

export async function run(): Promise<BenchRow[]> {
  return [decision('ipv4'), decision('ipv6'), await idle()]
}

/** The worst case: no rule matches, so that all are looked at. */
function decision(family: 'ipv4' | 'ipv6'): BenchRow {
  const rules = Array.from({ length: RULES }, (_, index): PacketRule => ({
    protocol: 'tcp',
    destination: family === 'ipv4' ? `10.${index}.0.0/16` : `2001:db8:${index}::/48`,
    destinationPort: { from: 443, to: 444 },
  }))
  const decide = compilePacketFilter({ action: 'only', rules })
  const packets = Array.from({ length: 64 }, (_, index) =>
    packet({
      destination: family === 'ipv4' ? `10.${index % RULES}.0.9` : `2001:db8:${index % RULES}::9`,
      payload: tcp(8080),
    }),
  )
  let counted = 0
  const rounds = (count: number): number => {
    const start = performance.now()
    for (let round = 0; round < count; round++) for (const one of packets) if (decide(one)) counted += 1
    return performance.now() - start
  }
  rounds(2000)
  const microseconds = (rounds(20_000) / (20_000 * packets.length)) * 1000
  if (counted > 0) throw new Error('no packet of these counts')
  return {
    what: `filter decision, ${RULES} rules, ${family === 'ipv4' ? 'IPv4' : 'IPv6'}`,
    ours: `${microseconds.toFixed(3)} µs`,
    aim: 'under 5 µs',
    met: microseconds < 5,
    note: 'on raw bytes, headers included; none matches, so that all are looked at',
  }
}

async function idle(): Promise<BenchRow> {
  await using service = await openService({ virtual: 1 })
  const dialling = service.as(inProcess)
  const rules = Array.from({ length: RULES }, (_, index): PacketRule => ({
    destination: `10.0.${index}.0/24`,
  }))
  for (let index = 0; index < INTERFACES; index++) {
    await dialling.addDialInterface({
      settings: {
        name: `interface${index}`,
        dialer: { kind: 'modem', modems: [], profile: 'internet' },
        routes: [{ destination: `10.${index >> 8}.${index & 0xff}.0/24`, metric: 0, dials: true }],
        filter: { action: 'only', rules },
      },
    })
  }
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const before = process.cpuUsage()
  await new Promise((resolve) => setTimeout(resolve, IDLE))
  const { user, system } = process.cpuUsage(before)
  const share = (user + system) / 1000 / IDLE
  return {
    what: `${INTERFACES} dial interfaces with ${RULES} rules each: processor while nothing happens`,
    ours: `${(share * 100).toFixed(2)} %`,
    aim: 'under 1 %',
    met: share < 0.01,
    note: `over ${IDLE / 1000} s, with one virtual modem in the same process`,
  }
}
