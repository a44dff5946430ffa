/**
 * A channel that keeps a record of every frame that passes, and one that plays such a record back: what a modem said
 * once, it says again, at the pace it had. Frames are recorded as they are; whoever keeps the record redacts it.
 */
import { Milliseconds, type Clock, type Duration, type Timer } from '../base/index.ts'
import type { Channel, ChannelSink } from './channel.ts'

/** One frame that passed: `sent` by the user of the channel, or `received` by it. */
export interface TraceRecord {
  /** Milliseconds of the clock's monotonic time. */
  readonly at: number
  readonly direction: 'sent' | 'received'
  readonly frame: Uint8Array
}

/** `channel`, with every frame also given to `record`: before it is sent, and before its receiver gets it. */
export function traceChannel(
  channel: Channel,
  record: (entry: TraceRecord) => void,
  options: { clock: Clock },
): Channel {
  const note = (direction: TraceRecord['direction'], frame: Uint8Array): void => {
    record({ at: options.clock.monotonic(), direction, frame })
  }
  return {
    name: channel.name,
    maxControlMessage: channel.maxControlMessage,
    start(sink) {
      channel.start({
        frame(bytes) {
          note('received', bytes)
          sink.frame(bytes)
        },
        closed: (cause) => sink.closed(cause),
      })
    },
    send(frame) {
      note('sent', frame)
      channel.send(frame)
    },
    close: () => channel.close(),
  }
}

/** A frame of the record that the host is expected to send, with its answers and the indications up to the next one. */
interface Step {
  readonly frame: Uint8Array
  readonly at: number
  readonly answers: TraceRecord[]
  done: boolean
}

/**
 * The modem of a record. A frame that the host sends is looked up among those of the record, in order, the transaction id
 * aside; then its answers and the indications that had followed it come, each after the delay it had and under the host's id. What was received
 * before anything was sent comes at the start. A frame that is not in the record gets no answer.
 */
export function replayChannel(
  records: readonly TraceRecord[],
  options: { clock: Clock; name?: string; unmatched?: (frame: Uint8Array) => void },
): Channel {
  return new Replay(records, options)
}

class Replay implements Channel {
  readonly name: string
  readonly #options: { clock: Clock; unmatched?: (frame: Uint8Array) => void }
  readonly #opening: TraceRecord[] = []
  readonly #steps: Step[] = []
  readonly #timers = new Set<Timer>()
  /** The record's transaction id → the host's. */
  readonly #ids = new Map<number, number>()
  #sink: ChannelSink | undefined
  #open = true

  constructor(
    records: readonly TraceRecord[],
    options: { clock: Clock; name?: string; unmatched?: (frame: Uint8Array) => void },
  ) {
    this.name = options.name ?? 'replay'
    this.#options = options
    for (const entry of records) {
      const { at, direction, frame } = entry
      if (direction === 'sent') this.#steps.push({ frame, at, answers: [], done: false })
      else (this.#stepOf(frame)?.answers ?? this.#opening).push(entry)
    }
  }

  start(sink: ChannelSink): void {
    this.#sink = sink
    const first = this.#opening[0]
    if (first !== undefined) this.#answer(this.#opening, first.at)
  }

  send(frame: Uint8Array): void {
    if (!this.#open) return
    const step = this.#steps.find((candidate) => !candidate.done && sameButId(candidate.frame, frame))
    if (step === undefined) {
      this.#options.unmatched?.(frame)
      return
    }
    step.done = true
    this.#ids.set(transactionId(step.frame), transactionId(frame))
    this.#answer(step.answers, step.at)
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    for (const timer of this.#timers) timer[Symbol.dispose]()
    this.#timers.clear()
    const sink = this.#sink
    if (sink !== undefined) {
      queueMicrotask(() => {
        sink.closed()
      })
    }
  }

  /** The command that a received frame answers, else the one it came after. */
  #stepOf(frame: Uint8Array): Step | undefined {
    const id = transactionId(frame)
    return this.#steps.findLast((step) => transactionId(step.frame) === id) ?? this.#steps.at(-1)
  }

  #answer(answers: readonly TraceRecord[], from: number): void {
    for (const { at, frame } of answers) this.#deliver(Milliseconds(at - from), frame)
  }

  #deliver(delay: Duration, frame: Uint8Array): void {
    const timer = this.#options.clock.setTimer(delay, () => {
      this.#timers.delete(timer)
      const id = transactionId(frame)
      const renamed = frame.slice()
      new DataView(renamed.buffer).setUint32(8, this.#ids.get(id) ?? id, true)
      this.#sink?.frame(renamed)
    })
    this.#timers.add(timer)
  }
}

function transactionId(frame: Uint8Array): number {
  return new DataView(frame.buffer, frame.byteOffset, frame.length).getUint32(8, true)
}

function sameButId(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => (at >= 8 && at < 12) || byte === other[at])
}
