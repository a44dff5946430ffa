/**
 * The modem's contexts, one a session. The host opens one, or the network does, which is a call that comes in; either may end
 * it, and nothing is ever opened again by itself. 3GPP TS 23.401 §5.10, TS 23.060 §9.2.2.2 (requested by the network);
 * conditions and answers: MBIM 1.0 §10.5.12.
 */
import type { Clock } from '../../base/index.ts'
import type { Status } from '../../mbim/index.ts'
import type { Bearer, BearerRequest, IpType } from '../carrier/bearer.ts'
import type { Carrier, Subscriber } from '../carrier/carrier.ts'
import type { NetworkCause } from '../carrier/operator.ts'
import type { Timing } from '../timing.ts'
import type { Tell } from './change.ts'
import type { Equipment } from './equipment.ts'
import type { PacketService } from './packet-service.ts'
import { aborted, pause } from './pause.ts'
import type { Radio } from './radio.ts'
import type { Registration } from './registration.ts'
import type { Sim } from './sim.ts'

/** A circuit-switched voice call (MBIM 1.0 §10.5.12.3). */
export type VoiceCall = 'none' | 'in-progress' | 'hang-up'

export type ContextState = 'deactivated' | 'activating' | 'activated' | 'deactivating'

export interface ContextRequest extends BearerRequest {
  readonly sessionId: number
  /** As the host names it: opaque here. */
  readonly contextType: string
}

export interface Context {
  readonly sessionId: number
  readonly state: ContextState
  readonly request: ContextRequest
  /** Present while activated or deactivating. */
  readonly bearer?: Bearer
  /** Of the last refusal or end, or that less was given than asked for; 0 when none. */
  readonly networkError: NetworkCause
  /** What it has. */
  readonly ipType: IpType
}

interface Environment {
  readonly clock: Clock
  readonly timing: Timing
  readonly carrier: Carrier
  readonly equipment: Equipment
  readonly sim: Sim
  readonly radio: Radio
  readonly registration: Registration
  readonly packetService: PacketService
  readonly tell: Tell
  /** The number of active contexts is about to change. */
  counting(): void
}

/** 3GPP TS 24.008 §10.5.6.6 */
const REGULAR_DEACTIVATION = 36
const NETWORK_FAILURE = 38

/** TS 23.003 §9.1: labels of letters, digits and hyphens. */
const ACCESS_STRING = /^$|^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i

export class Contexts {
  readonly #environment: Environment
  readonly #contexts = new Map<number, Context>()
  readonly #attempts = new Map<number, AbortController>()
  readonly #watchers = new Set<() => Promise<void> | undefined>()
  #voiceCall: VoiceCall = 'none'

  constructor(environment: Environment) {
    this.#environment = environment
  }

  get(sessionId: number): Context | undefined {
    return this.#contexts.get(sessionId)
  }

