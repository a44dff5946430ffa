/**
 * A branch office in network namespaces: a gateway with a dial interface to be, a client on the LAN behind it, and a carrier with
 * servers at the other end of a link that is down. Names are of this process: several stages may stand beside one another.
 *
 *     client 192.168.7.2 ── lan0 gateway wan0 ── 10.64.0.1 carrier, 203.0.113.10 (HTTP), 203.0.113.53 (DNS)
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenLink } from '../../src/core/index.ts'

export const SERVER_V4 = '203.0.113.10'
export const SERVER_V6 = '2001:db8:100::10'
export const RESOLV_CONF = 'nameserver 192.168.7.99\nsearch branch.example\n'

/** What a dialer would tell of the link. */
export const LINK: OpenLink = {
  ip: {
    v4: {
      addresses: [{ address: '10.64.0.2', prefixLength: 30 }],
      gateway: '10.64.0.1',
      dns: ['203.0.113.53'],
      mtu: 1400,
    },
    v6: {
      addresses: [{ address: '2001:db8:64::2', prefixLength: 64 }],
      gateway: '2001:db8:64::1',
      dns: ['2001:db8:100::53'],
      mtu: 1400,
    },
  },
  link: { name: 'wan0', sessionId: 0, configuredBy: 'us' },
}

/** The same over a second way to the same carrier. */
export const OTHER_LINK: OpenLink = {
  ip: {
    v4: {
      addresses: [{ address: '10.65.0.2', prefixLength: 30 }],
      gateway: '10.65.0.1',
      dns: ['203.0.113.53'],
    },
  },
  link: { name: 'wan1', sessionId: 0, configuredBy: 'us' },
}

/** Processes of Node.js are started by the dozen, all of the same sources. */
const COMPILE_CACHE = join(tmpdir(), 'dialtone-compile-cache')

let stages = 0

export class Stage implements AsyncDisposable {
  readonly #prefix = `dt${process.pid.toString(36)}${(stages++).toString(36)}`
  readonly gateway = `${this.#prefix}-gateway`
  readonly client = `${this.#prefix}-client`
  readonly carrier = `${this.#prefix}-carrier`
  readonly folder = mkdtempSync(join(tmpdir(), 'dialtone-network-'))
  /** What programs in the gateway's namespace find at /etc/resolv.conf. */
  readonly resolvConf = `/etc/netns/${this.gateway}/resolv.conf`
  readonly #children: ChildProcess[] = []
  readonly #failure = Promise.withResolvers<never>()

  constructor() {
    // Whoever waits for something meanwhile hears of it; who does not is not to be ended by it.
    this.#failure.promise.catch(() => undefined)
    for (const name of [this.gateway, this.client, this.carrier]) {
      execFileSync('ip', ['netns', 'add', name])
      this.batch(name, ['link set lo up'])
    }
    mkdirSync(`/etc/netns/${this.gateway}`, { recursive: true })
    writeFileSync(this.resolvConf, RESOLV_CONF)
    this.batch(this.gateway, [
      `link add lan0 type veth peer name eth0 netns ${this.client}`,
      `link add wan0 type veth peer name port0 netns ${this.carrier}`,
      `link add wan1 type veth peer name port1 netns ${this.carrier}`,
      // Addresses of the kernel's own making come when they will: there are none, so that configurations can be compared.
      ...['lan0', 'wan0', 'wan1'].map((name) => `link set ${name} addrgenmode none`),
      'address add 192.168.7.1/24 dev lan0',
      'address add fd77::1/64 dev lan0 nodad',
      'link set lan0 up',
    ])
    this.batch(this.client, [
      'link set eth0 addrgenmode none',
      'address add 192.168.7.2/24 dev eth0',
      'address add fd77::2/64 dev eth0 nodad',
      'link set eth0 up',
      'route add default via 192.168.7.1',
      'route add ::/0 via fd77::1',
    ])
    this.batch(this.carrier, [
      ...['port0', 'port1'].map((name) => `link set ${name} addrgenmode none`),
      'address add 10.64.0.1/30 dev port0',
      'address add 2001:db8:64::1/64 dev port0 nodad',
      'address add 10.65.0.1/30 dev port1',
      `address add ${SERVER_V4}/32 dev lo`,
      'address add 203.0.113.53/32 dev lo',
      `address add ${SERVER_V6}/128 dev lo nodad`,
      'address add 2001:db8:100::53/128 dev lo nodad',
      'link set port0 up',
      'link set port1 up',
    ])
    this.#raise('wan0', ['10.64.0.2/30', '2001:db8:64::2/64'], ['10.64.0.1', '2001:db8:64::1'])
    this.#raise('wan1', ['10.65.0.2/30'], ['10.65.0.1'])
    this.run(this.gateway, 'sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1')
  }

