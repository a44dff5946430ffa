/** What a data path does besides the first packet: it refuses, bounds, counts, gives way, and leaves nothing behind. */
import { writeFileSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Milliseconds, Minutes, Seconds, type Duration } from '../../src/base/index.ts'
import type { DataPathSettings, PacketRule } from '../../src/core/index.ts'
import { DataPaths } from './data-paths.ts'
import { requireNetwork } from './require-network.ts'
import { branch } from './settings.ts'
import { LINK, OTHER_LINK, RESOLV_CONF, SERVER_V4, Stage } from './stage.ts'

const suite = requireNetwork()

async function started(stage: Stage, ...all: readonly DataPathSettings[]): Promise<DataPaths> {
  const paths = await DataPaths.start(stage)
  await paths.tell({ do: 'start', live: [] })
  for (const settings of all) await paths.tell({ do: 'path', settings })
  return paths
}

const onlyWeb = {
  filter: { action: 'only', rules: [{ protocol: 'tcp', destinationPort: { from: 80, to: 80 } }] },
} as const

suite('a data path', () => {
  test('leaves nothing behind, and touches nothing else', async () => {
    await using stage = new Stage()
    stage.run(
      stage.gateway,
      'nft',
      'table ip operator { chain c { type filter hook forward priority 0; tcp dport 25 drop; }; }',
    )
    stage.batch(stage.gateway, ['link set wan0 down'])
    const before = stage.configuration()
    const paths = await started(stage, branch())
    await paths.tell({ do: 'hold', name: 'branch' })
    const held = stage.configuration()
    await paths.tell({ do: 'open', name: 'branch', link: LINK })
    const open = stage.configuration()
    // Whatever is there that was not, is ours; whatever was there, is there.
    const lines = (text: string): string[] =>
      text.split('\n').filter((line) => !/dt-|wan0|^\d+:|link\//.test(line))
    for (const text of [held, open]) {
      for (const line of lines(before)) if (!line.startsWith('nameserver')) expect(text).toContain(line)
    }
    expect(open).toContain('mtu 1400')
    expect(open).toContain('table inet dialtone')
    await paths.tell({ do: 'hold', name: 'branch' })
    expect(stage.configuration()).toBe(held)
    await paths.tell({ do: 'withdraw', name: 'branch' })
    expect(stage.run(stage.gateway, 'ip', 'route')).not.toContain('proto 209')
    await paths.tell({ do: 'open', name: 'branch', link: LINK })
    expect(stage.configuration()).toBe(open)
    await paths.end()
    expect(stage.configuration()).toBe(before)
  })

  test('refused traffic is dropped, counted, and does not dial', async () => {
    await using stage = new Stage()
    const paths = await started(stage, branch({ ...onlyWeb, dns: false }))
    await paths.tell({ do: 'hold', name: 'branch' })
    const refused = (await paths.counters('branch')).refused
    await stage
      .finish(stage.client, 'ping', '-c', '2', '-i', '0.01', '-W', '0.05', SERVER_V4)
      .catch(() => undefined)
    const counters = await paths.counters('branch')
    // The kernel's own multicast on the device is refused too, whenever it comes.
    expect(counters.refused).toBeGreaterThanOrEqual(refused + 2)
    expect(counters.waiting).toBe(0)
    expect(paths.facts).toEqual([])
    // Another filter, without anything else being touched: now it does.
    const before = stage.run(stage.gateway, 'ip', 'route')
    await paths.tell({ do: 'change', settings: branch({ dns: false }) })
    expect(stage.run(stage.gateway, 'ip', 'route')).toBe(before)
    await stage.finish(stage.client, 'ping', '-c', '1', '-W', '0.05', SERVER_V4).catch(() => undefined)
    expect((await paths.fact('traffic')).summary).toMatchObject({ source: '192.168.7.2', protocol: 1 })
    await paths.end()
  })

  test('what waits is bounded by count and by age; when all is too old the next packet is told again', async () => {
    await using stage = new Stage()
    const held = (age: Duration): DataPathSettings =>
      branch({ hold: { packets: 3, bytes: 10_000, age }, dns: false })
    const paths = await started(stage, held(Milliseconds(300)))
    await paths.tell({ do: 'hold', name: 'branch' })
    const ping = (count: string): Promise<unknown> =>
      stage
        .finish(stage.client, 'ping', '-c', count, '-i', '0.01', '-W', '0.05', SERVER_V4)
        .catch(() => undefined)
    await ping('1')
    await paths.fact('traffic')
    while ((await paths.counters('branch')).waiting > 0);
    expect(await paths.counters('branch')).toMatchObject({ overflowed: 0, expired: 1 })
    // None becomes too old while they are counted.
    await paths.tell({ do: 'change', settings: held(Minutes(10)) })
    await ping('5')
    await paths.fact('traffic')
    expect(await paths.counters('branch')).toMatchObject({ waiting: 3, overflowed: 2, expired: 1 })
    await paths.end()
  })

  test('one that is withdrawn lets the next by priority serve, names included', async () => {
    await using stage = new Stage()
    await stage.serve()
    const paths = await started(stage, branch(), branch({ name: 'spare', priority: 10 }))
    await paths.tell({ do: 'hold', name: 'branch' })
    await paths.tell({ do: 'hold', name: 'spare' })
    const printed = stage.finish(stage.gateway, 'curl', '-sS', '-m', '60', 'http://www.example/')
    expect((await paths.fact('traffic')).name).toBe('branch')
    await paths.tell({ do: 'withdraw', name: 'branch' })
    expect((await paths.fact('traffic')).name).toBe('spare')
    await paths.tell({ do: 'open', name: 'spare', link: OTHER_LINK })
    // What the first one had kept is given up; the name is asked for again, after the resolver's five seconds.
    expect(await printed).toBe('hello ::ffff:10.65.0.2\n')
    // And back, with both connected, the first serves.
    await paths.tell({ do: 'open', name: 'branch', link: LINK })
    expect(await stage.finish(stage.client, 'curl', '-sS', '-m', '20', `http://${SERVER_V4}/`)).toBe(
      'hello ::ffff:10.64.0.2\n',
    )
    await paths.end()
  })

  test('two that would lead to the same destination with the same metric are refused, and a route of others is left alone', async () => {
    await using stage = new Stage()
    const paths = await started(stage, branch())
    await expect(paths.tell({ do: 'path', settings: branch({ name: 'other' }) })).rejects.toThrow(
      'other and branch both have a route to 0.0.0.0/0 with metric 5',
    )
    stage.batch(stage.gateway, ['route add default via 192.168.7.9 metric 5'])
    const before = stage.configuration()
    await expect(paths.tell({ do: 'hold', name: 'branch' })).rejects.toThrow(
      /cannot hold branch: .* is there already/,
    )
    expect(stage.configuration()).toBe(before)
    stage.batch(stage.gateway, ['route delete default via 192.168.7.9 metric 5'])
    await paths.tell({ do: 'hold', name: 'branch' })
    await paths.end()
  })

  test('traffic that counts is seen, traffic that does not is not, and the link is counted', async () => {
    await using stage = new Stage()
    await stage.serve()
    const paths = await started(stage, branch(onlyWeb))
    await paths.tell({ do: 'open', name: 'branch', link: LINK })
    await stage.finish(stage.client, 'ping', '-c', '2', '-i', '0.01', SERVER_V4)
    const quiet = await paths.usage('branch')
    expect(quiet.lastTraffic).toBeUndefined()
    expect(quiet.statistics?.bytesReceived).toBeGreaterThan(100)
    // A stranger's knocking is answered with a refusal, and keeps nobody connected.
    await stage.finish(stage.carrier, 'curl', '-sS', '-m', '2', 'http://10.64.0.2/').catch(() => undefined)
    expect((await paths.usage('branch')).lastTraffic).toBeUndefined()
    await stage.finish(stage.client, 'curl', '-sS', '-o', '/dev/null', `http://${SERVER_V4}/large`)
    const busy = await paths.usage('branch')
    expect(busy.lastTraffic).toBeGreaterThan(0)
    expect(busy.statistics?.bytesReceived).toBeGreaterThan(4 * 1024 * 1024)
    await paths.tell({ do: 'clear', name: 'branch' })
    expect((await paths.usage('branch')).statistics?.bytesReceived).toBeLessThan(10_000)
    await paths.end()
  })

  test('every kind of rule can be counted by', async () => {
    await using stage = new Stage()
    const ports = { from: 80, to: 90 }
    const rules: PacketRule[] = [
      { family: 'ipv6' },
      { source: '10.0.0.0/8', destination: '192.0.2.0/24' },
      { source: '2001:db8::/32', protocol: 'icmpv6', icmpType: 128, icmpCode: 0 },
      { protocol: 'tcp-established' },
      { protocol: 'tcp', sourcePort: ports, destinationPort: ports },
      { sourcePort: ports },
      { protocol: 'icmp', icmpType: 8 },
      { icmpType: 3, icmpCode: 4 },
      { protocol: 47, destination: '10.0.0.0/8' },
      { family: 'ipv4', destination: '2001:db8::/32' },
      { protocol: 0 },
      { protocol: 255 },
    ]
    const paths = await started(stage, branch({ filter: { action: 'only', rules } }))
    await paths.tell({ do: 'open', name: 'branch', link: LINK })
    await paths.tell({ do: 'change', settings: branch({ filter: { action: 'except', rules } }) })
    // What each direction counts by, and three rules on what never counts.
    const listed = stage.run(stage.gateway, 'nft', 'list', 'table', 'inet', 'dialtone')
    expect(listed.match(/^\t\t.* return$/gm)).toHaveLength(2 * (rules.length + 3))
    await paths.end()
  })

  test('a carrier that is lost is told once, and so is a device that goes', async () => {
    await using stage = new Stage()
    const paths = await started(stage, branch())
    await paths.tell({ do: 'open', name: 'branch', link: LINK })
    stage.batch(stage.carrier, ['link set port0 down'])
    expect((await paths.fact('link-lost')).cause).toMatchObject({ code: 'disconnected' })
    await paths.tell({ do: 'hold', name: 'branch' })
    stage.batch(stage.carrier, ['link set port0 up'])
    while (!stage.run(stage.gateway, 'ip', 'link', 'show', 'wan0').includes('state UP'));
    await paths.tell({ do: 'open', name: 'branch', link: LINK })
    stage.batch(stage.gateway, ['link delete wan0'])
    expect((await paths.fact('link-lost')).cause).toMatchObject({ code: 'unplugged' })
    await paths.tell({ do: 'hold', name: 'branch' })
    expect(stage.run(stage.gateway, 'ip', 'route')).toMatch(/^default dev dt-/)
    expect(paths.facts).toEqual([])
    await paths.end()
  })

  test('what somebody takes away is put back', async () => {
    await using stage = new Stage()
    const paths = await started(stage, branch())
    await paths.tell({ do: 'hold', name: 'branch' })
    const held = stage.configuration()
    stage.run(stage.gateway, 'nft', 'flush', 'ruleset')
    expect((await paths.fact('repaired')).what).toContain('nftables')
    stage.batch(stage.gateway, ['route delete default metric 5'])
    expect((await paths.fact('repaired')).what).toContain('ip route add 0.0.0.0/0')
    const tun = /dt-[a-z0-9-]+/.exec(held)?.[0] ?? ''
    stage.batch(stage.gateway, [`link delete ${tun}`])
    expect((await paths.fact('repaired')).what).toContain(tun)
    const withoutIndex = (text: string): string => text.replace(/^\d+: /gm, '')
    expect(withoutIndex(stage.configuration())).toBe(withoutIndex(held))
    await paths.end()
  })

  test('a network that names a host of the LAN as its name server does not get what is for that host', async () => {
    await using stage = new Stage()
    await stage.serve()
    const paths = await started(stage, branch())
    const { ip, link } = LINK
    const servers = ['192.168.7.2', '192.168.7.1', '203.0.113.53']
    const lying = { ip: { ...ip, v4: { ...ip.v4, addresses: ip.v4?.addresses ?? [], dns: servers } }, link }
    await paths.tell({ do: 'open', name: 'branch', link: lying })
    for (const server of ['192.168.7.2', '192.168.7.1']) {
      expect(stage.run(stage.gateway, 'ip', 'route', 'get', server)).not.toContain('wan0')
    }
    const dig = ['dig', '+short', '+tries=1', '+time=20', '@192.0.0.5', 'www.example'] as const
    expect(await stage.finish(stage.gateway, ...dig)).toBe(`${SERVER_V4}\n`)
    await paths.end()
  })

  test('a resolv.conf that somebody has changed meanwhile is theirs', async () => {
    await using stage = new Stage()
    const paths = await started(stage, branch())
    await paths.tell({ do: 'hold', name: 'branch' })
    expect(readFileSync(stage.resolvConf, 'utf8')).toContain('nameserver 192.0.0.5')
    await paths.tell({ do: 'withdraw', name: 'branch' })
    expect(readFileSync(stage.resolvConf, 'utf8')).toBe(RESOLV_CONF)
    await paths.tell({ do: 'hold', name: 'branch' })
    writeFileSync(stage.resolvConf, 'nameserver 192.168.7.98\n')
    await paths.end()
    expect(readFileSync(stage.resolvConf, 'utf8')).toBe('nameserver 192.168.7.98\n')
  })

  test('a link without a device, or whose device is not there, is refused and the path holds on', async () => {
    await using stage = new Stage()
    const paths = await started(stage, branch({ hold: { packets: 1, bytes: 1000, age: Seconds(9) } }))
    await paths.tell({ do: 'hold', name: 'branch' })
    const held = stage.configuration()
    const { ip, link } = LINK
    const { name: _name, ...nameless } = link
    await expect(paths.tell({ do: 'open', name: 'branch', link: { ip, link: nameless } })).rejects.toThrow(
      'no network device',
    )
    const gone = { ip, link: { ...link, name: 'wan7' } }
    await expect(paths.tell({ do: 'open', name: 'branch', link: gone })).rejects.toThrow(
      'no network device wan7',
    )
    // Refused half way: the gateway is none that could be one. All is as it was.
    const wrong = { ip: { ...ip, v4: { ...ip.v4, gateway: '127.0.0.1', addresses: [], dns: [] } }, link }
    await expect(paths.tell({ do: 'open', name: 'branch', link: wrong })).rejects.toThrow(
      /cannot open branch on wan0: the kernel refused/,
    )
    expect(stage.configuration()).toBe(held)
    await paths.end()
  })
})