  get active(): readonly Context[] {
    return [...this.#contexts.values()].filter(({ state }) => state === 'activated')
  }

  /**
   * Calls `changed` when a bearer has been opened, has ended or has other addresses, whoever is told of it. That one has been
   * opened is told to the host when what this returns has been fulfilled: packets flow from then on.
   */
  watch(changed: () => Promise<void> | undefined): Disposable {
    this.#watchers.add(changed)
    return { [Symbol.dispose]: () => this.#watchers.delete(changed) }
  }

  /** As the modem tells contexts of it. */
  get voiceCall(): VoiceCall {
    return this.#voiceCall
  }

  setVoiceCall(voiceCall: VoiceCall): void {
    if (this.#voiceCall === voiceCall) return
    this.#voiceCall = voiceCall
    // Of the first session also when nothing was ever in it: somewhere it has to be told.
    for (const index of new Set([0, ...this.#contexts.keys()])) {
      this.#environment.tell({ topic: 'context', index })
    }
  }

  /** Resolves when the context is up or has failed; aborting `signal` gives it up, unanswered by the network. */
  async activate(request: ContextRequest, options: { by: object; signal: AbortSignal }): Promise<Status> {
    const refusal = this.#refusal(request)
    if (refusal !== undefined) return refusal
    const { sim } = this.#environment
    const subscriber = sim.subscriber
    if (subscriber === undefined) return 'failure'
    const { sessionId, ipType } = request
    const attempt = new AbortController()
    this.#attempts.set(sessionId, attempt)
    this.#contexts.set(sessionId, { sessionId, state: 'activating', request, networkError: 0, ipType })
    await this.#wait(subscriber, request, AbortSignal.any([attempt.signal, options.signal]))
    if (this.#attempts.get(sessionId) !== attempt) return 'failure'
    this.#attempts.delete(sessionId)
    if (options.signal.aborted) {
      this.#end(sessionId, REGULAR_DEACTIVATION, options.by)
      return 'failure'
    }
    const opened = this.#open(subscriber, request)
    if (typeof opened === 'number') {
      this.#end(sessionId, opened, options.by)
      return 'failure'
    }
    if (opened.length > 0) {
      await Promise.all(opened)
      if (this.#contexts.get(sessionId)?.state !== 'activated') return 'failure'
    }
    this.#tell(sessionId, options.by)
    return 'success'
  }

  /** The network opens a context, of which the host is told once packets flow. What bars one of the host's bars it as well. */
  call(request: ContextRequest): Status {
    const refusal = this.#refusal(request)
    // The network does not call where it is connected already.
    if (refusal !== undefined) {
      return refusal === 'session-already-exists' ? 'max-activated-contexts' : refusal
    }
    const { subscriber } = this.#environment.sim
    const opened = subscriber && this.#open(subscriber, request)
    if (opened === undefined || typeof opened === 'number') return 'failure'
    const { sessionId } = request
    const tell = (): void => {
      if (this.#contexts.get(sessionId)?.state === 'activated') this.#tell(sessionId)
    }
    if (opened.length === 0) tell()
    else void Promise.all(opened).then(tell, () => this.end(sessionId, NETWORK_FAILURE))
    return 'success'
  }

  async deactivate(sessionId: number, by: object): Promise<Status> {
    if (sessionId >= this.#environment.equipment.maxSessions) return 'invalid-parameters'
    const context = this.#contexts.get(sessionId)
    if (context === undefined || context.state === 'deactivated') return 'context-not-activated'
    if (context.state === 'deactivating') return 'busy'
    if (context.state === 'activated') {
      this.#environment.counting()
      this.#contexts.set(sessionId, { ...context, state: 'deactivating' })
      const attempt = new AbortController()
      this.#attempts.set(sessionId, attempt)
      await pause(this.#environment.clock, this.#environment.timing.deactivate, attempt.signal)
      if (this.#attempts.get(sessionId) !== attempt) return 'success'
    }
    this.#end(sessionId, 0, by)
    return 'success'
  }

  /** The network, the radio or the SIM ends one context; what was being activated fails. */
  end(sessionId: number, cause: NetworkCause): boolean {
    const context = this.#contexts.get(sessionId)
    if (context === undefined || context.state === 'deactivated') return false
    this.#end(sessionId, cause)
    return true
  }

  endAll(cause: NetworkCause): void {
    for (const sessionId of this.#contexts.keys()) this.end(sessionId, cause)
  }

  /** Ends everything and forgets it, telling nobody: the control session that it belonged to is over. */
  clear(): void {
    for (const sessionId of this.#contexts.keys()) this.#close(sessionId)
    this.#contexts.clear()
    void this.#changed()
  }

  /** Other addresses for a running context. False when it does not run or the network has none left. */
  renumber(sessionId: number): boolean {
    const context = this.#contexts.get(sessionId)
    if (context?.bearer === undefined || context.state !== 'activated') return false
    const bearer = this.#environment.carrier.renumber(context.bearer)
    if (bearer === undefined) return false
    this.#contexts.set(sessionId, { ...context, bearer })
    void this.#changed()
    this.#environment.tell({ topic: 'ip-configuration', index: sessionId })
    return true
  }

  #refusal(request: ContextRequest): Status | undefined {
    const { equipment, sim, radio, registration, packetService, carrier } = this.#environment
    const { sessionId } = request
    const present = this.#contexts.get(sessionId)
    if (present?.state === 'activated') {
      // The same again is a success; another one in its place would be one context too many.
      return sameBearer(present.request, request) ? 'session-already-exists' : 'max-activated-contexts'
    }
    const used = [...this.#contexts.values()].filter(({ state }) => state !== 'deactivated')
    if (used.length >= equipment.maxSessions) return 'max-activated-contexts'
    if (sessionId >= equipment.maxSessions) return 'invalid-parameters'
    const impossible =
      sim.fault ??
      (radio.isOn ? undefined : 'radio-power-off') ??
      (registration.isRegistered ? undefined : 'not-registered') ??
      (packetService.state === 'attached' ? undefined : 'packet-service-detached')
    if (impossible !== undefined) return impossible
    if (sim.subscriber !== undefined && !carrier.isActive(sim.subscriber)) return 'service-not-activated'
    if (this.#voiceCall === 'in-progress' && equipment.voice === 'separated') return 'voice-call-in-progress'
    if (present !== undefined && present.state !== 'deactivated') return 'busy'
    if (equipment.singleThreadedConnect && this.#attempts.size > 0) return 'busy'
    return ACCESS_STRING.test(request.accessString) ? undefined : 'invalid-access-string'
  }

  async #wait(subscriber: Subscriber, request: ContextRequest, signal: AbortSignal): Promise<void> {
    const { clock, timing, carrier } = this.#environment
    await pause(clock, timing.activate, signal)
    const { silent, delay } = carrier.answerOf(subscriber, request.accessString)
    if (silent) await aborted(signal)
    else if (delay > 0) await pause(clock, delay, signal)
  }

  /** Why the carrier refuses it, or what is to be fulfilled before the host is told. */
  #open(subscriber: Subscriber, request: ContextRequest): NetworkCause | readonly Promise<void>[] {
    const outcome = this.#environment.carrier.openBearer(subscriber, request)
    if ('cause' in outcome) return outcome.cause
    const { sessionId } = request
    const { ipType, networkError } = outcome
    const state = 'activated'
    this.#environment.counting()
    this.#contexts.set(sessionId, { sessionId, state, request, bearer: outcome, networkError, ipType })
    return this.#changed()
  }

  #end(sessionId: number, cause: NetworkCause, by?: object): void {
    const context = this.#contexts.get(sessionId)
    if (context === undefined) return
    this.#close(sessionId)
    const { request, ipType } = context
    this.#contexts.set(sessionId, { sessionId, state: 'deactivated', request, networkError: cause, ipType })
    void this.#changed()
    this.#tell(sessionId, by)
  }

  #close(sessionId: number): void {
    const attempt = this.#attempts.get(sessionId)
    this.#attempts.delete(sessionId)
    attempt?.abort()
    const bearer = this.#contexts.get(sessionId)?.bearer
    if (bearer === undefined) return
    this.#environment.counting()
    this.#environment.carrier.release(bearer)
  }

  #changed(): readonly Promise<void>[] {
    return [...this.#watchers].map((watcher) => watcher()).filter((work) => work !== undefined)
  }

  #tell(sessionId: number, by?: object): void {
    this.#environment.tell({ topic: 'context', index: sessionId, by })
    this.#environment.tell({ topic: 'pco', index: sessionId, by })
  }
}

function sameBearer(one: ContextRequest, other: ContextRequest): boolean {
  return (
    one.accessString.toLowerCase() === other.accessString.toLowerCase() &&
    one.userName === other.userName &&
    one.password === other.password &&
    one.ipType === other.ipType &&
    one.contextType === other.contextType
  )
}
