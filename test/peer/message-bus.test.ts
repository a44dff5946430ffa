/** Our client on a real dbus-daemon: with few match rules allowed, with somebody who says what is not theirs to say, and away. */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { Seconds, silent, systemClock, systemRandom } from '../../src/base/index.ts'
import {
  BUS,
  keepBus,
  openBus,
  parseBusAddress,
  watchName,
  type Bus,
} from '../../src/driver/modem-manager/bus/index.ts'
import { PYTHON } from './modem-manager.ts'
import { isOnPath, requirePeer } from './peer.ts'

const MOST_RULES = 4
const NAME = 'org.example.Service'
const INTERFACE = 'org.example.Interface'
const PATH = '/org/example'

/** Does on the bus what it is told, a line at a time, and says that it has. */
const SPEAKER = `
import dbus, sys
bus = dbus.bus.BusConnection(sys.argv[1])
print(bus.get_unique_name(), flush=True)
for line in sys.stdin:
    what, *rest = line.split()
    if what == 'own':
        bus.request_name('${NAME}')
    elif what == 'release':
        bus.release_name('${NAME}')
    elif what == 'say':
        signal = dbus.lowlevel.SignalMessage('${PATH}', '${INTERFACE}', 'Said')
        signal.append(rest[0], signature='s')
        if len(rest) > 1:
            signal.set_destination(rest[1])
        bus.send_message(signal)
        bus.flush()
    print('done', flush=True)
`

class Daemon implements AsyncDisposable {
  readonly address: string
  readonly #folder = mkdtempSync(join(tmpdir(), 'dialtone-bus-'))
  readonly #children: ChildProcessByStdio<Writable, Readable, null>[] = []

  constructor() {
    this.address = `unix:path=${join(this.#folder, 'bus')}`
  }

  async start(): Promise<ChildProcessByStdio<Writable, Readable, null>> {
    const file = join(this.#folder, 'bus.conf')
    writeFileSync(
      file,
      `<busconfig><type>session</type><listen>${this.address}</listen><auth>EXTERNAL</auth>
        <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
        <limit name="max_match_rules_per_connection">${MOST_RULES}</limit></busconfig>`,
    )
    const daemon = this.#spawn('dbus-daemon', ['--nofork', `--config-file=${file}`, '--print-address'])
    await once(createInterface(daemon.stdout), 'line')
    return daemon
  }

  /** Somebody else on the bus, who does as told; gives its unique name. */
  async speaker(): Promise<{ readonly name: string; readonly tell: (line: string) => Promise<void> }> {
    const child = this.#spawn(PYTHON, ['-c', SPEAKER, this.address])
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    const { value: name } = await lines.next()
    return {
      name: String(name),
      tell: async (line) => {
        child.stdin.write(`${line}\n`)
        await lines.next()
      },
    }
  }

  open(): Promise<Bus> {
    const [endpoint] = parseBusAddress(this.address)
    if (endpoint === undefined) throw new Error('there is no address')
    return openBus(endpoint, { clock: systemClock, log: silent })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children.reverse()) await ended(child)
    rmSync(this.#folder, { recursive: true })
  }

  #spawn(program: string, args: readonly string[]): ChildProcessByStdio<Writable, Readable, null> {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#children.push(child)
    return child
  }
}

async function ended(child: ChildProcessByStdio<Writable, Readable, null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill()
  await exit
}

/** The bus has taken whatever was sent to it before. */
const settled = (bus: Bus): Promise<unknown> =>
  bus.call({ destination: BUS, path: '/org/freedesktop/DBus', interface: BUS, member: 'GetId' })

const suite = requirePeer('dbus-daemon', 'apt-get install dbus python3-dbus', () => isOnPath('dbus-daemon'))

