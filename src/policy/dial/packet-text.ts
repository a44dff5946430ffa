/** A packet in a few words: `tcp 192.0.2.1 → 198.51.100.7 port 443`. */
import type { PacketSummary } from '../../core/index.ts'

const NAMES: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' }

export function packetText({ protocol, source, destination, destinationPort }: PacketSummary): string {
  const name = NAMES[protocol] ?? (protocol < 0 ? 'a packet' : `protocol ${protocol}`)
  const port = destinationPort === undefined ? '' : ` port ${destinationPort}`
  return `${name} from ${source} to ${destination}${port}`
}
