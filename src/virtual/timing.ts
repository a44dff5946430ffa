/** How long the virtual modem and its network take for what takes a real one time. Zero is done at once, without a timer. */
import { Milliseconds, Seconds, type Duration } from '../base/index.ts'

export interface Timing {
  /** From OPEN to OPEN_DONE. */
  readonly open: Duration
  /** From power-on, or from a card being inserted, until the SIM is ready. */
  readonly simStart: Duration
  /** Looking for networks before the first try to register. */
  readonly search: Duration
  /** One try to register with one network. */
  readonly register: Duration
  readonly attach: Duration
  readonly detach: Duration
  readonly activate: Duration
  readonly deactivate: Duration
  /** A full scan of all bands (VISIBLE_PROVIDERS). */
  readonly scan: Duration
  /** From the moment the pipe goes away in a reset until it is back. */
  readonly restart: Duration
  /** From sending a short message until the service centre has it. */
  readonly message: Duration
  /** How long its answer is waited for. */
  readonly messageTimeout: Duration
}

const nothing = Milliseconds(0)

/**
 * `instant`: no waiting at all, for tests and benchmarks. `brisk`: each step can be seen by a person and none is waited
 * for. `realistic`: the order of magnitude of an LTE module.
 */
export const TIMINGS = {
  instant: {
    open: nothing,
    simStart: nothing,
    search: nothing,
    register: nothing,
    attach: nothing,
    detach: nothing,
    activate: nothing,
    deactivate: nothing,
    scan: nothing,
    restart: nothing,
    message: nothing,
    messageTimeout: Seconds(10),
  },
  brisk: {
    open: nothing,
    simStart: Milliseconds(150),
    search: Milliseconds(150),
    register: Milliseconds(100),
    attach: Milliseconds(100),
    detach: Milliseconds(50),
    activate: Milliseconds(150),
    deactivate: Milliseconds(50),
    scan: Milliseconds(800),
    restart: Seconds(2),
    message: Milliseconds(100),
    messageTimeout: Seconds(10),
  },
  realistic: {
    open: Milliseconds(150),
    simStart: Seconds(2),
    search: Seconds(3),
    register: Milliseconds(800),
    attach: Milliseconds(400),
    detach: Milliseconds(300),
    activate: Milliseconds(600),
    deactivate: Milliseconds(250),
    scan: Seconds(45),
    restart: Seconds(20),
    message: Seconds(2),
    messageTimeout: Seconds(40),
  },
} as const satisfies Record<string, Timing>

export type TimingName = keyof typeof TIMINGS

/** A preset, or a preset (`brisk`) with some of its values replaced. */
export type TimingOption = TimingName | Partial<Timing>

export function resolveTiming(option: TimingOption = 'brisk'): Timing {
  return typeof option === 'string' ? TIMINGS[option] : { ...TIMINGS.brisk, ...option }
}
