/** The process as the host of the command line. */
import { getSystemErrorMessage } from 'node:util'
import { DialtoneError, Seconds, systemClock } from '../../base/index.ts'
import type { Host, Sink } from './host.ts'
import { readSecret } from './read-secret.ts'

/** As a shell reports a process that Ctrl-C ended: 128 and SIGINT's number. */
const INTERRUPTED = 130

/** A terminal sends Ctrl-C to everybody in front of it, and npm passes it on once more: within this, it is the same. */
const ECHO = Seconds(1)

export function processHost(): Host {
  return {
    env: process.env,
    stdout: sink(process.stdout, 'standard output'),
    stderr: sink(process.stderr, 'standard error'),
    async readInput() {
      const parts: Buffer[] = []
      // Without an encoding set, standard input gives buffers.
      for await (const part of process.stdin as AsyncIterable<Buffer>) parts.push(part)
      return Buffer.concat(parts)
    },
    readSecret: (prompt) => readSecret(prompt),
    clock: systemClock,
    onInterrupt(stop) {
      let told: number | undefined
      const onSignal = (): void => {
        const now = systemClock.monotonic()
        if (told === undefined) {
          told = now
          stop()
        } else if (now - told > ECHO) process.exit(INTERRUPTED)
      }
      process.on('SIGINT', onSignal)
      process.on('SIGTERM', onSignal)
      return {
        [Symbol.dispose]: () => {
          // Who was told is on his way out, and an echo that comes late does not make a good end a bad one.
          if (told !== undefined) return
          process.off('SIGINT', onSignal)
          process.off('SIGTERM', onSignal)
        },
      }
    },
  }
}

function sink(stream: NodeJS.WriteStream, called: string): Sink {
  const closed = new AbortController()
  let written = false
  let lost: DialtoneError | undefined
  const fail = (error: NodeJS.ErrnoException): void => {
    // What comes after the first is that there is no writing after it.
    if (closed.signal.aborted) return
    if (error.code !== 'EPIPE') lost = notWritten(called, error)
    closed.abort()
  }
  // The streams of the process are looked up once; whoever else reports errors on them is not replaced.
  stream.on('error', fail)
  return {
    write(text) {
      if (closed.signal.aborted) return
      written = true
      stream.write(text)
    },
    async flushed() {
      if (!stream.writableNeedDrain || closed.signal.aborted) return
      await new Promise<void>((resolve) => {
        const done = (): void => {
          stream.off('drain', done)
          closed.signal.removeEventListener('abort', done)
          resolve()
        }
        stream.on('drain', done)
        closed.signal.addEventListener('abort', done)
      })
    },
    async settled() {
      if (written && !closed.signal.aborted) {
        // Called back in its turn, after whatever was written before.
        const error = await new Promise<Error | null | undefined>((resolve) => stream.write('', resolve))
        if (error) fail(error)
      }
      return lost
    },
    // Typed as always there, which it is on a terminal only.
    get columns() {
      // A terminal that does not know its width says 0.
      return stream.isTTY ? stream.columns || 80 : undefined
    },
    // NO_COLOR and FORCE_COLOR are looked at by Node.js.
    colour: process.env.FORCE_COLOR !== undefined ? process.env.FORCE_COLOR !== '0' : hasColours(stream),
    closed: closed.signal,
  }
}

function notWritten(called: string, error: NodeJS.ErrnoException): DialtoneError {
  const why = error.errno === undefined ? error.message : getSystemErrorMessage(error.errno)
  return new DialtoneError('storage_failed', `${called} cannot be written: ${why}`, { cause: error })
}

function hasColours(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && stream.hasColors()
}
