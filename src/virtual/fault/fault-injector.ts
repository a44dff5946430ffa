/**
 * Faults in force, and the channel that they strike. Several on one frame are applied in the order in which they were
 * injected, each to what the one before has left: a fault composes with any other.
 */
import { Milliseconds, Seconds, type Clock, type Random, type Timer } from '../../base/index.ts'
import type { Channel, ChannelSink } from '../../channel/index.ts'
import { fragment, LEAST_CONTROL_TRANSFER } from '../../mbim/index.ts'
import type { Fault, FaultDirection } from './fault.ts'
import { FaultMatcher, FrameSpotter } from './fault-matcher.ts'

/** What a fault does to the modem as a whole. */
export interface FaultTarget {
  wedge(until: 'open' | 'restart'): void
  unplug(): void
  replug(): void
}

export class FaultInjector {
  readonly #clock: Clock
  readonly #random: Random
  readonly #target: FaultTarget
  #matchers: FaultMatcher[] = []

  constructor(options: { clock: Clock; random: Random; target: FaultTarget }) {
    this.#clock = options.clock
    this.#random = options.random
    this.#target = options.target
  }

  /** Those that are not used up. */
  get faults(): readonly Fault[] {
    return this.#matchers.filter((one) => !one.isUsedUp).map(({ fault }) => fault)
  }

  /** In force until it is used up or disposed of. */
  inject(fault: Fault): Disposable {
    const matcher = new FaultMatcher(fault)
    this.#matchers.push(matcher)
    return {
      [Symbol.dispose]: () => {
        this.#matchers = this.#matchers.filter((one) => one !== matcher)
      },
    }
  }

  clear(): void {
    this.#matchers = []
  }

  /** The function's end of a channel with the faults on it, both ways. */
  wrap(channel: Channel): Channel {
    return new FaultyChannel(channel, {
      clock: this.#clock,
      random: this.#random,
      target: this.#target,
      matchers: () => this.#matchers,
    })
  }
}

interface Circumstances {
  readonly clock: Clock
  readonly random: Random
  readonly target: FaultTarget
  readonly matchers: () => readonly FaultMatcher[]
}

class FaultyChannel implements Channel {
  readonly name: string
  readonly #inner: Channel
  readonly #toHost: FaultyWay
  readonly #toFunction: FaultyWay
  #sink: ChannelSink | undefined

  constructor(inner: Channel, circumstances: Circumstances) {
    this.name = inner.name
    this.#inner = inner
    this.#toHost = new FaultyWay('to-host', circumstances, (frame) => {
      inner.send(frame)
    })
    this.#toFunction = new FaultyWay('to-function', circumstances, (frame) => this.#sink?.frame(frame))
  }

  start(sink: ChannelSink): void {
    this.#sink = sink
    this.#inner.start({
      frame: (frame) => {
        this.#toFunction.pass(frame)
      },
      closed: (cause) => {
        this.#toHost.end()
        this.#toFunction.end()
        sink.closed(cause)
      },
    })
  }

  send(frame: Uint8Array): void {
    this.#toHost.pass(frame)
  }

  close(): void {
    this.#inner.close()
  }
}

/** A frame on its way through the faults: what of it is to come out, and how much later. */
interface Passing {
  readonly bytes: Uint8Array
  readonly delay: number
}

/** One direction. */
class FaultyWay {
  readonly #circumstances: Circumstances
  readonly #out: (frame: Uint8Array) => void
  readonly #spotter: FrameSpotter
  readonly #timers = new Set<Timer>()
  /** Frames that let the next one go first. */
  #waiting: { readonly frames: readonly Passing[]; readonly timer: Timer } | undefined

  constructor(direction: FaultDirection, circumstances: Circumstances, out: (frame: Uint8Array) => void) {
    this.#circumstances = circumstances
    this.#out = out
    this.#spotter = new FrameSpotter(direction)
  }

