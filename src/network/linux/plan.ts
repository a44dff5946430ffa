/** What would be configured for a dial interface, as commands that a person could type, and nothing done. */
import { existsSync, readFileSync } from 'node:fs'
import type { DataPathSettings, OpenLink } from '../../core/index.ts'
import { holdLayout, nothing, openLayout, serversOf, type PathGround } from './layout.ts'
import { RESOLVERS } from './mark.ts'
import { tableScript } from './ruleset.ts'
import { stepsBetween, stepText } from './step.ts'

const FORWARDING = '/proc/sys/net/ipv4/ip_forward'

export function planLines(
  settings: DataPathSettings,
  ground: PathGround,
  link: OpenLink | undefined,
): string[] {
  const { tun } = ground
  const held = holdLayout(settings, ground)
  const shared = [
    '# once, for all dial interfaces: the table that they share',
    ...tableScript([])
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `nft ${line}`),
  ]
  const lines = [
    `# ${settings.name}, while it is down: packets that dial are kept`,
    `ip tuntap add dev ${tun} mode tun`,
    ...(ground.hasIpv6 ? [`ip link set dev ${tun} addrgenmode none`] : []),
    `ip link set dev ${tun} up`,
    ...stepsBetween(nothing, held, undefined).flatMap(stepText),
    ...(settings.dns ? [`# names are looked up at ${RESOLVERS.join(', ')}`] : []),
  ]
  if (settings.nat && existsSync(FORWARDING) && readFileSync(FORWARDING, 'utf8').trim() === '0') {
    lines.push(
      '# this machine forwards nothing (net.ipv4.ip_forward is 0): NAT serves nobody until the operator turns it on',
    )
  }
  if (link?.link.name === undefined) return [...lines, ...shared]
  const open = openLayout(settings, ground, link, link.link.name)
  return [
    ...lines,
    `# ${settings.name}, while it is connected by ${link.link.name}`,
    ...stepsBetween(held, open, { up: false, mtu: 1500 }).flatMap(stepText),
    ...(settings.dns
      ? [`# names are looked up at ${serversOf(link).join(', ')}, behind the same addresses`]
      : []),
    ...shared,
  ]
}
