/** Dial interfaces as live objects: an id, and a look into the view for everything else. */
import type { DialConnection, DialInterface, Explanation, IpSettings, Request } from '../../core/index.ts'
import { compact, DialtoneError } from '../../base/index.ts'
import type { Conditions } from '../condition.ts'
import { held, pending, why, type Ground } from '../live-object.ts'
import type { PendingRequest } from '../connection-manager.ts'
import type { DialApply, DialSettingsChange } from './dial-service.ts'

export interface LiveDialInterface {
  readonly id: string
  readonly name: string
  /** Whether it is there; when it is not, `current` is what it was last. */
  readonly present: boolean
  readonly current: DialInterface
  readonly state: DialInterface['state']
  /** Why it is in its state, and what would change it. @throws DialtoneError `not_found` once it is gone. */
  why(): Promise<Explanation>
  /** While connected. */
  readonly connected: DialConnection | undefined
  /**
   * By hand: also outside the dial-out hours and during a wait. Resolves as soon as the service has taken the request on.
   * @throws DialtoneError `already_connected`, `already_connecting`, `disabled`, `paused`, `no_device`, `busy`, …
   */
  connect(options?: { readonly signal?: AbortSignal }): Promise<PendingRequest<{ readonly ip: IpSettings }>>
  /** @throws DialtoneError `not_connected`. */
  disconnect(options?: { readonly signal?: AbortSignal }): Promise<PendingRequest<void>>
  /** What is left out stays. @throws DialtoneError `invalid_argument`. */
  set(change: DialSettingsChange, options?: { readonly apply?: DialApply } & Conditions): Promise<void>
  enable(): Promise<void>
  /** Hangs up what is connected. */
  disable(): Promise<void>
  remove(options?: { readonly apply?: DialApply } & Conditions): Promise<void>
  /** With the counters of its link as they are now. */
  measure(): Promise<DialInterface>
  clearStatistics(): Promise<void>
}

export function liveDialInterface(ground: Ground, first: DialInterface): LiveDialInterface {
  const { service, live } = ground
  const called = { dialInterface: first.id }
  let last = first
  const look = (): DialInterface => (last = live.view?.dialInterfaces.get(first.id) ?? last)
  const set: LiveDialInterface['set'] = async (change, { ifMatch, ifNoneMatch, ...options } = {}) => {
    await held(service, compact({ ifMatch, ifNoneMatch })).setDialInterface({ ...called, change, ...options })
  }
  return {
    id: first.id,
    get name() {
      return look().name
    },
    get present() {
      return live.view?.dialInterfaces.has(first.id) === true
    },
    get current() {
      return look()
    },
    get state() {
      return look().state
    },
    why: () => why(service, 'dial-interface', first),
    get connected() {
      return this.present ? look().connected : undefined
    },
    async connect({ signal } = {}) {
      signal?.throwIfAborted()
      const { requestId } = await service.connectInterface(called)
      return pending(ground, requestId, signal, ({ ip }: Request) => {
        if (ip === undefined) throw new DialtoneError('internal', 'connected without IP settings')
        return { ip }
      })
    },
    async disconnect({ signal } = {}) {
      signal?.throwIfAborted()
      const { requestId } = await service.disconnectInterface(called)
      return pending(ground, requestId, signal, () => undefined)
    },
    set,
    enable: () => set({ enabled: true }),
    disable: () => set({ enabled: false }),
    remove: ({ ifMatch, ifNoneMatch, ...options } = {}) =>
      held(service, compact({ ifMatch, ifNoneMatch })).removeDialInterface({ ...called, ...options }),
    measure: () => service.dialInterface(called),
    clearStatistics: () => service.clearDialStatistics(called),
  }
}
