/**
 * Events to subscribers on the Unix socket: from the frame on the wire to one of them, to a thousand at a hundred events a
 * second, and an hour's worth of events while one of them sleeps. The thousand are a process of their own; the service has
 * one thread.
 */
import { fork } from 'node:child_process'
import { connect } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Milliseconds, silent, sleep, systemClock } from '../src/base/index.ts'
import { createClient, isEvent, type Service } from '../src/api/index.ts'
import { buildApp, claimSocket } from '../src/face/http/index.ts'
import { unixFetch } from '../src/reach/index.ts'
import { createVirtualModem, type VirtualModem } from '../src/virtual/index.ts'
import type { BenchRow } from './row.ts'
import { immediate, openBenchService } from './support/bench-service.ts'
import { milliseconds, quantile } from './support/figure.ts'

const SUBSCRIBERS = 1000
const RATE = 100
const SECONDS = 10
const WARM_UP = 500
const SAMPLES = 5000
/** Of one hour. */
const HOUR = RATE * 3600

export async function run(): Promise<BenchRow[]> {
  await using stage = await openStage()
  return [await toOne(stage), await toMany(stage), await withSleeper(stage)]
}

interface Stage extends AsyncDisposable {
  readonly modem: VirtualModem
  readonly socket: string
  /** In this process. */
  readonly service: Service
}

async function openStage(): Promise<Stage> {
  await using opening = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-bench-'))
  opening.defer(() => rmSync(folder, { recursive: true }))
  const socket = join(folder, 's')
  const modem = opening.use(createVirtualModem({ name: 'virtual0', timing: 'instant' }))
  const claim = opening.use(await claimSocket(socket, { clock: systemClock }))
  const { service } = opening.use(await openBenchService(() => modem.connect()))
  const app = opening.use(
    await buildApp({
      service: () => service,
      caller: () => ({ name: 'bench', scopes: ['admin'] }),
      clock: systemClock,
      log: silent,
    }),
  )
  claim.serve(app.handler, app.upgrade)
  opening.defer(() => app.endStreams())
  const open = opening.move()
  return { modem, socket, service, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

/** One indication of the modem, another each time. */
let turn = 0
function indicate(modem: VirtualModem): void {
  turn += 1
  modem.setSignal(turn % 2 === 0 ? -60 : -100, { steady: true })
}

async function toOne({ modem, socket, service }: Stage): Promise<BenchRow> {
  using reached = unixFetch(socket)
  const stop = new AbortController()
  const items = createClient(reached.fetch)
    .watch({ type: ['signal.changed'] }, { signal: stop.signal })
    [Symbol.asyncIterator]()
  await items.next()
  const samples: number[] = []
  for (let round = 0; round < WARM_UP + SAMPLES; round++) {
    await immediate()
    const { cursor } = await service.snapshot()
    const begun = performance.now()
    indicate(modem)
    // An event that came late from the round before is not this one's.
    for (let next = await items.next(); next.done !== true; next = await items.next()) {
      if (isEvent(next.value) && next.value.seq > cursor.seq) break
    }
    if (round >= WARM_UP) samples.push(performance.now() - begun)
  }
  stop.abort()
  const [half, most] = [quantile(samples, 0.5), quantile(samples, 0.99)]
  return {
    what: 'indication to a subscriber by server-sent events on the Unix socket, p50 / p99',
    ours: `${milliseconds(half)} / ${milliseconds(most)}`,
    aim: 'under 0.5 / 3 ms',
    met: half < 0.5 && most < 3,
    note: `${SAMPLES} signal indications, the subscriber in the same process`,
  }
}

async function toMany({ modem, socket }: Stage): Promise<BenchRow> {
  const count = RATE * SECONDS
  const herd = fork(join(import.meta.dirname, 'support/subscriber-herd.ts'), [
    socket,
    SUBSCRIBERS.toString(),
    count.toString(),
  ])
  const heard = (): Promise<unknown> => new Promise((resolve) => herd.once('message', resolve))
  await heard()
  const begun = performance.now()
  let over = false as boolean // set by the herd, out of the compiler's sight
  const ending = heard().finally(() => (over = true))
  for (let index = 0; index < count; index++) {
    const ahead = begun + (index * 1000) / RATE - performance.now()
    if (ahead > 0) await sleep(systemClock, Milliseconds(ahead))
    indicate(modem)
  }
  await Promise.race([ending, sleep(systemClock, Milliseconds(5000), { background: true })])
  if (!over) herd.send('end', () => undefined)
  // What the herd sends last.
  const { delivered, took } = (await ending) as { delivered: number; took: readonly number[] }
  const most = spread(took, delivered, 0.99)
  const all = delivered === SUBSCRIBERS * count
  return {
    what: `${SUBSCRIBERS} subscribers, ${RATE} events/s: delivered, p99`,
    ours: `${all ? 'all' : `${delivered} of ${SUBSCRIBERS * count}`}, ${most} ms`,
    aim: 'all, under 100 ms',
    met: all && most < 100,
    note: `${SECONDS} s, from the time of the event to another process that reads; half within ${spread(took, delivered, 0.5)} ms`,
  }
}

/** The milliseconds within which this share of all came. */
function spread(took: readonly number[], all: number, share: number): number {
  let sum = 0
  return took.findIndex((number) => (sum += number) >= all * share)
}

async function withSleeper({ modem, socket }: Stage): Promise<BenchRow> {
  const sleeper = connect(socket)
  sleeper.write('GET /v1/events HTTP/1.1\r\nhost: bench\r\n\r\n')
  await new Promise((resolve) => sleeper.once('data', resolve))
  sleeper.pause()
  const resident: number[] = []
  for (let index = 1; index <= HOUR; index++) {
    indicate(modem)
    if (index % 10 === 0) await immediate()
    if (index % (HOUR / 6) === 0) resident.push(used())
  }
  sleeper.destroy()
  const [first = 0, last = 0] = [resident[0], resident.at(-1)]
  const grown = (last - first) / 2 ** 20
  return {
    what: `${HOUR} events, an hour's worth, with one subscriber asleep: memory grown`,
    ours: `${grown.toFixed(1)} MB`,
    aim: 'does not grow',
    met: grown < 8,
    note: `heap after a collection: ${resident.map((bytes) => (bytes / 2 ** 20).toFixed(1)).join(', ')} MB at each sixth`,
  }
}

function used(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
