/**
 * A process of its own, in a network namespace of its own, because abstract sockets belong to one: virtual modems on ptys,
 * the real mbim-proxy, and our host on its socket. Prints what happened as one line of JSON.
 *
 *     unshare -n node test/peer/through-mbim-proxy.ts STORY
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Milliseconds, Seconds, sleep, systemClock } from '../../src/base/index.ts'
import { connectSocket, type Channel } from '../../src/channel/index.ts'
import { causeOf, type ContextSettings, type Driver, type DriverFact } from '../../src/core/index.ts'
import { throughProxy } from '../../src/device/index.ts'
import { createMbimDriver, openControlChannel } from '../../src/driver/index.ts'
import { createVirtualModem, PtyServer, type VirtualModem } from '../../src/virtual/index.ts'

const PROGRAM = '/usr/libexec/mbim-proxy'
const SETTINGS: ContextSettings = {
  accessString: 'internet',
  authProtocol: 'none',
  compression: false,
  ipType: 'ipv4v6',
}
const never = new AbortController().signal

/** A modem on a pty, and a driver for it through the proxy. */
class Host implements AsyncDisposable {
  readonly modem: VirtualModem
  readonly server: PtyServer
  readonly facts: DriverFact[] = []
  #driver: Driver | undefined

  constructor(folder: string, index = 0) {
    const name = `modem${index}`
    this.modem = createVirtualModem({ name, index, timing: 'instant' })
    this.server = new PtyServer({ modem: this.modem, path: join(folder, name) })
  }

  get driver(): Driver {
    return (this.#driver ??= createMbimDriver({
      device: this.server.path,
      channel: (): Promise<Channel> =>
        // The proxy resolves no links.
        openControlChannel(this.server.device ?? this.server.path, { clock: systemClock }),
    }))
  }

  start(): Promise<void> {
    return this.driver.start((fact) => this.facts.push(fact), { signal: never })
  }

  /** The next driver on the same modem. */
  async again(): Promise<void> {
    await this.driver.stop()
    this.#driver = undefined
    this.facts.length = 0
    await this.start()
  }

  async until(type: DriverFact['type']): Promise<void> {
    while (!this.facts.some((fact) => fact.type === type)) await sleep(systemClock, Milliseconds(5))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#driver?.stop()
    this.server[Symbol.dispose]()
    this.modem[Symbol.dispose]()
  }
}

async function startProxy(): Promise<ChildProcess> {
  const proxy = spawn(PROGRAM, ['--no-exit'], { stdio: ['ignore', 'ignore', 'inherit'] })
  for (;;) {
    const socket = await connectSocket('@mbim-proxy').catch(() => undefined)
    if (socket !== undefined) {
      socket.start({ frame: () => undefined, closed: () => undefined })
      socket.close()
      return proxy
    }
    if (proxy.exitCode !== null) throw new Error(`mbim-proxy ended with ${proxy.exitCode}`)
    await sleep(systemClock, Milliseconds(5))
  }
}

/** By its id, and waited for: one that is left over takes the processor for itself. */
async function end(proxy: ChildProcess): Promise<void> {
  if (proxy.exitCode !== null || proxy.signalCode !== null) return
  const ended = once(proxy, 'exit')
  proxy.kill('SIGKILL')
  await ended
}

interface Scene {
  readonly folder: string
  readonly proxy: ChildProcess
}

const STORIES: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  async connect({ folder }) {
    await using host = new Host(folder)
    await host.start()
    const [opened] = host.facts
    await host.driver.attach({ signal: never })
    const before = systemClock.monotonic()
    const { ip } = await host.driver.activate(0, SETTINGS, { signal: never })
    const took = systemClock.monotonic() - before
    const active = host.modem.inside.contexts.get(0)?.state
    host.facts.length = 0
    host.modem.setSignal(-71, { steady: true })
    host.modem.networkDisconnect({ sessionId: 0, cause: 38 })
    await host.until('context')
    const [dropped] = host.facts.filter((fact) => fact.type === 'context')
    await host.driver.activate(0, SETTINGS, { signal: never })
    await host.driver.deactivate(0, { signal: never })
    return { opened, ip, took, active, dropped, down: host.modem.inside.contexts.get(0)?.state }
  },

  async adopt({ folder }) {
    await using host = new Host(folder)
    await host.start()
    const { ip } = await host.driver.activate(0, SETTINGS, { signal: never })
    await host.again()
    const [opened] = host.facts
    const context = host.facts.find((fact) => fact.type === 'context' && fact.sessionId === 0)
    return { opened, ip, context }
  },

  async 'two-hosts'({ folder }) {
    await using host = new Host(folder)
    await host.start()
    const other = createMbimDriver({
      device: 'the same',
      channel: () => openControlChannel(host.server.device ?? '', { clock: systemClock }),
    })
    const heard: DriverFact[] = []
    await other.start((fact) => heard.push(fact), { signal: never })
    // What one host asks for is answered to that one; what the network does is told to both.
    await host.driver.activate(0, SETTINGS, { signal: never })
    host.modem.networkDisconnect({ sessionId: 0, cause: 38 })
    const isDrop = (fact: DriverFact): boolean => fact.type === 'context' && fact.networkError !== undefined
    while (!heard.some(isDrop) || !host.facts.some(isDrop)) await sleep(systemClock, Milliseconds(5))
    await other.stop()
    await host.driver.activate(0, SETTINGS, { signal: never })
    return { told: heard.find(isDrop), active: host.modem.inside.contexts.get(0)?.state }
  },

  async unplug({ folder }) {
    await using host = new Host(folder)
    await host.start()
    const pending = host.driver
      .activate(0, { ...SETTINGS, accessString: 'silent' }, { signal: never })
      .catch((error: unknown) => causeOf(error))
    await sleep(systemClock, Milliseconds(20))
    host.modem.unplug()
    const cause = await pending
    await host.until('gone')
    return { cause, last: host.facts.at(-1) }
  },

  async 'proxy-killed'({ folder, proxy }) {
    await using host = new Host(folder)
    await host.start()
    const { ip } = await host.driver.activate(0, SETTINGS, { signal: never })
    host.facts.length = 0
    await end(proxy)
    await host.until('ready')
    const told = (type: string) => host.facts.filter((fact) => fact.type === type)
    return {
      ip,
      failed: told('failed'),
      opened: told('opened'),
      context: told('context'),
      gone: told('gone'),
    }
  },

  async 'no-modem'({ folder }) {
    const path = join(folder, 'nothing')
    const opening = throughProxy(await connectSocket('@mbim-proxy'), path, { clock: systemClock })
    return { cause: await opening.then(() => 'opened').catch((error: unknown) => causeOf(error)) }
  },
}

const [story = ''] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'dialtone-peer-'))
const proxy = await startProxy()
// A story that hangs must not leave its proxy behind.
systemClock.setTimer(
  Seconds(140),
  () => {
    proxy.kill('SIGKILL')
    process.exit(1)
  },
  { background: true },
)
try {
  const tell = STORIES[story]
  if (tell === undefined) throw new Error(`there is no story ${story}`)
  console.log(JSON.stringify(await tell({ folder, proxy })))
} finally {
  await end(proxy)
  rmSync(folder, { recursive: true })
}