  pass(frame: Uint8Array): void {
    const { random, matchers } = this.#circumstances
    const present = matchers()
    if (present.length === 0 && this.#waiting === undefined) {
      this.#out(frame)
      return
    }
    const sighting = this.#spotter.look(frame)
    let frames: readonly Passing[] = [{ bytes: frame, delay: 0 }]
    let overtaken: number | undefined
    for (const matcher of present) {
      if (!matcher.strikes(sighting, random)) continue
      const { fault } = matcher
      if (fault.action === 'reorder') overtaken = fault.within ?? Seconds(1)
      else frames = this.#apply(fault, frames)
    }
    const held = this.#waiting
    this.#waiting = undefined
    if (overtaken !== undefined && held === undefined) {
      this.#waiting = { frames, timer: this.#later(overtaken, () => this.#release()) }
      return
    }
    this.#emit(frames)
    if (held !== undefined) {
      held.timer[Symbol.dispose]()
      this.#emit(held.frames)
    }
  }

  /** Nothing comes out any more. */
  end(): void {
    for (const timer of this.#timers) timer[Symbol.dispose]()
    this.#timers.clear()
    this.#waiting = undefined
  }

  #apply(fault: Exclude<Fault, { action: 'reorder' }>, frames: readonly Passing[]): readonly Passing[] {
    const { random, target } = this.#circumstances
    switch (fault.action) {
      case 'delay': {
        const more = fault.by + (fault.jitter === undefined ? 0 : random.integer(fault.jitter + 1))
        return frames.map(({ bytes, delay }) => ({ bytes, delay: delay + more }))
      }
      case 'drop':
        return []
      case 'duplicate': {
        const times = fault.times ?? 2
        return frames.flatMap((one) => Array.from({ length: times }, () => one))
      }
      case 'corrupt':
        return frames.map(({ bytes, delay }) => ({ bytes: corrupt(bytes, fault, random), delay }))
      case 'fragment':
        return frames.flatMap(({ bytes, delay }) =>
          cut(bytes, fault.size ?? LEAST_CONTROL_TRANSFER).map((piece) => ({ bytes: piece, delay })),
        )
      case 'wedge':
        target.wedge(fault.until)
        return []
      case 'unplug':
        target.unplug()
        return []
      case 'replug':
        target.replug()
        return []
    }
  }

  #emit(frames: readonly Passing[]): void {
    for (const { bytes, delay } of frames) {
      if (delay <= 0) this.#out(bytes)
      else this.#later(delay, () => this.#out(bytes))
    }
  }

  #release(): void {
    const held = this.#waiting
    this.#waiting = undefined
    if (held !== undefined) this.#emit(held.frames)
  }

  #later(delay: number, action: () => void): Timer {
    const timer = this.#circumstances.clock.setTimer(Milliseconds(delay), () => {
      this.#timers.delete(timer)
      action()
    })
    this.#timers.add(timer)
    return timer
  }
}

/** Behind it a frame is payload; before it a change makes the frame another one, or none. */
const HEADER_BYTES = 12

function corrupt(frame: Uint8Array, fault: { bytes?: number; header?: boolean }, random: Random): Uint8Array {
  const from = fault.header === true ? 0 : HEADER_BYTES
  if (frame.length <= from) return frame
  const changed = frame.slice()
  for (let count = fault.bytes ?? 1; count > 0; count--) {
    const at = from + random.integer(frame.length - from)
    // Any other value than it has.
    changed[at] = ((changed[at] ?? 0) + 1 + random.integer(255)) % 256
  }
  return changed
}

/** Messages that fragments can be made of are those with a fragment header; others, and fragments, stay whole. */
function cut(frame: Uint8Array, size: number): readonly Uint8Array[] {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const type = frame.length > 20 ? view.getUint32(0, true) & 0x7fffffff : 0
  const whole = frame.length > 20 && view.getUint32(12, true) === 1
  return whole && (type === 3 || type === 7) ? fragment(frame, size) : [frame]
}
