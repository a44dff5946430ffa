/** Attachment to the packet domain: without it no context. 3GPP TS 23.401 §5.3.2, TS 24.008 §4.7.3. */
import type { Clock } from '../../base/index.ts'
import type { Status } from '../../mbim/index.ts'
import { fastest, LINK_SPEEDS, type AccessTechnology, type LinkSpeed } from '../carrier/access-technology.ts'
import type { Carrier } from '../carrier/carrier.ts'
import type { NetworkCause } from '../carrier/operator.ts'
import type { Timing } from '../timing.ts'
import type { Tell } from './change.ts'
import { pause } from './pause.ts'
import type { Radio } from './radio.ts'
import type { Registration } from './registration.ts'
import type { Sim } from './sim.ts'

export type PacketServiceState = 'detached' | 'attaching' | 'attached' | 'detaching'

interface Environment {
  readonly clock: Clock
  readonly timing: Timing
  readonly carrier: Carrier
  readonly sim: Sim
  readonly radio: Radio
  readonly registration: Registration
  readonly tell: Tell
  /** The attachment is about to end: contexts go first. */
  losing(cause: NetworkCause): void
}

export class PacketService {
  readonly #environment: Environment
  #state: PacketServiceState = 'detached'
  #cause: NetworkCause = 0
  /** What is going on now; aborted by what overtakes it. */
  #move: { readonly control: AbortController; readonly done: Promise<Status> } | undefined

  constructor(environment: Environment) {
    this.#environment = environment
  }

  get state(): PacketServiceState {
    return this.#state
  }

  /** Why the network refused or ended the attachment; 0 when it did not. */
  get networkError(): NetworkCause {
    return this.#cause
  }

  /** The fastest technology in use; nothing unless attached. */
  get technology(): AccessTechnology | undefined {
    return this.#state === 'attached' ? fastest(this.#environment.registration.technologies) : undefined
  }

  get speed(): LinkSpeed {
    const { technology } = this
    return technology === undefined ? { uplink: 0, downlink: 0 } : LINK_SPEEDS[technology]
  }

  /** Attaches, or waits for the attachment that is being made. */
  async attach(by?: object): Promise<Status> {
    const refusal = this.#refusal
    if (refusal !== undefined) return refusal
    if (this.#state === 'attached') return 'success'
    if (this.#state === 'attaching' && this.#move !== undefined) return this.#move.done
    if (this.#state === 'detaching' && this.#move !== undefined) {
      await this.#move.done
      return this.attach(by)
    }
    return this.#begin('attaching', (signal) => this.#attach(signal, by))
  }

  async detach(by?: object): Promise<Status> {
    if (this.#state === 'detached') return this.#refusal ?? 'success'
    if (this.#state === 'detaching' && this.#move !== undefined) return this.#move.done
    if (this.#state === 'attached') this.#environment.losing(0)
    return this.#begin('detaching', (signal) => this.#detach(signal, by))
  }

  /** The network or the radio ended it. */
  lose(cause: NetworkCause): void {
    if (this.#state === 'detached') return
    this.#move?.control.abort()
    this.#move = undefined
    if (this.#state === 'attached') this.#environment.losing(cause)
    this.#become('detached', cause)
  }

  /** Tells of another technology under the same attachment. */
  refresh(): void {
    if (this.#state === 'attached') this.#environment.tell({ topic: 'packet-service' })
  }

  get #refusal(): Status | undefined {
    const { sim, radio, registration } = this.#environment
    if (sim.fault !== undefined) return sim.fault
    if (!radio.isOn) return 'radio-power-off'
    return registration.isRegistered ? undefined : 'not-registered'
  }

  #begin(state: 'attaching' | 'detaching', run: (signal: AbortSignal) => Promise<Status>): Promise<Status> {
    this.#move?.control.abort()
    const control = new AbortController()
    this.#become(state, 0)
    const done = run(control.signal)
    this.#move = { control, done }
    return done
  }

  async #attach(signal: AbortSignal, by: object | undefined): Promise<Status> {
    const { clock, timing, carrier, sim } = this.#environment
    await pause(clock, timing.attach, signal)
    if (signal.aborted) return this.#refusal ?? 'failure'
    this.#move = undefined
    const subscriber = sim.subscriber
    const denial = subscriber === undefined ? undefined : carrier.packetDenial(subscriber)
    this.#become(denial === undefined ? 'attached' : 'detached', denial ?? 0, by)
    return denial === undefined ? 'success' : 'failure'
  }

  async #detach(signal: AbortSignal, by: object | undefined): Promise<Status> {
    const { clock, timing } = this.#environment
    await pause(clock, timing.detach, signal)
    if (signal.aborted) return 'success'
    this.#move = undefined
    this.#become('detached', 0, by)
    return 'success'
  }

  #become(state: PacketServiceState, cause: NetworkCause, by?: object): void {
    const wasAttached = this.#state === 'attached'
    this.#state = state
    this.#cause = cause
    this.#environment.tell({ topic: 'packet-service', by })
    if (wasAttached !== (state === 'attached')) this.#environment.tell({ topic: 'lte-attach' })
  }
}
