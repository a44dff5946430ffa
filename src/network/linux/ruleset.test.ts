import { expect, test } from 'vitest'
import type { PacketRule } from '../../core/index.ts'
import { filterRules } from './filter-rules.ts'
import { rulesScript, tableScript, type PathRules } from './ruleset.ts'

const part: PathRules = { tun: 'dt-a' }
const open: PathRules = {
  ...part,
  link: {
    device: 'wan0',
    nat: true,
    resolvers: [
      ['192.0.0.5', '10.0.0.53'],
      ['fd64:6961:6c74::53', '2001:db8::53'],
    ],
  },
}

test('a link has its elements, and chains that count; closing it takes the same away', () => {
  const lines = [
    'open { "wan0" }',
    'masqueraded { "wan0" }',
    'resolver4 { "wan0" . 192.0.0.5 : 10.0.0.53 }',
    'resolver6 { "wan0" . fd64:6961:6c74::53 : 2001:db8::53 }',
    'leaving { "wan0" : jump leaving-dt-a }',
    'arriving { "wan0" : jump arriving-dt-a }',
  ]
  const opening = rulesScript(part, open)
  const closing = rulesScript(open, part)
  // What an element leads to is there before it, and goes after it.
  expect(opening.endsWith(lines.map((line) => `add element inet dialtone ${line}\n`).join(''))).toBe(true)
  expect(closing.startsWith(lines.map((line) => `delete element inet dialtone ${line}\n`).join(''))).toBe(
    true,
  )
  for (const name of ['leaving-dt-a', 'arriving-dt-a']) {
    expect(opening).toContain(`add counter inet dialtone ${name}\nadd chain inet dialtone ${name}\n`)
    expect(closing).toContain(`flush chain inet dialtone ${name}\ndelete chain inet dialtone ${name}\n`)
    expect(closing).toContain(`delete counter inet dialtone ${name}\n`)
  }
  expect(rulesScript(undefined, part)).not.toContain('chain')
  expect(rulesScript(open, open)).toBe('')
})

test('another filter changes the rules of its own chains only', () => {
  const changed = rulesScript(open, { ...open, filter: { action: 'only', rules: [{ protocol: 'udp' }] } })
  expect(changed.match(/^(\w+ \w+).*$/gm)?.filter((line) => !line.includes('dt-a'))).toEqual([])
  expect(changed).not.toContain('element')
  expect(changed).toContain('flush chain inet dialtone leaving-dt-a\n')
})

test('the whole table takes the place of what is there in one script', () => {
  const script = tableScript([open])
  expect(
    script.startsWith('add table inet dialtone\ndelete table inet dialtone\ntable inet dialtone {'),
  ).toBe(true)
  expect(script).toContain('add element inet dialtone held { "dt-a" }\n')
  expect(rulesScript(open, undefined)).toContain('delete chain inet dialtone leaving-dt-a\n')
})

const rows: [title: string, rule: PacketRule, leaving: readonly string[], arriving: readonly string[]][] = [
  [
    'a destination',
    { destination: '10.0.0.0/8' },
    ['meta nfproto ipv4 ip daddr 10.0.0.0/8'],
    ['meta nfproto ipv4 ip saddr 10.0.0.0/8'],
  ],
  [
    'a port of TCP',
    { protocol: 'tcp', destinationPort: { from: 80, to: 90 } },
    ['meta l4proto 6 th dport 80-90'],
    ['meta l4proto 6 th sport 80-90'],
  ],
  [
    'a port of anything',
    { sourcePort: { from: 53, to: 53 } },
    ['meta l4proto { 6, 17, 136, 132, 33 } th sport 53-53'],
    ['meta l4proto { 6, 17, 136, 132, 33 } th dport 53-53'],
  ],
  [
    'an established connection',
    { protocol: 'tcp-established', family: 'ipv6' },
    ['meta nfproto ipv6 meta l4proto 6 tcp flags & (ack | rst) != 0'],
    ['meta nfproto ipv6 meta l4proto 6 tcp flags & (ack | rst) != 0'],
  ],
  [
    'an echo, and its reply',
    { protocol: 'icmp', icmpType: 8 },
    ['meta nfproto ipv4 icmp type 8'],
    ['meta nfproto ipv4 icmp type 0'],
  ],
  [
    'a type of either ICMP',
    { icmpType: 1, icmpCode: 2 },
    ['meta nfproto ipv4 icmp type 1 icmp code 2', 'meta nfproto ipv6 icmpv6 type 1 icmpv6 code 2'],
    ['meta nfproto ipv4 icmp type 1 icmp code 2', 'meta nfproto ipv6 icmpv6 type 1 icmpv6 code 2'],
  ],
  ['what contradicts itself', { family: 'ipv6', destination: '10.0.0.0/8' }, [], []],
  ['ports of what has none', { protocol: 47, destinationPort: { from: 1, to: 2 } }, [], []],
  ['all of a protocol', { protocol: 47 }, ['meta l4proto 47'], ['meta l4proto 47']],
]

test.each(rows)('%s', (_title, rule, leaving, arriving) => {
  const matches = (direction: 'leaving' | 'arriving'): string[] =>
    filterRules({ action: 'only', rules: [rule] }, direction, 'c')
      .slice(3)
      .map((line) => line.replace(' counter name "c" return', ''))
  expect(matches('leaving')).toEqual(leaving)
  expect(matches('arriving')).toEqual(arriving)
  const except = filterRules({ action: 'except', rules: [rule] }, 'leaving', 'c').slice(3)
  expect(except).toEqual([...leaving.map((line) => `${line} return`), 'counter name "c"'])
})
