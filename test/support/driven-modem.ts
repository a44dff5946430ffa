/** A driver that was started on a virtual modem, with everything it told. */
import {
  DialtoneError,
  Milliseconds,
  seededRandom,
  VirtualClock,
  type Duration,
} from '../../src/base/index.ts'
import { CauseError, type Cause, type Driver, type DriverFact } from '../../src/core/index.ts'
import { createMbimDriver, type MbimDriverOptions } from '../../src/driver/index.ts'
import { createVirtualModem, type VirtualModem, type VirtualModemOptions } from '../../src/virtual/index.ts'

export const never = new AbortController().signal

export class DrivenModem {
  readonly clock: VirtualClock
  readonly modem: VirtualModem
  readonly driver: Driver
  readonly facts: DriverFact[] = []

  constructor(
    options: Partial<VirtualModemOptions> = {},
    driver: Partial<MbimDriverOptions> & { clock?: VirtualClock; modem?: VirtualModem } = {},
  ) {
    this.clock = driver.clock ?? new VirtualClock()
    this.modem =
      driver.modem ??
      createVirtualModem({ name: 'virtual0', clock: this.clock, timing: 'instant', ...options })
    this.driver = createMbimDriver({
      device: 'virtual0',
      channel: () => this.modem.connect(),
      random: seededRandom(1),
      ...driver,
      clock: this.clock,
    })
  }

  static async started(...options: ConstructorParameters<typeof DrivenModem>): Promise<DrivenModem> {
    const driven = new DrivenModem(...options)
    await driven.clock.resolve(driven.start())
    return driven
  }

  start(signal = never): Promise<void> {
    return this.driver.start((fact) => this.facts.push(fact), { signal })
  }

  /** Without those of messages, which are read at leisure. */
  get types(): string[] {
    return this.facts.map(({ type }) => type).filter((type) => !type.startsWith('message'))
  }

  /** The facts of one type. */
  of<T extends DriverFact['type']>(type: T): Extract<DriverFact, { type: T }>[] {
    return this.facts.filter((fact): fact is Extract<DriverFact, { type: T }> => fact.type === type)
  }

  settle(): Promise<void> {
    return this.clock.advance(Milliseconds(0))
  }

  pass(time: Duration): Promise<void> {
    return this.clock.advance(time)
  }

  /** Lets go of the modem and takes it out: nothing may be left waiting then. */
  async end(): Promise<number> {
    await this.clock.resolve(this.driver.stop())
    this.modem[Symbol.dispose]()
    await this.settle()
    return this.clock.pending
  }
}

/** The cause with which it fails. */
export async function causeOf(verb: Promise<unknown>): Promise<Cause> {
  try {
    await verb
  } catch (error) {
    if (error instanceof CauseError) return error.reason
    throw error
  }
  throw new DialtoneError('internal', 'it ended well')
}
