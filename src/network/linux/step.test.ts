import { expect, test } from 'vitest'
import { SystemError } from '../../native/index.ts'
import type { DataPathSettings, OpenLink } from '../../core/index.ts'
import { Seconds } from '../../base/index.ts'
import type { Kernel } from './kernel.ts'
import { holdLayout, nothing, openLayout, withdrawnLayout, type Layout } from './layout.ts'
import { runSteps, stepsBetween, stepText } from './step.ts'

const settings: DataPathSettings = {
  name: 'branch',
  routes: [
    { destination: '10.0.0.0/8', metric: 5, dials: true },
    { destination: '192.0.2.0/24', metric: 5, dials: false },
    { destination: '::/0', metric: 0, dials: true },
  ],
  priority: 0,
  hold: { packets: 1, bytes: 1, age: Seconds(1) },
  nat: false,
  dns: true,
}
const ground = { tun: 'dt-a', hasIpv6: true, resolverMetric: 1 }
const link: OpenLink = {
  ip: { v4: { addresses: [{ address: '10.64.0.2', prefixLength: 30 }], dns: ['10.0.0.53'], mtu: 1400 } },
  link: { name: 'wan0', sessionId: 0, configuredBy: 'us' },
}
const before = { up: false, mtu: 1500 }
const held = holdLayout(settings, ground)
const open = openLayout(settings, ground, link, 'wan0')
const text = (from: Layout, to: Layout): readonly string[] => stepsBetween(from, to, before).flatMap(stepText)

test('rules come first, then the device, addresses, and each route in one move', () => {
  const lines = text(held, open)
  expect(lines.filter((line) => !/^nft add (counter|chain|rule)/.test(line))).toEqual([
    'nft add element inet dialtone open { "wan0" }',
    'nft add element inet dialtone resolver4 { "wan0" . 192.0.0.5 : 10.0.0.53 }',
    'nft add element inet dialtone resolver4 { "wan0" . 192.0.0.6 : 10.0.0.53 }',
    'nft add element inet dialtone leaving { "wan0" : jump leaving-dt-a }',
    'nft add element inet dialtone arriving { "wan0" : jump arriving-dt-a }',
    'ip link set dev wan0 mtu 1400 up',
    'ip address add 10.64.0.2/30 dev wan0 scope global noprefixroute',
    'ip route replace 10.0.0.0/8 dev wan0 src 10.64.0.2 metric 5 proto 209',
    'ip route add 192.0.2.0/24 dev wan0 src 10.64.0.2 metric 5 proto 209',
    'ip route replace 192.0.0.5/32 dev wan0 src 10.64.0.2 metric 1 proto 209',
    'ip route replace 192.0.0.6/32 dev wan0 src 10.64.0.2 metric 1 proto 209',
    // The network gave no IPv6: its resolver and its destinations say so at once.
    'ip -6 route replace unreachable fd64:6961:6c74::53/128 metric 1 proto 209',
    'ip route add 10.0.0.53/32 dev wan0 src 10.64.0.2 metric 1 proto 209',
    'ip -6 route delete ::/0 dev dt-a src fd64:6961:6c74::8 metric 1 proto 209',
  ])
})

test('back again the device is given back as it was, and rules go last', () => {
  const lines = text(open, withdrawnLayout(settings, ground)).filter(
    (line) => !/nft (flush|delete) (chain|counter)/.test(line),
  )
  expect(lines.slice(-7).map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
    'ip address delete 10.64.0.2/30',
    'ip link set dev',
    ...Array.from({ length: 5 }, () => 'nft delete element inet'),
  ])
  expect(lines).toContain('ip link set dev wan0 mtu 1500 down')
})

test('what is the same is not touched', () => {
  expect(text(open, open)).toEqual([])
  const other = openLayout({ ...settings, routes: settings.routes.slice(1), nat: true }, ground, link, 'wan0')
  expect(text(open, other)).toEqual([
    'nft add element inet dialtone masqueraded { "wan0" }',
    'ip route delete 10.0.0.0/8 dev wan0 src 10.64.0.2 metric 5 proto 209',
  ])
})

