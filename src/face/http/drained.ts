/** Waits for a slow reader: until a stream takes more, is gone, or the signal aborts. */
import type { Writable } from 'node:stream'

export async function drained(stream: Writable, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      stream.off('drain', done)
      stream.off('close', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    stream.on('drain', done)
    stream.on('close', done)
    signal.addEventListener('abort', done)
    if (signal.aborted || stream.destroyed) done()
  })
}
