/**
 * A modem behind mbim-proxy, the program of libmbim that owns a control device and shares it between clients. The client
 * names the device first (CONFIGURATION); from then on the socket carries the modem's messages as they are. The proxy
 * opens the device itself, and drops the connection without a word when it cannot, when the modem goes away, or when this
 * user may not use it.
 */
import { abortReason, DialtoneError, formatDuration, type Clock, type Duration } from '../base/index.ts'
import type { Channel, ChannelSink } from '../channel/index.ts'
import {
  parseMessage,
  ProxyConfiguration,
  serializeInfo,
  statusText,
  WireError,
  type CommandDone,
} from '../mbim/index.ts'
import { TIMEOUTS } from './timeouts.ts'

/** Any id will do: it is the connection's first. */
const TRANSACTION_ID = 1

/**
 * Names the device to the proxy at the other end of `channel`, and gives the modem's channel once the proxy has opened
 * it. `channel` is used up, also when this fails.
 * @throws DialtoneError `channel_failed`, `busy`, `timeout` or `cancelled`
 */
export function throughProxy(
  channel: Channel,
  devicePath: string,
  options: { clock: Clock; signal?: AbortSignal | undefined; timeout?: Duration },
): Promise<Channel> {
  const { clock, signal, timeout = TIMEOUTS.proxyConfiguration } = options
  return new Promise((resolve, reject) => {
    const modem = new ProxiedModem(channel, devicePath)
    const fail = (error: Error): void => {
      done()
      reject(error)
      channel.close()
    }
    const timer = clock.setTimer(timeout, () => {
      fail(
        new DialtoneError(
          'timeout',
          `${channel.name} did not open ${devicePath} in ${formatDuration(timeout)}`,
        ),
      )
    })
    const onAbort = (): void => fail(abortReason(signal))
    const done = (): void => {
      timer[Symbol.dispose]()
      signal?.removeEventListener('abort', onAbort)
    }
    modem.configure({
      answered: (answer) => {
        if (answer.status !== 'success') {
          const busy = answer.status === 'busy'
          const why = `${channel.name} refused ${devicePath}: ${statusText(answer.status)}`
          fail(new DialtoneError(busy ? 'busy' : 'channel_failed', why))
          return
        }
        done()
        resolve(modem)
      },
      closed: (cause) => {
        const why =
          `${channel.name} closed the connection when asked for ${devicePath}: ` +
          'it cannot open the device, the modem does not answer, or this user may not use the proxy'
        fail(new DialtoneError('channel_failed', why, { cause }))
      },
    })
    if (signal?.aborted === true) onAbort()
    else signal?.addEventListener('abort', onAbort, { once: true })
  })
}

interface Configuring {
  answered(answer: CommandDone): void
  closed(cause?: DialtoneError): void
}

/** The socket, first for the proxy's own answer, then for the modem's messages. */
class ProxiedModem implements Channel {
  readonly name: string
  readonly #socket: Channel
  readonly #devicePath: string
  #configuring: Configuring | undefined
  #sink: ChannelSink | undefined
  /** What came before `start`: the proxy tells the version agreed on ahead of its answer. */
  readonly #early: Uint8Array[] = []
  #end: { cause: DialtoneError | undefined } | undefined

  constructor(socket: Channel, devicePath: string) {
    this.name = `${devicePath} through ${socket.name}`
    this.#socket = socket
    this.#devicePath = devicePath
  }

  configure(configuring: Configuring): void {
    this.#configuring = configuring
    this.#socket.start({ frame: (frame) => this.#frame(frame), closed: (cause) => this.#closed(cause) })
    const { service, number: cid } = ProxyConfiguration
    this.#socket.send(
      serializeInfo(
        { type: 'command', transactionId: TRANSACTION_ID, service: service.uuid, cid, operation: 'set' },
        ProxyConfiguration.set,
        // In seconds: how long the proxy may try to open the device.
        { devicePath: this.#devicePath, timeout: Math.round(TIMEOUTS.openTotal / 1000) },
        1,
      ),
    )
  }

  start(sink: ChannelSink): void {
    this.#sink = sink
    // Not before `start` has returned.
    queueMicrotask(() => {
      for (const frame of this.#early.splice(0)) sink.frame(frame)
      if (this.#end !== undefined) sink.closed(this.#end.cause)
    })
  }

  send(frame: Uint8Array): void {
    this.#socket.send(frame)
  }

  close(): void {
    this.#socket.close()
  }

  #frame(frame: Uint8Array): void {
    const configuring = this.#configuring
    const answer = configuring && answerIn(frame)
    if (answer !== undefined) {
      this.#configuring = undefined
      configuring?.answered(answer)
    } else if (this.#sink === undefined || this.#early.length > 0) this.#early.push(frame)
    else this.#sink.frame(frame)
  }

  #closed(cause: DialtoneError | undefined): void {
    const configuring = this.#configuring
    this.#configuring = undefined
    if (configuring !== undefined) configuring.closed(cause)
    else if (this.#sink === undefined || this.#early.length > 0) this.#end = { cause }
    else this.#sink.closed(cause)
  }
}

function answerIn(frame: Uint8Array): CommandDone | undefined {
  try {
    const message = parseMessage(frame)
    const ours = message.type === 'command-done' && message.service === ProxyConfiguration.service.uuid
    return ours && message.transactionId === TRANSACTION_ID ? message : undefined
  } catch (error) {
    if (error instanceof WireError) return undefined
    throw error
  }
}