test('no route leads to a link that has link-local addresses alone, or has one of them as its source', () => {
  const linkLocal = { address: 'fe80::2', prefixLength: 128 }
  const routes = (...addresses: readonly (typeof linkLocal)[]) => {
    const v6 = { addresses, gateway: 'fe80::1', dns: [] }
    const opened = { ...link, ip: { ...link.ip, v6 } }
    return openLayout(settings, ground, opened, 'wan0').routes.filter(
      ({ destination }) => destination === '::/0',
    )
  }
  expect(routes(linkLocal)).toEqual([])
  const { address } = { address: '2001:db8::2' }
  expect(routes(linkLocal, { address, prefixLength: 64 })).toMatchObject([
    { gateway: 'fe80::1', source: address },
  ])
})

test('a machine without IPv6 gets none of it', () => {
  const without = holdLayout(settings, { ...ground, hasIpv6: false })
  expect(text(nothing, without).filter((line) => line.startsWith('ip') && line.includes('::'))).toEqual([])
})

/** Remembers what it holds as lines, and refuses the call of a number. */
function rememberingKernel(refuseAt: number) {
  const held = new Set<string>()
  let calls = 0
  const change = (act: 'add' | 'delete', line: string): void => {
    if (++calls === refuseAt) throw new SystemError('netlink', 22)
    if (act === 'add') held.add(line)
    else held.delete(line)
  }
  const routeLine = ({ destination, metric }: { destination: string; metric: number }): string =>
    `${destination} ${metric}`
  const kernel: Partial<Kernel> = {
    addAddress: ({ device, address }) => {
      change('add', `${device} ${address}`)
    },
    removeAddress: ({ device, address }) => {
      change('delete', `${device} ${address}`)
    },
    routes: () => held_.routes,
    addRoute: (entry) => {
      change('add', routeLine(entry))
      held_.routes.push(entry)
    },
    replaceRoute: (entry) => {
      change('add', routeLine(entry))
      held_.routes = held_.routes.filter((one) => routeLine(one) !== routeLine(entry)).concat(entry)
    },
    removeRoute: (entry) => {
      change('delete', routeLine(entry))
      held_.routes = held_.routes.filter((one) => routeLine(one) !== routeLine(entry))
    },
    rules: (script) => {
      if (++calls === refuseAt) throw new SystemError('nft', 22)
      for (const line of script.split('\n')) {
        if (line.startsWith('add')) held.add(line.slice(4))
        else if (line.startsWith('delete')) held.delete(line.slice(7))
        else if (line.startsWith('flush chain')) {
          const rule = line.replace('flush chain', 'rule')
          for (const one of held) {
            if (one.startsWith(rule)) held.delete(one)
          }
        }
      }
    },
    setDevice: (name, { up, mtu }) => {
      if (++calls === refuseAt) throw new SystemError('netlink', 22)
      held.delete(`${name} up 1400`)
      held.delete(`${name} down 1500`)
      held.add(`${name} ${up === true ? 'up' : 'down'} ${mtu ?? 0}`)
    },
  }
  const held_ = { routes: [] as ReturnType<Kernel['routes']>[number][] }
  const state = (): string =>
    [...held, ...held_.routes.map((route) => JSON.stringify(route))].sort().join('\n')
  // The rest of it is for others than steps.
  return { kernel: kernel as Kernel, state, calls: () => calls, start: (line: string) => held.add(line) }
}

test('one that is refused half way leaves all as it was, whichever it is', () => {
  const whole = rememberingKernel(0)
  whole.start('wan0 down 1500')
  runSteps(whole.kernel, stepsBetween(nothing, held, undefined))
  const first = whole.calls()
  runSteps(whole.kernel, stepsBetween(held, open, before))
  for (let refuseAt = first + 1; refuseAt <= whole.calls(); refuseAt++) {
    const machine = rememberingKernel(refuseAt)
    machine.start('wan0 down 1500')
    runSteps(machine.kernel, stepsBetween(nothing, held, undefined))
    const asItWas = machine.state()
    expect(() => {
      runSteps(machine.kernel, stepsBetween(held, open, before))
    }).toThrow('EINVAL')
    expect(machine.state(), `refused at call ${refuseAt}`).toBe(asItWas)
  }
})