suite('a message bus', () => {
  test('gets every match rule back that nobody needs any more', async () => {
    await using daemon = new Daemon()
    await daemon.start()
    const bus = await daemon.open()
    for (let round = 0; round < 10 * MOST_RULES; round++) {
      using _watching = await watchName(bus, NAME, { owner: () => undefined, signal: () => undefined })
      const again = await bus.subscribe({ sender: NAME }, () => undefined)
      again[Symbol.dispose]()
    }
    await settled(bus)
    // As many as there may be, and no more.
    const open = await Promise.all(
      Array.from({ length: MOST_RULES }, (_, index) =>
        bus.subscribe({ sender: `org.example.N${index}` }, () => undefined),
      ),
    )
    const oneMore = bus.subscribe({ sender: 'org.example.More' }, () => undefined)
    await expect(oneMore).rejects.toMatchObject({ errorName: `${BUS}.Error.LimitsExceeded` })
    for (const one of open) one[Symbol.dispose]()
    const then = await bus.subscribe({ sender: 'org.example.More' }, () => undefined)
    then[Symbol.dispose]()
    bus.close()
  })

  test('lets only the owner of a name speak for it', async () => {
    await using daemon = new Daemon()
    await daemon.start()
    const [first, second, impostor] = [await daemon.speaker(), await daemon.speaker(), await daemon.speaker()]
    const bus = await daemon.open()
    const owners: (string | undefined)[] = []
    const heard: unknown[] = []
    await first.tell('own')
    using _watching = await watchName(bus, NAME, {
      owner: (owner) => owners.push(owner),
      signal: ({ body }) => heard.push(body[0]),
    })
    await first.tell('say broadcast')
    const names = (await bus.call({ ...TO_BUS, member: 'ListNames' }))[0] as string[]
    // Whoever is neither the bus, nor a speaker, nor the name is this connection.
    const self =
      names.find((name) => ![first.name, second.name, impostor.name, BUS, NAME].includes(name)) ?? ''
    await impostor.tell('say broadcast-of-another')
    await impostor.tell(`say straight ${self}`)
    await first.tell('release')
    await second.tell('own')
    await first.tell(`say of-the-old-owner ${self}`)
    await second.tell('say of-the-new-owner')
    await settled(bus)
    expect(heard).toEqual(['broadcast', 'of-the-new-owner'])
    expect(owners).toEqual([first.name, undefined, second.name])
    bus.close()
  })

  test('that goes away is connected to again, and what was asked of it has failed', async () => {
    await using daemon = new Daemon()
    const process = await daemon.start()
    const states: string[] = []
    let changed = Promise.withResolvers<undefined>()
    const tell = (state: string): void => {
      states.push(state)
      changed.resolve(undefined)
      changed = Promise.withResolvers()
    }
    let bus: Bus | undefined
    await using _kept = keepBus(
      {
        opened: async (opened) => {
          bus = opened
          tell('opened')
        },
        lost: ({ code }) => tell(code),
      },
      { open: () => daemon.open(), clock: systemClock, random: systemRandom },
    )
    const until = async (count: number): Promise<void> => {
      while (states.filter((state) => state === 'opened').length < count) await changed.promise
    }
    await until(1)
    const hanging = bus?.call(
      { destination: BUS, path: '/', interface: 'org.freedesktop.DBus.Peer', member: 'Nothing' },
      { timeout: Seconds(60) },
    )
    const failing = expect(hanging).rejects.toMatchObject({
      code: expect.stringMatching(/channel_failed|status/) as unknown,
    })
    await ended(process)
    await failing
    await daemon.start()
    await until(2)
    expect(states[0]).toBe('opened')
    expect(states[1]).toBe('channel_failed')
  })

  test('whose address leads nowhere is told of so', async () => {
    const options = { clock: systemClock, log: silent }
    await expect(openBus({ path: '/nonexistent/bus' }, options)).rejects.toMatchObject({
      code: 'channel_failed',
    })
  })
})

const TO_BUS = { destination: BUS, path: '/org/freedesktop/DBus', interface: BUS } as const
