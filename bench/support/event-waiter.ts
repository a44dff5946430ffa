/** The other thread of `bench/event-object.ts`: waits for an event, notes when it was woken, and waits again. */
import { workerData } from 'node:worker_threads'
import {
  INFINITE,
  SetEvent,
  WaitForSingleObject,
  WaitForSingleObjectSync,
  type EVENT_HANDLE,
} from '../../src/face/win32/index.ts'

/** What the benchmark gives it. */
export interface WaiterData {
  readonly signal: EVENT_HANDLE
  readonly woken: EVENT_HANDLE
  readonly blocking: boolean
  /** Nanoseconds of `process.hrtime`, which all threads share. */
  readonly at: BigInt64Array<SharedArrayBuffer>
  readonly rounds: number
}

// The cast is the contract with the benchmark.
const { signal, woken, blocking, at, rounds } = workerData as WaiterData
for (let round = 0; round < rounds; round++) {
  if (blocking) WaitForSingleObjectSync(signal, INFINITE)
  else await WaitForSingleObject(signal, INFINITE)
  at[0] = process.hrtime.bigint()
  SetEvent(woken)
}
