/**
 * The machine of one connection. A context that is wanted is brought up in two steps, attach and activate; whatever ends
 * in between ends the request with its cause. Facts are the state of affairs: an indication that overtakes its reply does
 * the reply's work, and the reply then changes nothing, because it carries the number of an attempt that is over.
 */
import { equal } from '../../base/index.ts'
import type { Cause } from '../cause.ts'
import type { DriverFact } from '../port/driver.ts'
import type { AskedFact, Mover, Outcome } from './fact.ts'
import {
  addressesOf,
  causeOfLoss,
  failed,
  lost,
  refusedElsewhere,
  remember,
  succeed,
  takeOver,
} from './connection-end.ts'
import { abandon, abandoned, activate, attach, deactivate, down, stuck, timerOf } from './connection-way.ts'
import { enter, STATE_OF, type ConnectionMachine, type Turn } from './phase.ts'

export type ContextFact = Extract<DriverFact, { type: 'context' }>

export function connect(
  connection: ConnectionMachine,
  fact: Extract<AskedFact, { type: 'connect' }>,
  turn: Turn,
): ConnectionMachine {
  const { request, by, settings, use } = fact
  const { obstacle } = turn
  const mover: Mover = { request, by }
  if (connection.phase.at !== 'down') {
    turn.effect({ type: 'complete', request, cause: occupied(connection) })
    return connection
  }
  if (obstacle !== undefined) {
    turn.effect({ type: 'complete', request, cause: obstacle })
    return enter(connection, { at: 'down', ended: { how: 'failed', cause: obstacle } }, turn)
  }
  const used = { ...connection, use }
  return turn.attached
    ? activate(used, { mover, settings, attached: false }, turn)
    : attach(used, { mover, settings }, turn)
}

export function disconnect(connection: ConnectionMachine, mover: Mover, turn: Turn): ConnectionMachine {
  const { phase } = connection
  const ended = { how: 'asked', by: mover.by } as const
  switch (phase.at) {
    case 'down':
      turn.effect({ type: 'complete', request: mover.request, cause: notActivated() })
      return connection
    case 'attaching':
    case 'activating':
      return abandon(connection, phase, cancelled(`a disconnect by ${mover.by}`), [mover], ended, turn)
    case 'abandoning':
    case 'deactivating':
      return enter(connection, { ...phase, movers: [...phase.movers, mover] }, turn)
    case 'up':
    case 'deactivating-elsewhere': {
      const { ip, link } = phase
      const before = { ...(ip && { ip }), ...(link && { link }) }
      return deactivate(connection, { movers: [mover], tries: 0, ended, before }, turn)
    }
    case 'activating-elsewhere':
      return deactivate(connection, { movers: [mover], tries: 0, ended }, turn)
  }
}

/** Gives up a request. A disconnect that is given up goes on; only its request ends. */
export function cancel(connection: ConnectionMachine, request: number, turn: Turn): ConnectionMachine {
  const { phase } = connection
  if (phase.at === 'attaching' || phase.at === 'activating') {
    if (phase.mover.request !== request) return connection
    const ended = { how: 'asked', by: phase.mover.by } as const
    return abandon(connection, phase, cancelled('its caller'), [], ended, turn)
  }
  if (phase.at === 'abandoning' || phase.at === 'deactivating') {
    const movers = phase.movers.filter((mover) => mover.request !== request)
    if (movers.length === phase.movers.length) return connection
    turn.effect({ type: 'complete', request, cause: notAwaited() })
    return enter(connection, { ...phase, movers }, turn)
  }
  return connection
}

/** The SIM or the radio went away: an attempt under way has become pointless, whatever the modem makes of it. */
export function bar(connection: ConnectionMachine, cause: Cause, turn: Turn): ConnectionMachine {
  const { phase } = connection
  if (phase.at !== 'attaching' && phase.at !== 'activating') return connection
  return abandon(connection, phase, cause, [], { how: 'failed', cause }, turn)
}

