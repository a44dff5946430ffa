/** The kernel's monotonic clock, as other programs read it. For telling them a time, never for measuring. */
import { checked, loadLibc } from './libc.ts'

/** linux/time.h */
const CLOCK_MONOTONIC = 1

/** Microseconds since the machine was started, its sleep left out: `MONOTONIC_USEC` of sd_notify(3). */
export function monotonicMicroseconds(): bigint {
  // `struct timespec` has two longs wherever Node.js runs on Linux: in 64 bits.
  const time = new BigInt64Array(2)
  checked('clock_gettime', loadLibc().clockGetTime(CLOCK_MONOTONIC, time))
  const [seconds = 0n, nanoseconds = 0n] = time
  return seconds * 1_000_000n + nanoseconds / 1000n
}
