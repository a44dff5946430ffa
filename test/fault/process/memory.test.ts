/**
 * A service that runs for months keeps nothing of what it has told and answered beyond its bounds. It is put under load until
 * it has reached them, with a subscriber that never reads, and then under more of it: the second heap snapshot holds what the
 * first one does.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Milliseconds, sleep, systemClock } from '../../../src/base/index.ts'
import { createClient, type Service } from '../../../src/api/index.ts'
import { unixFetch } from '../../../src/reach/index.ts'
import { Home, type DialtoneProcess } from '../../support/dialtone-process.ts'
import { byEventStream } from './follower.ts'

const MODEMS = 4
/** Of each modem in one stretch. Two stretches ask for more than the 1000 requests and the 2000 keys of requests that are kept. */
const CONNECTS = 130
const SIGNALS = 500
/**
 * Of two stretches. What is kept within bounds fills and empties by up to 150 KiB, which the least of two heaps leaves little
 * of. A service that kept 33 bytes of each event would have grown by more.
 */
const GROWTH = 256 * 1024

let home: Home
let resources: AsyncDisposableStack

beforeEach(() => {
  resources = new AsyncDisposableStack()
  home = resources.use(new Home())
})
afterEach(() => resources.disposeAsync())

test('the heap of a service does not grow with what it tells and answers', async () => {
  const snapshots = join(home.folder, 'snapshots')
  mkdirSync(snapshots)
  const process = home.startWith(
    { NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${snapshots}` },
    ...['serve', '--virtual', MODEMS.toString(), '--state', join(home.folder, 'state')],
    ...['--log-format', 'json'],
  )
  await process.until(/is running/)
  await fallAsleep()
  const follower = byEventStream('one that reads', home.socket)
  resources.defer(() => follower.end())

  await load()
  const before = await leastHeap(process, snapshots)
  const told = follower.told.length
  const after = await leastHeap(process, snapshots)

  expect(follower.told.length - told).toBeGreaterThan(2 * MODEMS * (SIGNALS + 4 * CONNECTS) * 0.9)
  const grown = total(after) - total(before)
  const most = [...after]
    .map(([what, bytes]) => [what, bytes - (before.get(what) ?? 0)] as const)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 10)
  expect(grown, JSON.stringify(most)).toBeLessThan(GROWTH)
}, 900_000)

/** Subscribes, and takes what its socket takes and no more. */
async function fallAsleep(): Promise<void> {
  const socket = connect(home.socket)
  resources.defer(() => {
    socket.destroy()
  })
  socket.write('GET /v1/events HTTP/1.1\r\nhost: localhost\r\n\r\n')
  await new Promise((resolve) => socket.once('data', resolve))
  socket.pause()
}

async function load(): Promise<void> {
  await Promise.all(
    Array.from({ length: MODEMS }, async (_, index) => {
      using reached = unixFetch(home.socket)
      const service = createClient(reached.fetch)
      await attached(service, `modem${index}`)
      for (let count = 0; count < SIGNALS; count++) {
        const rssi = (-60 - (count % 40)).toString()
        const modem = `virtual${index}`
        await service.virtualCommand({ modem, command: 'signal', arguments: { rssi, steady: true } })
      }
      for (let count = 0; count < CONNECTS; count++) await comeAndGo(service, `modem${index}`)
    }),
  )
}

async function attached(service: Service, name: string): Promise<void> {
  for await (const _ of service.watch({})) {
    const modem = await service.modem({ modem: name })
    if (modem.packetService?.state === 'attached') return
  }
}

async function comeAndGo(service: Service, connection: string): Promise<void> {
  const steps = [
    () =>
      service.connect({ connection, profile: connection.replace('modem', 'internet').replace(/t0$/, 't') }),
    () => service.disconnect({ connection }),
  ]
  for (const step of steps) {
    const { requestId } = await step()
    const request = await service.request({ request: requestId, wait: 60_000 })
    expect(request).toMatchObject({ state: 'succeeded' })
  }
  await expect(service.connection({ connection: 'nobody' })).rejects.toThrow('nobody')
}

/** Bytes by what they are of; without what the engine makes as it likes, and without the slabs that small buffers share. */
type Heap = ReadonlyMap<string, number>

/** What is left at the lower of two ebbs, each after a stretch of load. */
async function leastHeap(process: DialtoneProcess, folder: string): Promise<Heap> {
  await load()
  const first = await restingHeap(process, folder)
  await load()
  const second = await restingHeap(process, folder)
  return total(first) < total(second) ? first : second
}

/** As it is once the recorder has written what it had not when the load ended. */
async function restingHeap(process: DialtoneProcess, folder: string): Promise<Heap> {
  for (let last = await heapOf(process, folder); ;) {
    const next = await heapOf(process, folder)
    if (total(next) > total(last) - 8 * 1024) return last
    last = next
  }
}

async function heapOf(process: DialtoneProcess, folder: string): Promise<Heap> {
  process.signal('SIGUSR2')
  for (;;) {
    await sleep(systemClock, Milliseconds(50))
    const [file] = readdirSync(folder)
    if (file === undefined) continue
    // It is there before it is whole.
    const text = readFileSync(join(folder, file), 'utf8')
    if (!text.trimEnd().endsWith('}')) continue
    rmSync(join(folder, file))
    return sum(JSON.parse(text) as Snapshot)
  }
}

/** As V8 writes it: each node is as many numbers as `node_fields` has names. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly [string[]] }
  }
  readonly nodes: readonly number[]
  readonly strings: readonly string[]
}

function sum({ snapshot: { meta }, nodes, strings }: Snapshot): Heap {
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => meta.node_fields.indexOf(field))
  const heap = new Map<string, number>()
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) {
    const number = (field = 0): number => nodes[at + field] ?? 0
    const kind = meta.node_types[0][number(type)] ?? ''
    if (kind === 'code' || kind === 'hidden' || kind === 'object shape') continue
    const bytes = number(size)
    if (kind === 'native' && bytes === Buffer.poolSize) continue
    const what = kind.includes('string') ? kind : `${kind} ${strings[number(name)] ?? ''}`
    heap.set(what, (heap.get(what) ?? 0) + bytes)
  }
  return heap
}

function total(heap: Heap): number {
  return [...heap.values()].reduce((one, other) => one + other, 0)
}
