/** Looking for networks at the host's request (VISIBLE_PROVIDERS). One at a time; it takes its time. */
import type { Clock } from '../../base/index.ts'
import type { Status, words } from '../../mbim/index.ts'
import type { Operator } from '../carrier/operator.ts'
import type { Timing } from '../timing.ts'
import { pause } from './pause.ts'
import type { Radio } from './radio.ts'
import type { Reception } from './reception.ts'
import type { Registration } from './registration.ts'
import type { Settings } from './settings.ts'
import type { Sim } from './sim.ts'

export interface FoundProvider {
  readonly operator: Operator
  readonly states: readonly words.ProviderState[]
  /** dBm of its best cell, and its bit error rate class. */
  readonly rssi: number
  readonly errorRate: number
}

interface Environment {
  readonly clock: Clock
  readonly timing: Timing
  readonly sim: Sim
  readonly radio: Radio
  readonly reception: Reception
  readonly registration: Registration
  readonly settings: Settings
  /** A context is active, and the radio cannot look for networks beside it. */
  hindered(): boolean
}

export class Scan {
  readonly #environment: Environment
  #running = false

  constructor(environment: Environment) {
    this.#environment = environment
  }

  /** `restricted`: only networks that a multi-carrier modem could make its home. */
  async run(restricted: boolean, signal: AbortSignal): Promise<Status | readonly FoundProvider[]> {
    const { clock, timing, sim, radio } = this.#environment
    const refusal = sim.fault ?? (radio.isOn ? undefined : 'radio-power-off')
    if (refusal !== undefined) return refusal
    if (this.#running || this.#environment.hindered()) return 'busy'
    this.#running = true
    await pause(clock, timing.scan, signal)
    this.#running = false
    if (!radio.isOn) return 'radio-power-off'
    const found = this.#look().filter(({ states }) => !restricted || isCarrier(states))
    return found.length === 0 ? 'providers-not-found' : found
  }

  #look(): readonly FoundProvider[] {
    const { sim, reception, registration, settings } = this.#environment
    const { card, home } = sim
    return reception.operators().flatMap((operator) => {
      const { plmn } = operator
      const cell = reception.servingCell(operator)
      if (cell === undefined) return []
      const states: words.ProviderState[] = []
      if (plmn === home) states.push('home')
      else if (card?.isForbidden(plmn) === true) states.push('forbidden')
      if (card?.preferred.some((one) => one.plmn === plmn && one.state === 'preferred') === true) {
        states.push('preferred')
      }
      states.push('visible')
      if (settings.multicarrierProviders.includes(plmn)) states.push('preferred-multicarrier')
      if (registration.isRegistered && registration.operator === operator) states.push('registered')
      const { rssi, errorRate } = reception.signalOf(cell)
      return [{ operator, states, rssi, errorRate }]
    })
  }
}

/** One that the modem could be a customer of: what the card forbids it as a guest is another matter. */
function isCarrier(states: readonly words.ProviderState[]): boolean {
  return states.includes('preferred-multicarrier') || !states.includes('forbidden')
}
