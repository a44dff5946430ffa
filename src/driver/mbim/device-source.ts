/**
 * The MBIM modems of this machine: those whose devices were named, else all that sysfs shows. Each is a driver for as long
 * as its device is there; plugged in again it is a new driver for the same modem. A modem whose driver ended while its
 * device stayed (its channel failed, another program holds it) is tried again, less and less often.
 *
 * Devices are looked for every second. Reading two folders of sysfs costs some 20 µs; the kernel's own announcements
 * (uevents) would save that, but stay away in containers, tell of devices before udev has given them their owner, and a
 * modem takes many seconds to boot anyway.
 */
import {
  retrySchedule,
  Seconds,
  silent,
  systemClock,
  systemRandom,
  type Clock,
  type Duration,
  type Logger,
  type Random,
  type Timer,
} from '../../base/index.ts'
import type { Cause, Driver, ModemSource, Reached } from '../../core/index.ts'
import {
  controlDeviceAt,
  findControlDevices,
  isThere,
  openControlChannel,
  type Channel,
  type ControlChannelWay,
  type ControlDevice,
  type FindOptions,
} from '../../device/index.ts'
import { createMbimDriver } from './create-mbim-driver.ts'

export interface DeviceSourceOptions extends FindOptions {
  /** Paths of control devices: `/dev/cdc-wdm0`, a pty. Without any, modems are found through sysfs. */
  readonly devices?: readonly string[] | undefined
  /** The network devices of modems by the paths of their control devices, where sysfs does not show them. */
  readonly links?: ReadonlyMap<string, string> | undefined
  readonly clock?: Clock | undefined
  readonly random?: Random | undefined
  readonly log?: Logger | undefined
  /** The socket of mbim-proxy; `@` in front of an abstract name. */
  readonly proxy?: string | undefined
  /** The way to a device; by its path, through mbim-proxy where one is running, unless told. */
  readonly open?:
    | ((
        device: ControlDevice,
        took: (way: ControlChannelWay) => void,
        way: ControlChannelWay | undefined,
      ) => Promise<Channel>)
    | undefined
  /** The channel to the device at this path, as it is to be used in its place: for who records what passes. */
  readonly tap?: ((channel: Channel, path: string) => Channel) | undefined
  /** The devices there are, before any is driven: at first, and every second. */
  readonly seen?: ((devices: readonly ControlDevice[]) => void) | undefined
  /** Whether this device is to be driven; all are unless told. Asked every second, and by `reconsider`. */
  readonly wanted?: ((device: ControlDevice) => boolean) | undefined
  /** How this device is to be reached; whichever way there is unless told. */
  readonly way?: ((device: ControlDevice) => ControlChannelWay | undefined) | undefined
}

export interface DeviceSource extends ModemSource {
  start(arrived: (driver: Driver, device: ControlDevice) => void): Promise<void>
  /** Asks `wanted` again of every device that is not driven. */
  reconsider(): void
  /** The driver of this device was stopped by whoever it was given to: a new one is given as soon as it is wanted. */
  released(path: string): void
}

const LOOK = Seconds(1)

const REASONS: Readonly<Record<ControlChannelWay, string>> = {
  direct: 'no other program shares its control device',
  'mbim-proxy': 'mbim-proxy is running, which shares its control device with other programs',
}

/** Before a device that stayed is tried again. */
const RETRIES = { first: Seconds(2), ceiling: Seconds(60) } as const

/** A driver that lasted this long did not fail at its start: the next trial is as the first. */
const LASTED = Seconds(60)

export function deviceSource(options: DeviceSourceOptions = {}): DeviceSource {
  return new Source(options)
}

/** One device that is there. */
interface Present {
  /** Its driver has not ended. */
  driven: boolean
  /** When it is tried again, on the clock's monotonic time. */
  retryAt: number
  since: number
  pauses: Iterator<Duration, void>
}

