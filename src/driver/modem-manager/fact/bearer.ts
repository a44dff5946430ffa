/** A bearer: which settings it is asked for with, and which addresses it has. */
import { compact } from '../../../base/index.ts'
import {
  formatIpAddress,
  parseIpAddress,
  type AuthProtocol,
  type ContextSettings,
  type IpFamilySettings,
  type IpSettings,
  type IpType,
} from '../../../core/index.ts'
import { variant } from '../bus/index.ts'
import { BEARER } from '../names.ts'
import { count, flag, record, text } from '../read.ts'
import type { RemoteObject } from '../remote-object.ts'

/** MMBearerIpFamily. What is left to the network is left out; two sessions for two families are one for both here. */
const FAMILIES: Readonly<Partial<Record<IpType, number>>> = {
  ipv4: 1,
  ipv6: 2,
  ipv4v6: 4,
  'ipv4-and-ipv6': 4,
}

/** MMBearerAllowedAuth. */
export const PROTOCOLS: Readonly<Record<AuthProtocol, number>> = { none: 1, pap: 2, chap: 4, mschapv2: 16 }

/** MM_BEARER_MULTIPLEX_SUPPORT_REQUIRED */
const MULTIPLEX = 3

export function bearerProperties(
  settings: ContextSettings,
  { multiplex }: { readonly multiplex: boolean },
): Readonly<Record<string, unknown>> {
  const { accessString, authProtocol, userName, password, ipType } = settings
  const family = FAMILIES[ipType]
  const given = {
    apn: variant('s', accessString),
    'ip-type': family === undefined ? undefined : variant('u', family),
    'allowed-auth': authProtocol === 'none' && !userName ? undefined : variant('u', PROTOCOLS[authProtocol]),
    user: userName ? variant('s', userName) : undefined,
    password: password ? variant('s', password) : undefined,
    multiplex: multiplex ? variant('u', MULTIPLEX) : undefined,
  }
  return compact(given)
}

export function isConnected(bearer: RemoteObject): boolean {
  return flag(bearer.get(BEARER, 'Connected')) === true
}

/** MMBearerIpMethod. */
const METHOD = { ppp: 1, static: 2, dhcp: 3 } as const

/** The data of this bearer goes over PPP, on a serial port that is for whoever speaks it. */
export function needsPpp(bearer: RemoteObject): boolean {
  return [bearer.get(BEARER, 'Ip4Config'), bearer.get(BEARER, 'Ip6Config')].some(
    (config) => count(record(config)['method']) === METHOD.ppp,
  )
}

/** Nothing while neither family has been told. A family without addresses has to be asked for them, by DHCP or SLAAC. */
export function ipSettings(bearer: RemoteObject): IpSettings | undefined {
  const v4 = family(bearer.get(BEARER, 'Ip4Config'), 4)
  const v6 = family(bearer.get(BEARER, 'Ip6Config'), 6)
  return v4 === undefined && v6 === undefined ? undefined : compact({ v4, v6 })
}

function family(value: unknown, version: 4 | 6): IpFamilySettings | undefined {
  const config = record(value)
  const method = count(config['method'])
  if (method !== METHOD.static && method !== METHOD.dhcp) return undefined
  const address = addressOf(config['address'], version)
  const bits = version === 4 ? 32 : 128
  const prefixLength = Math.min(count(config['prefix']) ?? bits, bits)
  const dns = ['dns1', 'dns2', 'dns3'].flatMap((name) => addressOf(config[name], version) ?? [])
  const mtu = count(config['mtu'])
  return compact({
    addresses: address === undefined ? [] : [{ address, prefixLength }],
    gateway: addressOf(config['gateway'], version),
    dns,
    // Less than IP itself asks for (RFC 791, RFC 8200), or more than a datagram can be, is none.
    mtu: mtu !== undefined && mtu >= (version === 4 ? 68 : 1280) && mtu <= 0xffff ? mtu : undefined,
  })
}

/** RFC 4291 §2.2, with an IPv4 address at its end. */
const LONGEST_ADDRESS = 45

function addressOf(value: unknown, version: 4 | 6): string | undefined {
  const bytes =
    typeof value === 'string' && value.length <= LONGEST_ADDRESS ? parseIpAddress(value) : undefined
  return bytes?.length === (version === 4 ? 4 : 16) ? formatIpAddress(bytes) : undefined
}

/** The network device that carries it: a name of this machine, or nothing. IFNAMSIZ of Linux is 16. */
export function linkName(bearer: RemoteObject): string | undefined {
  const name = text(bearer.get(BEARER, 'Interface'), 15)
  return name !== undefined && /^[^/\s:]+$/.test(name) && name !== '.' && name !== '..' ? name : undefined
}

/** Why a bearer that is down is down: name and text of an error, as a call would be answered with. */
export function connectionError(
  bearer: RemoteObject,
): { readonly name: string; readonly text: string } | undefined {
  const value = bearer.get(BEARER, 'ConnectionError')
  if (!Array.isArray(value)) return undefined
  const [name, said] = value as readonly unknown[]
  const named = text(name)
  return named === undefined ? undefined : { name: named, text: text(said) ?? '' }
}
