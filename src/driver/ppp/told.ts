/**
 * What pppd tells of a link: the environment with which it runs its scripts (pppd(8), SCRIPTS), each kept as a file of the
 * name of the script, its variables ended by a zero byte, and gone when what it told holds no more. What is in them comes from the
 * network: nothing of it is taken that is not what it has to be.
 */
import { formatIpAddress, parseIpAddress, type IpFamilySettings, type IpSettings } from '../../core/index.ts'

/** The scripts of pppd that tell; each has the latest there is. */
export const TELLERS = ['connect', 'ip-up', 'ipv6-up'] as const
export type Teller = (typeof TELLERS)[number]

/** By script: what it told. */
export type Told = Partial<Record<Teller, ReadonlyMap<string, string>>>

/** More than pppd ever sets. */
const MOST_BYTES = 64 * 1024

/** The variables of one such file. */
export function readEnvironment(bytes: Uint8Array): ReadonlyMap<string, string> {
  const text = new TextDecoder().decode(bytes.subarray(0, MOST_BYTES))
  return new Map(
    text.split('\0').flatMap((entry) => {
      const at = entry.indexOf('=')
      return at <= 0 ? [] : [[entry.slice(0, at), entry.slice(at + 1)] as const]
    }),
  )
}

/** With what chat ended; nothing while it has not. */
export function chatStatus({ connect }: Told): number | undefined {
  const status = connect?.get('STATUS')
  return status !== undefined && /^\d{1,3}$/.test(status) ? Number(status) : undefined
}

/** The name that the caller has proved to have: known before the link is up, and told with it. */
export function peerName(told: Told): string | undefined {
  const name = told['ip-up']?.get('PEERNAME')
  return name === '' ? undefined : name
}

/** What is known of the network device of a link. */
export interface ToldDevice {
  readonly mtu?: number | undefined
  /** Of IPv6, beside the link-local one. */
  readonly addresses: readonly string[]
}

/** Nothing while neither family is up. Each comes up and goes down by itself (RFC 1661 §2). */
export function ipSettingsOf(told: Told, { mtu, addresses }: ToldDevice): IpSettings | undefined {
  const v4 = v4Of(told)
  const v6 = v6Of(told, addresses)
  if (v4 === undefined && v6 === undefined) return undefined
  const size = mtu === undefined ? {} : { mtu }
  return { ...(v4 && { v4: { ...v4, ...size } }), ...(v6 && { v6: { ...v6, ...size } }) }
}

function v4Of({ 'ip-up': up }: Told): IpFamilySettings | undefined {
  const local = addressIn(up, 'IPLOCAL')
  const remote = addressIn(up, 'IPREMOTE')
  if (local === undefined) return undefined
  const dns = ['DNS1', 'DNS2'].flatMap((name) => addressIn(up, name) ?? [])
  return {
    addresses: [{ address: local, prefixLength: 32 }],
    ...(remote !== undefined && { gateway: remote }),
    dns: [...new Set(dns)],
  }
}

/** The two ends agree on the halves of their link-local addresses alone (RFC 5072 §4.1): the others lead further, and come first. */
function v6Of({ 'ipv6-up': up }: Told, others: readonly string[]): IpFamilySettings | undefined {
  const local = linkLocalIn(up, 'LLLOCAL')
  const remote = linkLocalIn(up, 'LLREMOTE')
  if (local === undefined) return undefined
  return {
    addresses: [
      ...others.map((address) => ({ address, prefixLength: 64 })),
      // The other end is on the link, and nothing else of its prefix.
      { address: local, prefixLength: 128 },
    ],
    ...(remote !== undefined && { gateway: remote }),
    dns: [],
  }
}

/** An IPv4 address of a host. */
function addressIn(told: ReadonlyMap<string, string> | undefined, name: string): string | undefined {
  const text = told?.get(name) ?? ''
  const bytes = parseIpAddress(text)
  if (bytes?.length !== 4) return undefined
  const [first = 0] = bytes
  // This network, loopback, multicast and beyond: no address of the other end of a link.
  return first === 0 || first === 127 || first >= 224 ? undefined : text
}

/** As pppd writes it, `fe80::0200:00ff:fe00:0001`, in its usual form. */
function linkLocalIn(told: ReadonlyMap<string, string> | undefined, name: string): string | undefined {
  const bytes = parseIpAddress(told?.get(name) ?? '')
  if (bytes?.length !== 16 || bytes[0] !== 0xfe || bytes[1] !== 0x80) return undefined
  // fe80:: itself is any router's (RFC 4291 §2.6.1).
  return bytes.subarray(2).some((octet) => octet !== 0) ? formatIpAddress(bytes) : undefined
}
