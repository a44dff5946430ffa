/**
 * Addresses a network hands out. Each lease of IPv4 is a subnet of its own (a /30: gateway and host, as LTE modules
 * present a point-to-point bearer), each of IPv6 a /64 (3GPP TS 23.401 §5.3.1.2.2), so that several contexts of several
 * modems never meet on one computer. What is returned goes to the end of the row: an address is not used again soon.
 */
import { DialtoneError } from '../../base/index.ts'
import type { IpFamily } from './operator.ts'

export interface IpLease {
  readonly address: string
  readonly prefixLength: number
  readonly gateway: string
  readonly dns: readonly string[]
  /** Bytes. */
  readonly mtu: number
}

export type Leases = Partial<Record<IpFamily, IpLease>>

export interface AddressPoolOptions {
  /** `100.64.0.0/16` */
  readonly ipv4?: string
  readonly ipv4Dns?: readonly string[]
  /** `2001:db8:100::/48`; the prefix length is a multiple of 16. */
  readonly ipv6?: string
  readonly ipv6Dns?: readonly string[]
  /** Bytes; 1500 unless told. */
  readonly mtu?: number
}

export class AddressPool {
  /** The name servers that it tells of. */
  readonly nameServers: readonly string[]
  readonly #rows: Partial<Record<IpFamily, Row>> = {}

  /** @throws DialtoneError `invalid_argument` when a prefix is not one. */
  constructor(options: AddressPoolOptions) {
    const mtu = options.mtu ?? 1500
    this.nameServers = [...(options.ipv4Dns ?? []), ...(options.ipv6Dns ?? [])]
    if (options.ipv4 !== undefined) {
      const { base, count } = parseIpv4(options.ipv4)
      const dns = options.ipv4Dns ?? []
      this.#rows.ipv4 = new Row(count, (index) => ({
        address: formatIpv4(base + index * 4 + 2),
        prefixLength: 30,
        gateway: formatIpv4(base + index * 4 + 1),
        dns,
        mtu,
      }))
    }
    if (options.ipv6 !== undefined) {
      const { groups, free } = parseIpv6(options.ipv6)
      const dns = options.ipv6Dns ?? []
      const count = Math.min(2 ** (free * 16), 2 ** 32)
      this.#rows.ipv6 = new Row(count, (index) => {
        const prefix = [...groups]
        for (let group = 3, rest = index; group > 3 - free; group--, rest = Math.floor(rest / 0x10000)) {
          prefix[group] = rest % 0x10000
        }
        return {
          address: formatIpv6([...prefix.slice(0, 4), 0, 0, 0, 2]),
          prefixLength: 64,
          gateway: formatIpv6([...prefix.slice(0, 4), 0, 0, 0, 1]),
          dns,
          mtu,
        }
      })
    }
  }

  /** One address of each family, or nothing when one of them is used up. */
  lease(families: readonly IpFamily[]): Leases | undefined {
    const leases: Leases = {}
    for (const family of families) {
      const lease = this.#rows[family]?.take()
      if (lease === undefined) {
        this.release(leases)
        return undefined
      }
      leases[family] = lease
    }
    return leases
  }

  /** Gives back what `lease` gave; giving it back again does nothing. */
  release(leases: Leases): void {
    for (const family of ['ipv4', 'ipv6'] as const) {
      const lease = leases[family]
      if (lease !== undefined) this.#rows[family]?.give(lease)
    }
  }

  /** How many leases of a family are out. */
  leased(family: IpFamily): number {
    return this.#rows[family]?.out ?? 0
  }
}

/** Leases by number: those never used yet first, then those returned, oldest first. */
class Row {
  readonly #count: number
  readonly #make: (index: number) => IpLease
  readonly #returned: number[] = []
  readonly #out = new Map<IpLease, number>()
  #fresh = 0

  constructor(count: number, make: (index: number) => IpLease) {
    this.#count = count
    this.#make = make
  }

  get out(): number {
    return this.#out.size
  }

  take(): IpLease | undefined {
    const index = this.#fresh < this.#count ? this.#fresh++ : this.#returned.shift()
    if (index === undefined) return undefined
    const lease = this.#make(index)
    this.#out.set(lease, index)
    return lease
  }

  give(lease: IpLease): void {
    const index = this.#out.get(lease)
    if (index === undefined) return
    this.#out.delete(lease)
    this.#returned.push(index)
  }
}

function parseIpv4(text: string): { base: number; count: number } {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text)
  const [a = 256, b = 256, c = 256, d = 256, length = 33] = (match ?? []).slice(1).map(Number)
  if (Math.max(a, b, c, d) > 255 || length > 30) throw notAPrefix(text)
  const size = 2 ** (32 - length)
  const base = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d
  if (base % size !== 0) throw notAPrefix(text)
  return { base, count: size / 4 }
}

function formatIpv4(value: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => (Math.floor(value / unit) % 256).toString()).join('.')
}

/** `free` is the number of 16-bit groups between the prefix and the /64s made from it. */
function parseIpv6(text: string): { groups: number[]; free: number } {
  const match = /^([0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,3})::\/(16|32|48|64)$/i.exec(text)
  const length = Number(match?.[2]) / 16
  const groups = (match?.[1] ?? '').split(':').map((group) => Number.parseInt(group, 16))
  if (match === null || groups.length > length) throw notAPrefix(text)
  while (groups.length < 4) groups.push(0)
  return { groups, free: 4 - length }
}

/** RFC 5952 §4: the longest run of two or more zero groups is left out, the first of equal ones. */
export function formatIpv6(groups: readonly number[]): string {
  let start = -1
  let longest = 1
  for (let at = 0; at < groups.length; at++) {
    let length = 0
    while (groups[at + length] === 0) length++
    if (length > longest) [start, longest] = [at, length]
  }
  const hex = groups.map((group) => group.toString(16))
  if (start < 0) return hex.join(':')
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + longest).join(':')}`
}

function notAPrefix(text: string): DialtoneError {
  return new DialtoneError('invalid_argument', `${JSON.stringify(text)} is not a prefix of a pool`)
}
