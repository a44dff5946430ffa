/**
 * What a command has to work with: the service, the output, and a way to hear of Ctrl-C. All made on first use, all let go
 * of at the end.
 */
import { DialtoneError } from '../../base/index.ts'
import { createClient, type Service } from '../../api/index.ts'
import {
  findRouter,
  findSocket,
  fitting,
  reachRouter,
  routersFile,
  surroundingsOf,
  unixFetch,
  type Reached,
} from '../../reach/index.ts'
import type { ExitCode } from './exit-code.ts'
import type { Host } from './host.ts'
import { Output } from './output.ts'

/** Options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean
  readonly reveal?: boolean
  readonly socket?: string
  readonly router?: string
}

export class Context implements AsyncDisposable {
  readonly host: Host
  readonly #options: () => GlobalOptions
  readonly #owned = new AsyncDisposableStack()
  #output: Output | undefined
  #service: Service | undefined
  #revealing: Service | undefined
  #interruption: AbortSignal | undefined
  /** What the process ends with when nothing is thrown. */
  exitCode: ExitCode = 0

  /** `options` are known once the arguments have been read, which is later than this. */
  constructor(host: Host, options: () => GlobalOptions) {
    this.host = host
    this.#options = options
  }

  get options(): GlobalOptions {
    return this.#options()
  }

  get output(): Output {
    return (this.#output ??= new Output(this.host, { json: this.options.json === true }))
  }

  /** The service of this machine, or the router that is named. It is not reached before the first call. */
  get service(): Service {
    return (this.#service ??= this.#clientOf(this.options.reveal === true))
  }

  /** The same service, for what is personal and asked for by the command itself. Needs the right to see it. */
  get revealing(): Service {
    return (this.#revealing ??= this.#clientOf(true))
  }

  /**
   * For commands that look at this machine or change it, and never ask another.
   * @throws DialtoneError `invalid_argument` with `--router`.
   */
  stayHere(): void {
    const { router } = this.options
    if (router === undefined) return
    throw new DialtoneError(
      'invalid_argument',
      `this command works on this machine: run it on ${JSON.stringify(router)} itself, or without --router`,
    )
  }

  /** The user's file of routers. */
  get routersFile(): string {
    return routersFile(surroundingsOf(this.host.env))
  }

  /** The service that listens at `path`. */
  serviceAt(path: string): Service {
    return this.serviceOver(unixFetch(path))
  }

  /** The service that is reached so. */
  serviceOver(reached: Reached, reveal = this.options.reveal === true): Service {
    this.#owned.use(reached)
    return createClient(reached.fetch, { reveal, clock: this.host.clock })
  }

  #clientOf(reveal: boolean): Service {
    const { socket, router } = this.options
    if (router !== undefined && socket !== undefined) {
      throw new DialtoneError('invalid_argument', '--router and --socket exclude each other')
    }
    if (router !== undefined) {
      return this.serviceOver(reachRouter(findRouter(router, this.routersFile)), reveal)
    }
    const path = socket === undefined ? findSocket(surroundingsOf(this.host.env)) : fitting(socket)
    return this.serviceOver(unixFetch(path), reveal)
  }

  /** From now on Ctrl-C aborts this signal instead of ending the process. */
  get interruption(): AbortSignal {
    if (this.#interruption === undefined) {
      const stop = new AbortController()
      this.#owned.use(this.host.onInterrupt(() => stop.abort()))
      this.#interruption = stop.signal
    }
    return this.#interruption
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync()
  }
}