/** The packet service is attached: what waited for it goes on. */
export function attached(connection: ConnectionMachine, turn: Turn): ConnectionMachine {
  const { phase } = connection
  if (phase.at !== 'attaching') return connection
  return activate(connection, { mover: phase.mover, settings: phase.settings, attached: true }, turn)
}

/** What the modem says of the context. */
export function context(connection: ConnectionMachine, fact: ContextFact, turn: Turn): ConnectionMachine {
  const { phase } = connection
  switch (fact.state) {
    case 'activated':
      return contextUp(connection, fact, turn)
    case 'activating':
      return phase.at === 'down' || phase.at === 'up'
        ? enter(connection, { at: 'activating-elsewhere' }, turn)
        : connection
    case 'deactivating':
      if (phase.at === 'up') return enter(connection, { at: 'deactivating-elsewhere', ...upOf(phase) }, turn)
      return phase.at === 'down' || phase.at === 'activating-elsewhere'
        ? enter(connection, { at: 'deactivating-elsewhere' }, turn)
        : connection
    case 'deactivated':
      return contextDown(connection, fact, turn)
  }
}

function contextUp(connection: ConnectionMachine, fact: ContextFact, turn: Turn): ConnectionMachine {
  const { phase } = connection
  const up = upOf(fact)
  switch (phase.at) {
    case 'activating':
      // Without its IP settings it is of no use yet; the reply brings them.
      return fact.ip === undefined ? connection : succeed(connection, phase, fact, turn)
    case 'up': {
      const renewed = enter(connection, { ...phase, ...up, confirmed: true }, turn)
      if (!equal(addressesOf(phase.ip), addressesOf(up.ip))) remember(renewed, turn)
      return renewed
    }
    case 'attaching': {
      // Another program was faster.
      turn.effect({ type: 'abort', attempt: phase.attempt })
      const taken = takeOver(connection, up, turn)
      turn.effect({ type: 'complete', request: phase.mover.request, cause: occupied(taken) })
      return taken
    }
    case 'down':
    case 'activating-elsewhere':
    case 'deactivating-elsewhere':
      return takeOver(connection, up, turn)
    case 'deactivating':
      return phase.before === undefined || fact.ip === undefined
        ? connection
        : enter(connection, { ...phase, before: up }, turn)
    case 'abandoning':
      return connection
  }
}

function contextDown(connection: ConnectionMachine, fact: ContextFact, turn: Turn): ConnectionMachine {
  const { phase } = connection
  const { networkError } = fact
  switch (phase.at) {
    case 'down':
      return networkError === undefined ? connection : { ...connection, activationNetworkError: networkError }
    case 'activating':
      // Either told before the modem was asked, or a refusal whose reply follows: the reply decides.
      return networkError === undefined
        ? connection
        : enter(connection, { ...phase, hint: networkError }, turn)
    case 'attaching':
    case 'abandoning':
      return connection
    case 'activating-elsewhere':
      return networkError === undefined
        ? enter(connection, { at: 'down' }, turn)
        : refusedElsewhere(connection, networkError, turn)
    case 'deactivating-elsewhere':
      // One that was never seen up has not been lost.
      if (phase.link === undefined && networkError === undefined) {
        return enter(connection, { at: 'down' }, turn)
      }
      return lost(connection, causeOfLoss(networkError, turn), turn)
    case 'up':
      return lost(connection, causeOfLoss(networkError, turn), turn)
    case 'deactivating':
      return down(connection, phase, turn)
  }
}

