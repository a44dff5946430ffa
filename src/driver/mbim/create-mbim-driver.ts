/** A modem that speaks MBIM, behind core's port. */
import { silent, systemClock, systemRandom, type Clock, type Logger, type Random } from '../../base/index.ts'
import type { Cause, Driver, Reached } from '../../core/index.ts'
import type { Channel, DataPort } from '../../device/index.ts'
import type { MbimExVersion } from '../../mbim/index.ts'
import { MbimDriver } from './mbim-driver.ts'

export interface MbimDriverOptions {
  /**
   * Gives a channel to the modem. Called when the driver starts, and again when a modem that does not answer on one
   * channel is to be tried on another. `signal` aborts when the driver is stopped meanwhile.
   */
  readonly channel: (options: { signal: AbortSignal }) => Channel | Promise<Channel>
  /** Where the modem is reached, for people: `/dev/cdc-wdm0`, `virtual`. */
  readonly device: string
  /** How the channel that was given last reaches the modem; nothing is told of it unless given. */
  readonly reached?: (() => Reached | undefined) | undefined
  readonly clock?: Clock | undefined
  readonly random?: Random | undefined
  readonly log?: Logger | undefined
  /** The network device of the modem (`wwan0`), where it has one: asked when there is a context on it, as it may get another name. */
  readonly link?: (() => string | undefined) | undefined
  /** What carries the streams of its device services; without it they are not supported. */
  readonly data?: DataPort | undefined
  /** How many commands the modem takes at once, where it says. */
  readonly maxOutstanding?: number | undefined
  /** Called when the driver has told that its modem is gone: by whoever made the driver and does not hear its facts. */
  readonly gone?: ((cause: Cause) => void) | undefined
  /** The highest extension version to agree to. */
  readonly highestVersion?: MbimExVersion | undefined
}

export function createMbimDriver(options: MbimDriverOptions): Driver {
  const { clock = systemClock, random = systemRandom, log = silent } = options
  return new MbimDriver({ ...options, clock, random, log })
}