class Source implements DeviceSource {
  readonly #options: DeviceSourceOptions
  readonly #clock: Clock
  readonly #random: Random
  readonly #log: Logger
  readonly #present = new Map<string, Present>()
  #arrived: (driver: Driver, device: ControlDevice) => void = () => undefined
  #timer: Timer | undefined
  #over = false

  constructor(options: DeviceSourceOptions) {
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.#random = options.random ?? systemRandom
    this.#log = options.log ?? silent
  }

  async start(arrived: (driver: Driver, device: ControlDevice) => void): Promise<void> {
    this.#arrived = arrived
    const { devices = [] } = this.#options
    for (const path of devices) {
      if (!isThere(path)) this.#log.warn({}, `${path} is not there yet; the service goes on looking`)
    }
    this.#lookOften()
    if (devices.length === 0 && this.#devices().length === 0) {
      this.#log.info({}, 'no MBIM modem is there yet; the service goes on looking')
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true
    this.#timer?.[Symbol.dispose]()
  }

  reconsider(): void {
    if (!this.#over) this.#look(this.#devices())
  }

  released(path: string): void {
    this.#present.delete(path)
  }

  #lookOften(): void {
    const devices = this.#devices()
    this.#options.seen?.(devices)
    this.#look(devices)
    this.#timer = this.#clock.setTimer(LOOK, () => this.#lookOften())
  }

  #look(devices: readonly ControlDevice[]): void {
    const { wanted = () => true } = this.#options
    const paths = new Set(devices.map(({ path }) => path))
    for (const [path, present] of this.#present) {
      // Forgotten when it has gone, so that it is new when it comes again.
      if (!paths.has(path) && !present.driven) this.#present.delete(path)
    }
    const now = this.#clock.monotonic()
    for (const device of devices) {
      if (!wanted(device)) continue
      const present = this.#present.get(device.path)
      if (present === undefined) this.#drive(device, retrySchedule(RETRIES))
      else if (!present.driven && now >= present.retryAt) this.#drive(device, present.pauses)
    }
  }

  #devices(): ControlDevice[] {
    const { devices = [] } = this.#options
    if (devices.length === 0) return findControlDevices(this.#options)
    return devices.filter((path) => isThere(path)).map((path) => controlDeviceAt(path, this.#options))
  }

  #drive(device: ControlDevice, pauses: Iterator<Duration, void>): void {
    const now = this.#clock.monotonic()
    const present: Present = { driven: true, retryAt: 0, since: now, pauses }
    this.#present.set(device.path, present)
    const { proxy, open, links, tap = (channel: Channel) => channel } = this.#options
    const clock = this.#clock
    let reached: Reached | undefined
    const took = (taken: ControlChannelWay): void => {
      reached = { way: taken, because: REASONS[taken] }
    }
    const driver = createMbimDriver({
      gone: (cause) => this.#ended(device.path, present, cause),
      device: device.path,
      // It comes after the control device, and udev may give it another name.
      link: () => links?.get(device.path) ?? controlDeviceAt(device.path, this.#options).link,
      maxOutstanding: device.maxOutstanding,
      clock,
      random: this.#random,
      log: this.#log.child({ subject: device.path }),
      reached: () => reached,
      channel: async ({ signal }) => {
        const way = this.#options.way?.(device)
        const opened =
          open?.(device, took, way) ?? openControlChannel(device.path, { clock, proxy, signal, way, took })
        return tap(await opened, device.path)
      },
    })
    this.#arrived(driver, device)
  }

  #ended(path: string, present: Present, cause: Cause): void {
    if (this.#over || !present.driven) return
    present.driven = false
    const now = this.#clock.monotonic()
    if (now - present.since > LASTED) present.pauses = retrySchedule(RETRIES)
    const pause = present.pauses.next()
    present.retryAt = pause.done === true ? Infinity : now + pause.value
    this.#log.info(
      { device: path, cause: cause.message },
      'the modem is gone; it is tried again while its device is there',
    )
  }
}
