/** The dialer of an interface, by the kind that its settings name. */
import {
  CauseError,
  type Cause,
  type Dialer,
  type DialerOwner,
  type DialerSettings,
  type DialerSource,
} from '../../core/index.ts'
import { ModemDialer } from './modem-dialer.ts'
import type { ModemPool } from './modem-pool.ts'

/** What dials beside modems, where the service has it. */
export type DialerSources = Readonly<Partial<Record<Exclude<DialerSettings['kind'], 'modem'>, DialerSource>>>

export function dialerOf(pool: ModemPool, others: DialerSources): DialerSource {
  return (owner) => {
    const { dialer } = owner.settings()
    if (dialer.kind === 'modem') return new ModemDialer(owner, dialer, pool)
    return others[dialer.kind]?.(owner) ?? noDialer(owner, dialer.kind)
  }
}

/** Stands for a kind that this service cannot dial with, so that its interfaces can be seen and changed. */
function noDialer(owner: DialerOwner, kind: DialerSettings['kind']): Dialer {
  const cause: Cause = {
    code: 'not_supported',
    message: `this service does not dial with ${kind}: it leaves the network of this machine alone`,
  }
  return {
    kind,
    start: (tell) => tell({ type: 'available', cause }),
    dial: () =>
      Promise.reject(new CauseError({ ...cause, message: `${owner.settings().name}: ${cause.message}` })),
    hangUp: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
