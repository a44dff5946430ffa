/** What is to be found behind the virtual carrier: addresses reserved for documentation (RFC 5737, 3849), names for examples (RFC 2606). */
import type { NameTable } from './name-server.ts'

/** A web server, which every name leads to. */
export const WEB = { ipv4: '192.0.2.80', ipv6: '2001:db8:80::80' } as const

export const NAMES: NameTable = {
  'example.com': { a: WEB.ipv4, aaaa: WEB.ipv6 },
  'www.example.com': { a: WEB.ipv4, aaaa: WEB.ipv6 },
  '*.example': { a: WEB.ipv4, aaaa: WEB.ipv6 },
  'v4.example.com': { a: WEB.ipv4 },
  'v6.example.com': { aaaa: WEB.ipv6 },
}