  /**
   * Links are up at both ends before anything is tried: the kernel starts a device whose carrier has come when it finds the time, at
   * most once a second, and drops what is sent by then.
   */
  #raise(device: string, addresses: readonly string[], neighbours: readonly string[]): void {
    const add = addresses.map(
      (address) => `address add ${address} dev ${device}${address.includes(':') ? ' nodad' : ''}`,
    )
    this.batch(this.gateway, [`link set ${device} up`, ...add])
    for (const neighbour of neighbours) {
      this.run(this.gateway, 'ping', '-qc', '1', '-i', '0.02', '-w', '30', neighbour)
    }
    this.batch(
      this.gateway,
      addresses.map((address) => `address delete ${address} dev ${device}`),
    )
  }

  /** Runs a program in a namespace to its end, and gives what it printed. */
  run(namespace: string, program: string, ...args: readonly string[]): string {
    return execFileSync('ip', ['netns', 'exec', namespace, program, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  batch(namespace: string, lines: readonly string[]): void {
    execFileSync('ip', ['-n', namespace, '-batch', '-'], {
      input: `${lines.join('\n')}\n`,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
  }

  /** Starts a program there; it is ended with the stage at the latest. */
  spawn(
    namespace: string,
    program: string,
    args: readonly string[],
    options: { ipc?: boolean } = {},
  ): ChildProcess {
    const child = spawn('ip', ['netns', 'exec', namespace, program, ...args], {
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
      stdio: ['ignore', 'pipe', 'inherit', ...(options.ipc === true ? (['ipc'] as const) : [])],
    })
    this.#children.push(child)
    return child
  }

  /** Resolves with what a program printed; rejects when it fails. */
  async finish(namespace: string, program: string, ...args: readonly string[]): Promise<string> {
    const child = this.spawn(namespace, program, args)
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
    if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(code)}: ${text}`)
    return text
  }

  /**
   * As `finish`, of what goes on in the background. It may fail while the test waits for something else: that is `failure`, so that
   * the test ends with it and not with what it has waited for in vain.
   */
  meanwhile(...program: Parameters<Stage['finish']>): Promise<string> {
    const finished = this.finish(...program)
    finished.catch((error: unknown) => this.#failure.reject(error))
    return finished
  }

  /** Rejects when something in the background has failed. */
  get failure(): Promise<never> {
    return this.#failure.promise
  }

  async serve(): Promise<void> {
    const child = this.spawn(this.carrier, process.execPath, [join(import.meta.dirname, 'carrier.ts')], {
      ipc: true,
    })
    await new Promise((resolve, reject) => {
      child.once('message', resolve)
      child.once('exit', reject)
    })
  }

  /** Segments that TCP had to send again, in one namespace since it was made. */
  retransmissions(namespace: string): number {
    const lines = this.run(namespace, 'cat', '/proc/net/snmp')
      .split('\n')
      .filter((line) => line.startsWith('Tcp:'))
    const [names = [], values = []] = lines.map((line) => line.split(' '))
    return Number(values[names.indexOf('RetransSegs')])
  }

  /** All that can be configured in the gateway, as text to be compared: what has no order is sorted. */
  configuration(): string {
    // Of what changes by itself nothing is configuration: queues of devices that were up, counts.
    const script = `
      ip -d address | sed 's/qdisc [a-z]*//'
      (ip route show table all; ip -6 route show table all) | sort
      ip rule; ip -6 rule
      nft -s list ruleset
      find /proc/sys/net -type f ! -name '*conntrack_count' ! -name flush ! -path '*stable_secret' | sort | xargs grep -H . 2>/dev/null
      cat /etc/resolv.conf`
    return this.run(this.gateway, 'sh', '-c', script)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await gone
    }
    for (const name of [this.gateway, this.client, this.carrier]) {
      execFileSync('ip', ['netns', 'delete', name])
    }
    rmSync(`/etc/netns/${this.gateway}`, { recursive: true })
    rmSync(this.folder, { recursive: true })
  }
}
