/**
 * An event object from one thread to another: from the call of `SetEvent` to the first statement after the wait in a worker,
 * which sleeps when it is signalled. Once with the wait that blocks its thread, once with the one that returns a promise.
 */
import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import {
  CloseHandle,
  CreateEvent,
  INFINITE,
  SetEvent,
  WaitForSingleObject,
  type EVENT_HANDLE,
} from '../src/face/win32/index.ts'
import type { BenchRow } from './row.ts'
import type { WaiterData } from './support/event-waiter.ts'
import { quantile } from './support/figure.ts'

const WARM_UP = 500
const SAMPLES = 5000
/** Microseconds. */
const AIM = 50

export async function run(): Promise<BenchRow[]> {
  return [
    row('in a wait that blocks', await measure(true)),
    row('in a wait that is a promise', await measure(false)),
  ]
}

function row(how: string, samples: readonly number[]): BenchRow {
  const half = quantile(samples, 0.5)
  return {
    what: `event object: signal to a worker ${how}, p50 / p99`,
    ours: `${half.toFixed(1)} µs / ${quantile(samples, 0.99).toFixed(0)} µs`,
    aim: `under ${AIM.toString()} µs p50`,
    met: half < AIM,
    note: `${SAMPLES.toString()} signals to a sleeping thread`,
  }
}

/** Microseconds. */
async function measure(blocking: boolean): Promise<readonly number[]> {
  const [signal, woken] = [event(), event()]
  const at = new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT))
  const workerData: WaiterData = { signal, woken, blocking, at, rounds: WARM_UP + SAMPLES }
  const worker = new Worker(join(import.meta.dirname, 'support/event-waiter.ts'), { workerData })
  const ended = once(worker, 'exit')
  await once(worker, 'online')
  const samples: number[] = []
  for (let round = 0; round < workerData.rounds; round++) {
    // Long enough for the worker to fall asleep again.
    await new Promise((resolve) => setTimeout(resolve, 1))
    const from = process.hrtime.bigint()
    SetEvent(signal)
    await WaitForSingleObject(woken, INFINITE)
    if (round >= WARM_UP) samples.push(Number((at[0] ?? from) - from) / 1000)
  }
  await ended
  CloseHandle(signal)
  CloseHandle(woken)
  return samples
}

/** One that resets itself. */
function event(): EVENT_HANDLE {
  const handle = CreateEvent(null, false, false)
  if (handle === null) throw new Error('there is no room for an event object')
  return handle
}
