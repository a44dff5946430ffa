/** A suite on a real kernel: as root, in namespaces of its own, with programs that others wrote as traffic. */
import { isOnPath, requirePeer, type PeerSuite } from '../peer/peer.ts'

const PROGRAMS = ['ip', 'nft', 'curl', 'ping', 'dig', 'sysctl', 'setpriv']

export function requireNetwork(): PeerSuite {
  const isThere = (): boolean => process.getuid?.() === 0 && PROGRAMS.every(isOnPath)
  const howToGet = 'apt-get install iproute2 nftables curl iputils-ping bind9-dnsutils procps util-linux'
  return requirePeer('network namespaces', `run as root, ${howToGet}`, isThere)
}
