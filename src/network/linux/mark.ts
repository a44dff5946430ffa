/**
 * What everything of ours in the kernel is known by. Routes carry the protocol number, nftables has the table, TUN devices have
 * names and an alias that nobody else gives.
 *
 * The addresses never leave this machine: packets that wait have the source, and it is masqueraded when they leave; names are
 * looked up at the resolvers, which are translated to those of the network.
 */

/** `rtm_protocol`: above those that the kernel and iproute2 name (rt_protos). */
export const ROUTE_PROTOCOL = 209

/** Of the family `inet`. */
export const TABLE = 'dialtone'

const TUN_PREFIX = 'dt-'
const ALIAS_PREFIX = 'dialtone: '

/** RFC 7600: the IPv4 dummy address, a source that nobody answers to. */
export const HELD_SOURCE_V4 = '192.0.0.8'
/** A unique local network (RFC 4193) whose global id spells the name. */
export const HELD_SOURCE_V6 = 'fd64:6961:6c74::8'
/**
 * Where names are looked up, as many as a resolver asks (MAXNS of resolv.h). The first two are of RFC 7335: for translation inside
 * a machine.
 */
export const RESOLVERS = ['192.0.0.5', '192.0.0.6', 'fd64:6961:6c74::53'] as const

/**
 * The name of an interface's TUN: at most 15 bytes (IFNAMSIZ), readable at its beginning, and the same whenever the service runs.
 * `attempt` tells apart those that would be called the same.
 */
export function tunName(dialInterface: string, attempt = 0): string {
  const readable = dialInterface
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 5)
  const whole = attempt === 0 ? dialInterface : `${dialInterface}\0${attempt}`
  return `${TUN_PREFIX}${readable}${readable === '' ? '' : '-'}${hash(whole.toLowerCase())}`
}

/** A device's alias is for people, and says to another service that this one is not to be touched. */
export function tunAlias(dialInterface: string): string {
  return `${ALIAS_PREFIX}${dialInterface.replace(/[^\x20-\x7e]/g, '?').slice(0, 200)}`
}

export function isOurTun(name: string, alias: string | undefined): boolean {
  return name.startsWith(TUN_PREFIX) && alias?.startsWith(ALIAS_PREFIX) === true
}

/** FNV-1a, as six digits of base 36. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193)
  return (value >>> 0).toString(36).padStart(6, '0').slice(-6)
}
