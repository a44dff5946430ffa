/**
 * Dial interfaces with lines of their own, on a real kernel with Debian's pppd: a serial port of the virtual modem, and an Ethernet
 * with the concentrator of the package pppoe. A story: each test goes on where the last one ended.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Minutes, Seconds, type Duration } from '../../src/base/index.ts'
import type { DialConnection, DialInterface, DialSettings } from '../../src/core/index.ts'
import {
  acmUsbDevice,
  CarrierNamespace,
  createVirtualModem,
  openCarrierNetwork,
  responderNetwork,
  UsbipServer,
} from '../../src/virtual/index.ts'
import { tellStory } from '../support/dialer-story.ts'
import { BUILT, installBuilt } from './built-service.ts'
import { bootGuest, requireGuest } from './guest.ts'

const suite = requireGuest()
const SOCKET = '/run/dialtone/dialtone.sock'
const INTERFACE = `curl -sS --unix-socket ${SOCKET} http://x/v1/dial/office`
/** Emulated, on a machine that does other things as well, a service takes minutes to be there for the first time. */
const SLOW = { timeout: Minutes(8) }

/** All that the package gives a service with pppd, as `setpriv` names it. */
const CAPABILITIES = ['dialtone.service', 'pppd.conf'].flatMap((file) => {
  const [, names = ''] =
    /^CapabilityBoundingSet=(.+)$/m.exec(readFileSync(`packaging/systemd/${file}`, 'utf8')) ?? []
  return names.split(' ').map((name) => name.toLowerCase().replace('cap_', '+'))
})

/** The access point is one that wants to know who it is. */
const FILE = `
[service]
state = "/root/state"
[dial.office]
serial = "/dev/ttyACM0"
number = "*99#"
apn = "company.example"
routes = ["192.0.2.0/24"]
user-name = "dialtone"
password = "secret"
redial-attempts = 1
redial-interval = "1 s"
`
const CREDENTIALS = { userName: 'dialtone', password: 'secret' }

/** The dialer, with a context of this type (3GPP TS 27.007 §10.1.1) in place of one of IPv4. */
function contextOf(dialer: DialSettings['dialer'], type: string, apn: string): DialSettings['dialer'] {
  if (dialer.kind !== 'ppp' || dialer.line.kind !== 'serial') throw new Error('it has a serial line')
  const { apn: _, ...line } = dialer.line
  return { ...dialer, line: { ...line, init: [`AT+CGDCONT=1,"${type}","${apn}"`] } }
}

