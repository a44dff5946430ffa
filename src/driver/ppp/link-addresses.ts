/**
 * The addresses of IPv6 that a link has beside its link-local one, from what the kernel says of all (`/proc/net/if_inet6`): those that
 * its router gave it a prefix for (RFC 4862 §5.5). Not those that serve no new conversation yet, or any more, and not those
 * that change to hide whose they are.
 */
import { formatIpAddress } from '../../core/index.ts'

/** Of `ifaddrmsg` (linux/if_addr.h): temporary, refused as a duplicate, deprecated, tentative. */
const PASSING = 0x01 | 0x08 | 0x20 | 0x40
const GLOBAL = 0x00

/** Address, index, length of the prefix, scope and flags in hexadecimal digits, then the name. */
const LINE = /^([0-9a-f]{32}) [0-9a-f]+ [0-9a-f]{2} ([0-9a-f]{2}) ([0-9a-f]{2,8}) +(\S+)$/gm

export function linkAddresses(text: string, link: string): readonly string[] {
  return [...text.matchAll(LINE)].flatMap(([, address = '', scope = '', flags = '', name]) =>
    name === link && parseInt(scope, 16) === GLOBAL && (parseInt(flags, 16) & PASSING) === 0
      ? [formatIpAddress(Buffer.from(address, 'hex'))]
      : [],
  )
}
