/**
 * What pppd tells of a link: the environment with which it runs its scripts (pppd(8), SCRIPTS), each kept as a file of the
 * name of the script, its variables ended by a zero byte. What is in them comes from the network: nothing of it is taken
 * that is not what it has to be.
 */
import { parseIpAddress, type IpSettings } from '../../core/index.ts'

/** The scripts of pppd that tell; each has the latest there is. */
export const TELLERS = ['connect', 'auth-up', 'ip-up'] as const
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

/** The name that the caller has proved to have. */
export function peerName(told: Told): string | undefined {
  const name = told['auth-up']?.get('PEERNAME')
  return name === '' ? undefined : name
}

/**
 * Nothing while no address has been agreed on. `mtu` is that of the network device. There is IPv4 only: IPv6CP agrees on
 * interface identifiers (RFC 5072), and what a router advertises then would be taken by the kernel, with a default route.
 */
export function ipSettingsOf({ 'ip-up': up }: Told, mtu: number | undefined): IpSettings | undefined {
  const local = addressIn(up, 'IPLOCAL')
  const remote = addressIn(up, 'IPREMOTE')
  if (local === undefined) return undefined
  const dns = ['DNS1', 'DNS2'].flatMap((name) => addressIn(up, name) ?? [])
  const v4 = {
    addresses: [{ address: local, prefixLength: 32 }],
    ...(remote !== undefined && { gateway: remote }),
    dns: [...new Set(dns)],
    ...(mtu !== undefined && { mtu }),
  }
  return { v4 }
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