suite('a line', () => {
  const guest = bootGuest()
  const modem = createVirtualModem({ name: 'virtual0' })
  const stack = new AsyncDisposableStack()
  let server: UsbipServer
  /** Of the carrier: web and name servers of a real kernel. Without root this process answers, to ping alone. */
  let carrier: CarrierNamespace | undefined

  const call = async (path: string, body?: unknown): Promise<void> => {
    const data =
      body === undefined ? '-X POST' : "-H 'content-type: application/json' --data-binary @- -X POST"
    const { stdout } = await guest().run(`curl -sS --unix-socket ${SOCKET} http://x/v1${path} ${data}`, {
      stdin: body === undefined ? '' : JSON.stringify(body),
    })
    const answer = JSON.parse(stdout) as object
    if ('detail' in answer) throw new Error(`${path}: ${stdout}`)
  }
  const office = async (): Promise<DialInterface> =>
    JSON.parse((await guest().run(INTERFACE)).stdout) as DialInterface
  /** What `office` has been since a cursor; without one, a cursor for later. */
  const poll = async (since = '') => {
    const from = since === '' ? '' : `&since=${since}`
    const query = `type=dial.changed&dialInterface=office&wait=0${from}`
    const { stdout } = await guest().run(
      `curl -sS --unix-socket ${SOCKET} 'http://x/v1/events/poll?${query}'`,
    )
    return JSON.parse(stdout) as { cursor: string; items: readonly { data: DialInterface }[] }
  }
  /** Resolves once `office` is as it is to be; its last words where that does not come about. */
  const until = async (holds: (one: DialInterface) => boolean): Promise<DialInterface> => {
    let last = await office()
    for (let tries = 0; tries < 120 && !holds(last); tries += 1) {
      await guest().run('sleep 0.3')
      last = await office()
    }
    if (!holds(last)) throw new Error(`office is ${JSON.stringify(last)}`)
    return last
  }
  const state = (wanted: DialInterface['state']) => until((one) => one.state === wanted)
  const change = async (changed: Partial<DialSettings>): Promise<void> => {
    await call('/dial/office/settings', { change: changed, apply: 'running' })
  }
  const hangUp = async (): Promise<DialInterface> => {
    await call('/dial/office/disconnect')
    return state('disconnected')
  }
  const start = async (): Promise<void> => {
    // Root as the unit has it with its drop-in for pppd.
    const rights = ['--no-new-privs', '--bounding-set', `-all,${CAPABILITIES.join(',')}`]
    const service = [...BUILT, 'serve', '--config', '/root/dialtone.toml']
    await guest().start('dialtone', 'setpriv', ...rights, ...service)
    // Whoever looks all the time takes the processor from what he waits for.
    await guest().until(`sleep 1; ${INTERFACE} 2>/dev/null | grep -q '"name":"office"'`, SLOW)
  }
  const plugIn = async (): Promise<void> => {
    await guest().attach('1-1', { port: server.port })
    await guest().until('-e /dev/ttyACM0')
  }
  const minutesUntil = (instant: number | undefined): Duration =>
    Minutes(((instant ?? 0) - Date.now()) / 60_000)

  beforeAll(async () => {
    const { nameServers } = modem.carrier
    if (process.getuid?.() === 0) {
      carrier = stack.use(await CarrierNamespace.open({ name: `dialtone-ppp${process.pid}`, nameServers }))
    }
    const network =
      carrier === undefined ? responderNetwork() : await openCarrierNetwork({ carrier, device: modem.name })
    const device = acmUsbDevice({ modem, network: stack.use(network) })
    server = stack.use(await UsbipServer.serve({ devices: () => [device], port: 0 }))
    await installBuilt(guest())
    await plugIn()
    await guest().run('modprobe ppp_async && modprobe pppoe')
    // Whatever this machine has for its own links is none of ours.
    await guest().run(
      `printf 'defaultroute\\nthis-is-no-option\\n' | tee /etc/ppp/options.ttyACM0 >/etc/ppp/options.kept
       printf '#!/bin/sh\\ntouch /root/ran\\n' >/etc/ppp/ip-up.d/own; chmod 755 /etc/ppp/ip-up.d/own`,
    )
    await guest().run('umask 077; cat >/root/dialtone.toml', { stdin: FILE })
    await start()
  }, Minutes(10))
  afterAll(async () => {
    await stack.disposeAsync()
    modem[Symbol.dispose]()
  })

  test('is dialled by traffic, and the packet that dialled it arrives', async () => {
    expect(await state('disconnected')).toMatchObject({ dataPath: { state: 'holding' } })
    await guest().run('ping -c 1 -W 45 192.0.2.80')
    const one = await until(({ state, dataPath }) => state === 'connected' && dataPath.state === 'open')
    const { ipv4 } = modem.inside.contexts.get(0)?.bearer?.leases ?? {}
    if (ipv4 === undefined) throw new Error('there is a context')
    expect(one).toMatchObject({
      reason: { code: 'dialled-traffic' },
      connected: {
        direction: 'outgoing',
        port: '/dev/ttyACM0',
        ip: {
          v4: {
            addresses: [{ address: ipv4.address, prefixLength: 32 }],
            gateway: ipv4.gateway,
            dns: ipv4.dns,
          },
        },
      },
      dataPath: { state: 'open' },
    })
  })

  test('carries connections of TCP to a server of the carrier, both ways', async ({ skip }) => {
    if (carrier === undefined) return skip('the namespace of the carrier takes root')
    const { ipv4 } = modem.inside.contexts.get(0)?.bearer?.leases ?? {}
    const { stdout } = await guest().run('curl -sS http://192.0.2.80/address')
    expect(stdout).toBe(`${ipv4?.address ?? ''}\n`)
    const bytes = 300_000
    const size = await guest().run(
      `curl -sS -o /dev/null -w '%{size_download}' http://192.0.2.80/bytes/${bytes}
       head -c ${bytes} /dev/zero | curl -sS -o /dev/null --data-binary @- http://192.0.2.80/`,
    )
    expect(size.stdout).toBe(bytes.toString())
  })

  test('has its password nowhere that others can read, and leaves the files of this machine alone', async () => {
    // A pattern that does not match itself, for it is on a command line as well.
    const { stdout } = await guest().run(
      `grep -rlswE 's[e]cret' /run/dialtone /proc/[0-9]*/cmdline /proc/[0-9]*/environ; true`,
    )
    expect(stdout).toBe('')
    expect((await guest().run('ip route show default | grep ppp; ls /root/ran; true')).stdout).toBe('')
    expect((await guest().run('ls /etc/ppp')).stdout).not.toMatch(/told|dialtone/)
  })

  test(
    'goes on while the service is killed, and is taken over by the next',
    async () => {
      const before = (await office()).connected
      const pid = (await guest().run('pgrep -x pppd')).stdout
      await guest().kill('dialtone')
      await guest().run('ping -c 1 -W 10 192.0.2.80')
      await start()
      expect((await state('connected')).connected).toMatchObject({
        ip: before?.ip,
        port: '/dev/ttyACM0',
      })
      expect((await guest().run('pgrep -x pppd')).stdout).toBe(pid)
      await guest().run('ping -c 1 -W 10 192.0.2.80')
    },
    Minutes(10),
  )

  test('is hung up by hand, and nothing of it stays', async () => {
    expect(await hangUp()).toMatchObject({ lastError: { code: 'cancelled' } })
    expect((await guest().run('ls /run/dialtone/ppp; pgrep -x pppd; true')).stdout).toBe('')
    expect(modem.inside.contexts.active).toHaveLength(0)
  })

  test('says that a number is busy', async () => {
    const { dialer } = (await office()).settings
    if (dialer.kind !== 'ppp' || dialer.line.kind !== 'serial') throw new Error('it has a line')
    await change({ dialer: { ...dialer, line: { ...dialer.line, number: '5550102' } } })
    await call('/dial/office/connect')
    expect(await until(({ lastError }) => lastError?.status?.protocol === 'chat')).toMatchObject({
      lastError: { code: 'connect_failed', status: { name: 'busy' } },
    })
    await hangUp()
    await change({ dialer })
  })

  test('that is refused says that it is the password, and is not dialled for ever', async () => {
    await change({ credentials: { ...CREDENTIALS, password: 'wrong' } })
    await guest().run('ping -c 1 -W 1 192.0.2.80', { mayFail: true })
    const one = await state('unreachable')
    expect(one).toMatchObject({
      unreachability: ['connection-failure'],
      lastError: { code: 'connect_failed', status: { protocol: 'pppd', name: 'authentication-failed' } },
    })
    expect(minutesUntil(one.nextAttempt)).toBeGreaterThan(Minutes(8))
    await change({ credentials: CREDENTIALS })
    await state('disconnected')
  })

  test('keeps the story of all drivers: connects, is dropped, connects again, disconnects', async () => {
    const connected = async (): Promise<DialConnection> => {
      const one = await state('connected')
      if (one.connected === undefined) throw new Error('it is connected')
      return one.connected
    }
    await tellStory({
      connect: async () => {
        await call('/dial/office/connect')
        return (await connected()).link
      },
      disconnect: async () => {
        await hangUp()
      },
      drop: async () => {
        expect(modem.networkDisconnect({ cause: 38 })).toBe(true)
        return (await state('disconnected')).lastError
      },
      isUp: () => modem.inside.contexts.active.length > 0,
    })
  })

  test('has IPv6 beside IPv4, and no route that a router thought of', async () => {
    const { dialer, routes } = (await office()).settings
    await change({
      dialer: contextOf(dialer, 'IPV4V6', 'internet'),
      routes: [...routes, { destination: '2001:db8:80::/48', metric: 0, dials: true }],
    })
    await call('/dial/office/connect')
    const { connected } = await until((one) => (one.connected?.ip.v6?.addresses.length ?? 0) > 1)
    expect(connected?.ip).toMatchObject({
      v4: { addresses: [{ prefixLength: 32 }] },
      v6: {
        addresses: [{ address: expect.stringMatching(/^2001:db8:100:/) as string }, {}],
        gateway: 'fe80::1',
      },
    })
    const device = connected?.link.name ?? ''
    await guest().run(`ping -c 1 -W 10 fe80::1%${device} && ping -c 1 -W 10 192.0.2.80`)
    await guest().until('-n "$(ip -6 route show 2001:db8:80::/48 via fe80::1)"')
    await guest().run('ping -6 -c 1 -W 10 2001:db8:80::80')
    expect((await guest().run(`ip -6 route show default dev ${device}`)).stdout).toBe('')
    await hangUp()
    await change({ dialer, routes })
  })

  test('has IPv6 alone where the other end has nothing else, also on a machine that is a router', async () => {
    const { dialer } = (await office()).settings
    await guest().run('sysctl -qw net.ipv6.conf.all.forwarding=1')
    await change({ dialer: contextOf(dialer, 'IPV6', 'v6only') })
    await call('/dial/office/connect')
    const { connected } = await until((one) => (one.connected?.ip.v6?.addresses.length ?? 0) > 1)
    expect(connected?.ip.v4).toBeUndefined()
    await guest().run(`ping -c 1 -W 10 fe80::1%${connected?.link.name ?? ''}`)
    await hangUp()
    await guest().run('sysctl -qw net.ipv6.conf.all.forwarding=0')
    await change({ dialer })
  })

  test(
    'is added, dialled, shown and removed by the command line, beside another on the same port',
    async () => {
      const dial = async (...words: readonly string[]): Promise<string> =>
        (await guest().run(`${BUILT.join(' ')} dial ${words.join(' ')}`, SLOW)).stdout
      const line = '--serial /dev/ttyACM0 --number "*99#" --apn internet --route 198.18.0.0/15'
      await dial('add', 'branch', line)
      await dial('connect', 'branch')
      expect(await dial('show', 'branch')).toMatch(/100\.64\.\d+\.\d+[^]*\/dev\/ttyACM0/)
      expect((await office()).unreachability).toEqual(['out-of-resources'])
      await dial('disconnect', 'branch')
      await dial('remove', 'branch')
      await until((one) => one.state === 'disconnected' && one.unreachability.length === 0)
    },
    Minutes(10),
  )

  test('that is persistent is restored when the network drops it', async () => {
    await change({ persistent: true, idleTimeout: 'never' })
    const { connected } = await state('connected')
    const before = (await poll()).cursor
    expect(modem.networkDisconnect({ cause: 38 })).toBe(true)
    const again = await until(
      (one) => one.state === 'connected' && one.connected?.number !== connected?.number,
    )
    expect(again.connected?.number).toBe((connected?.number ?? 0) + 1)
    // The kernel says of the device that it went down; pppd knows why, and has the first word.
    const dropped = (await poll(before)).items.find(({ data }) => data.state !== 'connected')
    expect(dropped?.data.lastError).toMatchObject({ code: 'disconnected', status: { name: 'hang-up' } })
    await guest().run('ping -c 1 -W 10 192.0.2.80')
    await change({ persistent: false, idleTimeout: Seconds(3) })
  })

  test('is hung up when it is idle', async () => {
    expect(await until(({ lastError }) => lastError?.code === 'idle')).toMatchObject({
      state: 'disconnected',
    })
    await change({ idleTimeout: Minutes(5) })
  })

  test('lets the caller in who has its name and password, and nobody else', async () => {
    const { dialer } = (await office()).settings
    if (dialer.kind !== 'ppp') throw new Error('it has a line')
    await change({
      type: 'full-router',
      dialer: { ...dialer, answer: { address: '10.9.0.1', peer: '10.9.0.2' } },
    })
    expect(modem.ringSerial({ number: '+999001', userName: 'stranger', password: 'secret' })).toBe(true)
    await guest().until('lab-service log dialtone | grep -q "come to nothing"')
    expect((await office()).state).not.toBe('connected')
    expect(modem.ringSerial({ number: '+999001', userName: 'office', password: 'secret' })).toBe(true)
    expect(await state('connected')).toMatchObject({
      reason: { code: 'called' },
      connected: {
        direction: 'incoming',
        ip: { v4: { addresses: [{ address: '10.9.0.1' }], gateway: '10.9.0.2' } },
      },
    })
    await guest().run('ping -c 1 -W 10 10.9.0.2')
    await hangUp()
    await change({ type: 'home-router', dialer })
  })

  test('whose modem is pulled out cannot be dialled until it is there again', async () => {
    await call('/dial/office/connect')
    await state('connected')
    modem.unplug()
    expect(await state('unreachable')).toMatchObject({ unreachability: ['no-device'] })
    modem.plug()
    await plugIn()
    await until((one) => one.state === 'disconnected' && one.unreachability.length === 0)
  })

  test('of an Ethernet is found by its concentrator, and a service that none has is not', async () => {
    await guest().run(
      `ip netns add carrier && ip link add eth9 type veth peer name far9 netns carrier
       ip link set eth9 up; ip -n carrier link set far9 up; ip -n carrier link set lo up
       ip -n carrier address add 192.0.2.80/32 dev lo
       printf 'auth\\nrequire-chap\\nnoipv6\\n' >/etc/ppp/pppoe-server-options
       umask 077; echo 'dialtone * secret *' >/etc/ppp/chap-secrets`,
    )
    const concentrator =
      'ip netns exec carrier pppoe-server -F -I far9 -C concentrator -S fast -L 10.65.0.1 -R 10.65.0.2'
    await guest().start('concentrator', ...concentrator.split(' '))
    const line = { kind: 'pppoe', device: 'eth9', service: 'fast' } as const
    const dialer = { kind: 'ppp', line, authentication: ['chap'] } as const
    await change({ dialer })
    await guest().run('ping -c 1 -W 45 192.0.2.80')
    expect(await state('connected')).toMatchObject({
      connected: { port: 'eth9', ip: { v4: { gateway: '10.65.0.1' } } },
    })
    await hangUp()
    await change({ dialer: { ...dialer, line: { ...line, service: 'slow' } } })
    await call('/dial/office/connect')
    expect(await until(({ lastError }) => lastError?.status?.protocol === 'pppd')).toMatchObject({
      lastError: { code: 'connect_failed', status: { name: 'no-answer' } },
    })
  })
})