/** How a verb ended. Attempts that are over are not listened to. */
export function outcome(connection: ConnectionMachine, fact: Outcome, turn: Turn): ConnectionMachine {
  const { phase } = connection
  if (!('attempt' in phase) || phase.attempt !== fact.attempt) return connection
  switch (phase.at) {
    case 'attaching':
      return fact.cause === undefined
        ? attached(connection, turn)
        : failed(connection, phase, fact.cause, turn)
    case 'activating':
      if (fact.activation !== undefined) {
        return succeed(connection, phase, fact.activation, turn)
      }
      if (fact.cause?.code === 'packet_service_detached' && !phase.attached) {
        return attach(connection, phase, turn)
      }
      return failed(connection, phase, fact.cause ?? silent(), turn)
    case 'up':
      // The reply that its indication overtook.
      return fact.activation === undefined
        ? connection
        : enter(connection, { ...phase, ...upOf(fact.activation) }, turn)
    case 'abandoning':
      return abandoned(connection, phase, turn)
    case 'deactivating':
      if (fact.cause === undefined || fact.cause.code === 'not_activated') {
        return down(connection, phase, turn)
      }
      return stuck(connection, phase, fact.cause, turn)
  }
}

/** The timer of the connection: an abort that did not end, or the time to ask again. */
export function timer(connection: ConnectionMachine, turn: Turn): ConnectionMachine {
  const { phase } = connection
  if (phase.at === 'abandoning') return abandoned(connection, phase, turn)
  if (phase.at === 'deactivating' && phase.attempt === 0) return deactivate(connection, phase, turn)
  return connection
}

/** The modem failed or went: what is pending ends with the cause; a context that was up may still be. */
export function interrupt(connection: ConnectionMachine, cause: Cause, turn: Turn): ConnectionMachine {
  const { phase } = connection
  switch (phase.at) {
    case 'attaching':
    case 'activating':
      turn.effect({ type: 'abort', attempt: phase.attempt })
      return failed(connection, phase, cause, turn)
    case 'abandoning':
    case 'deactivating': {
      turn.effect({ type: 'clear-timer', timer: timerOf(connection) })
      for (const { request } of phase.movers) turn.effect({ type: 'complete', request, cause })
      const before = phase.at === 'deactivating' ? phase.before : undefined
      return before === undefined
        ? enter(connection, { at: 'down', ended: { how: 'lost', cause } }, turn)
        : enter(connection, { at: 'up', ...before, confirmed: true }, turn)
    }
    default:
      return connection
  }
}

function upOf({ ip, link }: Pick<ContextFact, 'ip' | 'link'>): Pick<ContextFact, 'ip' | 'link'> {
  return { ...(ip && { ip }), ...(link && { link }) }
}

/** What a connect meets that comes while the connection is not down. */
export function occupied(connection: ConnectionMachine): Cause {
  const state = STATE_OF[connection.phase.at]
  const { whose, which } = holderOf(connection.use)
  const words = {
    deactivated: 'no longer active',
    activating: `being activated${whose}; wait for it, or disconnect ${which} first`,
    activated: `active already${whose}; disconnect ${which} first`,
    deactivating: 'still being deactivated; wait until it is down',
  }
  return { code: 'max_activated_contexts', message: `a context is ${words[state]}` }
}

/** A link of a dial interface is its to hang up: traffic would dial what is only disconnected under it. */
function holderOf(use: ConnectionMachine['use']): { readonly whose: string; readonly which: string } {
  if (use === undefined) return { whose: '', which: 'it' }
  const { by, dialInterface } = use
  return dialInterface === undefined
    ? { whose: `, for ${by}`, which: 'it' }
    : { whose: `, for the dial interface ${dialInterface}`, which: 'that' }
}

function notActivated(): Cause {
  return { code: 'not_activated', message: 'there is nothing to disconnect: no context is activated' }
}

function cancelled(by: string): Cause {
  return { code: 'cancelled', message: `the attempt to connect was given up by ${by}` }
}

function notAwaited(): Cause {
  const message =
    'the request to disconnect was given up by its caller; the context is still being deactivated'
  return { code: 'cancelled', message }
}

function silent(): Cause {
  return { code: 'internal', message: 'the driver ended an activation without a result and without a cause' }
}
