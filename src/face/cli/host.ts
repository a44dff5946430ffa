/**
 * What the command line runs in: where its words go, what it is fed with, and how it is told to stop. `processHost` is the
 * real one; a test gives its own and runs commands in process.
 */
import type { Clock, DialtoneError } from '../../base/index.ts'

/** Where text goes. */
export interface Sink {
  write(text: string | Uint8Array): void
  /** Resolves when what was written has been taken, so that a slow reader is waited for; also when the reader is gone. */
  flushed(): Promise<void>
  /**
   * Resolves when all that was written is where it was to go: with nothing, or with why it is not. Nothing as well where the
   * reader is gone, who wanted no more.
   */
  settled(): Promise<DialtoneError | undefined>
  /** The width of the terminal; nothing where it is none. */
  readonly columns: number | undefined
  readonly colour: boolean
  /** Aborts when the reader has gone, as `head` does, or nothing can be written any more. */
  readonly closed: AbortSignal
}

export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: Sink
  readonly stderr: Sink
  /** All of the standard input. */
  readInput(): Promise<Uint8Array>
  /** Asks at the terminal, without echo. @throws DialtoneError `invalid_argument` where there is none. */
  readSecret(prompt: string): Promise<string>
  readonly clock: Clock
  /**
   * Takes over Ctrl-C and a polite kill: instead of ending the process they call `stop`. The second one ends it anyway.
   * Disposing gives them back.
   */
  onInterrupt(stop: () => void): Disposable
}
